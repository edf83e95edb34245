"""Slow motion: one time for all views, at the speed and the place that a person chooses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.shell.replay_bar import ReplayBar
from tests.shell.conftest import MakeTab
from tests.shell.showing import bank_account, program_of, subject_of

MS = 1_000_000
TALKING = """
    from time import sleep
    for word in ("one", "two", "three"):
        print(word, flush=True)
        sleep(0.02)
"""


class Clock:
    """Time that goes on when a test says so."""

    def __init__(self) -> None:
        self.now_ns = 5_000_000_000

    def __call__(self) -> int:
        return self.now_ns


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bar(qtbot: QtBot, clock: Clock) -> Iterator[ReplayBar]:
    bar = ReplayBar(clock=clock)
    qtbot.addWidget(bar)
    bar.show()
    yield bar
    bar.set_end(0)


def test_without_a_run_there_is_nothing_to_play(bar: ReplayBar) -> None:
    bar.toggle()
    assert not bar.playing
    assert not bar.isEnabled()


@pytest.mark.parametrize(("speed", "share"), [("1", 1.0), ("0.1", 0.1), ("0.01", 0.01), ("0.001", 0.001)])
def test_time_goes_on_at_the_chosen_speed(bar: ReplayBar, clock: Clock, speed: str, share: float) -> None:
    moments: list[int] = []
    bar.moved.connect(moments.append)
    bar.set_end(10 * MS)
    bar.set_speed(speed)
    bar.toggle()
    assert bar.playing
    assert bar.time_ns == 0
    clock.now_ns += 4 * MS
    bar._step()
    assert bar.time_ns == int(4 * MS * share)
    assert moments[-1] == bar.time_ns


def test_at_the_end_it_stands_still_and_begins_anew_when_asked(bar: ReplayBar, clock: Clock) -> None:
    bar.set_end(10 * MS)
    bar.toggle()
    clock.now_ns += 99 * MS
    bar._step()
    assert bar.time_ns == 10 * MS
    assert bar.at_end
    assert not bar.playing
    bar.toggle()
    assert bar.playing
    assert bar.time_ns == 0


def test_a_pause_keeps_the_time_and_play_goes_on_from_there(bar: ReplayBar, clock: Clock) -> None:
    bar.set_end(100 * MS)
    bar.toggle()
    clock.now_ns += 30 * MS
    bar._step()
    bar.toggle()
    assert not bar.playing
    clock.now_ns += 1000 * MS
    bar.toggle()
    assert bar.time_ns == 30 * MS
    clock.now_ns += 10 * MS
    bar._step()
    assert bar.time_ns == 40 * MS


def test_the_slider_goes_anywhere_and_tells_the_time(bar: ReplayBar) -> None:
    moments: list[int] = []
    bar.moved.connect(moments.append)
    bar.set_end(100 * MS)
    bar._slider.setValue(bar._slider.maximum() // 4)
    assert moments == [25 * MS]
    assert bar._label.text().startswith("25.0 ms")
    QTest.keyClick(bar._slider, Qt.Key.Key_Home)
    assert moments[-1] == 0


def test_a_time_past_2_to_the_31_is_told_whole(bar: ReplayBar) -> None:
    moments: list[int] = []
    bar.moved.connect(moments.append)
    bar.set_end(3600 * 1000 * MS)
    bar.go_to(1800 * 1000 * MS)
    assert moments == [1800 * 1000 * MS]


async def test_after_a_run_all_views_show_its_end(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, TALKING)))
    await shown.run()
    assert shown.tab.replay.isEnabled()
    assert shown.tab.replay.at_end
    assert shown.tab.timeline._state.horizon_ns == shown.tab.timeline_end
    assert shown.tab.console._view._horizon_ns is None


async def test_all_views_follow_the_replayed_time(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    tab, ledger = shown.tab, shown.ledger()
    trace = tab.session.trace
    assert trace is not None
    written = sorted(access.t_ns for access in trace.accesses.sorted() if access.write)
    total = ledger._model.counts()[0]
    half = written[len(written) // 2]
    tab.replay.go_to(half)
    assert tab.timeline._state.horizon_ns == half
    assert ledger._model.counts()[0] == len([t for t in written if t <= half]) - (len(written) - total)
    assert tab.console._view.lines.count_at(tab.console._view._horizon_ns) == 0
    tab.replay.go_to(tab.timeline_end)
    assert ledger._model.counts()[0] == total
    assert tab.console._view.lines.count_at(tab.console._view._horizon_ns) == 1


async def test_only_what_was_written_by_then_is_shown(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, TALKING)))
    await shown.run()
    view = shown.tab.console._view
    times = [line.t_ns for line in view.lines.lines]
    shown.tab.replay.go_to(times[1])
    assert view.lines.count_at(view._horizon_ns) == 2
    shown.tab.replay.go_to(times[0] - 1)
    assert view.lines.count_at(view._horizon_ns) == 0


async def test_ctrl_p_plays_and_the_end_of_a_slow_replay_can_be_waited_for(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, TALKING)))
    await shown.run()
    shown.tab.replay.set_speed("0.1")
    shown.tab.activateWindow()
    shown.tab.timeline.setFocus()
    QTest.keyClick(shown.tab.timeline, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert shown.tab.replay.playing
    horizons: set[int] = set()
    shown.tab.replay.moved.connect(horizons.add)
    await shown.until(lambda: shown.tab.replay.at_end)
    assert len(horizons) > 3
    assert not shown.tab.replay.playing


async def test_a_new_run_ends_the_replay(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, TALKING)))
    await shown.run()
    shown.tab.replay.set_speed("0.001")
    shown.tab.replay.toggle()
    shown.start()
    assert not shown.tab.replay.playing
    await shown.ended()
    assert shown.output() == ["one", "two", "three"]
    assert shown.tab.console._view._horizon_ns is None
