"""How fast events become folded columns: the reader, each fold and all of them, for each sort of event.

The reader is measured alone too: between the folds its memory has left the processor's cache.

python benchmarks/fold_throughput.py [--events 1000000] [--batch 20000] [SORT ...]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import numpy.typing as npt

from app.core.events import SLOT
from app.core.recording import Recording
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import MadeProcess, MadeRecording

LANES = 8
STEP_NS = 600  # between two events
Slots = npt.NDArray[np.void]


def rows(count: int, pattern: list[dict[str, int]]) -> Slots:
    """About `count` events: the pattern again and again, each time on the next lane; one every 600 ns."""
    turns = count // len(pattern)
    slots = np.zeros((turns, len(pattern)), SLOT)
    turn = np.arange(turns)
    for column, fields in enumerate(pattern):
        for name, value in fields.items():
            slots[name][:, column] = value
        slots["lane"][:, column] = turn % LANES + 1
    found = slots.reshape(-1)
    found["ts"] = 20_000_000 + np.arange(len(found)) * STEP_NS
    return found


def event(kind: int, flags: int = 0, obj: int = 0, where: int = 1, a: int = 0, b: int = 0) -> dict[str, int]:
    """One event of a pattern."""
    return {"kind": kind, "flags": flags, "obj": obj, "where": where, "a": a, "b": b}


def wait(state: int, obj: int = 0, holder: int = 0, flags: int = 0) -> list[dict[str, int]]:
    """The two events of a wait."""
    return [
        event(layout.WAIT_BEGIN, state | flags, obj, a=holder, b=-1),
        event(layout.WAIT_END, state, obj),
    ]


def locks(count: int, process: MadeProcess) -> Slots:
    """Locks taken and let go; every fourth time one has to wait for it."""
    taken = event(layout.LOCK_ACQUIRED, layout.SCOPED, 1)
    freed = event(layout.LOCK_RELEASED, 0, 1)
    slots = rows(count, [taken, freed] * 3 + [*wait(layout.LOCK, 1, 1, layout.SCOPED), freed])
    slots["obj"] = 1 + np.arange(len(slots)) // 9 % 40
    return slots


def items(count: int, process: MadeProcess) -> Slots:
    """Items of a queue; the getter waits for every second one."""
    put, get = event(layout.ITEM_PUT, 0, 41, b=3), event(layout.ITEM_GET, 0, 41, b=2)
    slots = rows(count, [put, put, *wait(layout.GET, 41), get, get])
    for kind in (layout.ITEM_PUT, layout.ITEM_GET):
        chosen = slots["kind"] == kind
        slots["a"][chosen] = np.arange(int(chosen.sum())) + 1
    return slots


def steps(count: int, process: MadeProcess) -> Slots:
    """Steps of tasks: each waits, is woken, and takes a lock."""
    return rows(
        count,
        [
            *wait(layout.AWAIT, 0, 0, layout.SUSPENDS),
            event(layout.WAKE, 0, 42, a=1),
            *wait(layout.EVENT, 42, 0, layout.SUSPENDS),
            event(layout.LOCK_ACQUIRED, layout.SCOPED, 1),
            event(layout.LOCK_RELEASED, 0, 1),
            *wait(layout.SLEEP, 0, 0, layout.SUSPENDS),
        ],
    )


def accesses(count: int, process: MadeProcess) -> Slots:
    """Reads and writes of watched data; every eighth value is a text."""
    number = layout.ACCESS_INT
    pair = [event(layout.ACCESS, number, 43), event(layout.ACCESS, number | layout.ACCESS_WRITE, 43)]
    said = event(layout.ACCESS, layout.ACCESS_WRITE, 44, b=process.text("'a name of some length'"))
    slots = rows(count, [*pair, *pair, *pair, pair[0], said])
    slots["a"] = np.arange(len(slots)) // 2
    return slots


def prints(count: int, process: MadeProcess) -> Slots:
    """Lines of text, each of them two writes; lanes take turns every fifty lines."""
    slots = rows(count, [event(layout.PRINT, 1), event(layout.PRINT, 1)])
    slots["lane"] = np.arange(len(slots)) // 100 % LANES + 1
    first = [process.text(part) for _ in range(len(slots) // 2) for part in ("number 1234567", "\n")]
    slots["b"] = first
    return slots


def crossings(count: int, process: MadeProcess) -> Slots:
    """Items and messages on the way between processes; here both ends lie in one."""
    slots = rows(
        count,
        [
            event(layout.ITEM_POSTED, 0, 41, b=1),
            event(layout.ITEM_SENT, 0, 41),
            event(layout.ITEM_RECEIVED, 0, 41, b=0),
            event(layout.MESSAGE_SENT, 0, 45),
            event(layout.MESSAGE_RECEIVED, 0, 45),
        ],
    )
    turn = np.arange(len(slots)) // 5 + 1
    slots["a"] = turn
    sent = slots["kind"] == layout.ITEM_SENT
    slots["b"][sent] = turn[sent]
    return slots


def generators(count: int, process: MadeProcess) -> Slots:
    """Steps of generators: what goes in by `send`, and what is yielded."""
    slots = rows(count, wait(layout.SUSPENDED, 0, 0, layout.PASSES))
    slots["lane"] += LANES
    slots["a"][1::2] = 1
    slots["flags"][1::2] |= layout.PASSES
    slots["b"][1::2] = 0
    return slots


def births(count: int, process: MadeProcess) -> Slots:
    """Tasks that begin, wait once and end: an actor for every five events."""
    start = event(layout.TASK_START, 0, 0, b=process.text("Task-12345"))
    end = event(layout.TASK_END)
    slots = rows(
        count, [start, event(layout.TASK_BEGIN, a=1), *wait(layout.SLEEP, 0, 0, layout.SUSPENDS), end]
    )
    lanes = np.arange(len(slots)) // 5 + 100
    slots["lane"] = lanes
    slots["lane"][::5] = 1
    slots["obj"][::5] = lanes[::5]
    return slots


SORTS: dict[str, Callable[[int, MadeProcess], Slots]] = {
    each.__name__: each for each in (locks, items, steps, accesses, prints, crossings, generators, births)
}


def write(directory: Path, sort: str, count: int) -> Path:
    """Write a recording of one sort of events."""
    made = MadeRecording(directory, wall=count * STEP_NS / 1e6 + 1000)
    process = made.process()
    for lane in range(2, LANES + 1):
        process.thread(11, lane, f"Thread-{lane}")
    for lane in range(LANES + 1, 2 * LANES + 1):
        process.emit(12, layout.GENERATOR_START, 1, obj=lane, b=process.text("step"))
    for lock in range(1, 41):
        process.thing(layout.OBJ_LOCK, lock, f"lock {lock}")
    for serial, kind in ((41, layout.OBJ_QUEUE), (42, layout.OBJ_EVENT), (45, layout.OBJ_CONNECTION)):
        process.thing(kind, serial, "thing")
    for serial in (43, 44):
        process.thing(layout.OBJ_ATTRIBUTE, serial, "Account.balance")
    process.emit_all(SORTS[sort](count, process))
    return made.write()


def read_alone(directory: Path, batch: int) -> float:
    """Seconds of a reading that nobody folds."""
    recording = Recording(directory)
    recording.refresh_manifest()
    began = time.perf_counter()
    while len(recording.poll(batch, final=True)):
        pass
    taken = time.perf_counter() - began
    recording.close()
    return taken


def measure(directory: Path, batch: int) -> tuple[int, dict[str, float], float]:
    """Events, seconds by stage (the reader, each fold), and seconds of an unwatched reading."""
    taken: dict[str, float] = defaultdict(float)

    def timed(name: str, action: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            began = time.perf_counter()
            found = action(*given)
            taken[name] += time.perf_counter() - began
            return found

        return call

    trace = Trace(directory)
    began = time.perf_counter()
    while trace.drain(batch):
        pass
    total = time.perf_counter() - began
    trace.close()
    trace = Trace(directory)
    trace.recording.poll = timed("reader", trace.recording.poll)  # type: ignore[method-assign, assignment]
    for fold in trace._folds:
        fold.feed = timed(type(fold).__name__.removesuffix("Fold"), fold.feed)  # type: ignore[method-assign]
    while trace.drain(batch):
        pass
    events = trace.events
    trace.close()
    return events, taken, total


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sorts", nargs="*", metavar="SORT", help=", ".join(SORTS))
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=20_000, help="events that are read at one time")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fold_throughput"))
    try:
        for sort in chosen.sorts or SORTS:
            directory = write(folder / sort, sort, chosen.events)
            read_s = min(read_alone(directory, chosen.batch) for _ in range(5))
            events, taken, total = measure(directory, chosen.batch)
            alone = f"reader alone {read_s / events * 1e9:.1f}"
            shutil.rmtree(directory)
            stages = sorted(taken.items(), key=lambda each: -each[1])
            told = [f"{name} {s / events * 1e9:.0f}" for name, s in stages if s > 1e-9 * events]
            rate = f"{events / total / 1e6:5.2f} M events/s"
            print(f"{sort:>11}: {rate} | ns an event: {alone}; {', '.join(told)}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
