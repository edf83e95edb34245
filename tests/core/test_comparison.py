"""Recordings laid beside each other."""

from pathlib import Path

import pytest

from app.core.comparison import MOST_LANES, Compared, compare, ideal_ns, speed_up
from app.core.events import State
from tests.recorded import record
from tests.recording_builder import MS, MadeRecording


def quiet(share: float) -> None:
    assert 0 <= share <= 1


def test_lanes_are_drawn_in_strokes_and_waits_too_short_to_be_seen_are_left_out(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path / "run", wall=1000)
    process = made.process(t=100)
    process.waits(200, 600)
    process.waits(700, 700.1)
    process.exits(1000)
    (run,) = compare([made.write()], quiet)
    (lane,) = run.lanes
    assert [(stroke.state, stroke.start_ns // MS, stroke.end_ns // MS) for stroke in lane.strokes][1:] == [
        (State.SLEEP, 200, 600)
    ]
    assert lane.strokes[0].state == State.RUNNING
    assert sum(phase.ns for phase in run.phases) == run.wall_ns == 1000 * MS


def test_more_lanes_than_are_shown_are_counted(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path / "run")
    process = made.process(t=100)
    for lane in range(2, 22):
        process.thread(200, lane, f"thread {lane}")
        process.ends(300, lane)
    (run,) = compare([made.write()], quiet)
    assert (len(run.lanes), run.hidden_lanes) == (MOST_LANES, 21 - MOST_LANES)


def test_the_last_time_that_the_program_printed_stands_beside(tmp_path: Path) -> None:
    recorded = record("print('in 3 steps: 0.12 s')\nprint('all took 1.5 seconds, v2s')", tmp_path)
    (run,) = compare([recorded.directory], quiet)
    assert run.printed == "1.5 seconds"
    recorded.trace.close()


def test_one_that_cant_be_read_says_so_and_the_others_are_shown(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path / "run")
    made.process()
    gone, whole = compare([tmp_path / "gone", made.write()], quiet)
    assert "gone" in gone.problem
    assert whole.lanes


@pytest.mark.parametrize(("first", "other", "factor"), [(200, 100, 2.0), (100, 200, 0.5), (0, 5, None)])
def test_the_speed_up_is_against_the_first(first: int, other: int, factor: float | None) -> None:
    assert speed_up(Compared(Path(), wall_ns=first), Compared(Path(), wall_ns=other)) == factor


def test_the_ideal_shares_the_first_ones_time_among_the_cores() -> None:
    assert ideal_ns(Compared(Path(), wall_ns=100, cores=4)) == 25
