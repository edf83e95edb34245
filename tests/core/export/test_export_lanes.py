"""What a lane did without a gap: waits, and running in between."""

from dataclasses import replace
from itertools import pairwise

from app.core.events import State
from app.core.export.lanes import Lane, lanes, stretches
from tests.evidence_builder import MS, MadeRun


def told(lane: Lane) -> list[tuple[str, int, int]]:
    """(state, begin, end) in ms of all that a lane did."""
    return [
        (each.state.word if each.state is not None else "", each.start_ns // MS, each.end_ns // MS)
        for each in stretches(lane)
    ]


def test_running_is_what_is_left_between_the_waits() -> None:
    run = MadeRun()
    main = run.main(100)
    run.sleeps(main, 20, 30)
    run.waits(main, State.LOCK, 30, 50)
    (lane,) = lanes(run.evidence())
    assert told(lane) == [("running", 0, 20), ("sleep", 20, 30), ("lock", 30, 50), ("running", 50, 100)]


def test_an_open_wait_lasts_to_the_end_of_its_lane() -> None:
    run = MadeRun()
    run.main(100)
    thread = run.thread(10, 80, ended="killed")
    run.sleeps(thread, 20, None)
    lane = lanes(run.evidence())[1]
    assert told(lane) == [("running", 10, 20), ("sleep", 20, 80)]


def test_a_lane_that_lives_lasts_to_the_end_of_the_recording() -> None:
    run = MadeRun()
    run.main(100)
    run.thread(10, None, ended="alive")
    assert told(lanes(run.evidence())[1]) == [("running", 10, 100)]


def test_what_cannot_be_traced_is_one_stretch_that_cannot_be_seen() -> None:
    run = MadeRun()
    run.main(100)
    child = run.process(10, 60)
    run.actors[child].kind = "opaque"
    assert told(lanes(run.evidence())[1]) == [("", 10, 60)]


def test_a_task_that_waits_to_begin_is_there_before_it_begins() -> None:
    run = MadeRun()
    run.main(100)
    task = run.thread(30, 60)
    run.actors[task].kind = "task"
    run.waits(task, State.CREATED, 10, 30)
    assert told(lanes(run.evidence())[1]) == [("created", 10, 30), ("running", 30, 60)]


def test_waits_of_a_damaged_recording_are_made_not_to_overlap() -> None:
    run = MadeRun()
    main = run.main(100)
    for start, end in ((10, 50), (20, 30), (40, 60), (60, 60)):
        run.sleeps(main, start, end)
    (lane,) = lanes(run.evidence())
    parts = list(stretches(lane))
    assert all(one.end_ns == other.start_ns for one, other in pairwise(parts))
    assert (parts[0].start_ns, parts[-1].end_ns) == (0, 100 * MS)


def test_lanes_stand_process_by_process() -> None:
    run = MadeRun()
    run.main(100)
    child = run.process(10, 60)
    run.thread(5, 50)
    run.thread(20, 50, parent=child, process=child)
    evidence = run.evidence()
    names = [lane.actor.name for lane in lanes(evidence)]
    assert names == ["program.py", "Thread-2", "Process-1", "Thread-3"]
    assert lanes(replace(evidence, actors={}, spans=[])) == []
