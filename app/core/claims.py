"""What claims of many demos ask: which work overlapped, who did it, who left before it was done.

Work is each sleep of the lanes that main started, or of main itself if it started none.
Claims are told by order and overlap, never by how long something took: a busy machine changes no verdict.
Where a run was cut short, what didn't happen may still have been to come: then nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Actor, Span

CUT_SHORT = "The run was cut short, so this can't be told."


def somewhere(evidence: Evidence, holds: bool, detail: str) -> Verdict:
    """A verdict on something that one case proves, and only a whole run disproves."""
    return Verdict(None, CUT_SHORT) if not holds and cut_short(evidence) else Verdict(holds, detail)


def everywhere(evidence: Evidence, holds: bool, detail: str) -> Verdict:
    """A verdict on something that one case disproves, and only a whole run proves."""
    return Verdict(None, CUT_SHORT) if holds and cut_short(evidence) else Verdict(holds, detail)


def cut_short(evidence: Evidence) -> bool:
    """Whether the program was ended from outside."""
    return evidence.reason != "exited"


# what was done, and by whom -------------------------------------------------------------------------------


def work(evidence: Evidence) -> list[Span]:
    """The sleeps that stand for work, in order of their start."""
    sleeps = [span for span in evidence.spans if span.state.word == "sleep"]
    if workers(evidence):
        return [span for span in sleeps if span.actor != evidence.main.id]
    return sleeps


def workers(evidence: Evidence) -> list[Actor]:
    """The threads and processes beside main."""
    return [*evidence.threads(), *evidence.processes()]


def is_done(span: Span, evidence: Evidence) -> bool:
    """Whether a wait came to its end before its lane was cut off."""
    if span.end_ns is None:
        return False
    actor = evidence.actors[span.actor]
    return actor.end != "killed" or actor.end_ns is None or span.end_ns < actor.end_ns


def end_of(span: Span, evidence: Evidence) -> int:
    """When a wait ended; the end of its lane or of the recording for one that didn't."""
    if span.end_ns is not None:
        return span.end_ns
    ended = evidence.actors[span.actor].end_ns
    # A killed process can't say when it ended: what is known of it may stop where the wait begins.
    return evidence.end_ns if ended is None or ended <= span.start_ns else ended


# order and overlap ----------------------------------------------------------------------------------------


def overlapped(evidence: Evidence) -> Verdict:
    """There was a moment in which all of the work was under way."""
    done = work(evidence)
    if len(done) < 2:
        return somewhere(evidence, False, f"{_count(len(done), 'piece')} of work: nothing to overlap with.")
    last_start = max(span.start_ns for span in done)
    first_end = min(end_of(span, evidence) for span in done)
    if last_start < first_end:
        return Verdict(True, f"All were under way from {moment(last_start)} to {moment(first_end)}.")
    return Verdict(
        False, f"One had ended at {moment(first_end)}, before another began at {moment(last_start)}."
    )


def in_turn(evidence: Evidence) -> Verdict:
    """Each piece of work began when the one before it had ended."""
    done = work(evidence)
    if len(done) < 2:
        return everywhere(evidence, False, f"{_count(len(done), 'piece')} of work: no turns to take.")
    for before, after in pairwise(done):
        end = end_of(before, evidence)
        if after.start_ns < end:
            return Verdict(
                False, f"One began at {moment(after.start_ns)}, another lasted until {moment(end)}."
            )
    return everywhere(evidence, True, f"The last one began at {moment(done[-1].start_ns)}, after all others.")


def total_is_the_sum(evidence: Evidence) -> Verdict:
    """Main lasted until the end of work that was done one piece after the other."""
    turns = in_turn(evidence)
    if not turns.holds:
        return turns
    return _main_stayed(evidence, " + ".join(_lengths(evidence)))


def total_is_the_longest(evidence: Evidence) -> Verdict:
    """Main lasted until the end of work that was done all at once."""
    together = overlapped(evidence)
    if not together.holds:
        return together
    return _main_stayed(evidence, f"the longest of {' and '.join(_lengths(evidence))}")


def main_left_early(evidence: Evidence) -> Verdict:
    """Main ended by itself while a thread had not ended."""
    if cut_short(evidence):
        return Verdict(None, CUT_SHORT)
    cut_off = [thread for thread in evidence.threads() if thread.end == "killed"]
    if not cut_off:
        return Verdict(False, "Main outlasted every thread.")
    return Verdict(True, f"Main's end was the end of {listing(thread.name for thread in cut_off)}.")


def nothing_was_done(evidence: Evidence) -> Verdict:
    """Work was started, and none of it came to its end."""
    if not workers(evidence):
        return somewhere(evidence, False, "Main started nobody.")
    done = [span for span in work(evidence) if is_done(span, evidence)]
    count = len(workers(evidence))
    if done:
        return Verdict(False, f"{_count(len(done), 'piece')} of work came to an end.")
    return everywhere(evidence, True, f"{count} were started, and none came to the end of its work.")


