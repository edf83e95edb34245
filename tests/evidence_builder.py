"""Makes evidence by hand: a run in a few lines, with times in milliseconds."""

from dataclasses import dataclass, field, replace

from app.core.events import ObjectKind, State
from app.core.evidence import Evidence, Held
from app.core.folds.heartbeats import Heartbeat
from app.core.model import Access, Actor, ActorEnd, Flow, FlowKind, Output, Span, Thing

MS = 1_000_000
FILE = "/lesson/program.py"
BALANCE, LOCK = 0, 1


@dataclass
class MadeRun:
    """A run that never was. Actors, then what they did, then `evidence()`."""

    actors: dict[int, Actor] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    accesses: list[Access] = field(default_factory=list)
    output: list[Output] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)
    heartbeats: list[Heartbeat] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    def main(self, end: int = 1000) -> int:
        """The first process; `end` is that of the run."""
        actor = Actor(0, "process", "program.py", 100, end_ns=end * MS, end="finished", status=0, how="first")
        self.actors[0] = actor
        return 0

    def process(self, start: int, end: int | None, parent: int = 0, ended: ActorEnd = "finished") -> int:
        """A child process, as one of multiprocessing."""
        number = len(self.actors)
        actor = Actor(
            number, "process", f"Process-{number}", 100 + number, parent, process=number, how="fork"
        )
        return self._add(actor, start, end, ended)

    def thread(
        self,
        start: int,
        end: int | None,
        parent: int = 0,
        ended: ActorEnd = "finished",
        daemon: bool = False,
        process: int = 0,
    ) -> int:
        """A thread of a process."""
        pid, number = self.actors[process].pid, len(self.actors)
        actor = Actor(number, "thread", f"Thread-{number}", pid, parent, process=process, daemon=daemon)
        return self._add(actor, start, end, ended)

    def task(
        self, start: int, end: int | None, parent: int = 0, host: int = 0, ended: ActorEnd = "finished"
    ) -> int:
        """A task that runs on a thread or process."""
        number = len(self.actors)
        actor = Actor(number, "task", f"Task-{number}", self.actors[host].pid, parent, host=host)
        return self._add(actor, start, end, ended)

    def generator(self, start: int, end: int | None, parent: int = 0, ended: ActorEnd = "finished") -> int:
        """A generator that main made."""
        number = len(self.actors)
        actor = Actor(number, "generator", f"generator-{number}", self.actors[0].pid, parent, host=0)
        return self._add(actor, start, end, ended)

    def _add(self, actor: Actor, start: int, end: int | None, ended: ActorEnd) -> int:
        actor.start_ns, actor.end_ns = start * MS, None if end is None else end * MS
        actor.end = ended
        self.actors[actor.id] = actor
        return actor.id

    def waits(
        self,
        actor: int,
        state: State,
        start: int,
        end: int | None,
        object: int | None = None,
        holder: int | None = None,
        suspends: bool = False,
        timed_out: bool = False,
    ) -> None:
        """One wait; None: it never ended."""
        end_ns = None if end is None else end * MS
        span = Span(actor, state, start * MS, end_ns, object, holder, FILE, 1, suspends, timed_out=timed_out)
        self.spans.append(span)

    def sleeps(self, actor: int, start: int, end: int | None) -> None:
        """One sleep; None: it never ended."""
        self.waits(actor, State.SLEEP, start, end)

    def reads(self, actor: int, at: int, value: object, object: int = BALANCE, line: int = 10) -> None:
        """Look at watched data."""
        self.accesses.append(Access(actor, object, False, str(value), at * MS, line))

    def writes(self, actor: int, at: int, value: object, object: int = BALANCE, line: int = 12) -> None:
        """Set watched data."""
        self.accesses.append(Access(actor, object, True, str(value), at * MS, line))

    def updates(self, actor: int, read: int, write: int, seen: int, stored: int) -> None:
        """Read watched data, sleep, write it."""
        self.reads(actor, read, seen)
        self.sleeps(actor, read, write)
        self.writes(actor, write, stored)

    def holds(self, actor: int, start: int, end: int | None) -> None:
        """Have the lock."""
        self.held.append(Held(actor, start * MS, None if end is None else end * MS, 11))

    def passes(
        self, kind: FlowKind, sender: int, receiver: int, sent: float, received: float | None = None
    ) -> None:
        """An item, a message, a signal from one to another; at once if nothing else is said."""
        arrived = sent if received is None else received
        self.flows.append(Flow(kind, sender, receiver, int(sent * MS), int(arrived * MS)))

    def says(self, actor: int | None, at: int, text: str) -> None:
        """Print."""
        self.output.append(Output(actor, at * MS, "stdout", text))

    def beats(self, actor: int, *at: int, late: int = 0) -> None:
        """Heartbeats of a window's loop."""
        self.heartbeats += [Heartbeat(actor, t * MS, late * MS) for t in at]

    def watched(self, object: int, name: str) -> int:
        """More watched data, beside the balance."""
        self.names[object] = name
        return object

    def evidence(self, reason: str = "exited", status: int | None = 0) -> Evidence:
        """What a recording of this run would show."""
        end_ns = self.actors[0].end_ns or 0
        return Evidence(
            actors=dict(self.actors),
            objects={
                BALANCE: Thing(BALANCE, ObjectKind.ATTRIBUTE, "Account.balance", -1),
                LOCK: Thing(LOCK, ObjectKind.LOCK, "self.lock", -1),
                **{key: Thing(key, ObjectKind.ATTRIBUTE, name, -1) for key, name in self.names.items()},
            },
            spans=sorted(self.spans, key=lambda span: span.start_ns),
            flows=sorted(self.flows, key=lambda flow: flow.sent_ns),
            accesses=sorted(self.accesses, key=lambda access: access.t_ns),
            output=sorted(self.output, key=lambda piece: piece.t_ns),
            parameters=dict(self.parameters),
            reason=reason,
            status=status,
            wall_ns=end_ns,
            end_ns=end_ns,
            held={LOCK: self.held} if self.held else {},
            heartbeats=list(self.heartbeats),
        )


def cut_short(evidence: Evidence) -> Evidence:
    """The same, but somebody pressed Stop: what still went on was ended."""
    return replace(evidence, reason="stopped", status=None)
