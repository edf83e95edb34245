"""Who could still go on at the end of what was seen, and who can't, whatever the others do.

A lane that runs, sleeps, or waits for a limited time or for something from outside goes on by itself. One
that waits for a certain other lane goes on when that one does; one that waits for an item, an event or the
like goes on when anyone does who could bring it. What is left when no more can be said to go on stands still
for ever.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from app.core.diagnoses.locks import holder_now, is_passed_on
from app.core.events import ObjectKind, State
from app.core.evidence import Evidence
from app.core.model import Actor, Span

LOCKS = (State.LOCK, State.RLOCK)
_BY_ITSELF = (State.RUNNING, State.SLEEP, State.INPUT, State.CREATED, State.SUSPENDED)
_SENDS_FOR_OTHERS = "QueueFeederThread"  # of multiprocessing: it brings nothing of its own
_ANYWHERE, _NOWHERE = -1, -2  # instead of a process


class Impasse:
    """The open waits of a run and what they lead to.

    `waits` are the open waits by lane. `needs` are the lanes that must all go on before a lane does; also for
    lanes that were killed while they waited. `stuck` are the lanes, among those that are still there, that
    can't go on.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._everyone = {**evidence.library, **evidence.actors}
        waits = chain(evidence.spans, evidence.library_waits)  # a copy of millions would stop everybody
        open_waits = [span for span in waits if span.end_ns is None]
        self.waits = {wait.actor: wait for wait in open_waits if self.has_not_ended(wait.actor)}
        self._blockers = self._who_blocks_loops()
        self.needs = {actor: self._needs(actor) for actor in self._everyone if self.has_not_ended(actor)}
        self.stuck = self._stuck()

    # who is there -----------------------------------------------------------------------------------------
    def has_not_ended(self, actor: int | None) -> bool:
        """Whether a lane didn't come to its end by itself."""
        found = self._everyone.get(-1 if actor is None else actor)
        return found is not None and found.end in ("alive", "killed")

    def is_there(self, actor: int | None) -> bool:
        """Whether a lane was there up to the end of the run, or still is."""
        found = self._everyone.get(-1 if actor is None else actor)
        if found is None or not self.has_not_ended(actor):
            return False
        return found.end == "alive" or found.end_ns is None or found.end_ns >= self.evidence.wall_ns

    def process_hangs(self, actor: int) -> bool:
        """Whether a lane's process didn't end by itself."""
        return self.is_there(self._everyone[actor].process)

    def anyone_free(self, actor: int) -> bool:
        """Whether another lane of this one's process could do something."""
        process = self._everyone[actor].process
        return any(
            other.process == process and self._counts(other.id) and other.id not in self.stuck
            for other in self._everyone.values()
        )

    def is_idle_worker(self, wait: Span) -> bool:
        """Whether it is a pool's own code in which a worker waits for the next piece of work."""
        origin = self.evidence.origins.get(wait.actor)
        if wait.state != State.GET:
            return False
        return wait.line == 0 or (origin is not None and (origin.file, origin.line) == (wait.file, wait.line))

    def _counts(self, actor: int) -> bool:
        found = self._everyone[actor]
        idle = found.kind == "generator" or (found.kind == "process" and found.hidden)
        return self.is_there(actor) and not idle and found.name != _SENDS_FOR_OTHERS

    # who waits for whom -----------------------------------------------------------------------------------
    def _host(self, task: Actor) -> int | None:
        """The thread on which a task runs, or will."""
        if task.host is not None or task.parent is None:
            return task.host
        parent = self._everyone.get(task.parent)
        return task.parent if parent is None or parent.host is None else parent.host

    def _who_blocks_loops(self) -> dict[int, int]:
        """Hosts whose event loop can't turn, and the task that waits without giving it up."""
        blockers = {}
        for wait in self.waits.values():
            actor = self._everyone[wait.actor]
            host = self._host(actor) if actor.kind == "task" else None
            if host is not None and not wait.suspends:
                blockers[host] = actor.id
        return blockers

    def _needs(self, actor: int) -> frozenset[int]:
        found, wait = self._everyone[actor], self.waits.get(actor)
        needs = set()
        target = self.target(wait) if wait is not None else None
        if target is not None:
            needs.add(target)
        host = self._host(found) if found.kind == "task" else actor if wait is None else None
        blocker = self._blockers.get(-1 if host is None else host)
        if blocker is not None and blocker != actor:
            needs.add(blocker)
        return frozenset(needs)

    def target(self, wait: Span) -> int | None:
        """The one lane for which another waits without limit; None where there is no such."""
        if wait.bounded:
            return None
        if wait.state in LOCKS and wait.object is not None:
            hold = None if is_passed_on(self.evidence, wait.object) else holder_now(self.evidence, wait)
            return hold.actor if hold is not None and self.has_not_ended(hold.actor) else None
        if wait.state not in (State.JOIN, State.PROCESS, State.AWAIT) or wait.holder is None:
            return None
        return wait.holder if self.has_not_ended(wait.holder) else self._next_to_join(wait)

    def _next_to_join(self, wait: Span) -> int | None:
        """At its end an interpreter waits for one thread after the other, and tells only the first."""
        if wait.state != State.JOIN or wait.line:
            return None
        process = self._everyone[wait.actor].process
        threads = (each for each in self._everyone.values() if each.kind == "thread" and not each.daemon)
        return next((each.id for each in threads if each.process == process and self.is_there(each.id)), None)

    # who can go on ----------------------------------------------------------------------------------------
    def _stuck(self) -> frozenset[int]:
        """The lanes that are left when all that can go on have been taken away."""
        left = {actor for actor in self._everyone if self._counts(actor)}
        open_needs = {actor: self._must_go_first(actor) & left for actor in left}
        needed_by: dict[int, list[int]] = defaultdict(list)
        for actor, needs in open_needs.items():
            for need in needs:
                needed_by[need].append(actor)
        served: dict[int, list[int]] = defaultdict(
            list
        )  # process -> who waits for what any lane of it may bring
        free: set[int] = set()  # processes of which a lane goes on
        ready = [actor for actor, needs in open_needs.items() if not needs]
        while ready:
            actor = ready.pop()
            scope = self._served_by(actor)
            if scope is not None and scope not in free:
                served[scope].append(actor)
                continue
            left.discard(actor)
            for one in {_ANYWHERE, self._everyone[actor].process} - free:
                free.add(one)
                ready += served.pop(one, [])
            for other in needed_by[actor]:
                open_needs[other] -= {actor}
                if not open_needs[other]:
                    ready.append(other)
        return frozenset(left)

    def _must_go_first(self, actor: int) -> frozenset[int]:
        """The lanes without which this one can't go on; not those that may be replaced by others."""
        wait = self.waits.get(actor)
        if wait is None or wait.state != State.AWAIT:
            return self.needs[actor] - {actor}
        # The awaited task may be the first of several, one of which may fail and end the wait for all.
        return self.needs[actor] - {actor, self.target(wait)}

    def _served_by(self, actor: int) -> int | None:
        """The process whose lanes may end this one's wait, once those that it needs go on; None: it just ends."""
        wait = self.waits.get(actor)
        if wait is None or self._ends_by_itself(wait):
            return None
        target = self.target(wait)
        if wait.state in LOCKS and wait.object is not None:
            if holder_now(self.evidence, wait) is None or target not in (None, actor):
                return None
            # Who had a re-entrant lock has ended, and nobody else can let it go.
            return _NOWHERE if wait.state == State.RLOCK else self._scope(wait)
        if wait.state in (State.JOIN, State.PROCESS) and wait.holder is not None:
            return None
        return self._scope(wait)

    def _ends_by_itself(self, wait: Span) -> bool:
        if wait.bounded or wait.outside or wait.state in _BY_ITSELF:
            return True
        if wait.state != State.IO:
            return False
        kind = self.kind(wait)
        return kind not in (ObjectKind.LOOP, ObjectKind.CONNECTION)

    def kind(self, wait: Span) -> ObjectKind | None:
        """What kind of object a lane waits for."""
        found = self.evidence.objects.get(wait.object) if wait.object is not None else None
        return None if found is None else found.kind

    def _scope(self, wait: Span) -> int:
        """The process whose lanes can bring what is waited for."""
        found = self.evidence.objects.get(wait.object) if wait.object is not None else None
        anywhere = found.shared if found is not None else wait.state == State.PROCESS
        return _ANYWHERE if anywhere else self._everyone[wait.actor].process