def main_spoke_before_the_work_was_done(evidence: Evidence) -> Verdict:
    """The last that main printed came while no work had been done."""
    said = [piece for piece in evidence.output if piece.actor == evidence.main.id]
    if not said or not workers(evidence):
        return somewhere(evidence, False, "Main printed nothing, or did the work itself.")
    last = said[-1].t_ns
    ends = [end_of(span, evidence) for span in work(evidence) if is_done(span, evidence)]
    if ends and min(ends) <= last:
        return Verdict(
            False, f"Work had been done by {moment(min(ends))}; main spoke last at {moment(last)}."
        )
    return everywhere(evidence, True, f"Main spoke last at {moment(last)}, when no work had been done.")


# who did it -----------------------------------------------------------------------------------------------


def each_in_its_own_process(evidence: Evidence) -> Verdict:
    """Each piece of work was done by another process, none of them main's."""
    pids = [evidence.actors[span.actor].pid for span in work(evidence)]
    own = len(pids) > 1 and len({*pids, evidence.main.pid}) == len(pids) + 1
    shown = f"main {evidence.main.pid}, work in {', '.join(map(str, pids)) or 'none'}"
    return everywhere(evidence, own, f"Process ids: {shown}.")


def each_in_its_own_thread(evidence: Evidence) -> Verdict:
    """Each piece of work was done by another thread, all of main's process."""
    lanes = [evidence.actors[span.actor] for span in work(evidence)]
    own = len(lanes) > 1 and len({lane.id for lane in lanes}) == len(lanes)
    own = own and all(lane.kind == "thread" and lane.pid == evidence.main.pid for lane in lanes)
    names = listing(lane.name for lane in lanes)
    return everywhere(evidence, own, f"{names or 'Nobody'}, in process {evidence.main.pid}.")


def each_in_its_own_task(evidence: Evidence) -> Verdict:
    """Each piece of work was done by another asyncio task, all of them on the main thread."""
    lanes = [evidence.actors[span.actor] for span in work(evidence)]
    own = len(lanes) > 1 and len({lane.id for lane in lanes}) == len(lanes)
    own = own and all(lane.kind == "task" and lane.host == evidence.main.id for lane in lanes)
    names = listing(lane.name for lane in lanes)
    return everywhere(evidence, own, f"The work was done by {names or 'nobody'}.")


def no_thread_beside_main(evidence: Evidence) -> Verdict:
    """Main started neither threads nor processes."""
    others = workers(evidence)
    told = f"Beside main: {listing(other.name for other in others) or 'nobody'}."
    return Verdict(False, told) if others else everywhere(evidence, True, told)


def all_in_main(evidence: Evidence) -> Verdict:
    """All the work was done by the main thread."""
    lanes = {span.actor for span in work(evidence)}
    names = listing(evidence.actors[lane].name for lane in sorted(lanes))
    return everywhere(evidence, lanes == {evidence.main.id}, f"The work was done by {names or 'nobody'}.")


def started_by_main(evidence: Evidence) -> Verdict:
    """The threads that did the work were started by main."""
    lanes = list(dict.fromkeys(span.actor for span in work(evidence)))
    threads = [evidence.actors[lane] for lane in lanes if evidence.actors[lane].kind == "thread"]
    holds = bool(threads) and all(thread.parent == evidence.main.id for thread in threads)
    return everywhere(
        evidence, holds, f"{_count(len(threads), 'thread')}: {listing(t.name for t in threads)}."
    )


def daemons_were_cut_off(evidence: Evidence) -> Verdict:
    """There were daemon threads, and the end of main ended each in the middle of its work."""
    if cut_short(evidence):
        return Verdict(None, CUT_SHORT)
    daemons = [thread for thread in evidence.threads() if thread.daemon]
    if not daemons:
        return Verdict(False, "There was no daemon thread.")
    ended = [thread for thread in daemons if thread.end != "killed"]
    if ended:
        return Verdict(False, f"{listing(thread.name for thread in ended)} came to the end by itself.")
    return Verdict(True, f"{listing(thread.name for thread in daemons)} got no further.")


# words ----------------------------------------------------------------------------------------------------


def moment(ns: int) -> str:
    """A time or a length for people: `77.4 ms`, `1.37 s`."""
    return f"{ns / 1e6:.1f} ms" if ns < 1_000_000_000 else f"{ns / 1e9:.2f} s"


def listing(names: Iterable[str], most: int = 6) -> str:
    """Names in a row, the middle of a long one left out."""
    shown = list(names)
    if len(shown) > most:
        shown = [*shown[: most - 2], "…", shown[-1]]
    return ", ".join(shown)


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number or 'No'} {noun}s"


def _lengths(evidence: Evidence) -> list[str]:
    return [moment(end_of(span, evidence) - span.start_ns) for span in work(evidence)]


def _main_stayed(evidence: Evidence, expected: str) -> Verdict:
    unfinished = [span for span in work(evidence) if not is_done(span, evidence)]
    if cut_short(evidence):
        return Verdict(None, CUT_SHORT)
    if unfinished:
        return Verdict(False, "Main left before the work was done.")
    first = min(span.start_ns for span in work(evidence))
    last = max(end_of(span, evidence) for span in work(evidence))
    return Verdict(True, f"From the first begin to the last end {moment(last - first)}: {expected}.")
