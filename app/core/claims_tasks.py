"""What claims ask about asyncio: which tasks shared a thread, who held it up, who was cancelled or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import cut_short, everywhere, is_done, listing, moment, somewhere, work
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Access, Actor, Span

Check = Callable[["Evidence"], Verdict]
Answer = Callable[["Evidence"], "float | None"]


# tasks and their thread -----------------------------------------------------------------------------------


def all_in_one_task(evidence: Evidence) -> Verdict:
    """All the work was done by one and the same task."""
    lanes = [evidence.actors[lane] for lane in dict.fromkeys(span.actor for span in work(evidence))]
    holds = len(lanes) == 1 and lanes[0].kind == "task"
    told = f"The work was done by {listing(lane.name for lane in lanes) or 'nobody'}."
    return everywhere(evidence, holds, told)


def went_on_when_all_had_ended(evidence: Evidence) -> Verdict:
    """Who started tasks and waited for them went on when the last one had ended."""
    for starter, tasks in _families(evidence):
        ends = [task.end_ns for task in tasks if task.end_ns is not None]
        waits = [span for span in evidence.waits(starter.id) if span.state.word == "await"]
        if len(tasks) < 2 or len(ends) < len(tasks) or not waits:
            continue
        last, end = max(ends), max(evidence.end_ns if s.end_ns is None else s.end_ns for s in waits)
        told = (
            f"The last of {len(tasks)} ended at {moment(last)}, and {starter.name} went on at {moment(end)}."
        )
        return everywhere(evidence, last <= end, told)
    return somewhere(evidence, False, "Nobody waited for several tasks.")


def one_failed_and_the_rest_were_cancelled(evidence: Evidence) -> Verdict:
    """A task failed, and those beside it that had not ended by then were cancelled."""
    for _, tasks in _families(evidence):
        failed = [task for task in tasks if task.end == "raised" and task.end_ns is not None]
        if not failed:
            continue
        since = failed[0].end_ns or 0
        rest = [task for task in tasks if task is not failed[0] and (task.end_ns or since) >= since]
        told = (
            f"{failed[0].name} failed; {listing(f'{task.name}: {task.end}' for task in rest) or 'no rest'}."
        )
        holds = bool(rest) and all(task.end == "cancelled" for task in rest)
        return somewhere(evidence, holds, told)
    return somewhere(evidence, False, "No task failed.")


def none_was_left_over(evidence: Evidence) -> Verdict:
    """Each task had ended when the one that had started it ended by itself."""
    families = _families(evidence)
    for starter, tasks in families:
        until = evidence.end_ns if starter.end_ns is None else starter.end_ns
        late = [task for task in tasks if task.end_ns is None or task.end_ns > until]
        if late or starter.end != "finished":
            told = f"{starter.name}: {starter.end}, left over: {listing(task.name for task in late) or 'nobody'}."
            return Verdict(None if cut_short(evidence) else False, told)
    told = listing(f"{starter.name} outlasted {len(tasks)}" for starter, tasks in families)
    return somewhere(evidence, bool(families), f"{told or 'No task started another'}.")


# who holds the thread -------------------------------------------------------------------------------------


def a_task_kept_the_thread(evidence: Evidence) -> Verdict:
    """A task slept without giving its thread to the others."""
    holding = _holding(evidence)
    if not holding:
        return somewhere(evidence, False, "Every task that slept gave its thread away.")
    return Verdict(
        True, f"{evidence.actors[holding[0].actor].name} slept from {moment(holding[0].start_ns)}."
    )


def others_stood_still(evidence: Evidence) -> Verdict:
    """While a task kept the thread, no other task of its loop began or ended a wait."""
    holding = _holding(evidence)
    if not holding:
        return somewhere(evidence, False, "No task kept the thread.")
    moved = sum(len(_moves_within(span, evidence)) for span in holding)
    return everywhere(evidence, moved == 0, f"The others moved {moved} times meanwhile.")


def a_thread_slept_for_a_task(evidence: Evidence) -> Verdict:
    """A thread that a task started slept, and that task awaited it."""
    for span in _asleep_in_threads(evidence):
        task = evidence.actors[evidence.actors[span.actor].parent or 0]
        waits = [s for s in evidence.waits(task.id) if s.state.word == "await" and _meet(s, span, evidence)]
        if task.kind == "task" and waits:
            told = f"{task.name} awaited {evidence.actors[span.actor].name}."
            return somewhere(evidence, all(wait.suspends for wait in waits), told)
    return somewhere(evidence, False, "No thread slept for a task.")


def others_went_on(evidence: Evidence) -> Verdict:
    """While work went on that would have kept the thread, other tasks began or ended waits."""
    asleep = [*_asleep_in_threads(evidence), *_holding(evidence)]
    moved = sum(len(_moves_within(span, evidence)) for span in asleep)
    return somewhere(evidence, moved > 0, f"Other tasks moved {moved} times meanwhile.")


# ended early, or never begun ------------------------------------------------------------------------------


def cancelled_in_mid_sleep(effort: str) -> Check:
    """A task was cancelled while it slept: the sleep was shorter than the parameter says, in seconds."""

    def check(evidence: Evidence) -> Verdict:
        seconds = evidence.parameters.get(effort)
        if not isinstance(seconds, (int, float)):
            return Verdict(None, f"The program has no number {effort}.")
        for actor in evidence.actors.values():
            sleeps = [span for span in evidence.waits(actor.id) if span.state.word == "sleep"]
            if actor.end == "cancelled" and sleeps and sleeps[-1].duration_ns is not None:
                told = f"{actor.name} was cancelled after {moment(sleeps[-1].duration_ns)} of {seconds} s."
                return somewhere(evidence, sleeps[-1].duration_ns < seconds * 1e9, told)
        return somewhere(evidence, False, "No task was cancelled in its sleep.")

    return check


def time_was_up_and_the_task_went_on(evidence: Evidence) -> Verdict:
    """A task's own wait ran into a time-out, and the task came to its end all the same."""
    late = [span for span in evidence.spans if span.timed_out and evidence.actors[span.actor].kind == "task"]
    if not late:
        return somewhere(evidence, False, "No task's time was up.")
    task = evidence.actors[late[0].actor]
    told = f"{task.name}'s time was up at {moment(late[0].end_ns or 0)}; how it ended: {task.end}."
    return Verdict(None if cut_short(evidence) else task.end == "finished", told)


