"""Programs that print, start threads or make events for ever: each frame takes a bounded amount, all is shown."""

from pathlib import Path
from typing import Any

import pytest

from app.core.trace import Trace
from app.shell import run_session, telling
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, program_of, recordings, subject_of
from widgets.output_lines import MOST_LINES

PRINTS = """
    import itertools
    for number in itertools.count():
        print("line", number)
"""
STARTS = """
    import itertools, threading
    for number in itertools.count():
        threading.Thread(target=print, args=("thread", number)).start()
"""
EVENTS = """
    from threading import Lock, Thread
    lock = Lock()
    def work():
        while True:
            with lock:
                pass
    for _ in range(4):
        Thread(target=work).start()
"""


class Ticks:
    """Counts what each frame takes in and how often it looks at the clock for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[int] = []  # how many events were asked for, per slice
        self.took: list[int] = []  # how many came, per slice
        self.frames: list[int] = [0]  # slices of each frame that took something
        for name in ("poll", "drain"):
            monkeypatch.setattr(Trace, name, self._counting(getattr(Trace, name)))

    def _counting(self, read: Any) -> Any:
        def counting(trace: Trace, *arguments: int) -> int:
            count: int = read(trace, *arguments)
            if arguments:  # a frame's, not the whole recording's
                self.asked.append(arguments[-1])
            self.took.append(count)
            self.frames[-1] += 1
            return count

        return counting

    def watch(self, shown: ShownTab) -> None:
        shown.tab.session.advanced.connect(lambda advance: self.frames.append(0))


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Ticks:
    return Ticks(monkeypatch)


@pytest.mark.parametrize(
    ("source", "events"),
    [(PRINTS, 60_000), (STARTS, 6_000), (EVENTS, 60_000)],
    ids=["prints", "starts threads", "makes events"],
)
async def test_a_flood_is_taken_in_slice_by_slice_and_the_program_can_be_stopped(
    show: MakeTab, tmp_path: Path, ticks: Ticks, source: str, events: int
) -> None:
    shown = show(subject_of(program_of(tmp_path, source)))
    ticks.watch(shown)
    shown.start()
    await shown.until(lambda: sum(ticks.took) > events)
    shown.tab.bar.stop.click()
    ending = await shown.ended()
    assert any("reading the rest" in said for said in shown.said)
    assert ending.manifest.exit is not None
    assert ending.manifest.exit.reason == "stopped"
    assert max(ticks.asked) <= run_session._MOST_SLICE
    assert max(ticks.took) <= 2 * run_session._MOST_SLICE
    trace = Trace.load(recordings()[-1])
    assert ending.events == trace.events
    assert ending.lost == trace.recording.lost
    trace.close()


async def test_a_flood_of_lines_leaves_the_newest_and_says_how_many_are_gone(
    show: MakeTab, tmp_path: Path
) -> None:
    source = f"for number in range({2 * MOST_LINES}):\n    print('line', number)\n"
    shown = show(subject_of(program_of(tmp_path, source)))
    await shown.run()
    lines = shown.tab.console._view.lines
    assert len(lines.lines) <= MOST_LINES * 1.1
    assert lines.lines[-1].text == f"line {2 * MOST_LINES - 1}"
    assert lines.dropped + len(lines.lines) == 2 * MOST_LINES


async def test_thousands_of_threads_are_thousands_of_lanes_that_can_be_scrolled(
    show: MakeTab, tmp_path: Path
) -> None:
    source = """
        from threading import Thread
        for number in range(3000):
            thread = Thread(target=int)
            thread.start()
            thread.join()
    """
    shown = show(subject_of(program_of(tmp_path, source)))
    await shown.run()
    assert len(shown.lanes()) == 3001
    timeline = shown.tab.timeline
    assert timeline._layout().overflow > 0
    timeline.select_lane(timeline._state.lanes.actors[-1].id)
    shown.tab.grab()
    assert timeline._state.scroll > 0


async def test_a_long_line_without_an_end_is_cut_where_it_is_shown(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print('x' * 5_000_000)")))
    await shown.run()
    (line,) = shown.tab.console._view.lines.lines
    assert len(line.text) + line.cut == 5_000_000
    assert line.cut > 0
    shown.tab.grab()


async def test_lanes_are_told_anew_only_when_one_of_them_has_changed(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "import time\ntime.sleep(0.5)\n")))
    told: list[object] = []  # kept, so that none of them is mistaken for a later one
    shown.tab.session.advanced.connect(lambda advance: told.append(advance.lanes))
    await shown.run()
    assert len(told) > 8
    assert len({id(lanes) for lanes in told}) <= 4


async def test_a_lane_that_ends_while_lanes_are_held_back_is_shown_as_ended(
    show: MakeTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_LANES_SHARE", 10**9)  # none but the first and the last are told
    source = """
        from threading import Thread
        from time import sleep
        threads = [Thread(target=sleep, args=(0.05,)) for _ in range(5)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        sleep(0.1)
    """
    shown = show(subject_of(program_of(tmp_path, source)))
    await shown.run()
    actors = shown.tab.timeline._state.lanes.actors
    assert [actor.end for actor in actors] == ["finished"] * 6
