"""Lanes fold away with their process: by keys and mouse; what points at them points at the process."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.model import Actor
from tests.widgets.timeline_runs import MS, two_processes
from widgets.timeline import Timeline
from widgets.timeline_lanes import LaneList

KEY = Qt.Key


def family(threads: int, process: int = 0) -> list[Actor]:
    """A process with threads."""
    first = Actor(process, "process", f"p{process}.py", 100 + process, end_ns=100 * MS, process=process)
    members = [
        Actor(process + i, "thread", f"Thread-{i}", 100 + process, end_ns=90 * MS, process=process)
        for i in range(1, threads + 1)
    ]
    return [first, *members]


def test_a_folded_process_says_how_many_lanes_it_hides() -> None:
    lanes = LaneList([*family(200), *family(3, 1000)], {0})
    assert [actor.id for actor in lanes.actors] == [0, 1000, 1001, 1002, 1003]
    assert [name.note for name in lanes.names[:2]] == ["+ 200 threads", "1100"]
    assert [name.fold for name in lanes.names] == [True, False, None, None, None]
    assert lanes.rows[77] == 0
    assert lanes.rows[1002] == 3


def test_a_process_that_is_not_shown_folds_nothing() -> None:
    lanes = LaneList(family(3)[1:], {0})
    assert len(lanes) == 3
    assert [name.fold for name in lanes.names] == [None] * 3


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(900, 400)
    run = two_processes()
    made.set_lanes(run.actors)
    made.add_spans(run.spans)
    made.add_flows(run.flows)
    made.set_horizon(run.end_ns)
    made.show()
    qtbot.waitExposed(made)
    made.grab()
    return made


def shown(timeline: Timeline) -> list[str]:
    return [actor.name for actor in timeline._state.lanes.actors]


def row(timeline: Timeline, actor: int) -> int:
    """The height of a lane."""
    return next(
        y + 4
        for y in range(timeline.height())
        if (hit := timeline.at(QPointF(400, y))) is not None and hit.actor == actor
    )


def test_keys_fold_the_selected_lanes_process_and_all_of_them(timeline: Timeline) -> None:
    timeline.select_lane(3)
    QTest.keyClick(timeline, KEY.Key_C)
    assert shown(timeline) == ["main.py", "Process-1", "ffmpeg"]
    assert timeline.selected_lane == 1  # the process stands for the lane that is gone
    QTest.keyClick(timeline, KEY.Key_C)
    assert len(shown(timeline)) == 5
    QTest.keyClick(timeline, KEY.Key_A)
    assert len(shown(timeline)) == 3
    QTest.keyClick(timeline, KEY.Key_A)
    assert len(shown(timeline)) == 5


def test_a_click_on_the_sign_folds_and_selects_nothing(timeline: Timeline) -> None:
    place = QPoint(round(timeline._layout().names.left()), row(timeline, 1))
    before = timeline.grab().toImage()
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert len(shown(timeline)) == 3
    assert timeline.selected_lane == -1
    assert timeline.grab().toImage() != before
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert timeline.grab().toImage() == before


def test_a_double_click_on_a_name_folds_too(timeline: Timeline) -> None:
    place = QPoint(round(timeline._layout().area.left()) - 20, row(timeline, 2))
    QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert len(shown(timeline)) == 3


def test_whoever_selects_a_hidden_lane_sees_it(timeline: Timeline) -> None:
    timeline.fold(1, True)
    timeline.select_lane(3)
    assert timeline.selected_lane == 3
    assert len(shown(timeline)) == 5


def test_new_lanes_of_a_folded_process_stay_folded(timeline: Timeline) -> None:
    timeline.fold(1, True)
    actors = two_processes().actors
    timeline.set_lanes([*actors, Actor(9, "thread", "late", 101, parent=1, start_ns=20 * MS, process=1)])
    assert len(shown(timeline)) == 3
    assert timeline._state.lanes.names[1].note == "+ 3 threads"


def test_another_run_begins_unfolded(timeline: Timeline) -> None:
    timeline.fold_all(True)
    timeline.clear()
    timeline.set_lanes(two_processes().actors)
    assert len(shown(timeline)) == 5