def a_call_never_ran(evidence: Evidence) -> Verdict:
    """A coroutine was made and dropped, and nothing of it was run."""
    told = listing(f"{each.name} of line {each.line}" for each in evidence.unawaited)
    return somewhere(evidence, bool(evidence.unawaited), f"Never awaited: {told or 'none'}.")


# what is refused ------------------------------------------------------------------------------------------


def refused_with(error: str, by: str = "") -> Check:
    """Watched data got such an error, one that was caught; `by` is the kind of lane that got it."""

    def check(evidence: Evidence) -> Verdict:
        found = _refusals(evidence, error, by)
        names = listing(dict.fromkeys(evidence.actors[each.actor].name for each in found))
        told = (
            f"{error} was caught in {names}, at {moment(found[0].t_ns)}."
            if found
            else f"No {error} was caught."
        )
        return somewhere(evidence, bool(found), told)

    return check


def _refusals(evidence: Evidence, error: str = "Error", by: str = "") -> list[Access]:
    return [
        access
        for access in evidence.accesses
        if access.write and error in access.value and by in evidence.actors[access.actor].kind
    ]


# what predictions ask -------------------------------------------------------------------------------------


def threads_in_use(evidence: Evidence) -> float | None:
    """How many threads the program has run in, main's among them."""
    return None if cut_short(evidence) else 1 + len(evidence.threads())


def pieces_done(evidence: Evidence) -> float | None:
    """How many pieces of work came to their end."""
    return None if cut_short(evidence) else sum(is_done(span, evidence) for span in work(evidence))


def most_at_once(evidence: Evidence) -> float | None:
    """How many pieces of work were under way at the same time, at most."""
    if cut_short(evidence):
        return None
    spans = [
        (span.start_ns, evidence.end_ns if span.end_ns is None else span.end_ns) for span in work(evidence)
    ]
    return max((sum(start <= at < end for start, end in spans) for at, _ in spans), default=0)


def moves_while_kept(evidence: Evidence) -> float | None:
    """How often other tasks began or ended a wait while one kept the thread."""
    holding = _holding(evidence)
    return sum(len(_moves_within(span, evidence)) for span in holding) if holding else None


def refusals(evidence: Evidence) -> float | None:
    """How many errors were caught and kept in watched data."""
    return None if cut_short(evidence) else len(_refusals(evidence))


# what they have in common ---------------------------------------------------------------------------------


def _families(evidence: Evidence) -> list[tuple[Actor, list[Actor]]]:
    """Each task that started others, with those."""
    tasks = [actor for actor in evidence.actors.values() if actor.kind == "task"]
    families = [(task, [other for other in tasks if other.parent == task.id]) for task in tasks]
    return [(task, others) for task, others in families if others]


def _holding(evidence: Evidence) -> list[Span]:
    """The sleeps of tasks that kept their thread."""
    sleeps = [span for span in evidence.spans if span.state.word == "sleep" and not span.suspends]
    return [span for span in sleeps if evidence.actors[span.actor].kind == "task"]


def _asleep_in_threads(evidence: Evidence) -> list[Span]:
    threads = {thread.id for thread in evidence.threads()}
    return [span for span in evidence.spans if span.state.word == "sleep" and span.actor in threads]


def _moves_within(span: Span, evidence: Evidence) -> list[int]:
    """When other tasks began or ended a wait during this one."""
    end = evidence.end_ns if span.end_ns is None else span.end_ns
    tasks = {actor.id for actor in evidence.actors.values() if actor.kind == "task"} - {span.actor}
    times = [t for each in evidence.spans if each.actor in tasks for t in (each.start_ns, each.end_ns)]
    return [t for t in times if t is not None and span.start_ns < t < end]


def _meet(one: Span, other: Span, evidence: Evidence) -> bool:
    ends = [evidence.end_ns if span.end_ns is None else span.end_ns for span in (one, other)]
    return one.start_ns < ends[1] and other.start_ns < ends[0]
