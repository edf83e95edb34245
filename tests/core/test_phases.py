"""The honest stopwatch: each phase is defined by events, and all of them add up to the wall time."""

from pathlib import Path

import pytest

from app.core.evidence import gather
from app.core.folds.phases import phases
from app.core.trace import Trace
from app.tracer import layout
from tests.recorded import record
from tests.recording_builder import MS, MadeRecording

PROGRAM_NS = 100 * MS  # the first line of the program in the recordings below


def told(made: MadeRecording) -> dict[str, float]:
    """The phases of a recording that aren't empty, in ms."""
    trace = Trace.load(made.write())
    try:
        evidence = gather(trace)
        found = phases(evidence, PROGRAM_NS if trace.events else evidence.wall_ns)
        assert sum(phase.ns for phase in found) == evidence.wall_ns
        return {phase.name: phase.ns / MS for phase in found if phase.ns}
    finally:
        trace.close()


@pytest.fixture
def made(tmp_path: Path) -> MadeRecording:
    return MadeRecording(tmp_path / "run", wall=1000)


def test_a_program_alone_starts_works_and_waits(made: MadeRecording) -> None:
    process = made.process(t=100)
    process.waits(300, 700)
    process.exits(1000)
    assert told(made) == {"start": 100, "work": 500, "wait": 400}


def test_before_the_last_worker_begins_the_main_lane_hands_over_and_after_all_it_collects(
    made: MadeRecording,
) -> None:
    process = made.process(t=100)
    process.thread(300, 2, "a")
    process.waits(300, 800, state=layout.JOIN, holder=2)
    process.waits(500, 600, lane=2)
    process.ends(800, 2)
    process.exits(1000)
    assert told(made) == {
        "start": 100,
        "hand_over": 200,
        "work": 400,
        "wait": 100,
        "collect": 200,
    }


def test_what_a_child_takes_to_begin_is_start_up_too(made: MadeRecording) -> None:
    process = made.process(t=100)
    process.emit(200, layout.CHILD_START, 1, layout.SPAWN, a=101)
    process.waits(200, 900, state=layout.PROCESS)
    child = made.process(101, 100, layout.SPAWN, 500)
    child.exits(900)
    process.exits(1000)
    assert told(made) == {"start": 100, "children": 300, "hand_over": 100, "work": 400, "collect": 100}


def test_a_wait_that_never_ends_lasts_to_the_end(made: MadeRecording) -> None:
    process = made.process(t=100)
    process.waits(300, None)
    assert told(made) == {"start": 100, "work": 200, "wait": 700}


def test_a_run_of_which_nothing_was_recorded_is_start_up_alone(made: MadeRecording) -> None:
    assert told(made) == {"start": 1000}


@pytest.mark.parametrize(
    "source",
    [
        "import asyncio\nasync def main():\n    await asyncio.gather(*[asyncio.sleep(0.1) for _ in range(3)])\n"
        "asyncio.run(main())",
        "from concurrent.futures import ThreadPoolExecutor\nfrom time import sleep\n"
        "with ThreadPoolExecutor(2) as pool:\n    list(pool.map(sleep, [0.05] * 4))",
    ],
)
def test_of_real_programs_that_sleep_most_is_waiting_and_the_sum_is_the_wall_time(
    source: str, tmp_path: Path
) -> None:
    recorded = record(source, tmp_path)
    evidence = gather(recorded.trace)
    found = {phase.name: phase.ns for phase in phases(evidence, recorded.trace.program_ns)}
    assert sum(found.values()) == recorded.outcome.wall_ns == evidence.wall_ns
    assert found["wait"] >= 90 * MS
    recorded.trace.close()
