"""Who executed: processes, threads, tasks, generators, untraceable children, each with its begin and end."""

from pathlib import PurePath

import numpy as np
import numpy.typing as npt

from app.core.events import Event, Kind, among, one_by_one
from app.core.folds.passages import of_generators
from app.core.folds.task_lives import TASK_ENDS, TASKS, TaskLives
from app.core.model import OPEN, Actor
from app.core.process_log import ProcessLog
from app.core.recording import Events, Recording
from app.core.rows import picked
from app.tracer import layout

_LIFE = TASKS | among(
    [
        Kind.PROCESS_BEGIN,
        Kind.PROCESS_END,
        Kind.PROCESS_NAME,
        Kind.CHILD_START,
        Kind.CHILD_END,
        Kind.THREAD_START,
        Kind.THREAD_BEGIN,
        Kind.THREAD_END,
        Kind.GENERATOR_START,
        Kind.GENERATOR_END,
        Kind.GENERATOR_QUIET,
        Kind.LANE_NAME,
        Kind.EXCEPTION,
        Kind.MAIN_AGAIN,
    ]
)


def _last_of_each(ids: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """The places of the last of equal ids."""
    return len(ids) - 1 - np.unique(ids[::-1], return_index=True)[1]


_HOW = {
    layout.PROGRAM: "subprocess",
    layout.FORK: "fork",
    layout.SPAWN: "spawn",
    layout.FORKSERVER: "forkserver",
    layout.SUBPROCESS: "subprocess",
}
_UNCAUGHT = 1
_ON_PROCESS = ("thread", "task", "generator")  # what ends with its process


class ActorFold:
    """Actors by id, in the order in which they were first heard of; `changes` grows when any of them changes."""

    READS = _LIFE | among([Kind.WAIT_END])

    def __init__(self, recording: Recording) -> None:
        self.actors: dict[int, Actor] = {}
        self.changes = 0
        self.quiet: set[int] = set()  # generators whose later steps were too many to be told
        self.untraceable: list[str] = []  # modules that a newer Python changed
        self._recording = recording
        self._tasks = TaskLives(recording, self.actors)
        self._began: set[int] = set()  # processes that have written something themselves
        self._named: set[int] = set()

    def feed(self, events: Events) -> None:
        """Take new events in."""
        life = _LIFE.take(events["kind"])
        runs = np.flatnonzero(of_generators(events) & (events["kind"] == Kind.WAIT_END) & (events["a"] > 0))
        if len(runs):  # who lets a generator run: the last one is enough
            life[runs[_last_of_each(events["actor"][runs])]] = True
        if life.any():
            told = picked(events, life)
            self.changes += len(told)
            if TASKS.take(told["kind"]).any():
                self._tasks.take(told, self._take)
            else:
                for row in one_by_one(told):
                    self._take(row)

    def _take(self, row: Event) -> None:
        log = self._recording.logs[row.process]
        t, actor = row.t, row.actor
        match row.kind:
            case Kind.GENERATOR_START:
                self._generator_starts(log, row)
            case Kind.GENERATOR_END:
                generator = self._generator(log, actor)
                generator.end_ns, generator.end = t, TASK_ENDS.get(row.flags, "finished")
            case Kind.GENERATOR_QUIET:
                self.quiet.add(actor)
            case Kind.WAIT_END if row.a > 0:  # of a generator, which now runs
                generator = self._generator(log, actor)
                generator.host = self._thread_of(self._recording.actor(log, row.a))
            case Kind.PROCESS_BEGIN:
                self._process_begins(log, row)
            case Kind.PROCESS_NAME:
                self._name(self._process(log), self._text(row))
            case Kind.PROCESS_END:
                self._process_ends(log, row)
            case Kind.CHILD_START:
                self._child_starts(row)
            case Kind.CHILD_END:
                self._child_ends(row.a, row.b, t)
            case Kind.THREAD_START:
                self._thread_starts(log, row)
            case Kind.THREAD_BEGIN:
                self._thread(log, actor, foreign=bool(row.obj)).start_ns = t
            case Kind.THREAD_END:
                self._thread_ends(self._thread(log, actor), row)
            case Kind.LANE_NAME:
                self._thread(log, self._recording.actor(log, row.obj)).name = self._text(row)
            case Kind.MAIN_AGAIN:
                self._reads_again(self._process(log), row)
            case Kind.EXCEPTION:
                self._exception(log, row)
            case _:
                pass

    def _text(self, row: Event) -> str:
        return self._recording.logs[row.process].segments.text(row.b)

    # processes --------------------------------------------------------------------------------------------
    def _process(self, log: ProcessLog) -> Actor:
        actor_id = log.lanes.get(1)
        if actor_id not in self.actors:
            self.actors[actor_id] = Actor(actor_id, "process", "", log.pid, process=actor_id)
        return self.actors[actor_id]

    def _process_begins(self, log: ProcessLog, row: Event) -> None:
        actor = self._process(log)
        how = row.flags & layout.HOW_MASK
        # What `Popen` forks is another program's until an interpreter says that it runs there.
        actor.kind = "opaque" if how == layout.FORK and actor.how == "subprocess" else "process"
        if actor.id in self._began:  # it has replaced itself by another program
            return
        first = not self._began
        self._began.add(actor.id)
        actor.pid = log.pid
        actor.start_ns = 0 if first else row.t
        actor.hidden = bool(row.flags & layout.PROCESS_HIDDEN)
        actor.how = actor.how or ("first" if first else _HOW.get(how, ""))
        if first:
            self._name(actor, PurePath(self._recording.manifest.program).name or self._text(row))
            return
        if actor.parent is None and log.parent is not None:
            actor.parent = log.parent.lanes.get(1)
        if actor.id not in self._named:
            parent = self.actors.get(actor.parent if actor.parent is not None else -1)
            fork = how == layout.FORK and parent is not None
            actor.name = f"{parent.name} (fork)" if fork and parent else self._text(row) or f"pid {log.pid}"

    def _name(self, actor: Actor, name: str) -> None:
        if name:
            actor.name = name
            self._named.add(actor.id)

    def _reads_again(self, actor: Actor, row: Event) -> None:
        if 0 <= row.where < len(self._recording.places):
            actor.reread = self._recording.places[row.where].file
        begun_ns = actor.reread_ns[0] if actor.reread_ns else row.t
        actor.reread_ns = begun_ns, row.t if row.flags & layout.MAIN_READ else OPEN

    def _process_ends(self, log: ProcessLog, row: Event) -> None:
        actor = self._process(log)
        actor.end_ns, actor.cpu_ns = row.t, row.b
        if actor.end == "alive":
            actor.end = "finished"
        status = row.a
        if status != layout.NO_STATUS and actor.status is None:
            actor.status = status

    def _child_starts(self, row: Event) -> None:
        pid = row.a
        actor_id = self._recording.child(pid)
        if actor_id not in self.actors:
            self.actors[actor_id] = Actor(actor_id, "opaque", "", pid, process=actor_id)
            self.actors[actor_id].start_ns = row.t
        actor = self.actors[actor_id]
        actor.parent, actor.where = row.actor, row.where
        forked, actor.how = actor.how == "fork", _HOW.get(row.flags, "")
        if actor.how != "subprocess":
            actor.kind = "process"
        elif forked:
            actor.kind = "opaque"
        name = self._text(row)
        if name:
            self._name(actor, name)
        elif actor.how == "fork" and actor_id not in self._named:
            parent = self.actors.get(actor.parent)
            actor.name = f"{parent.name} (fork)" if parent else f"pid {pid}"

    def _child_ends(self, pid: int, status: int, t: int) -> None:
        actor = self.actors.get(self._recording.known_child(pid))
        if actor is None or actor.end == "killed":
            return
        if actor.end_ns is None or status < 0:
            actor.end_ns = t
        actor.end = "killed" if status < 0 else "finished"
        actor.status = abs(status)

    # threads ----------------------------------------------------------------------------------------------
    def _thread(self, log: ProcessLog, actor_id: int, foreign: bool = False) -> Actor:
        if actor_id not in self.actors:
            process = log.lanes.get(1)
            name = "a thread that C code started" if foreign else "thread"
            self.actors[actor_id] = Actor(actor_id, "thread", name, log.pid, process=process)
        return self.actors[actor_id]

    def _thread_starts(self, log: ProcessLog, row: Event) -> None:
        actor = self._thread(log, self._recording.actor(log, row.obj))
        flags = row.flags
        actor.name = self._text(row)
        actor.parent, actor.where = row.actor, row.where
        actor.start_ns = actor.start_ns or row.t
        actor.hidden = bool(flags & layout.THREAD_LIBRARY)
        actor.daemon = bool(flags & layout.THREAD_DAEMON)

    def _thread_ends(self, actor: Actor, row: Event) -> None:
        actor.end_ns = row.t
        if row.flags == layout.THREAD_FAILED:
            actor.hidden, actor.end = True, "killed"
        else:
            actor.end = "raised" if row.flags else "finished"
            actor.cpu_ns = row.b

    # generators -------------------------------------------------------------------------------------------
    def _generator(self, log: ProcessLog, actor_id: int) -> Actor:
        if actor_id not in self.actors:
            process = log.lanes.get(1)
            self.actors[actor_id] = Actor(actor_id, "generator", "generator", log.pid, process=process)
        return self.actors[actor_id]

    def _generator_starts(self, log: ProcessLog, row: Event) -> None:
        generator = self._generator(log, self._recording.actor(log, row.obj))
        generator.name = self._text(row)
        generator.parent = row.actor
        generator.start_ns = row.t

    def _thread_of(self, actor_id: int) -> int:
        """The thread or process on which an actor runs: itself, or its host."""
        actor = self.actors.get(actor_id)
        return actor_id if actor is None or actor.host is None else actor.host

    def _exception(self, log: ProcessLog, row: Event) -> None:
        if row.flags == _UNCAUGHT:
            actor_id = row.actor
            actor = self._process(log) if actor_id == log.lanes.get(1) else self._thread(log, actor_id)
            actor.exception = self._text(row)
        else:
            self.untraceable.append(self._text(row))

    # the end of the run -----------------------------------------------------------------------------------
    def settle(self) -> None:
        """Say how those ended that couldn't tell it themselves, once the run has ended."""
        self.changes += 1
        manifest = self._recording.manifest
        if manifest.state != "ended" or manifest.exit is None:
            return
        for log in self._recording.logs:
            self._settle_process(log)
        first = self._first() or self._untraced_first()
        if first is not None:
            first.end_ns = manifest.wall_ns if manifest.wall_ns is not None else first.end_ns
            first.end = "finished" if manifest.exit.reason == "exited" else "killed"
            first.status = manifest.exit.status
        for actor in self.actors.values():
            process = self.actors.get(actor.process)
            if actor.kind in _ON_PROCESS and actor.end == "alive" and process is not None:
                actor.end_ns, actor.end = process.end_ns, "killed" if process.end != "alive" else "alive"

    def _untraced_first(self) -> Actor | None:
        """A program that told nothing of itself: another interpreter's settings kept the tracer out."""
        manifest = self._recording.manifest
        if manifest.child is None or self._recording.logs:
            return None
        actor_id = self._recording.child(manifest.child.pid)
        name = PurePath(manifest.program).name
        self.actors[actor_id] = Actor(
            actor_id, "opaque", name, manifest.child.pid, how="first", process=actor_id
        )
        return self.actors[actor_id]

    def _first(self) -> Actor | None:
        return self.actors.get(self._recording.logs[0].lanes.get(1)) if self._recording.logs else None

    def _settle_process(self, log: ProcessLog) -> None:
        actor = self.actors.get(log.lanes.get(1))
        if actor is not None and actor.end == "alive":
            # Nobody saw it end: it was there until the lab ended what was left of the run.
            last_ns = log.last_ns or actor.start_ns
            wall_ns = self._recording.manifest.wall_ns
            actor.end, actor.end_ns = "killed", max(last_ns, wall_ns if wall_ns is not None else 0)
