"""The timeline answers pointer and keys: what it selects, shows, follows and tells."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from app.core.bookmarks import Bookmark
from app.core.events import State
from app.core.model import OPEN, Actor
from tests.widgets.timeline_runs import MS, Run, no_spans, spans_of, staircase, thread, two_processes
from widgets.timeline import Timeline
from widgets.timeline_card import TimelineCard

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def fill(timeline: Timeline, run: Run) -> None:
    timeline.set_lanes(run.actors)
    timeline.add_spans(run.spans)
    timeline.add_flows(run.flows)
    timeline.set_horizon(run.end_ns)


def described(actor: int, span: np.void | None, t_ns: int) -> str:
    if span is None:
        return f"{actor} runs\nat {t_ns}"
    return f"{actor} in {State(int(span['state'])).word}\n{'lasts' if span['end'] == OPEN else span['end']}"


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.set_describe(described)
    fill(made, staircase())
    made.show()
    qtbot.waitExposed(made)
    made.grab()
    return made


def point(timeline: Timeline, actor: int, t_ns: float) -> QPoint:
    """Where a lane is at an instant: found by asking what lies where, as a user finds it by looking."""
    for y in range(timeline.height()):
        for x in (timeline.width() // 2, 150):
            hit = timeline.at(QPointF(x, y))
            if hit is not None and hit.actor == actor:
                places = range(timeline.width())
                return min(
                    (QPoint(px, y + 6) for px in places if timeline.at(QPointF(px, y)) is not None),
                    key=lambda place: abs(instant(timeline, place) - t_ns),
                )
    raise AssertionError(f"no lane of {actor}")


def instant(timeline: Timeline, place: QPoint) -> float:
    hit = timeline.at(QPointF(place))
    return float("inf") if hit is None else hit.t_ns


def hover(timeline: Timeline, place: QPoint) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        PLAIN,
    )
    QApplication.sendEvent(timeline, event)


def drag(timeline: Timeline, begin: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, modifiers, begin)
    for step in range(1, 5):
        at = QPointF(begin + (end - begin) * step / 4)
        event = QMouseEvent(
            QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifiers
        )
        QApplication.sendEvent(timeline, event)
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, modifiers, end)


def turn(timeline: Timeline, place: QPoint, notches: int, modifiers: Qt.KeyboardModifier = PLAIN) -> bool:
    event = QWheelEvent(
        QPointF(place),
        QPointF(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.setAccepted(True)
    QApplication.sendEvent(timeline, event)
    return event.isAccepted()


def card(timeline: Timeline) -> TimelineCard:
    found = timeline.findChild(TimelineCard)
    assert isinstance(found, TimelineCard)
    return found


def length(timeline: Timeline) -> int:
    return timeline.range_ns[1] - timeline.range_ns[0]


def test_a_run_is_shown_whole(timeline: Timeline) -> None:
    assert timeline.range_ns[0] == 0
    assert 130 * MS <= timeline.range_ns[1] <= 165 * MS


@pytest.mark.parametrize(
    ("actor", "t_ns", "state"),
    [
        (5, 20 * MS, State.LOCK),
        (5, 55 * MS, State.SLEEP),
        (0, 2 * MS, State.RUNNING),
        (0, 60 * MS, State.JOIN),
    ],
)
def test_at_a_point_lies_what_is_seen_there(timeline: Timeline, actor: int, t_ns: int, state: State) -> None:
    hit = timeline.at(QPointF(point(timeline, actor, t_ns)))
    assert hit is not None
    assert hit.piece is not None
    assert hit.piece.state == state
    assert (hit.span is None) == (state == State.RUNNING)
    assert abs(hit.t_ns - t_ns) < MS


def test_where_a_lane_does_not_live_there_is_nothing(timeline: Timeline) -> None:
    hit = timeline.at(QPointF(point(timeline, 1, 100 * MS)))
    assert hit is not None
    assert (hit.actor, hit.span, hit.piece) == (1, None, None)
    assert timeline.at(QPointF(2, 2)) is None


def test_a_click_selects_lane_and_span_and_keeps_the_cursor(timeline: Timeline) -> None:
    place = point(timeline, 5, 20 * MS)
    lanes: list[int] = []
    spans: list[np.void] = []
    timeline.lane_selected.connect(lanes.append)
    timeline.span_selected.connect(spans.append)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, PLAIN, place)
    assert lanes == [5]
    assert [(span["actor"], span["state"], span["end"]) for span in spans] == [(5, State.LOCK, 50 * MS)]
    assert timeline.selected_lane == 5
    QApplication.sendEvent(timeline, QEvent(QEvent.Type.Leave))
    assert timeline.cursor_ns == pytest.approx(20 * MS, abs=MS)


def test_a_click_on_a_name_selects_the_lane_alone(timeline: Timeline, qtbot: QtBot) -> None:
    place = QPoint(15, point(timeline, 3, 20 * MS).y())
    with qtbot.assertNotEmitted(timeline.cursor_moved):
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, PLAIN, place)
    assert timeline.selected_lane == 3
    assert timeline.cursor_ns is None


def test_escape_clears_the_selection_and_then_belongs_to_others(timeline: Timeline, qtbot: QtBot) -> None:
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, PLAIN, point(timeline, 5, 20 * MS))
    with qtbot.waitSignal(timeline.cursor_moved) as moved:
        QTest.keyClick(timeline, KEY.Key_Escape)
    assert moved.args == [None]
    assert (timeline.selected_lane, timeline.cursor_ns) == (-1, None)
    with qtbot.assertNotEmitted(timeline.span_selected):
        QTest.keyClick(timeline, KEY.Key_Escape)


def test_hovering_moves_the_cursor_and_says_what_is_there(timeline: Timeline) -> None:
    told: list[object] = []
    timeline.cursor_moved.connect(told.append)
    hover(timeline, point(timeline, 5, 20 * MS))
    assert card(timeline).isVisible()
    assert card(timeline).lines == f"5 in lock\n{50 * MS}"
    assert timeline.cursor_ns == pytest.approx(20 * MS, abs=MS)
    QApplication.sendEvent(timeline, QEvent(QEvent.Type.Leave))
    assert not card(timeline).isVisible()
    assert len(told) == 2
    assert told[1] is None


def test_the_card_stays_inside_the_widget(timeline: Timeline) -> None:
    for x in range(0, timeline.width(), 23):
        for y in range(0, timeline.height(), 17):
            hover(timeline, QPoint(x, y))
            if card(timeline).isVisible():
                frame = card(timeline).geometry().adjusted(10, 10, -10, -10)  # without its shadow
                assert timeline.rect().contains(frame)


def test_without_words_there_is_no_card(timeline: Timeline) -> None:
    timeline.set_describe(lambda actor, span, t_ns: "")
    hover(timeline, point(timeline, 5, 20 * MS))
    assert not card(timeline).isVisible()


def test_the_card_of_a_lasting_wait_is_told_anew(timeline: Timeline) -> None:
    timeline.set_lanes([thread(1)])
    timeline.set_open(spans_of((1, State.EVENT, 150 * MS, OPEN)))
    timeline.set_horizon(160 * MS)
    timeline.grab()
    hover(timeline, point(timeline, 1, 155 * MS))
    assert card(timeline).lines == "1 in event\nlasts"
    timeline.set_describe(lambda actor, span, t_ns: "other words")
    timeline.set_horizon(165 * MS)
    assert card(timeline).lines == "other words"


def test_ctrl_wheel_zooms_around_the_pointer(timeline: Timeline) -> None:
    place = point(timeline, 5, 40 * MS)
    before = length(timeline)
    assert turn(timeline, place, 3, CTRL)
    assert length(timeline) < before * 0.6
    assert instant(timeline, place) == pytest.approx(40 * MS, abs=MS)
    turn(timeline, place, -30, CTRL)
    assert length(timeline) == before


def test_shift_wheel_pans(timeline: Timeline) -> None:
    timeline.zoom_to(40 * MS, 60 * MS)
    turn(timeline, QPoint(400, 200), -1, SHIFT)
    assert timeline.range_ns[0] > 40 * MS
    assert length(timeline) == 20 * MS


def test_the_wheel_belongs_to_others_where_all_lanes_are_in_sight(timeline: Timeline) -> None:
    assert not turn(timeline, QPoint(400, 200), -1)


def test_the_wheel_scrolls_lanes_that_do_not_fit(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_lanes([thread(i, 0, 100 * MS) for i in range(200)])
    timeline.grab()
    bar = timeline.findChild(QScrollBar)
    assert isinstance(bar, QScrollBar)
    assert bar.isVisible()
    first = timeline.at(QPointF(400, 80))
    assert turn(timeline, QPoint(400, 200), -2)
    timeline.grab()
    second = timeline.at(QPointF(400, 80))
    assert first is not None
    assert second is not None
    assert second.actor == first.actor + 6
    bar.setValue(bar.maximum())
    timeline.grab()
    shown = {hit.actor for y in range(400) if (hit := timeline.at(QPointF(400, y))) is not None}
    assert max(shown) == 199


def test_dragging_pans(timeline: Timeline) -> None:
    timeline.zoom_to(40 * MS, 60 * MS)
    place = point(timeline, 5, 50 * MS)
    drag(timeline, place, place - QPoint(100, 0))
    assert instant(timeline, place - QPoint(100, 0)) == pytest.approx(50 * MS, abs=MS / 2)
    assert timeline.selected_lane == -1


def test_dragging_with_shift_zooms_to_what_was_chosen(timeline: Timeline) -> None:
    drag(timeline, point(timeline, 5, 40 * MS), point(timeline, 5, 60 * MS), SHIFT)
    assert timeline.range_ns[0] == pytest.approx(40 * MS, abs=MS)
    assert timeline.range_ns[1] == pytest.approx(60 * MS, abs=MS)


def test_a_double_click_zooms_to_the_span(timeline: Timeline) -> None:
    QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, PLAIN, point(timeline, 5, 55 * MS))
    start, end = timeline.range_ns
    assert 48 * MS < start < 51 * MS  # asleep from 51 to 59
    assert 59 * MS < end < 62 * MS


def test_a_double_click_beside_everything_shows_it_whole(timeline: Timeline) -> None:
    before = timeline.range_ns
    timeline.zoom_to(40 * MS, 60 * MS)
    QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, PLAIN, point(timeline, 1, 58 * MS))
    assert timeline.range_ns == before


@pytest.mark.parametrize(
    ("key", "factor"), [(KEY.Key_Plus, 1.5), (KEY.Key_Equal, 1.5), (KEY.Key_Minus, 1 / 1.5)]
)
def test_plus_and_minus_zoom_around_the_cursor(timeline: Timeline, key: Qt.Key, factor: float) -> None:
    timeline.zoom_to(40 * MS, 60 * MS)
    timeline.set_cursor(45 * MS)
    QTest.keyClick(timeline, key)
    start, end = timeline.range_ns
    assert end - start == pytest.approx(20 * MS / factor, rel=0.01)
    assert (45 * MS - start) / (end - start) == pytest.approx(0.25, abs=0.01)


def test_keys_pan_and_go_to_the_start_and_back_to_everything(timeline: Timeline) -> None:
    whole = timeline.range_ns
    timeline.zoom_to(40 * MS, 60 * MS)
    QTest.keyClick(timeline, KEY.Key_Right)
    assert timeline.range_ns[0] == pytest.approx(42 * MS, abs=MS / 10)
    QTest.keyClick(timeline, KEY.Key_Left)
    QTest.keyClick(timeline, KEY.Key_Left)
    assert timeline.range_ns[0] == pytest.approx(38 * MS, abs=MS / 10)
    QTest.keyClick(timeline, KEY.Key_Home)
    assert timeline.range_ns[0] == 0
    assert length(timeline) == 20 * MS
    QTest.keyClick(timeline, KEY.Key_0)
    assert timeline.range_ns == whole


def test_up_and_down_select_lanes_and_scroll_to_them(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_lanes([thread(i, 0, 100 * MS) for i in range(100)])
    timeline.grab()
    QTest.keyClick(timeline, KEY.Key_Down)
    assert timeline.selected_lane == 0
    for _ in range(60):
        QTest.keyClick(timeline, KEY.Key_Down)
    assert timeline.selected_lane == 60
    timeline.grab()
    shown = {hit.actor for y in range(400) if (hit := timeline.at(QPointF(400, y))) is not None}
    assert 60 in shown
    QTest.keyClick(timeline, KEY.Key_Up)
    assert timeline.selected_lane == 59


def test_ctrl_arrows_walk_through_what_a_lane_does(timeline: Timeline) -> None:
    timeline.select_lane(5)
    stops = []
    states = []
    timeline.span_selected.connect(lambda span: states.append(None if span is None else int(span["state"])))
    for _ in range(6):
        QTest.keyClick(timeline, KEY.Key_Right, CTRL)
        stops.append(timeline.cursor_ns)
    assert stops[:5] == [2.5 * MS, 2.75 * MS, 50 * MS, 51 * MS, 59 * MS]
    assert stops[5] == stops[4]  # it ends with that
    assert states[:5] == [None, State.LOCK, None, State.SLEEP, None]
    assert card(timeline).isVisible()
    QTest.keyClick(timeline, KEY.Key_Left, CTRL)
    assert timeline.cursor_ns == 51 * MS


def test_walking_out_of_sight_moves_the_view(timeline: Timeline) -> None:
    timeline.select_lane(5)
    timeline.zoom_to(0, 4 * MS)
    for _ in range(3):
        timeline.next_event()
    assert timeline.range_ns[0] < 50 * MS < timeline.range_ns[1]
    assert length(timeline) == 4 * MS


def test_return_zooms_to_what_the_lane_does_at_the_cursor(timeline: Timeline) -> None:
    timeline.select_lane(5)
    timeline.set_cursor(55 * MS)
    QTest.keyClick(timeline, KEY.Key_Return)
    assert length(timeline) == pytest.approx(8 * MS * 1.3, rel=0.02)


@pytest.mark.parametrize("key", [KEY.Key_F, KEY.Key_Plus, KEY.Key_Minus, KEY.Key_0])
def test_keys_with_ctrl_belong_to_the_window(timeline: Timeline, key: Qt.Key) -> None:
    timeline.zoom_to(40 * MS, 60 * MS)
    QTest.keyClick(timeline, key, CTRL)
    assert timeline.range_ns == (40 * MS, 60 * MS)
    assert not timeline.following


def test_presenter_keys_belong_to_the_window(timeline: Timeline) -> None:
    for key in (KEY.Key_PageDown, KEY.Key_PageUp, KEY.Key_F5, KEY.Key_B, KEY.Key_Period):
        before = timeline.range_ns
        QTest.keyClick(timeline, key)
        assert timeline.range_ns == before
        assert timeline.selected_lane == -1


def test_the_focus_is_seen_where_the_keyboard_brought_it(timeline: Timeline) -> None:
    plain = timeline.grab().toImage()
    QApplication.sendEvent(timeline, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason))
    assert timeline.grab().toImage() == plain
    QApplication.sendEvent(timeline, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert timeline.grab().toImage() != plain
    QApplication.sendEvent(timeline, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert timeline.grab().toImage() == plain


def test_a_live_run_stays_in_sight_as_it_grows(timeline: Timeline) -> None:
    for now in range(140, 4000, 130):
        timeline.set_horizon(now * MS)
        assert timeline.range_ns[0] == 0
        assert now * MS <= timeline.range_ns[1] <= now * MS * 1.3


def test_a_zoomed_view_follows_until_somebody_looks_back(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.zoom_to(120 * MS, 140 * MS)
    assert timeline.following
    timeline.set_horizon(300 * MS)
    assert timeline.range_ns[0] < 300 * MS < timeline.range_ns[1]
    assert length(timeline) == 20 * MS
    with qtbot.waitSignal(timeline.follow_changed) as changed:
        timeline.zoom_to(40 * MS, 60 * MS)
    assert changed.args == [False]
    timeline.set_horizon(400 * MS)
    assert timeline.range_ns == (40 * MS, 60 * MS)
    with qtbot.waitSignal(timeline.follow_changed) as changed:
        QTest.keyClick(timeline, KEY.Key_End)
    assert changed.args == [True]
    assert timeline.range_ns[0] < 400 * MS < timeline.range_ns[1]
    assert length(timeline) == 20 * MS


def test_the_range_is_told_whenever_it_changes_and_only_then(timeline: Timeline) -> None:
    told: list[tuple[int, int]] = []
    timeline.range_changed.connect(lambda start, end: told.append((start, end)))
    timeline.zoom_to(40 * MS, 60 * MS)
    timeline.set_horizon(131 * MS)
    timeline.add_spans(spans_of((1, State.SLEEP, 125 * MS, 126 * MS)))
    timeline.zoom_to(5_000_000_000_000, 6_000_000_000_000)
    assert told == [(40 * MS, 60 * MS), (5_000_000_000_000, 6_000_000_000_000)]


def test_a_cursor_that_is_set_tells_nobody(timeline: Timeline, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(timeline.cursor_moved):
        timeline.set_cursor(50 * MS)
        timeline.set_cursor(None)


def test_a_replay_shows_a_wait_as_lasting_until_its_end_has_come(timeline: Timeline) -> None:
    timeline.set_horizon(30 * MS)
    hover(timeline, point(timeline, 5, 20 * MS))
    assert card(timeline).lines == "5 in lock\nlasts"
    hit = timeline.at(QPointF(point(timeline, 5, 40 * MS)))
    assert hit is not None
    assert hit.piece is None


def test_a_lane_that_goes_takes_the_selection_along(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.select_lane(5)
    with qtbot.waitSignal(timeline.lane_selected) as selected:
        timeline.set_lanes([thread(1), thread(2)])
    assert selected.args == [-1]


def test_lanes_may_change_their_names_and_ends_in_place(timeline: Timeline) -> None:
    actor = thread(1, 0, None)
    timeline.set_lanes([actor])
    before = timeline.grab().toImage()
    actor.end_ns = 50 * MS
    timeline.set_lanes([actor])
    ended = timeline.grab().toImage()
    actor.name = "Courier"
    timeline.set_lanes([actor])
    assert before != ended
    assert ended != timeline.grab().toImage()


def test_the_timeline_is_told_in_words(timeline: Timeline) -> None:
    assert timeline.accessibleName() == "Timeline"
    timeline.select_lane(5)
    timeline.set_cursor(None)
    for _ in range(2):
        timeline.next_event()
    words = timeline.accessibleDescription()
    assert words.startswith("Thread-5: waiting for a lock, from 2.75 ms on, for 47.2 ms.")
    assert "13 lanes" in words


def test_clearing_forgets_the_run_and_keeps_working(timeline: Timeline) -> None:
    timeline.select_lane(5)
    timeline.zoom_to(40 * MS, 60 * MS)
    timeline.clear()
    assert timeline.selected_lane == -1
    assert timeline.following
    assert timeline.at(QPointF(400, 200)) is None
    timeline.grab()
    fill(timeline, two_processes())
    timeline.grab()
    assert timeline.range_ns == (0, 100 * MS)
    hit = timeline.at(QPointF(point(timeline, 2, 40 * MS)))
    assert hit is not None
    assert hit.piece is not None
    assert hit.piece.state == State.GET


def test_an_empty_timeline_takes_every_key_and_move(qtbot: QtBot) -> None:
    empty = Timeline()
    qtbot.addWidget(empty)
    empty.resize(500, 200)
    empty.show()
    for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Plus, KEY.Key_Minus, KEY.Key_0, KEY.Key_Home):
        QTest.keyClick(empty, key)
    for key in (KEY.Key_Left, KEY.Key_Right):
        QTest.keyClick(empty, key, CTRL)
    for key in (KEY.Key_Return, KEY.Key_C, KEY.Key_A, KEY.Key_H, KEY.Key_M, KEY.Key_Question, KEY.Key_End):
        QTest.keyClick(empty, key)
    hover(empty, QPoint(100, 100))
    QTest.mouseClick(empty, Qt.MouseButton.LeftButton, PLAIN, QPoint(100, 100))
    QTest.mouseDClick(empty, Qt.MouseButton.LeftButton, PLAIN, QPoint(100, 100))
    drag(empty, QPoint(50, 50), QPoint(200, 60))
    empty.add_spans(no_spans())
    empty.set_open(no_spans())
    empty.add_flows([])
    empty.set_lanes([])
    empty.grab()
    assert empty.selected_lane == -1
    assert empty.cursor_ns is None


def test_spans_may_come_before_their_lanes(qtbot: QtBot) -> None:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.add_spans(spans_of((1, State.SLEEP, 10 * MS, 90 * MS)))
    made.set_horizon(100 * MS)
    made.grab()
    made.set_lanes([Actor(1, "thread", "Thread-1", 1)])
    made.grab()
    hit = made.at(QPointF(point(made, 1, 50 * MS)))
    assert hit is not None
    assert hit.piece is not None
    assert hit.piece.state == State.SLEEP


def test_the_axis_scrubs(timeline: Timeline) -> None:
    pinned: list[int] = []
    timeline.cursor_pinned.connect(pinned.append)
    begin, end = point(timeline, 5, 20 * MS), point(timeline, 5, 60 * MS)
    begin.setY(8)
    end.setY(300)  # once begun, it goes on wherever the pointer is
    before = timeline.range_ns
    drag(timeline, begin, end)
    assert timeline.range_ns == before
    assert timeline.selected_lane == -1
    assert len(pinned) > 3
    assert pinned[0] == pytest.approx(20 * MS, abs=MS)
    assert timeline.pinned_ns == pytest.approx(60 * MS, abs=MS)


def test_scrubbing_stops_where_time_has_got(timeline: Timeline) -> None:
    timeline.set_horizon(30 * MS)
    begin, end = point(timeline, 5, 20 * MS), point(timeline, 5, 60 * MS)
    drag(timeline, QPoint(begin.x(), 8), QPoint(end.x(), 8))
    assert timeline.pinned_ns == 30 * MS


def test_scrubbing_meets_bookmarks(timeline: Timeline) -> None:
    mark = Bookmark(40 * MS + 1234, "here")
    plain = timeline.grab().toImage()
    timeline.set_bookmarks([mark])
    assert timeline.grab().toImage() != plain
    x = point(timeline, 5, mark.t_ns).x()
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, PLAIN, QPoint(x + 2, 8))
    assert timeline.pinned_ns == mark.t_ns


def test_alt_arrows_walk_too(timeline: Timeline) -> None:
    timeline.select_lane(5)
    QTest.keyClick(timeline, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert timeline.pinned_ns == 2.5 * MS


def test_a_question_mark_says_what_the_keys_do(timeline: Timeline) -> None:
    QTest.keyClick(timeline, KEY.Key_Question, SHIFT)
    assert card(timeline).isVisible()
    assert card(timeline).lines.startswith("Keys of the timeline")
    hover(timeline, point(timeline, 5, 20 * MS))
    assert card(timeline).lines.startswith("5 in lock")


def test_many_lanes_are_drawn_roughly_while_they_are_zoomed_and_finely_after(qtbot: QtBot) -> None:
    pair = []
    for _ in range(2):
        made = Timeline()
        qtbot.addWidget(made)
        made.resize(1600, 700)
        made.set_lanes([thread(i, 0, 100 * MS) for i in range(80)])
        made.add_spans(spans_of(*((i, State.SLEEP, i * MS // 3, i * MS // 3 + 7777) for i in range(80))))
        made.set_horizon(100 * MS)
        made.show()
        made.grab()
        pair.append(made)
    moved, still = pair
    moved.zoom_to(10 * MS, 30 * MS)
    rough = moved.grab().toImage()
    assert moved._zooming.isActive()
    qtbot.waitUntil(lambda: not moved._zooming.isActive())
    fine = moved.grab().toImage()
    still._state.window.show(10 * MS, 30 * MS)
    still._moved()
    assert fine == still.grab().toImage()
    assert rough != fine
