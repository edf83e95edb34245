"""The events of a recording as numpy columns, and the names of their kinds."""

from collections.abc import Iterable, Iterator
from enum import IntEnum, unique
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.tracer import layout

#: One slot as the tracer writes it.
SLOT = np.dtype(
    [
        ("ts", "<u8"),
        ("lane", "<u4"),
        ("kind", "<u2"),
        ("flags", "<u2"),
        ("obj", "<u4"),
        ("where", "<u4"),
        ("a", "<i8"),
        ("b", "<i8"),
        ("seq", "<u8"),
    ]
)

#: One event as the folds read it: `t` in ns since the spawn of the first process; `actor`, `object` and
#: `where` are indices into the recording's tables (-1: none); `process` indexes its processes; `a` and `b`
#: as written. Laid out as the slot it comes from, so that reading one is copying it and naming its serials anew.
EVENT = np.dtype(
    [
        ("t", "<i8"),
        ("actor", "<i4"),
        ("kind", "<u2"),
        ("flags", "<u2"),
        ("obj", "<u4"),
        ("where", "<i4"),
        ("a", "<i8"),
        ("b", "<i8"),
        ("object", "<i4"),
        ("process", "<i4"),
    ]
)


class Event(NamedTuple):
    """One event in plain numbers, for what is rare enough to be looked at one by one."""

    t: int
    actor: int
    process: int
    kind: int
    flags: int
    obj: int
    object: int
    where: int
    a: int
    b: int


def one_by_one(events: npt.NDArray[np.void]) -> Iterator[Event]:
    """Rows of EVENT in plain numbers: to take each out of its row would cost several times as much."""
    return map(Event._make, zip(*(events[name].tolist() for name in Event._fields), strict=True))


@unique  # two kinds with one number would pass for one
class Kind(IntEnum):
    """What happened. The comments in `app.tracer.layout` say what the fields of each kind hold."""

    PROCESS_BEGIN = layout.PROCESS_BEGIN
    PROCESS_END = layout.PROCESS_END
    PROCESS_NAME = layout.PROCESS_NAME
    CHILD_START = layout.CHILD_START
    CHILD_END = layout.CHILD_END
    THREAD_START = layout.THREAD_START
    THREAD_BEGIN = layout.THREAD_BEGIN
    THREAD_END = layout.THREAD_END
    LANE_NAME = layout.LANE_NAME
    FILE = layout.FILE
    WHERE = layout.WHERE
    OBJECT = layout.OBJECT
    OBJECT_NAME = layout.OBJECT_NAME
    WAIT_BEGIN = layout.WAIT_BEGIN
    WAIT_END = layout.WAIT_END
    LOCK_ACQUIRED = layout.LOCK_ACQUIRED
    LOCK_RELEASED = layout.LOCK_RELEASED
    LOCK_COUNTED = layout.LOCK_COUNTED
    ACCESS = layout.ACCESS
    EXCEPTION = layout.EXCEPTION
    PRINT = layout.PRINT
    ENCODING = layout.ENCODING
    WAKE = layout.WAKE
    ITEM_PUT = layout.ITEM_PUT
    ITEM_GET = layout.ITEM_GET
    ITEM_POSTED = layout.ITEM_POSTED
    ITEM_SENT = layout.ITEM_SENT
    ITEM_RECEIVED = layout.ITEM_RECEIVED
    MESSAGE_SENT = layout.MESSAGE_SENT
    MESSAGE_RECEIVED = layout.MESSAGE_RECEIVED
    PASSED_ON = layout.PASSED_ON
    SHARED = layout.SHARED
    SIGNAL_SENT = layout.SIGNAL_SENT
    SIGNAL_RECEIVED = layout.SIGNAL_RECEIVED
    THREAD_ID = layout.THREAD_ID
    HEARTBEAT = layout.HEARTBEAT
    FRAMES_SHOWN = layout.FRAMES_SHOWN
    OFF_THREAD = layout.OFF_THREAD
    MAIN_AGAIN = layout.MAIN_AGAIN
    TASK_START = layout.TASK_START
    TASK_BEGIN = layout.TASK_BEGIN
    TASK_END = layout.TASK_END
    NEVER_AWAITED = layout.NEVER_AWAITED
    GENERATOR_START = layout.GENERATOR_START
    GENERATOR_END = layout.GENERATOR_END
    GENERATOR_QUIET = layout.GENERATOR_QUIET


class State(IntEnum):
    """What a lane does between two events; the first two are derived, the others are waits."""

    RUNNING = 0
    SLEEP = layout.SLEEP
    LOCK = layout.LOCK
    RLOCK = layout.RLOCK
    JOIN = layout.JOIN
    CONDITION = layout.CONDITION
    EVENT = layout.EVENT
    SEMAPHORE = layout.SEMAPHORE
    BARRIER = layout.BARRIER
    PUT = layout.PUT
    GET = layout.GET
    AWAIT = layout.AWAIT
    IO = layout.IO
    PROCESS = layout.PROCESS
    INPUT = layout.INPUT
    CREATED = layout.CREATED
    SUSPENDED = layout.SUSPENDED

    @property
    def word(self) -> str:
        """The name in the contract of the command line."""
        return self.name.lower()


class ObjectKind(IntEnum):
    """What kind of thing lanes wait for or share."""

    LOCK = layout.OBJ_LOCK
    RLOCK = layout.OBJ_RLOCK
    CONDITION = layout.OBJ_CONDITION
    EVENT = layout.OBJ_EVENT
    SEMAPHORE = layout.OBJ_SEMAPHORE
    BARRIER = layout.OBJ_BARRIER
    QUEUE = layout.OBJ_QUEUE
    ATTRIBUTE = layout.OBJ_ATTRIBUTE
    GLOBAL = layout.OBJ_GLOBAL
    FUTURE = layout.OBJ_FUTURE
    CONNECTION = layout.OBJ_CONNECTION
    LOOP = layout.OBJ_LOOP

    @property
    def word(self) -> str:
        """The name in the contract of the command line."""
        return self.name.lower()


def among(values: Iterable[int]) -> npt.NDArray[np.bool_]:
    """A table to be indexed with a column of uint16: True for these values. `np.isin` takes ten times as long."""
    table = np.zeros(1 << 16, np.bool_)
    table[list(values)] = True
    return table
