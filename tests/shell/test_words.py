"""The sentences beside the pointer, on a run that never was."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.events import State
from app.core.trace import Trace
from app.shell.words import Words
from app.tracer import layout
from tests.recording_builder import MS, MadeProcess, MadeRecording


class Told:
    """A made-up recording, and what the words are for its lanes."""

    def __init__(self, directory: Path) -> None:
        self.made = MadeRecording(directory)
        self.first: MadeProcess = self.made.process()
        self._trace: Trace | None = None

    @property
    def trace(self) -> Trace:
        if self._trace is None:
            self._trace = Trace.load(self.made.write())
        return self._trace

    def actor(self, name: str) -> int:
        return next(actor.id for actor in self.trace.actors.actors.values() if actor.name == name)

    def span(self, name: str) -> np.void:
        rows = np.concatenate([self.trace.spans.closed.rows(), self.trace.spans.open])
        found: np.void = rows[rows["actor"] == self.actor(name)][0]
        return found

    def card(self, name: str) -> list[str]:
        """What is said of the first wait of that lane."""
        return Words(self.trace).describe(self.actor(name), self.span(name), 0).split("\n")

    def running(self, name: str, t: float = 0) -> list[str]:
        return Words(self.trace).describe(self.actor(name), None, round(t * MS)).split("\n")

    def label(self, name: str) -> str:
        return Words(self.trace).label(self.actor(name), self.span(name))

    def close(self) -> None:
        if self._trace is not None:
            self._trace.close()


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    told = Told(tmp_path / "recording")
    yield told
    told.close()


def lock_of(told: Told) -> int:
    return told.first.thing(layout.OBJ_LOCK, 1, "self._lock", line=2)


def test_a_wait_for_a_lock_says_who_had_it_since_when_and_who_came_before(told: Told) -> None:
    lock = lock_of(told)
    for number in range(2, 6):
        told.first.thread(11, number, f"Thread-{number}")
    told.first.emit(20, layout.LOCK_ACQUIRED, 2, obj=lock, where=told.first.place(14))
    told.first.waits(30, 90, 5, layout.LOCK, lock, holder=2, line=16)
    told.first.emit(40, layout.LOCK_RELEASED, 2, obj=lock)
    told.first.waits(25, 41, 3, layout.LOCK, lock, holder=2, line=16)
    told.first.emit(60, layout.LOCK_RELEASED, 3, obj=lock)
    told.first.waits(26, 61, 4, layout.LOCK, lock, holder=2, line=16)
    told.first.emit(89, layout.LOCK_RELEASED, 4, obj=lock)
    assert told.card("Thread-5") == [
        "Thread-5 waits for lock “self._lock”",
        "60.0 ms (line 16)",
        "held by Thread-2 since 20.0 ms (line 14)",
        "then Thread-3, Thread-4 in this order",
    ]
    assert told.label("Thread-5") == "lock self._lock"


def test_of_a_long_queue_the_first_are_named_and_the_others_counted(told: Told) -> None:
    lock = lock_of(told)
    for number in range(2, 10):
        told.first.thread(11, number, f"Thread-{number}")
    told.first.emit(20, layout.LOCK_ACQUIRED, 2, obj=lock, where=told.first.place(14))
    told.first.waits(22, 99, 9, layout.LOCK, lock, holder=2, line=16)
    for number in range(3, 9):
        told.first.emit(20 + number * 5, layout.LOCK_RELEASED, number - 1, obj=lock)
        told.first.waits(21, 21 + number * 5, number, layout.LOCK, lock, holder=2, line=16)
    assert told.card("Thread-9")[-1].startswith("then Thread-3, Thread-4, Thread-5, Thread-6 and 2 more")


def test_a_wait_that_lasts_says_so_far(told: Told) -> None:
    told.first.thread(11, 2, "asker")
    told.first.waits(400, None, 2, layout.INPUT, line=3)
    told.first.exits(1000)
    assert told.card("asker") == ["asker waits for your input", "600 ms so far (line 3)"]


def test_a_join_names_whom_it_waits_for(told: Told) -> None:
    told.first.thread(11, 2, "worker")
    told.first.waits(20, 50, 1, layout.JOIN, holder=2, line=9)
    told.first.ends(49, 2)
    assert told.card("program.py") == ["program.py waits for worker", "30.0 ms (line 9)"]
    assert told.label("program.py") == "join worker"


def test_a_sleep_has_no_label_and_says_how_long(told: Told) -> None:
    told.first.waits(20, 20.5, 1, layout.SLEEP, line=4)
    assert told.card("program.py") == ["program.py sleeps", "500 µs (line 4)"]
    assert told.label("program.py") == ""


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_sentence_that_names_its_lane(told: Told, state: State) -> None:
    told.first.waits(20, 30, 1, layout.SLEEP, line=4)
    span = told.span("program.py")
    span["state"] = state
    words = Words(told.trace).describe(told.actor("program.py"), span, 0)
    assert words.startswith("program.py ")
    assert "“”" not in words
    assert "  " not in words


def test_a_lane_that_runs_says_so_with_its_time_of_the_processor(told: Told) -> None:
    told.first.thread(11, 2, "worker")
    told.first.ends(49, 2, cpu_ns=3 * MS)
    assert told.running("worker", 20) == ["worker runs", "at 20.0 ms", "3.00 ms of a processor in all"]


def test_names_are_shown_as_they_are_and_never_as_markup(told: Told) -> None:
    told.first.thread(11, 2, "<b>bold</b> & co")
    told.first.ends(49, 2)
    assert told.running("<b>bold</b> & co")[0] == "&lt;b&gt;bold&lt;/b&gt; &amp; co runs"


def test_of_a_lane_that_isnt_there_nothing_is_said(told: Told) -> None:
    assert Words(told.trace).describe(99, None, 0) == ""


def test_a_spawned_process_says_that_it_reads_the_program_again(told: Told) -> None:
    child = told.made.process(101, told.first.pid, layout.SPAWN, t=20, script="child")
    line = child.place(1)
    child.emit(30, layout.MAIN_AGAIN, where=line)
    child.emit(45, layout.MAIN_AGAIN, flags=layout.MAIN_READ, where=line)
    assert told.running("child", 40)[2:] == ["reads program.py again, as every spawned process does"]
    assert told.running("child", 50)[2:] == ["had read program.py again, in 15.0 ms"]
    assert told.running("program.py", 50)[2:] == []
