"""What claims ask about watched data: was an update lost, were two lanes inside at once, who waited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, listing, moment, somewhere
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.folds.ledger import Deposit
    from app.core.model import Span

NOTHING_WATCHED = "No watched data was updated in this run."


def updates(evidence: Evidence) -> list[list[Deposit]]:
    """Per watched object its reads with the writes that followed them, in order of their beginning."""
    # Only when there is something to judge: folds need numpy, and demos are found before the window shows.
    from app.core.folds.ledger import ledger

    objects = dict.fromkeys(access.object for access in evidence.accesses)
    ledgers = (ledger([a for a in evidence.accesses if a.object == each]) for each in objects)
    return [[u for u in each if u.read_ns is not None and u.write_ns is not None] for each in ledgers]


def update_was_lost(evidence: Evidence) -> Verdict:
    """Some lane's write was overwritten by one that had not seen it."""
    lost = [update for ledger in updates(evidence) for update in ledger if update.lost]
    return somewhere(evidence, bool(lost), _told_lost(evidence)) if _count(evidence) else _nothing(evidence)


def no_update_was_lost(evidence: Evidence) -> Verdict:
    """Every lane's write has its part in the final value."""
    lost = [update for ledger in updates(evidence) for update in ledger if update.lost]
    return everywhere(evidence, not lost, _told_lost(evidence)) if _count(evidence) else _nothing(evidence)


def two_inside(evidence: Evidence) -> Verdict:
    """A lane read while another one was between its read and its write."""
    if not _count(evidence):
        return _nothing(evidence)
    pair = _meeting(evidence)
    return somewhere(evidence, pair is not None, _told_meeting(pair, evidence))


def never_two_inside(evidence: Evidence) -> Verdict:
    """Each lane read when every other one was through with its write."""
    if not _count(evidence):
        return _nothing(evidence)
    pair = _meeting(evidence)
    return everywhere(evidence, pair is None, _told_meeting(pair, evidence))


def waited_in_order(evidence: Evidence) -> Verdict:
    """Some had to wait for a lock, and got at the data in the order in which they got the lock."""
    waits = lock_waits(evidence)
    if not waits:
        return somewhere(evidence, False, "Nobody waited for a lock.")
    if cut_short(evidence) or any(span.end_ns is None for span in waits):
        return Verdict(None, CUT_SHORT)
    order = list(dict.fromkeys(span.actor for span in sorted(waits, key=lambda span: span.end_ns or 0)))
    begun = [update for ledger in updates(evidence) for update in ledger]
    begun.sort(key=lambda update: update.begin_ns)
    arrived = list(dict.fromkeys(update.actor for update in begun if update.actor in order))
    names = listing(_name(actor, evidence) for actor in order)
    return Verdict(arrived == order, f"{len(order)} waited, in this order: {names}.")


def lock_waits(evidence: Evidence) -> list[Span]:
    """The waits for locks, in order of their start."""
    return [span for span in evidence.spans if span.state.word in ("lock", "rlock")]


def refused_left_no_trace(evidence: Evidence) -> Verdict:
    """Some threads touched neither the watched data nor a lock, and the others only raised the value."""
    if cut_short(evidence):
        return Verdict(None, CUT_SHORT)
    touched = {access.actor for access in evidence.accesses} | {span.actor for span in lock_waits(evidence)}
    aside = [thread for thread in evidence.threads() if thread.id not in touched]
    idle = [u for ledger in updates(evidence) for u in ledger if not _raises(u)]
    if idle:
        return Verdict(False, f"{_name(idle[0].actor, evidence)} wrote a value that wasn't higher.")
    if not aside:
        return Verdict(False, "Every thread touched it.")
    return Verdict(True, f"{listing(thread.name for thread in aside)} neither read nor wrote it.")


def main_looked_after_the_last_update(evidence: Evidence) -> Verdict:
    """Main's last read came after every other lane's last write."""
    seen = [a.t_ns for a in evidence.accesses if a.actor == evidence.main.id and not a.write]
    written = [a.t_ns for a in evidence.accesses if a.actor != evidence.main.id and a.write]
    if not seen or not written:
        return Verdict(None, CUT_SHORT if cut_short(evidence) else "Main didn't look, or nobody else wrote.")
    late = [t_ns for t_ns in written if t_ns > seen[-1]]
    if late:
        return Verdict(False, f"{len(late)} of {len(written)} writes came after main had looked.")
    return everywhere(evidence, True, f"The last write came {moment(seen[-1] - max(written))} before.")


def main_slept_instead_of_joining(evidence: Evidence) -> Verdict:
    """Before its last look main slept, and joined nobody."""
    main = evidence.main.id
    seen = [a.t_ns for a in evidence.accesses if a.actor == main and not a.write]
    if not seen:
        return Verdict(None, CUT_SHORT if cut_short(evidence) else "Main didn't look.")
    before = [s.state.word for s in evidence.spans if s.actor == main and s.start_ns < seen[-1]]
    if "join" in before:
        return Verdict(False, "Main joined.")
    return Verdict(
        "sleep" in before, "Main slept, then looked." if "sleep" in before else "Main didn't wait."
    )


def _count(evidence: Evidence) -> int:
    return sum(map(len, updates(evidence)))


def _nothing(evidence: Evidence) -> Verdict:
    return Verdict(None, CUT_SHORT if cut_short(evidence) else NOTHING_WATCHED)


def _told_lost(evidence: Evidence) -> str:
    lost = sum(update.lost for ledger in updates(evidence) for update in ledger)
    last = [access for access in evidence.accesses if access.write]
    value = f"; the last value written is {last[-1].value}" if last else ""
    return f"{lost or 'None'} of {_count(evidence)} updates lost{value}."


def _meeting(evidence: Evidence) -> tuple[Deposit, Deposit] | None:
    """Two updates of one object by two lanes, of which one began before the other was through."""
    for ledger in updates(evidence):
        longest: Deposit | None = None
        for update in ledger:
            if longest is not None and update.begin_ns < _end(longest) and update.actor != longest.actor:
                return longest, update
            if longest is None or _end(update) > _end(longest):
                longest = update
    return None


def _end(update: Deposit) -> int:
    assert update.write_ns is not None
    return update.write_ns


def _told_meeting(pair: tuple[Deposit, Deposit] | None, evidence: Evidence) -> str:
    if pair is None:
        return "Each read came after the write before it."
    first, second = (_name(update.actor, evidence) for update in pair)
    return f"{second} read at {moment(pair[1].begin_ns)}; {first} wrote at {moment(_end(pair[0]))}."


def _raises(update: Deposit) -> bool:
    try:
        return float(update.write_value or "") > float(update.read_value or "")
    except ValueError:
        return True  # not numbers: no higher or lower


def _name(actor: int, evidence: Evidence) -> str:
    return evidence.actors[actor].name if actor in evidence.actors else "another lane"
