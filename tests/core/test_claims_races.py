"""What claims say of races, on runs made by hand."""

from collections.abc import Callable

import pytest

from app.core import claims_races as claims
from app.core.demo import Verdict
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short

FRAMES, FIRST_CAR = 20, 30
GOAL = 30
Check = Callable[[Evidence], Verdict]


def race(
    movers: list[int] | None = None,
    drawer: int = 0,
    rests: int = 0,
    goal: int = GOAL,
    run: MadeRun | None = None,
) -> MadeRun:
    """A race in which `movers` move one car each (0 is main), somebody draws ten frames, main rests meanwhile."""
    if run is None:
        run = MadeRun()
        run.main(end=1000)
    run.watched(FRAMES, "Track.frames")
    run.parameters["DISTANCE"] = GOAL
    run.writes(0, 5, 0, FRAMES)
    for car, mover in enumerate(movers or []):
        key = run.watched(FIRST_CAR + car, "Car.x")
        run.writes(0, 6, 0, key)
        for step in range(10, goal + 1, 10):
            run.writes(mover, 10 * step + car, step, key)
    for frame in range(10):
        run.writes(drawer, 50 + 50 * frame, frame + 1, FRAMES)
    for rest in range(rests):
        run.sleeps(0, 55 + 40 * rest, 60 + 40 * rest)
    return run


def started(kind: str, count: int) -> tuple[MadeRun, list[int]]:
    run = MadeRun()
    run.main(end=1000)
    makers: dict[str, Callable[[int, int | None], int]] = {
        "thread": run.thread,
        "task": run.task,
        "process": run.process,
    }
    return run, [makers[kind](8, 900) for _ in range(count)]


def test_who_drew_is_told() -> None:
    assert claims.drawn_by_main(race().evidence()).holds is True
    assert claims.drawn_by_another_thread(race().evidence()).holds is False
    run, (thread,) = started("thread", 1)
    other = race(drawer=thread, run=run)
    assert claims.drawn_by_main(other.evidence()).holds is False
    assert claims.drawn_by_another_thread(other.evidence()).holds is True
    assert (claims.who_drew(race().evidence()), claims.who_drew(other.evidence())) == (0, 1)


def test_whether_main_rested_is_told() -> None:
    busy, calm, seldom = race(), race(rests=8), race(rests=2)
    for run, never, between, predicted in (
        (busy, True, False, 1),
        (calm, False, True, 0),
        (seldom, False, False, None),
    ):
        assert claims.main_never_rested(run.evidence()).holds is never
        assert claims.main_rested_between_frames(run.evidence()).holds is between
        assert claims.whether_main_rested(run.evidence()) == predicted


MOVED_BY: dict[str, Check] = {
    "main": claims.moved_by_main,
    "thread": claims.each_moved_by_its_thread,
    "task": claims.each_moved_by_its_task,
}


@pytest.mark.parametrize("who", MOVED_BY)
def test_who_moved_the_cars_is_told_from_each_other(who: str) -> None:
    if who == "main":
        made = race([0, 0])
    else:
        run, movers = started(who, 2)
        made = race(movers, run=run)
    holds = {name: check(made.evidence()).holds for name, check in MOVED_BY.items()}
    assert holds == {name: name == who for name in MOVED_BY}
    assert claims.all_cars_moved_by_one(made.evidence()).holds is (who == "main")


def test_a_thread_that_moves_two_cars_is_neither_ones_own() -> None:
    run, (thread,) = started("thread", 1)
    made = race([thread, thread], run=run)
    assert claims.each_moved_by_its_thread(made.evidence()).holds is False
    assert claims.all_cars_moved_by_one(made.evidence()).holds is True


def test_cars_have_arrived_at_the_distance_and_not_before() -> None:
    assert claims.every_car_arrived(race([0, 0]).evidence()).holds is True
    assert claims.every_car_arrived(race([0, 0], goal=20).evidence()).holds is False
    assert claims.every_car_arrived(cut_short(race([0, 0], goal=20).evidence())).holds is None


def test_each_process_tells_of_its_own_car() -> None:
    run, processes = started("process", 2)
    made = race([0, 0], run=run)
    assert claims.each_told_by_its_process(made.evidence()).holds is False
    assert claims.how_steps_came(made.evidence()) == 0
    for process in processes:
        made.passes("item", process, 0, 50, 60)
    assert claims.each_told_by_its_process(made.evidence()).holds is True
    assert claims.how_steps_came(made.evidence()) == 1


def models(told: int = GOAL, alike: bool = True) -> MadeRun:
    """Two ways of two workers: threads of one process, two processes; `told` pieces of work told of by each way."""
    run = MadeRun()
    run.main(end=1000)
    run.parameters["WORKERS"] = 2
    host = run.process(8, 900)
    threads = [run.thread(9, 900, parent=host, process=host) for _ in range(2)]
    processes = [run.process(8, 900) for _ in range(2)]
    second = run.process(8, 900)
    tasks = [run.task(9, 900, parent=second, host=second) for _ in range(2)]
    for task in tasks:
        run.actors[task].process = second
    names = {"threads": [host], "tasks": [second], "processes": processes}
    for name, members in names.items():
        for member in members:
            run.actors[member].name = name
    for workers, more in ((threads, 0), (processes, 0 if alike else 1), (tasks, 0)):
        for piece in range(told + more):
            run.passes("item", workers[piece % 2], 0, 20 + piece)
    return race([0, 0, 0], run=run)


def test_cars_stand_where_finished_work_was_told_of() -> None:
    assert claims.cars_stand_where_the_work_is(models().evidence()).holds is True
    assert claims.cars_stand_where_the_work_is(models(told=GOAL - 1).evidence()).holds is False
    assert claims.cars_stand_where_the_work_is(cut_short(models().evidence())).holds is None
    assert claims.cars_stand_where_the_work_is(race([0, 0]).evidence()).holds is False


def test_ways_do_the_same_work_unless_one_is_killed() -> None:
    assert claims.all_did_the_same_work(models().evidence()).holds is True
    assert claims.all_did_the_same_work(models(alike=False).evidence()).holds is False
    killed = models(alike=False)
    killed.parameters["KILL"] = "threads"
    assert claims.all_did_the_same_work(killed.evidence()).holds is None


def test_ways_differ_in_who_works() -> None:
    assert claims.ways_differ_in_who_works(models().evidence()).holds is True
    lonely = models()
    lonely.parameters["WORKERS"] = 3
    assert claims.ways_differ_in_who_works(lonely.evidence()).holds is False
    assert claims.ways_differ_in_who_works(race([0]).evidence()).holds is False


def test_the_last_car_is_the_one_that_arrived_last() -> None:
    assert claims.last_car(race([0, 0, 0]).evidence()) == 2
    assert claims.last_car(race([0, 0], goal=20).evidence()) is None


CHECKS: list[Check] = [
    claims.drawn_by_main,
    claims.drawn_by_another_thread,
    claims.moved_by_main,
    claims.each_moved_by_its_thread,
    claims.each_moved_by_its_task,
    claims.all_cars_moved_by_one,
    claims.each_told_by_its_process,
    claims.every_car_arrived,
    claims.cars_stand_where_the_work_is,
    claims.all_did_the_same_work,
    claims.ways_differ_in_who_works,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_without_a_race_nothing_is_claimed(check: Check) -> None:
    run = MadeRun()
    run.main()
    assert check(run.evidence()).holds is False
