"""The strip of the whole run: it says where one looks, and is dragged to look elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.events import State
from tests.painted import Painted
from tests.widgets.timeline_runs import MS, spans_of, staircase, thread
from widgets.minimap import Minimap
from widgets.timeline import Timeline
from widgets.timeline_pane import TimelinePane

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def pane(qtbot: QtBot) -> TimelinePane:
    made = TimelinePane(Timeline())
    qtbot.addWidget(made)
    made.resize(900, 400)
    run = staircase()
    made.timeline.set_lanes(run.actors)
    made.timeline.add_spans(run.spans)
    made.timeline.set_horizon(run.end_ns)
    made.show()
    qtbot.waitExposed(made)
    made.grab()
    return made


def place(strip: Minimap, t_ns: float) -> QPoint:
    return QPoint(round(strip._x(t_ns)), strip.height() // 2)


def drag(strip: Minimap, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(strip, LEFT, PLAIN, begin)
    for step in range(1, 5):
        QTest.mouseMove(strip, begin + (end - begin) * step / 4)
    QTest.mouseRelease(strip, LEFT, PLAIN, end)


def test_without_lanes_there_is_no_strip(qtbot: QtBot) -> None:
    pane = TimelinePane(Timeline())
    qtbot.addWidget(pane)
    pane.show()
    assert not pane.minimap.isVisible()
    pane.timeline.set_lanes([thread(1)])
    assert pane.minimap.isVisible()
    pane.timeline.clear()
    assert not pane.minimap.isVisible()


def test_the_strip_aligns_with_the_time_axis(pane: TimelinePane) -> None:
    area = pane.timeline._layout().area
    start, end = pane.timeline.whole_ns
    assert (pane.minimap._x(start), pane.minimap._x(end)) == pytest.approx((area.left(), area.right()), abs=1)


def test_the_frame_is_the_range_in_sight(pane: TimelinePane) -> None:
    pane.timeline.zoom_to(40 * MS, 60 * MS)
    frame = pane.minimap.frame()
    assert frame.left() == pytest.approx(pane.minimap._x(40 * MS), abs=1)
    assert frame.right() == pytest.approx(pane.minimap._x(60 * MS), abs=1)


def test_dragging_the_frame_pans(pane: TimelinePane) -> None:
    pane.timeline.zoom_to(40 * MS, 60 * MS)
    drag(pane.minimap, place(pane.minimap, 50 * MS), place(pane.minimap, 80 * MS))
    start, end = pane.timeline.range_ns
    assert start == pytest.approx(70 * MS, abs=MS)
    assert end - start == 20 * MS


def test_dragging_an_edge_of_the_frame_zooms(pane: TimelinePane) -> None:
    pane.timeline.zoom_to(40 * MS, 60 * MS)
    drag(pane.minimap, place(pane.minimap, 60 * MS), place(pane.minimap, 90 * MS))
    assert pane.timeline.range_ns == pytest.approx((40 * MS, 90 * MS), abs=MS)
    drag(pane.minimap, place(pane.minimap, 40 * MS), place(pane.minimap, 70 * MS))
    assert pane.timeline.range_ns == pytest.approx((70 * MS, 90 * MS), abs=MS)


def test_a_press_elsewhere_goes_there_and_stays_in_the_run(pane: TimelinePane) -> None:
    pane.timeline.zoom_to(40 * MS, 60 * MS)
    QTest.mouseClick(pane.minimap, LEFT, PLAIN, place(pane.minimap, 100 * MS))
    assert pane.timeline.range_ns == pytest.approx((90 * MS, 110 * MS), abs=MS)
    QTest.mouseClick(pane.minimap, LEFT, PLAIN, place(pane.minimap, 1 * MS))
    assert pane.timeline.range_ns == pytest.approx((0, 20 * MS), abs=MS)


def test_a_double_click_shows_everything(pane: TimelinePane) -> None:
    whole = pane.timeline.range_ns
    pane.timeline.zoom_to(40 * MS, 60 * MS)
    QTest.mouseDClick(pane.minimap, LEFT, PLAIN, place(pane.minimap, 100 * MS))
    assert pane.timeline.range_ns == whole


def test_the_picture_of_the_run_is_made_a_few_times_a_second_at_most(qtbot: QtBot) -> None:
    made: list[tuple[int, int]] = []

    def paint(columns: int, rows: int) -> QImage:
        made.append((columns, rows))
        image = QImage(columns, rows, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        return image

    strip = Minimap(paint)
    qtbot.addWidget(strip)
    strip.show()
    qtbot.waitExposed(strip)
    strip.grab()
    before = len(made)
    for now in range(1, 100):
        strip.refresh((0, now * MS))
        strip.grab()
    assert len(made) - before <= 2
    qtbot.waitUntil(lambda: not strip._refresh.isActive())
    strip.grab()
    assert len(made) > before


def test_the_same_range_again_is_no_reason_to_paint(pane: TimelinePane) -> None:
    painted = Painted(pane.minimap)
    pane.minimap.set_range(*pane.timeline.range_ns)
    assert painted.places() == []
    pane.minimap.set_range(20 * MS, 30 * MS)
    assert painted.places()


def test_another_shorter_run_is_painted_at_once(pane: TimelinePane) -> None:
    pane.timeline.clear()
    pane.timeline.set_lanes([thread(1, 0, 5 * MS)])
    pane.timeline.set_horizon(5 * MS)
    pane.grab()
    assert pane.minimap._image is not None
    assert not pane.minimap._refresh.isActive()


@pytest.mark.parametrize("lanes", [1, 2, 20, 500])
def test_the_overview_shows_any_number_of_lanes_and_leaves_the_timeline_as_it_is(
    pane: TimelinePane, lanes: int
) -> None:
    timeline, count = pane.timeline, lanes
    timeline.set_lanes([thread(i, 0, 128 * MS) for i in range(1000, 1000 + count)])
    before = timeline.grab().toImage()
    timeline.add_spans(spans_of((1000, State.SLEEP, 20 * MS, 90 * MS)))
    image = timeline.overview(300, 18)
    assert (image.width(), image.height()) == (300, 18)
    assert 255 in {image.pixel(100, y) >> 24 for y in range(18)}
    assert timeline.grab().toImage() != before  # the overview didn't take what is new away
