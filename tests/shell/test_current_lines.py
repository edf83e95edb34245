"""The lines of the source at which lanes are."""

from pathlib import Path

from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, program_of, subject_of

LOCKED = """\
from threading import Lock, Thread
from time import sleep

lock = Lock()


def first():
    with lock:
        sleep(0.15)  # first sleeps


def second():
    with lock:  # second waits
        pass


one = Thread(target=first, name="one")
two = Thread(target=second, name="two")
one.start()
sleep(0.05)  # main sleeps
two.start()
one.join()  # main joins
two.join()
"""


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(LOCKED.splitlines(), 1) if text in line)


def choose(shown: ShownTab, name: str) -> int:
    """Choose the lane of that name; its actor."""
    actors = shown.tab.timeline._state.lanes.actors
    actor = actors[shown.lanes().index(name)].id
    shown.tab.timeline.select_lane(actor)
    return actor


def middle(shown: ShownTab, name: str, state: str) -> int:
    """The middle of the first wait of that kind of a lane."""
    start, end = next((start, end) for word, start, end in shown.lane(name) if word == state)
    return (start + end) // 2


def wait(shown: ShownTab, name: str, state: str) -> tuple[int, int]:
    """Begin and end of the first wait of that kind of a lane."""
    return next((start, end) for word, start, end in shown.lane(name) if word == state)


async def test_the_line_of_the_chosen_lane_and_of_whom_it_waits_for_are_marked(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, LOCKED)))
    await shown.run()
    choose(shown, "two")
    shown.tab.replay.go_to(middle(shown, "two", "lock"))
    await shown.until(
        lambda: shown.marked() == {line_of("second waits"): "current", line_of("first sleeps"): "holder"}
    )
    choose(shown, "one")
    await shown.until(lambda: shown.marked() == {line_of("first sleeps"): "current"})


async def test_the_cursor_chooses_the_moment_whose_lines_are_marked(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, LOCKED)))
    await shown.run()
    main = shown.lanes()[0]
    actor = choose(shown, main)
    shown.tab._go_to_moment(middle(shown, main, "sleep"), actor)
    await shown.until(lambda: shown.marked() == {line_of("main sleeps"): "current"})
    shown.tab._go_to_moment(middle(shown, main, "join"), actor)
    await shown.until(lambda: shown.marked().get(line_of("main joins")) == "current")


async def test_while_it_runs_the_line_of_the_main_lane_is_marked(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print('a')\ninput()\n")))
    shown.start()
    await shown.until(lambda: shown.marked() == {2: "current"})
    shown.tab.session.end_input()
    await shown.ended()
    await shown.until(lambda: shown.marked() == {})


async def test_another_variants_source_gets_no_marks(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, LOCKED), program_of(tmp_path, LOCKED, "other.py")))
    await shown.run()
    choose(shown, "two")
    await shown.until(shown.marked)
    shown.tab.choose_program("other")
    assert shown.marked() == {}
    shown.tab.choose_program("program")
    assert shown.marked() != {}


async def test_a_value_changed_in_the_form_leaves_the_lines_where_they_are(
    show: MakeTab, tmp_path: Path
) -> None:
    source = "PAUSE = 0.01\nfrom time import sleep\nsleep(PAUSE)\n"
    shown = show(subject_of(program_of(tmp_path, source)))
    shown.tab.pane.set_value("PAUSE", 0.02)
    await shown.run()
    choose(shown, "program.py")
    await shown.until(lambda: shown.marked() == {3: "current"})


async def test_a_selected_wait_lights_up_who_held_the_lock(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, LOCKED)))
    await shown.run()
    tab, (start, end) = shown.tab, wait(shown, "two", "lock")
    choose(shown, "two")
    tab.timeline.set_cursor(start - 1)
    tab.timeline.next_event()
    (cause,) = tab.timeline.causes
    actors = {actor.id: actor.name for actor in tab.timeline._state.lanes.actors}
    assert (actors[cause.actor], cause.words) == ("one", "holds lock")
    assert cause.start_ns < start < cause.end_ns <= end
    await shown.until(
        lambda: shown.marked() == {line_of("second waits"): "current", line_of("first sleeps"): "holder"}
    )
    tab.timeline.go_to_cause()
    assert actors[tab.timeline.selected_lane] == "one"
    assert tab.moment.t_ns == start


async def test_a_holder_that_only_runs_is_where_it_took_the_lock(show: MakeTab, tmp_path: Path) -> None:
    spinning = LOCKED.replace("sleep(0.15)", "exec('while not done: pass')")
    source = spinning.replace("lock = Lock()", "lock, done = Lock(), []").replace(
        "one.join()", "sleep(0.1), done.append(1), one.join()"
    )
    shown = show(subject_of(program_of(tmp_path, source)))
    await shown.run()
    choose(shown, "two")
    start, end = wait(shown, "two", "lock")
    shown.tab.moment.go_to((start + end) // 2)
    await shown.until(
        lambda: shown.marked() == {line_of("second waits"): "current", line_of("with lock:"): "holder"}
    )
