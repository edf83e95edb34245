"""After a zoom over many lanes the fine picture is made in parts, none of which takes longer than a frame may."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.core.events import State
from tests.widgets.timeline_runs import MS, spans_of, thread
from widgets import timeline_picture
from widgets.timeline import Timeline
from widgets.timeline_raster import LaneRaster

LANES = 80


def many_lanes(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(1600, 700)
    made.set_lanes([thread(i, 0, 100 * MS) for i in range(LANES)])
    made.add_spans(spans_of(*((i, State.SLEEP, i * MS // 3, i * MS // 3 + 7777) for i in range(LANES))))
    made.set_horizon(100 * MS)
    made.show()
    made.grab()
    return made


def settled(view: Timeline, qtbot: QtBot) -> QImage:
    qtbot.waitUntil(lambda: not view._zooming.isActive())
    return view.grab().toImage()


def fresh(view: Timeline, qtbot: QtBot) -> QImage:
    """What a timeline shows that knows the same and has drawn nothing before."""
    again = many_lanes(qtbot)
    again._state = view._state
    again._image = None
    for raster in (again._picture._fine, again._picture._rough):
        raster.forget()
    return again.grab().toImage()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bars were worked out from nothing in each turn of the event loop that worked any out."""
    counts: list[int] = []
    draw_bar = LaneRaster._draw_bar
    for name in ("draw", "prepare"):
        whole = getattr(LaneRaster, name)

        def counting(raster: LaneRaster, *given: object, whole: object = whole) -> object:
            counts.append(0)
            assert callable(whole)
            return whole(raster, *given)

        monkeypatch.setattr(LaneRaster, name, counting)

    def one(raster: LaneRaster, bar: object, shares: object, before: object, *rest: object) -> object:
        drawn = draw_bar(raster, bar, shares, before, *rest)  # type: ignore[arg-type]
        counts[-1] += drawn is not before
        return drawn

    monkeypatch.setattr(LaneRaster, "_draw_bar", one)
    return counts


def test_no_part_has_more_bars_than_a_frame_has_time_for(qtbot: QtBot, drawn: list[int]) -> None:
    view = many_lanes(qtbot)
    view.zoom_to(10 * MS, 30 * MS)
    view.grab()  # the rough one
    shown = len(view._layout().lanes_in_sight(view._state.scroll))
    drawn.clear()
    settled(view, qtbot)
    assert max(drawn) <= timeline_picture._AT_ONCE < shown
    assert sum(drawn) == shown


def test_what_comes_of_it_is_the_fine_picture(qtbot: QtBot) -> None:
    view = many_lanes(qtbot)
    view.zoom_to(10 * MS, 30 * MS)
    assert settled(view, qtbot) == fresh(view, qtbot)


def test_spans_that_come_while_it_is_made_are_in_it(qtbot: QtBot) -> None:
    view = many_lanes(qtbot)
    view.zoom_to(10 * MS, 90 * MS)
    view.grab()
    qtbot.waitUntil(lambda: view._refined > 0)
    view.add_spans(spans_of(*((i, State.SLEEP, 60 * MS, 80 * MS) for i in range(LANES))))
    view.grab()
    assert settled(view, qtbot) == fresh(view, qtbot)


def test_zoomed_back_it_shows_what_has_come_meanwhile(qtbot: QtBot) -> None:
    view = many_lanes(qtbot)
    view.zoom_to(10 * MS, 90 * MS)
    rough = view.grab().toImage()
    settled(view, qtbot)
    view.add_spans(spans_of(*((i, State.SLEEP, 60 * MS, 80 * MS) for i in range(LANES))))
    view.grab()  # the fine one hears of them
    view.zoom_to(10 * MS, 90 * MS)
    assert view.grab().toImage() != rough


def test_a_run_that_never_stands_still_is_drawn_finely_in_the_end(qtbot: QtBot) -> None:
    view = many_lanes(qtbot)
    view.zoom_to(10 * MS, 30 * MS)
    view.grab()
    for turn in range(200):
        if not view._zooming.isActive():
            break
        qtbot.wait(1 if view._refined else 20)
        view.set_horizon(100 * MS - turn % 2)
        view.grab()
    assert not view._zooming.isActive()


def test_lanes_that_are_scrolled_are_rough_for_a_moment_and_then_fine(qtbot: QtBot) -> None:
    view = many_lanes(qtbot)
    view._scroll_to(100)
    assert view._zooming.isActive()
    assert settled(view, qtbot) == fresh(view, qtbot)
