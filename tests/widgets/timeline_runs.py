"""Made-up runs for the tests of the timeline."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from pytestqt.qtbot import QtBot

from app.core.events import State
from app.core.model import OPEN, SPAN, Actor, Flow
from widgets.timeline import Timeline

MS = 1_000_000
Spans = npt.NDArray[np.void]


class Run(NamedTuple):
    """What a timeline is given."""

    actors: list[Actor]
    spans: Spans
    flows: list[Flow]
    end_ns: int


def shown_timeline(qtbot: QtBot, run: Run) -> Timeline:
    """A timeline that shows a run."""
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.set_lanes(run.actors)
    made.add_spans(run.spans)
    made.add_flows(run.flows)
    made.set_horizon(run.end_ns)
    made.show()
    qtbot.waitExposed(made)
    return made


def spans_of(*rows: tuple[int, State, int, int]) -> Spans:
    """Rows of (actor, state, start, end) as spans, in the order of their ends."""
    spans = np.zeros(len(rows), SPAN)
    for name in ("object", "holder", "where"):
        spans[name] = -1
    for index, row in enumerate(sorted(rows, key=lambda row: row[3])):
        spans[["actor", "state", "start", "end"]][index] = row
    return spans


def no_spans() -> Spans:
    """No spans."""
    return np.zeros(0, SPAN)


def thread(actor: int, start_ns: int = 0, end_ns: int | None = None, name: str = "") -> Actor:
    """A thread's actor."""
    return Actor(actor, "thread", name or f"Thread-{actor}", 4711, start_ns=start_ns, end_ns=end_ns)


def staircase(threads: int = 12) -> Run:
    """The bank: each thread waits for the lock, runs 1 ms, sleeps 8 ms with it, runs 1 ms; main joins."""
    actors = [Actor(0, "process", "bank.py", 4711, end_ns=threads * 10 * MS + 10 * MS, end="finished")]
    rows: list[tuple[int, State, int, int]] = []
    flows: list[Flow] = []
    for i in range(1, threads + 1):
        birth, got = i * MS // 2, i * 10 * MS
        actors.append(thread(i, birth, got + 10 * MS))
        rows.append((i, State.LOCK, birth + MS // 4, got))
        rows.append((i, State.SLEEP, got + MS, got + 9 * MS))
        flows.append(Flow("start", 0, i, birth, birth))
        if i > 1:
            flows.append(Flow("handover", i - 1, i, got - MS // 10, got))
    rows.append((0, State.JOIN, 7 * MS, threads * 10 * MS + 10 * MS))
    return Run(actors, spans_of(*rows), flows, threads * 10 * MS + 10 * MS)


def two_processes() -> Run:
    """A process that starts two others, one with two threads of its own; one can't be traced."""
    first = Actor(0, "process", "main.py", 100, end_ns=100 * MS, process=0)
    child = Actor(1, "process", "Process-1", 101, parent=0, start_ns=10 * MS, end_ns=90 * MS, process=1)
    inner = [
        Actor(i, "thread", f"Thread-{i}", 101, parent=1, start_ns=20 * MS, end_ns=80 * MS, process=1)
        for i in (2, 3)
    ]
    inner[1].end = "killed"
    opaque = Actor(4, "opaque", "ffmpeg", 102, parent=0, start_ns=10 * MS, end_ns=50 * MS, process=4)
    rows = spans_of((0, State.PROCESS, 20 * MS, 95 * MS), (2, State.GET, 30 * MS, 60 * MS))
    return Run([first, child, *inner, opaque], rows, [Flow("start", 0, 1, 9 * MS, 10 * MS)], 100 * MS)


LASTING = OPEN
