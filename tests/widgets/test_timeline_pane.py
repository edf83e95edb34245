"""Lanes come first: what lies below a timeline on its axis gives way where there is little room."""

import pytest
from pytestqt.qtbot import QtBot

from app.core.model import Actor
from widgets.cpu_strip import CpuStrip
from widgets.timeline import Timeline
from widgets.timeline_pane import TimelinePane


@pytest.fixture
def pane(qtbot: QtBot) -> TimelinePane:
    pane = TimelinePane(Timeline())
    qtbot.addWidget(pane)
    strip = CpuStrip(lambda edges_ns: [])
    strip.setObjectName("strip")
    strip.set_room(2, key=False)
    pane.add_strip(strip)
    pane.resize(600, 400)
    pane.show()
    pane.timeline.set_lanes([Actor(1, "thread", "worker", 0)])
    pane.timeline.set_horizon(1000)
    return pane


def below(pane: TimelinePane) -> tuple[bool, bool]:
    """Whether the strip and the picture of the whole run are shown."""
    strip = pane.findChild(CpuStrip, "strip")
    assert strip is not None
    return strip.isVisible(), pane.minimap.isVisible()


def test_with_room_everything_is_shown(pane: TimelinePane) -> None:
    assert below(pane) == (True, True)


def test_strips_give_way_before_the_whole_run_does(pane: TimelinePane) -> None:
    pane.setMinimumSize(0, 0)
    pane.rows.setSizeConstraint(pane.rows.SizeConstraint.SetNoConstraint)
    pane.resize(600, 120)
    assert below(pane) == (False, True)
    pane.resize(600, 60)
    assert below(pane) == (False, False)
    pane.resize(600, 400)
    assert below(pane) == (True, True)
