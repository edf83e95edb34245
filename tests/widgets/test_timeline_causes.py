"""A selected wait lights up what kept it waiting: the holder, or who ended it; joins have arrows of their own."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.events import State
from app.core.model import Flow
from tests.widgets.timeline_runs import MS, shown_timeline, spans_of, staircase, thread
from widgets.palette import LIGHT
from widgets.timeline import Timeline
from widgets.timeline_arrows import STROKES
from widgets.timeline_causes import Cause, _together
from widgets.timeline_flows import KINDS, FlowArrows
from widgets.timeline_legend import entries


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    return shown_timeline(qtbot, staircase())


def select_wait(timeline: Timeline, actor: int, start_ns: int) -> None:
    """Step to the begin of a wait."""
    timeline.select_lane(actor)
    timeline.set_cursor(start_ns - 1)
    timeline.next_event()
    assert timeline.pinned_ns == start_ns


def test_who_handed_the_lock_over_lights_up(timeline: Timeline) -> None:
    plain = timeline.grab().toImage()
    select_wait(timeline, 5, 2 * MS + MS // 2 + MS // 4)
    (cause,) = timeline.causes
    assert (cause.actor, cause.end_ns) == (4, 50 * MS - MS // 10)
    lit = timeline.grab().toImage()
    timeline._causes = ()
    assert timeline.grab().toImage() != lit
    timeline.clear_selection()
    assert timeline.causes == ()
    assert timeline.grab().toImage() == plain


def test_whoever_knows_better_is_asked(timeline: Timeline) -> None:
    asked: list[int] = []

    def find(wait: np.void) -> list[Cause]:
        asked.append(int(wait["actor"]))
        return [Cause(2, 20 * MS, 30 * MS, "holds it"), Cause(3, 30 * MS, 40 * MS, "holds it")]

    timeline.set_causes(find)
    select_wait(timeline, 5, 2 * MS + MS // 2 + MS // 4)
    assert asked == [5]
    assert [cause.actor for cause in timeline.causes] == [2, 3]
    assert "Thread-2 holds it. Thread-3 holds it." in timeline.accessibleDescription()


def test_h_goes_to_who_holds_it_at_the_cursor(timeline: Timeline) -> None:
    timeline.set_causes(lambda wait: [Cause(2, 20 * MS, 30 * MS, ""), Cause(3, 30 * MS, 40 * MS, "")])
    select_wait(timeline, 5, 2 * MS + MS // 2 + MS // 4)
    timeline.set_cursor(35 * MS)
    QTest.keyClick(timeline, Qt.Key.Key_H)
    assert timeline.selected_lane == 3
    assert timeline.pinned_ns == 35 * MS


def test_h_without_a_wait_goes_nowhere(timeline: Timeline) -> None:
    QTest.keyClick(timeline, Qt.Key.Key_H)
    assert timeline.selected_lane == -1


def test_a_join_that_succeeded_is_an_arrow_from_the_joined_lane() -> None:
    spans = spans_of((0, State.JOIN, 0, 10), (0, State.PROCESS, 20, 30), (0, State.JOIN, 40, 50))
    spans["holder"] = [1, 2, 3]
    spans["outcome"][2] = 1  # timed out
    arrows = FlowArrows()
    arrows.add_joins(spans)
    found = arrows.in_sight(0, 100, 100, 1)
    assert found[["sender", "receiver", "received"]].tolist() == [(1, 0, 10), (2, 0, 30)]
    assert arrows.kinds == {"join"}


def test_joins_do_not_crowd_other_arrows_out(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(700, 200)
    timeline.set_lanes([thread(0), thread(1, 0, 50 * MS), thread(2)])
    spans = spans_of((0, State.JOIN, 10 * MS, 50 * MS))
    spans["holder"] = 1
    timeline.add_spans(spans)
    timeline.set_horizon(100 * MS)
    joined = timeline.grab().toImage()
    timeline.add_flows([Flow("handover", 1, 2, 50 * MS - 10, 50 * MS)])
    assert timeline.grab().toImage() != joined


@pytest.mark.usefixtures("qapp")
def test_no_family_of_arrows_differs_by_colour_alone() -> None:
    assert STROKES.keys() == set(KINDS)
    signs = [entry.sign for entry in entries((), KINDS, False, LIGHT)]
    assert len(set(signs)) == len(signs) == 4


def test_causes_that_cannot_be_told_apart_are_drawn_as_one(timeline: Timeline) -> None:
    crowd = [Cause(2, t * MS // 10, t * MS // 10 + 1000, "holds it") for t in range(200, 300)]
    scene = timeline._state.scene(timeline._layout())
    assert len(_together(scene, crowd)) == 1
    apart = [Cause(2, t * MS, t * MS + MS, "holds it") for t in (20, 60)]
    assert [words for _, words in _together(scene, apart)] == ["holds it", ""]
