"""A timeline of a run that goes on: it paints when something that shows has moved, and then only that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.events import State
from app.core.model import OPEN, Actor, Flow
from tests.painted import Painted
from tests.widgets.timeline_runs import MS, Run, Spans, no_spans, shown_timeline, spans_of, thread
from widgets.timeline import Timeline
from widgets.timeline_picture import TimelinePicture

NOW = 2_000 * MS
LASTS = NOW - 60 * MS  # since when the second thread waits
END = 5_000 * MS  # of the range in sight


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    """Two threads of which one sleeps and one waits for a lock, the whole of which is on 5 s."""
    actors = [thread(1), thread(2, 100 * MS)]
    closed = spans_of((1, State.LOCK, 200 * MS, 900 * MS), (2, State.SLEEP, 300 * MS, 1_500 * MS))
    flows = [Flow("message", 1, 2, 950 * MS, 1_200 * MS)]
    made = shown_timeline(qtbot, Run(actors, closed, flows, NOW))
    made.set_labels(lambda actor, span: f"lane {actor} waits")
    made.set_open(lasting())
    made.zoom_to(0, END)
    QApplication.processEvents()
    return made


def lasting() -> Spans:
    """What the second thread does."""
    return spans_of((2, State.LOCK, LASTS, OPEN))


def anew(timeline: Timeline) -> QImage:
    """The picture as somebody else paints it who has painted nothing before."""
    return TimelinePicture(only=False).paint(timeline._state.scene(timeline._layout()))


def image(timeline: Timeline) -> QImage:
    QApplication.processEvents()
    assert timeline._image is not None
    return timeline._image


def pixel_ns(timeline: Timeline) -> float:
    return timeline._state.window.pixel_ns


def test_while_lanes_just_go_on_only_their_ends_are_painted(timeline: Timeline) -> None:
    timeline.set_horizon(NOW + 500 * MS)  # by now the words of the wait that lasts stand there
    image(timeline)
    frames = Painted(timeline)
    timeline.set_horizon(NOW + 520 * MS)
    (painted,) = frames.places()
    area = timeline._layout().area
    before = area.left() + (NOW + 500 * MS) / END * area.width()
    assert painted.width() <= 20 * MS / pixel_ns(timeline) + 4
    assert painted.left() <= before < painted.right()
    assert area.top() <= painted.top()
    assert painted.bottom() <= area.bottom()


@pytest.mark.parametrize("step_ms", [1, 7, 40, 300])
def test_a_picture_that_has_grown_is_the_one_that_is_painted_anew(timeline: Timeline, step_ms: int) -> None:
    for t_ns in range(NOW, END, step_ms * MS):
        timeline.set_horizon(t_ns)
    timeline._grown()
    assert image(timeline) == anew(timeline)


def test_a_lasting_wait_grows_and_gets_its_words_as_soon_as_they_fit(timeline: Timeline) -> None:
    timeline.set_horizon(NOW + 50 * MS)
    assert not has_words(timeline)
    timeline.set_horizon(NOW + 1_500 * MS)
    assert has_words(timeline)
    lane = timeline._state.lanes.index[2]
    layout = timeline._layout()
    row = round(layout.area.top() + layout.bar_top(lane, 0) + layout.shape.height / 2)
    x = round(layout.area.left() + (NOW + 1_400 * MS) / pixel_ns(timeline))
    assert image(timeline).pixelColor(x, row).name() != timeline._state.palette.card
    assert image(timeline) == anew(timeline)


def has_words(timeline: Timeline) -> bool:
    """Whether words stand in the wait that lasts."""
    first = LASTS / pixel_ns(timeline)
    return any(bar == 1 and abs(left - first) <= 1 for bar, left in timeline._picture._labelled)


def test_lanes_that_just_go_on_are_painted_when_they_have_grown_by_more_than_a_pixel(
    timeline: Timeline, qtbot: QtBot
) -> None:
    QApplication.processEvents()
    frames = Painted(timeline)
    pixel = pixel_ns(timeline)
    timeline.set_horizon(NOW + round(3.1 * pixel))
    assert frames.places()
    timeline.set_horizon(NOW + round(4.3 * pixel))
    assert frames.places() == []
    assert timeline._soon.isActive()  # the rest is painted all the same, a little later
    qtbot.waitUntil(lambda: bool(frames.places()))
    assert image(timeline) == anew(timeline)
    assert not timeline._soon.isActive()


def test_a_replay_moves_by_half_a_pixel(timeline: Timeline) -> None:
    timeline.set_horizon(1_000 * MS)
    image(timeline)
    frames = Painted(timeline)
    timeline.set_horizon(1_000 * MS + round(0.3 * pixel_ns(timeline)))
    assert frames.places() == []
    timeline.set_horizon(1_000 * MS + round(0.7 * pixel_ns(timeline)))
    assert frames.places()


@pytest.mark.parametrize(
    "tell",
    [
        lambda timeline: timeline.set_open(lasting()),
        lambda timeline: timeline.set_message(None),
        lambda timeline: timeline.set_horizon(NOW),
        lambda timeline: timeline.add_spans(no_spans()),
        lambda timeline: timeline.add_flows([]),
    ],
)
def test_to_be_told_the_same_again_is_no_reason_to_paint(
    timeline: Timeline, tell: Callable[[Timeline], None]
) -> None:
    frames = Painted(timeline)
    tell(timeline)
    assert frames.places() == []


@pytest.mark.parametrize(
    "tell",
    [
        lambda timeline: timeline.set_open(no_spans()),
        lambda timeline: timeline.add_spans(spans_of((1, State.GET, NOW - 90 * MS, NOW - 9 * MS))),
        lambda timeline: timeline.add_flows([Flow("wake", 2, 1, NOW - 300 * MS, NOW - 200 * MS)]),
        lambda timeline: timeline.set_message("a sentence"),
        lambda timeline: timeline.set_horizon(NOW - 500 * MS),
    ],
)
def test_what_happens_is_painted_at_once(timeline: Timeline, tell: Callable[[Timeline], None]) -> None:
    before = QImage(image(timeline))
    tell(timeline)
    assert image(timeline) != before
    assert image(timeline) == anew(timeline)


def test_what_was_known_before_its_time_is_painted_when_that_comes(timeline: Timeline) -> None:
    timeline.set_horizon(1_000 * MS)
    image(timeline)
    timeline.set_horizon(1_300 * MS)  # an arrow has arrived: it begins far left of what has grown
    assert image(timeline) == anew(timeline)


def test_a_lane_that_ends_while_it_grows_gets_its_end(timeline: Timeline) -> None:
    timeline.set_horizon(NOW + 100 * MS)
    killed = Actor(1, "thread", "Thread-1", 4711, end_ns=NOW + 150 * MS, end="killed")
    timeline.set_lanes([killed, thread(2, 100 * MS)])
    timeline.set_horizon(NOW + 200 * MS)
    timeline.set_horizon(NOW + 300 * MS)
    assert image(timeline) == anew(timeline)


def test_a_view_that_follows_moves_with_time(timeline: Timeline) -> None:
    timeline.zoom_to(1_000 * MS, 2_100 * MS)
    timeline.set_follow(True)
    image(timeline)
    first = timeline.range_ns
    timeline.set_horizon(NOW + 400 * MS)
    assert timeline.range_ns > first
    assert image(timeline) == anew(timeline)
