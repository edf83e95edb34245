"""What claims ask about memory: has each a place of its own, do all see one, does one keep it for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, listing, moment, somewhere, work
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Access

Check = Callable[["Evidence"], Verdict]


def each_wrote_to_its_own(evidence: Evidence) -> Verdict:
    """Several wrote to watched data, and nobody touched what another one touched."""
    touched = _touched(evidence)
    shared = [actors for actors in touched.values() if len(actors) > 1]
    if shared:
        return Verdict(False, f"{_names(shared[0], evidence)} touched the same one.")
    writers = {access.actor for access in _others_writes(evidence)}
    told = f"{_names(writers, evidence) or 'Nobody'} wrote, each to one of its own."
    return everywhere(evidence, len(writers) > 1, told)


def all_wrote_to_one(evidence: Evidence) -> Verdict:
    """Several wrote to the same watched data."""
    writers: dict[int, set[int]] = {}
    for access in _others_writes(evidence):
        writers.setdefault(access.object, set()).add(access.actor)
    together = max(writers.values(), key=len, default=set())
    told = f"{_names(together, evidence) or 'Nobody'} wrote to one place."
    return somewhere(evidence, len(writers) == 1 and len(together) > 1, told)


def main_saw_no_change(evidence: Evidence) -> Verdict:
    """Others wrote, and at its last look main still found what it had written itself."""
    found = _last_look(evidence)
    if isinstance(found, Verdict):
        return found
    look, own, other = found
    told = f"Main had written {own.value}, others wrote {other.value}, and main read {look.value}."
    return Verdict(look.value == own.value != other.value, told)


def main_saw_what_others_wrote(evidence: Evidence) -> Verdict:
    """At its last look main found what another one had written last."""
    found = _last_look(evidence)
    if isinstance(found, Verdict):
        return found
    look, own, other = found
    told = f"Others wrote {other.value}, and main read {look.value}."
    return Verdict(look.value == other.value != own.value, told)


def each_counted_to(parameter: str) -> Check:
    """Each that wrote, main apart, wrote as often as the parameter says, and came to its value."""

    def check(evidence: Evidence) -> Verdict:
        goal = evidence.parameters.get(parameter)
        if not isinstance(goal, int):
            return Verdict(None, f"The program has no number {parameter}.")
        counts: dict[int, list[str]] = {}
        for access in _others_writes(evidence):
            counts.setdefault(access.actor, []).append(access.value)
        told = [f"{evidence.actors[actor].name} came to {values[-1]}" for actor, values in counts.items()]
        each = [values[-1] == repr(goal) and goal <= len(values) for values in counts.values()]
        return somewhere(evidence, len(each) > 1 and all(each), f"{listing(told) or 'Nobody wrote'}.")

    return check


def worked_as_often_as(parameter: str) -> Check:
    """All workers together did as many pieces of work as the parameter says."""

    def check(evidence: Evidence) -> Verdict:
        goal, done = evidence.parameters.get(parameter), len(work(evidence))
        by = Counter(span.actor for span in work(evidence))
        told = listing(f"{count} by {evidence.actors[actor].name}" for actor, count in sorted(by.items()))
        told = f"Done: {done} of {goal} pieces: {told or 'none by anybody'}."
        return Verdict(None, CUT_SHORT) if cut_short(evidence) else Verdict(done == goal, told)

    return check


def one_lock_for_all(evidence: Evidence) -> Verdict:
    """There was a lock that several processes had, main apart."""
    best: set[int] = set()
    for holds in evidence.held.values():
        holders = {hold.actor for hold in holds if hold.actor in evidence.actors}
        pids = {evidence.actors[actor].pid for actor in holders - {evidence.main.id}}
        if len(pids) > 1:
            best = max(best, holders, key=len)
    told = f"{_names(best, evidence)} had it in turn." if best else "No two processes had the same lock."
    return somewhere(evidence, bool(best), told)


def one_kept_it_for_the_others(evidence: Evidence) -> Verdict:
    """One process did no work, was there before those that did, and stayed until they had ended."""
    working = {span.actor for span in work(evidence)}
    others = [each for each in evidence.processes() if each.id in working]
    for keeper in evidence.processes():
        if keeper.id in working or not others or keeper.end_ns is None:
            continue
        ends = [evidence.end_ns if each.end_ns is None else each.end_ns for each in others]
        if keeper.start_ns < min(each.start_ns for each in others) and keeper.end_ns > max(ends):
            last = moment(keeper.end_ns - max(ends))
            told = f"{keeper.name} was there before the others and ended {last} after them."
            return everywhere(evidence, True, told)
    return somewhere(evidence, False, "Every process did work of its own.")


def each_piece_took_a_question(evidence: Evidence) -> Verdict:
    """Whoever worked sent one process a message for each piece of work, and got as many answers."""
    messages = Counter((flow.sender, flow.receiver) for flow in evidence.flows if flow.kind == "message")
    enough, told = [], []
    for worker, pieces in sorted(Counter(span.actor for span in work(evidence)).items()):
        both = [min(sent, messages[to, me]) for (me, to), sent in messages.items() if me == worker]
        answered = max(both, default=0)
        enough.append(answered >= pieces)
        told.append(f"{evidence.actors[worker].name} asked {answered} times for {pieces} pieces of work")
    return everywhere(evidence, bool(enough) and all(enough), f"{listing(told) or 'Nobody worked'}.")


# memory that was asked for ---------------------------------------------------------------------------------


def main_has_what_a_child_wrote(evidence: Evidence) -> Verdict:
    """What main wrote last is what a process wrote before it, to a variable of its own."""
    main = [access for access in evidence.accesses if access.actor == evidence.main.id and access.write]
    others = _others_writes(evidence)
    if not main or not others:
        return somewhere(evidence, False, "Main wrote nothing, or nobody else did.")
    ours, theirs = main[-1], others[-1]
    holds = ours.value == theirs.value and ours.object != theirs.object and ours.t_ns > theirs.t_ns
    return somewhere(evidence, holds, f"The child had {theirs.value}, main had {ours.value} in the end.")


def nothing_was_sent(evidence: Evidence) -> Verdict:
    """There were several processes, and neither items nor messages went between them."""
    sent = [flow for flow in evidence.flows if flow.kind in ("item", "message")]
    if sent:
        return Verdict(False, f"{len(sent)} went between them, the first at {moment(sent[0].sent_ns)}.")
    count = len(evidence.processes())
    return everywhere(evidence, count > 0, f"{count} beside main, and no item or message.")


def main_looked_after_the_end(evidence: Evidence) -> Verdict:
    """When main touched the watched data last, every process that had written had ended."""
    seen = [access.t_ns for access in evidence.accesses if access.actor == evidence.main.id]
    writers = {access.actor for access in _others_writes(evidence)}
    ends = [evidence.actors[writer].end_ns for writer in writers]
    if not seen or not ends:
        return somewhere(evidence, False, "Main didn't look, or nobody else wrote.")
    holds = all(end is not None and end < seen[-1] for end in ends)
    return somewhere(evidence, holds, f"Main looked last at {moment(seen[-1])}.")


def _touched(evidence: Evidence) -> dict[int, set[int]]:
    """The actors that read or wrote each watched object."""
    touched: dict[int, set[int]] = {}
    for access in evidence.accesses:
        touched.setdefault(access.object, set()).add(access.actor)
    return touched


def _others_writes(evidence: Evidence) -> list[Access]:
    """The writes of all but main, in order."""
    main = evidence.main.id
    return [a for a in evidence.accesses if a.write and a.actor != main and a.actor in evidence.actors]


def _last_look(evidence: Evidence) -> tuple[Access, Access, Access] | Verdict:
    """Main's last read, its last write before it, and the last write of another one before it."""
    main = evidence.main.id
    looks = [access for access in evidence.accesses if access.actor == main and not access.write]
    if not looks:
        return Verdict(None, CUT_SHORT if cut_short(evidence) else "Main didn't look.")
    look = looks[-1]
    own = [a for a in evidence.accesses if a.write and a.actor == main and a.t_ns < look.t_ns]
    others = [access for access in _others_writes(evidence) if access.t_ns < look.t_ns]
    if not own or not others:
        return somewhere(evidence, False, "Before main's last look nobody else had written.")
    return look, own[-1], others[-1]


def _names(actors: set[int], evidence: Evidence) -> str:
    return listing(evidence.actors[actor].name for actor in sorted(actors) if actor in evidence.actors)
