"""Updates of watched data that were overwritten by a lane that had never seen them."""

from __future__ import annotations

from collections import defaultdict

from app.core.diagnoses.words import count, name
from app.core.diagnosis import Diagnosis, fault
from app.core.evidence import Evidence
from app.core.folds.ledger import Deposit, ledger
from app.core.model import Access


def lost_updates(evidence: Evidence) -> list[Diagnosis]:
    """One for each object that was read by two lanes before either had written."""
    accesses: dict[int, list[Access]] = defaultdict(list)
    for access in evidence.accesses:
        accesses[access.object].append(access)
    found = []
    for object, own in accesses.items():
        if len({access.actor for access in own}) < 2:
            continue
        deposits = ledger(own)
        pairs = _lost(deposits)
        if pairs:
            updates = sum(1 for each in deposits if each.read_ns is not None and each.write_ns is not None)
            found.append(_told(evidence, object, pairs, updates))
    return found


Pair = tuple[Deposit, Deposit]  # the update that was lost, and the one that overwrote it


def _lost(deposits: list[Deposit]) -> list[Pair]:
    """Updates that were overwritten by another lane's that began with an older value."""
    by_write = {(each.actor, each.write_ns): each for each in deposits}
    pairs = []
    for each in deposits:
        if not each.lost or each.read_ns is None or each.overwritten_by is None:
            continue
        thief = by_write.get((each.overwritten_by, each.overwritten_ns))
        if thief is None or thief.read_ns is None or thief.actor == each.actor:
            continue  # it didn't look: it sets the data on purpose
        if thief.write_value != each.write_value or not _is_mark(each.write_value):
            pairs.append((each, thief))
    return pairs


def _is_mark(value: str | None) -> bool:
    """Whether a value marks a state, as opposed to counting or collecting: who sets it too changes nothing."""
    return value in ("True", "False", "None") or (value or "").startswith(("'", '"', "b'", 'b"'))


def _told(evidence: Evidence, object: int, pairs: list[Pair], updates: int) -> Diagnosis:
    found = evidence.objects.get(object)
    data = found.name if found is not None and found.name else "watched data"
    lost, thief = pairs[0]
    many = len(pairs) > 1
    return fault(
        "lost_update",
        [actor for pair in pairs for actor in (pair[0].actor, pair[1].actor)],
        f"{len(pairs)} of {count(updates, 'update')} of {data} {'were' if many else 'was'} lost: "
        f"{name(evidence, lost.actor)} wrote {lost.write_value} (line {lost.write_line}), but "
        f"{name(evidence, thief.actor)} had read {thief.read_value} before (line {thief.read_line}) and then "
        f"wrote {thief.write_value} over it{'; and so on' if many else ''}.",
        "Hold one and the same lock from the read to the write, in every lane that changes it.",
    )
