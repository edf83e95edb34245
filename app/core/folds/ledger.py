"""The lost-update ledger: which write of watched data overwrote one that its writer had never seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.model import Access


@dataclass(slots=True, unsafe_hash=True)  # nobody changes one; freezing would cost more than all the rest
class Deposit:
    """One lane's read of watched data and the write that followed from it, or one of the two alone.

    A read alone (`write_*` is None) has not been followed by a write of its lane, yet. A write alone
    (`read_*` is None) sets the data without having looked: the first assignment, a reset. Of a lost write,
    `overwritten_ns` and `overwritten_by` (an actor) tell when and by whom its value went.
    """

    actor: int
    read_ns: int | None
    read_value: str | None
    read_line: int | None
    write_ns: int | None
    write_value: str | None
    write_line: int | None
    lost: bool = False
    overwritten_ns: int | None = None
    overwritten_by: int | None = None

    @property
    def begin_ns(self) -> int:
        """When it began: at its read, or at its write where nothing was read."""
        begin = self.write_ns if self.read_ns is None else self.read_ns
        assert begin is not None, "a deposit has a read or a write"
        return begin


@dataclass(slots=True)
class _Write:
    """A write with its read, if any, and the serial number of the write that it descends from (-1: none)."""

    access: Access
    read: Access | None
    parent: int


def ledger(accesses: Sequence[Access]) -> list[Deposit]:
    """The deposits of one object, in order of their beginning; `accesses` may come in any order.

    - A write belongs to its lane's last read before it, unless that read belongs to an earlier write. A read
      that is followed by another read of its lane is left out: a loop that polls fills no ledger.
    - A write descends from the write that its read saw, which is the last one of any lane before that read.
      A write without a read supersedes on purpose: it descends from the write before it.
    - A write is lost when the last write of all doesn't descend from it: what it stored has no part in the
      final value. When each of n deposits adds one, the final value falls short of n by the lost ones.

    To ask whether another lane wrote between a read and its write would strike out too many: when A reads, B
    deposits, C reads, A writes and C writes, B's coin is in C's sum; only A's is gone.
    """
    writes, unused = _writes(accesses)
    last_heirs = _last_heirs(writes)
    deposits = [_read_alone(read) for read in unused]
    last = len(writes) - 1
    for write, heir in zip(writes, last_heirs, strict=True):
        deposits.append(_deposit(write, writes[heir + 1].access if heir < last else None))
    return sorted(deposits, key=lambda deposit: deposit.begin_ns)


def ledgers(accesses: Iterable[Access]) -> list[Deposit]:
    """The deposits of all objects, worked out for each apart, in order of their beginning."""
    of_object: dict[int, list[Access]] = {}
    for access in accesses:
        of_object.setdefault(access.object, []).append(access)
    deposits = [deposit for each in of_object.values() for deposit in ledger(each)]
    return sorted(deposits, key=lambda deposit: deposit.begin_ns) if len(of_object) > 1 else deposits


def _writes(accesses: Sequence[Access]) -> tuple[list[_Write], list[Access]]:
    """The writes in order of time, and the reads that no write followed."""
    writes: list[_Write] = []
    reads: dict[int, tuple[Access, int]] = {}  # by actor: its last read, and the write that it saw
    for access in sorted(accesses, key=lambda access: access.t_ns):
        latest = len(writes) - 1
        if access.write:
            read, seen = reads.pop(access.actor, (None, latest))
            writes.append(_Write(access, read, seen))
        else:
            reads[access.actor] = access, latest
    return writes, [read for read, _ in reads.values()]


def _last_heirs(writes: Sequence[_Write]) -> list[int]:
    """For each write the last one that descends from it, itself if none does."""
    heirs = list(range(len(writes)))
    for serial in range(len(writes) - 1, -1, -1):  # heirs come after their parent
        parent = writes[serial].parent
        if parent >= 0:
            heirs[parent] = max(heirs[parent], heirs[serial])
    return heirs


def _deposit(write: _Write, thief: Access | None) -> Deposit:
    read, access = write.read, write.access
    return Deposit(
        access.actor,
        read.t_ns if read else None,
        read.value if read else None,
        read.line if read else None,
        access.t_ns,
        access.value,
        access.line,
        thief is not None,
        thief.t_ns if thief else None,
        thief.actor if thief else None,
    )


def _read_alone(read: Access) -> Deposit:
    return Deposit(read.actor, read.t_ns, read.value, read.line, None, None, None)
