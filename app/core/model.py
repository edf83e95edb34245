"""The nouns that folds produce and views show: actors, spans, flows, accesses, output."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.core.events import ObjectKind, State

ActorKind = Literal["process", "thread", "task", "generator", "opaque"]
ActorEnd = Literal["finished", "raised", "cancelled", "killed", "alive"]
FlowKind = Literal["start", "item", "handover", "wake", "message", "signal"]
Stream = Literal["stdout", "stderr"]

#: The end of a span that hasn't ended.
OPEN = np.iinfo(np.int64).max

#: One wait of one lane. `start`, `end` in ns since the spawn (`end` is OPEN while it lasts); `object`,
#: `holder` and `where` are indices (-1: none); `outcome` 0 got it, 1 timed out, 2 raised;
#: `suspends` 1 where the lane gives up its host meanwhile: a task that waits without blocks its loop;
#: `bounded` 1 where a time-out was given; `outside` 1 where what isn't of the run may end it (see layout).
#: 40 bytes.
SPAN = np.dtype(
    [
        ("start", "<i8"),
        ("end", "<i8"),
        ("actor", "<i4"),
        ("object", "<i4"),
        ("holder", "<i4"),
        ("where", "<i4"),
        ("state", "u1"),
        ("outcome", "u1"),
        ("suspends", "u1"),
        ("bounded", "u1"),
        ("outside", "u1"),
        ("pad", "u1", (3,)),
    ]
)


#: An arrow: times in ns since the spawn, actors, and the number of its kind in FLOW_KINDS. 32 bytes.
FLOW = np.dtype(
    [
        ("sent", "<i8"),
        ("received", "<i8"),
        ("sender", "<i4"),
        ("receiver", "<i4"),
        ("kind", "u1"),
        ("pad", "V7"),
    ]
)
FLOW_KINDS: tuple[FlowKind, ...] = ("start", "item", "handover", "wake", "message", "signal")


#: One lane holding one lock: `start`, `end` in ns since the spawn (`end` is OPEN while it does), `where` the
#: index of the place where it was taken, `scoped` 1 by `with`. 32 bytes.
HOLD = np.dtype(
    [
        ("start", "<i8"),
        ("end", "<i8"),
        ("object", "<i4"),
        ("actor", "<i4"),
        ("where", "<i4"),
        ("scoped", "u1"),
        ("pad", "V3"),
    ]
)


@dataclass(slots=True)
class Actor:
    """One lane: a process' main thread, another thread, a task, a generator, an untraceable child."""

    id: int
    kind: ActorKind
    name: str
    pid: int
    parent: int | None = None
    host: int | None = None
    start_ns: int = 0
    end_ns: int | None = None
    end: ActorEnd = "alive"
    cpu_ns: int | None = None
    cpu_estimated: bool = False  # seen from outside, not told by itself
    status: int | None = None  # processes: exit code, or the signal's number when killed
    hidden: bool = False  # made by library frames alone
    daemon: bool = False
    how: str = ""  # processes: "first", "fork", "spawn", "forkserver", "subprocess"
    process: int = 0  # the actor id of its process' main thread
    exception: str = ""  # "ValueError: ..." when an exception ended it
    where: int = -1  # index of the place that started it
    reread: str = ""  # the file that a spawned process read once more before its own work
    reread_ns: tuple[int, int] | None = None  # when it did so; the end is OPEN while it does


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    file: str
    line: int


@dataclass(slots=True)
class Thing:
    """Something that lanes wait for or share: a lock, watched data."""

    id: int
    kind: ObjectKind
    name: str
    where: int  # index of the place of its creation, or -1
    shared: bool = False  # known to several processes, as one thing
    number: int = 0  # among those of this name that one process made at this place; 0: there is no other one

    @property
    def title(self) -> str:
        """Its name, numbered where others have the same (five forks made in one list); empty without one."""
        return f"{self.name} #{self.number}" if self.number else self.name


# Nobody changes spans, flows and accesses. They aren't frozen since a million of them may be made at one time,
# which would then take six times as long.


@dataclass(slots=True, unsafe_hash=True)  # as good as frozen, see above
class Span:
    """One wait, with its names resolved: what a view, a claim or the summary shows."""

    actor: int
    state: State
    start_ns: int
    end_ns: int | None
    object: int | None
    holder: int | None
    file: str
    line: int
    suspends: bool = False
    bounded: bool = False  # a time-out was given
    timed_out: bool = False
    outside: bool = False  # what isn't of the run may end it

    @property
    def duration_ns(self) -> int | None:
        """Length in ns; None while it lasts."""
        return None if self.end_ns is None else self.end_ns - self.start_ns


@dataclass(slots=True, unsafe_hash=True)  # as good as frozen, see above
class Flow:
    """An arrow from a cause to its effect."""

    kind: FlowKind
    sender: int
    receiver: int
    sent_ns: int
    received_ns: int


@dataclass(slots=True, unsafe_hash=True)  # as good as frozen, see above
class Access:
    """One read or write of watched data."""

    actor: int
    object: int
    write: bool
    value: str
    t_ns: int
    line: int


@dataclass(frozen=True, slots=True)
class Output:
    """What one lane (None: not told by a lane) wrote to one stream from `t_ns` to `last_ns`."""

    actor: int | None
    t_ns: int
    stream: Stream
    text: str
    last_ns: int = 0
