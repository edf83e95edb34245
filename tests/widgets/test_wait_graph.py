"""The graph of waits: a box per lane, red only where lanes wait for each other all around."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.events import State
from app.core.folds.at_moment import Waiting
from widgets.palette import LIGHT
from widgets.wait_graph import WaitGraph


def waits(*pairs: tuple[int, int]) -> list[Waiting]:
    return [Waiting(waiter, on, State.LOCK, 7, 1) for waiter, on in pairs]


@pytest.fixture
def graph(qtbot: QtBot) -> WaitGraph:
    graph = WaitGraph()
    qtbot.addWidget(graph)
    graph.set_palette_colours(LIGHT)
    graph.resize(420, 100)
    graph.show()
    return graph


def show(graph: WaitGraph, found: list[Waiting], ring: tuple[int, ...] = ()) -> None:
    graph.set_waits(found, ring, lambda lane: f"Thread-{lane}", lambda thing: "self.lock")


def has_red(graph: WaitGraph) -> bool:
    picture, bad = graph.grab().toImage(), QColor(LIGHT.bad).name()
    return any(
        picture.pixelColor(x, y).name() == bad
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_who_waits_in_line_is_not_red(graph: WaitGraph) -> None:
    show(graph, waits((1, 2), (2, 3)))
    assert set(graph.boxes()) == {1, 2, 3}
    assert not has_red(graph)


@pytest.mark.parametrize("ring", [(1,), (1, 2), (1, 2, 3), (1, 2, 3, 4, 5)])
def test_a_ring_is_red_and_no_box_lies_on_another(graph: WaitGraph, ring: tuple[int, ...]) -> None:
    pairs = [(each, ring[(place + 1) % len(ring)]) for place, each in enumerate(ring)]
    show(graph, waits(*pairs, (9, ring[0])), ring)
    assert has_red(graph)
    boxes = list(graph.boxes().values())
    assert not any(one.intersects(other) for place, one in enumerate(boxes) for other in boxes[:place])


def test_a_click_on_a_lane_tells_which(graph: WaitGraph) -> None:
    show(graph, waits((1, 2)))
    told: list[int] = []
    graph.lane_chosen.connect(told.append)
    QTest.mouseClick(graph, Qt.MouseButton.LeftButton, pos=graph.boxes()[2].center().toPoint())
    assert told == [2]


def test_a_crowd_takes_no_more_room_than_its_first(graph: WaitGraph) -> None:
    show(graph, waits(*((number, 0) for number in range(1, 7))))
    before = graph.height()
    show(graph, waits(*((number, 0) for number in range(1, 1001))))
    assert graph.height() < 1.5 * before
    assert len(graph.boxes()) == 7
