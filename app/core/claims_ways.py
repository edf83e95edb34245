"""What claims ask where processes, threads and tasks are used side by side: who lived where, who waited with whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from app.core.claims import end_of, everywhere, listing, somewhere
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Actor, Span

WAYS = ("process", "thread", "task")


def every_process_had_threads(evidence: Evidence) -> Verdict:
    """There were several processes beside main, and each started several threads of its own."""
    processes = _processes(evidence)
    counts = {each.id: sum(thread.pid == each.pid for thread in evidence.threads()) for each in processes}
    told = listing(f"{counts[each.id]} in process {each.pid}" for each in processes)
    holds = len(processes) > 1 and all(count > 1 for count in counts.values())
    return everywhere(evidence, holds, f"Threads: {told or 'no process beside main'}.")


def threads_of_a_process_waited_together(evidence: Evidence) -> Verdict:
    """In every process beside main that had threads these slept at the same time."""
    pids = {each.pid for each in _processes(evidence)}
    groups: dict[int, list[Span]] = defaultdict(list)
    for span in evidence.spans:
        lane = evidence.actors[span.actor]
        if span.state.word == "sleep" and lane.kind == "thread" and lane.pid in pids:
            groups[lane.pid].append(span)
    together = [pid for pid, spans in groups.items() if _overlapped(spans, evidence)]
    told = f"In {len(together)} of {len(pids)} processes."
    return everywhere(evidence, bool(pids) and len(together) == len(pids), told)


def every_way_overlapped(evidence: Evidence) -> Verdict:
    """Two processes waited at the same time, so did two threads, and so did two tasks."""
    ways = {way: _overlapped(_sleeps(evidence, way), evidence) for way in WAYS}
    told = listing(f"{way}: {'at once' if together else 'not at once'}" for way, together in ways.items())
    return somewhere(evidence, all(ways.values()), f"{told}.")


def only_processes_left_home(evidence: Evidence) -> Verdict:
    """The processes that slept had ids of their own; the threads and tasks that slept were in main's process."""
    homes = {way: {evidence.actors[span.actor].pid for span in _sleeps(evidence, way)} for way in WAYS}
    home = evidence.main.pid
    told = listing(f"{way}: {listing(map(str, sorted(pids))) or 'none'}" for way, pids in homes.items())
    apart = bool(homes["process"]) and home not in homes["process"]
    holds = apart and homes["thread"] == homes["task"] == {home}
    return everywhere(evidence, holds, f"Main is process {home}; {told}.")


def tasks_shared_a_thread(evidence: Evidence) -> Verdict:
    """All tasks that slept were run by one and the same thread."""
    tasks = {span.actor for span in _sleeps(evidence, "task")}
    hosts = {evidence.actors[task].host for task in tasks}
    names = listing(evidence.actors[host].name for host in hosts if host is not None)
    told = f"{len(tasks)} tasks waited, on {names or 'nothing'}."
    return everywhere(evidence, len(tasks) > 1 and len(hosts) == 1, told)


def _sleeps(evidence: Evidence, way: str) -> list[Span]:
    """The sleeps of the lanes of one kind, main apart."""
    lanes = {actor.id for actor in evidence.actors.values() if actor.kind == way and actor.how != "first"}
    return [span for span in evidence.spans if span.state.word == "sleep" and span.actor in lanes]


def _overlapped(spans: list[Span], evidence: Evidence) -> bool:
    if len({span.actor for span in spans}) < 2:
        return False
    return max(span.start_ns for span in spans) < min(end_of(span, evidence) for span in spans)


def _processes(evidence: Evidence) -> list[Actor]:
    return [lane for lane in evidence.processes() if lane.kind == "process"]
