"""Whoever hears a timeline finds its lanes, and what each of them does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.events import State
from tests.widgets.timeline_runs import MS, no_spans, shown_timeline, spans_of, staircase, thread
from widgets.timeline import Timeline


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    return shown_timeline(qtbot, staircase())


def heard(timeline: Timeline) -> list[tuple[str, str]]:
    """Name and words of each lane that a screen reader finds in it."""
    timeline.reader.read()
    root = QAccessible.queryAccessibleInterface(timeline)
    children = [root.child(number) for number in range(root.childCount())]
    lanes = [
        each for each in children if each.role() == QAccessible.Role.StaticText and not each.state().invisible
    ]
    return [(each.text(QAccessible.Text.Name), each.text(QAccessible.Text.Description)) for each in lanes]


def test_each_lane_is_heard_with_what_it_does_at_the_cursor(timeline: Timeline) -> None:
    run = staircase()
    for t_ns in (0, run.end_ns // 2, run.end_ns - MS):
        timeline.set_cursor(t_ns)
        found = heard(timeline)
        assert [name for name, _ in found] == [actor.name for actor in run.actors]
        for actor, (_, words) in zip(run.actors, found, strict=True):
            assert words.startswith(actor.name)
    assert len({words for _, words in heard(timeline)}) == len(run.actors)


def test_what_is_heard_follows_the_run(timeline: Timeline) -> None:
    before = heard(timeline)
    timeline.clear()
    assert heard(timeline) == []
    timeline.set_lanes([thread(7, name="alone")])
    timeline.add_spans(no_spans())
    timeline.set_horizon(5 * MS)
    assert [name for name, _ in heard(timeline)] == ["alone"]
    assert "running" in heard(timeline)[0][1]
    assert before


def test_a_wait_is_told_as_one(timeline: Timeline) -> None:
    timeline.clear()
    timeline.set_lanes([thread(7, name="alone")])
    timeline.add_spans(spans_of((7, State.LOCK, 1 * MS, 4 * MS)))
    timeline.set_horizon(5 * MS)
    timeline.set_cursor(2 * MS)
    assert "1.00 ms on" in heard(timeline)[0][1]


def test_the_lanes_that_are_heard_let_the_pointer_through(timeline: Timeline) -> None:
    heard(timeline)
    timeline.setFocus()
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.rect().center())
    assert timeline.childAt(timeline.rect().center()) is None
    assert timeline.selected_lane >= 0
