"""What processes must know of each other at once: who holds a shared lock, who woke, how many messages went.

One small mapped file of the run, `shared.table`, which all its processes write. A slot belongs to a key that
is the same in every process. What is in a slot is written by whoever holds the lock that it is about, so that
two never write at once; a slot that was lost to another key makes a fact unknown, never wrong.
"""

from __future__ import annotations

import os
from itertools import count
from struct import Struct
from time import perf_counter_ns as now

from . import layout, writer

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    import mmap

_FILE = "shared.table"
_SLOT = Struct("<QQQQQQ")  # key, holder, who let go, when, messages sent, messages received
_KEY = Struct("<Q")
_HOLDER = Struct("<QQ")  # key, holder
_LET_GO = Struct("<QQQQ")  # key, holder, who let go, when
_COUNTS = Struct("<Q24xQQ")  # key, messages sent, messages received
_SENT, _RECEIVED = 4 * _KEY.size, 5 * _KEY.size
_SLOTS = 4096
_PROBES = 8
_LONG = (1 << 63) - 1

_table: mmap.mmap | None = None
_refused = False
_found: dict[int, int] = {}  # key -> where its slot begins
_next_number = count(1).__next__
_process = os.getpid() << layout.PID_SHIFT


def _note_process() -> None:
    global _process
    _process = os.getpid() << layout.PID_SHIFT


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_process)


def new_key() -> int:
    """A number that no other object or message of the run has."""
    return _process << 8 | _next_number() & 0xFFFFFFFFFF


def prepare(key: int) -> None:
    """Make room for a key before other processes know it."""
    _slot(key)


def hold(key: int, lane: int) -> None:
    """Note that a lane has a lock now."""
    # With the key: in a slot that was lost meanwhile nothing is wrong then, but the other's facts unknown.
    try:
        _HOLDER.pack_into(_table, _found[key], key, _process | lane)  # type: ignore[arg-type]
    except (KeyError, TypeError):
        if _slot(key) >= 0:
            hold(key, lane)


def let_go(key: int, lane: int) -> None:
    """Note that a lane lets a lock go, sets an event, notifies."""
    try:
        _LET_GO.pack_into(_table, _found[key], key, 0, _process | lane, now())  # type: ignore[arg-type]
    except (KeyError, TypeError):
        if _slot(key) >= 0:
            let_go(key, lane)


def holder(key: int) -> int:
    """Who holds the lock: a lane | its process id << 32; 0 if nobody is known to."""
    at = _slot(key)
    return 0 if at < 0 or _table is None else int(_HOLDER.unpack_from(_table, at)[1]) & _LONG


def last(key: int) -> tuple[int, int]:
    """(who let go last, when), zeros where nobody is known to have."""
    at = _slot(key)
    if at < 0 or _table is None:
        return 0, 0
    who, when = _LET_GO.unpack_from(_table, at)[2:]
    return who & _LONG, when & _LONG


def counts(key: int) -> tuple[int, int]:
    """How many messages were sent and received through a pipe; (-1, -1) where that isn't known."""
    try:
        owner, sent, received = _COUNTS.unpack_from(_table, _found[key])  # type: ignore[arg-type]
        if owner == key:
            return sent, received
    except (KeyError, TypeError):
        pass
    return (-1, -1) if _slot(key) < 0 else counts(key)


def count_sent(key: int, number: int) -> None:
    """Note how many messages were sent; after `counts`, by whoever may send."""
    if _table is not None and number >= 0:
        _KEY.pack_into(_table, _found[key] + _SENT, number)


def count_received(key: int, number: int) -> None:
    """Note how many messages were received; after `counts`, by whoever may receive."""
    if _table is not None and number >= 0:
        _KEY.pack_into(_table, _found[key] + _RECEIVED, number)


def _slot(key: int) -> int:
    """Where the slot of a key begins, -1 where there is none to be had."""
    at = _found.get(key, -1)
    if at >= 0 and _table is not None and _KEY.unpack_from(_table, at)[0] == key:
        return at
    return _search(key)


def _search(key: int) -> int:
    global _table, _refused
    if _table is None:
        if _refused:
            return -1
        try:
            _table = writer.map_shared(_FILE, _SLOTS * _SLOT.size)
        except OSError:
            _refused = True
            return -1
    home = key * 0x9E3779B97F4A7C15 >> 20
    places = [(home + step) % _SLOTS * _SLOT.size for step in range(_PROBES)]
    owners = [_KEY.unpack_from(_table, at)[0] for at in places]
    if key in owners:
        at = places[owners.index(key)]
    else:
        # A full neighbourhood has objects in it that are gone, most likely: the first gives way.
        at = places[owners.index(0) if 0 in owners else 0]
        _SLOT.pack_into(_table, at, key, 0, 0, 0, 0, 0)
    _found[key] = at
    return at
