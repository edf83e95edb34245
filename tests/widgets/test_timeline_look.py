"""How a timeline looks: sensible at every size and font, always the same, in the colours of the palette."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from app.core.events import State
from app.core.model import Actor
from tests.widgets.timeline_runs import MS, Run, spans_of, staircase, thread, two_processes
from widgets.fonts import ui_font
from widgets.palette import DARK, LIGHT, Palette
from widgets.timeline import Timeline
from widgets.timeline_colours import UNSEEN, look
from widgets.timeline_labels import together
from widgets.timeline_lanes import LaneList
from widgets.timeline_layout import Layout, arrange, name_width
from widgets.timeline_legend import Legend, entries

EMPTY = Run([], spans_of(), [], 0)
INSTANT = Run([thread(1, 0, 0)], spans_of(), [], 0)
MANY = Run([thread(i, i * MS, i * MS + 40 * MS) for i in range(2000)], spans_of(), [], 2100 * MS)
RUNS = {
    "staircase": staircase(),
    "processes": two_processes(),
    "empty": EMPTY,
    "instant": INSTANT,
    "many": MANY,
}


def shown(qtbot: QtBot, run: Run, size: QSize, points: float = 10, palette: Palette = LIGHT) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.setFont(ui_font(points))
    made.set_palette_colours(palette)
    made.resize(size)
    made.set_lanes(run.actors)
    made.add_spans(run.spans)
    made.add_flows(run.flows)
    made.set_horizon(run.end_ns)
    made.show()
    return made


def picture(made: Timeline) -> QImage:
    return made.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(image: QImage) -> set[str]:
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("size", [QSize(500, 200), QSize(1600, 700), QSize(40, 20), QSize(1, 1)], ids=str)
@pytest.mark.parametrize("points", [9, 40])
def test_every_run_can_be_shown_at_every_size(qtbot: QtBot, name: str, size: QSize, points: float) -> None:
    made = shown(qtbot, RUNS[name], size, points)
    first = picture(made)
    assert first.size() == made.size() * made.devicePixelRatioF()
    assert picture(made) == first


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_of_the_palette_are_those_on_the_screen(qtbot: QtBot, palette: Palette) -> None:
    found = colours(picture(shown(qtbot, staircase(), QSize(900, 400), palette=palette)))
    for state in (State.RUNNING, State.SLEEP, State.LOCK, State.JOIN):
        assert palette.fills[state] in found
    assert palette.edges[State.LOCK] in found
    assert palette.card in found


def test_colours_are_switched_while_it_is_shown(qtbot: QtBot) -> None:
    made = shown(qtbot, staircase(), QSize(900, 400))
    picture(made)
    made.set_palette_colours(DARK)
    found = colours(picture(made))
    assert DARK.card in found
    assert not found & {LIGHT.card, LIGHT.fills[State.LOCK], LIGHT.fills[State.RUNNING]}


def test_two_timelines_with_the_same_run_look_the_same(qtbot: QtBot) -> None:
    first = shown(qtbot, staircase(), QSize(900, 400))
    second = shown(qtbot, EMPTY, QSize(500, 200))
    picture(second)
    run = staircase()
    second.set_lanes(run.actors)
    for index in range(len(run.spans)):  # bit by bit
        second.add_spans(run.spans[index : index + 1])
        second.set_horizon(int(run.spans[index]["end"]))
        picture(second)
    second.add_flows(run.flows)
    second.set_horizon(run.end_ns)
    second.resize(900, 400)
    assert picture(first) == picture(second)


def test_the_cursor_is_drawn_over_the_lanes_with_its_time(qtbot: QtBot) -> None:
    made = shown(qtbot, staircase(), QSize(900, 400))
    plain = picture(made)
    made.set_cursor(58 * MS)
    image = picture(made)
    assert LIGHT.accent in colours(image)
    made.set_cursor(None)
    assert picture(made) == plain


def test_a_message_stands_where_there_is_nothing_else(qtbot: QtBot) -> None:
    made = shown(qtbot, EMPTY, QSize(500, 200))
    assert colours(picture(made)) == {LIGHT.card}
    made.set_message("Press Run: each thread and process gets a lane here.")
    assert len(colours(picture(made))) > 1
    made.set_message(None)
    assert colours(picture(made)) == {LIGHT.card}


def test_words_stand_in_bars_only_where_they_fit(qtbot: QtBot) -> None:
    made = shown(qtbot, staircase(), QSize(900, 400))
    plain = picture(made)
    asked: list[tuple[int, int]] = []

    def label(actor: int, span: object) -> str:
        asked.append((actor, int(span["state"])))  # type: ignore[index]
        return "x" * 1000

    made.set_labels(label)
    assert picture(made) == plain
    assert (0, State.JOIN) in asked
    made.set_labels(lambda actor, span: "join all" if actor == 0 else "")
    assert picture(made) != plain


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("join Thread-1", "join Thread-12", "join Thread-1 … Thread-12"),
        ("join a", "join a", "join a"),
        ("sleep", "lock", "sleep … lock"),
        ("join", "join b", "join … join b"),
        ("", "join b", "join b"),
    ],
)
def test_waits_in_a_row_share_a_label(first: str, last: str, words: str) -> None:
    assert together(first, last) == words


def test_a_killed_lane_has_a_cross(qtbot: QtBot) -> None:
    actor = thread(1, 0, 50 * MS)
    actor.end = "finished"
    run = Run([actor], spans_of(), [], 100 * MS)
    made = shown(qtbot, run, QSize(900, 200))
    before = colours(picture(made))
    actor.end = "killed"
    made.set_lanes([actor])
    assert LIGHT.bad not in before
    assert LIGHT.bad in colours(picture(made))


def laid_out(lanes: int, width: float, height: float, points: float = 10, processes: bool = False) -> Layout:
    actors = [
        Actor(i, "process" if processes else "thread", f"Thread-{i}", i, process=i // 3 if processes else 0)
        for i in range(lanes)
    ]
    found, font = LaneList(actors), ui_font(points)
    return arrange(width, height, 1.0, font, found, name_width(found, font), 1, 16)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("points", [9, 10, 14, 26, 40])
def test_lanes_are_comfortable_then_tight_then_scroll(points: float) -> None:
    line = QFontMetricsF(ui_font(points)).height()
    pitches = [laid_out(count, 1600, line * 40, points).pitch / line for count in (1, 5, 30, 45, 60, 2000)]
    assert pitches == sorted(pitches, reverse=True)
    assert pitches[0] == pytest.approx(1.36, abs=0.07)
    assert pitches[-1] == pytest.approx(0.76, abs=0.07)
    assert laid_out(20, 1600, line * 40, points).overflow == 0
    assert laid_out(2000, 1600, line * 40, points).overflow > 0


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [300, 500, 900, 1600])
@pytest.mark.parametrize("points", [9, 26, 40])
def test_names_take_at_most_a_third(width: float, points: float) -> None:
    layout = laid_out(30, width, 600, points)
    assert layout.names.width() <= width * 0.3
    assert layout.area.right() <= width
    assert layout.names.right() <= layout.area.left()
    assert layout.area.bottom() <= layout.legend.top() + 1


@pytest.mark.usefixtures("qapp")
def test_each_lane_is_found_at_its_own_stripe() -> None:
    layout = laid_out(60, 900, 400, processes=True)
    for scroll in (0, 7, layout.overflow):
        for index in layout.lanes_in_sight(scroll):
            middle = layout.stripe(index, scroll).center().y()
            if layout.area.top() <= middle < layout.area.bottom():
                assert layout.lane_at(middle, scroll) == index


def test_process_groups_are_indented_and_ruled() -> None:
    names = LaneList(two_processes().actors).names
    assert [(name.indent, name.note, name.ruled) for name in names] == [
        (0, "100", False),
        (1, "101", True),
        (2, "", False),
        (2, "", False),
        (1, "102", True),
    ]


def test_one_process_needs_neither_numbers_nor_indents() -> None:
    names = LaneList(staircase().actors).names
    assert {(name.indent, name.note, name.ruled) for name in names} == {(0, "", False)}


def test_a_circle_of_parents_does_not_hang() -> None:
    actors = [
        Actor(0, "process", "a", 1, parent=1, process=0),
        Actor(1, "process", "b", 2, parent=0, process=1),
    ]
    assert [name.indent for name in LaneList(actors).names] == [1, 1]


@pytest.mark.usefixtures("qapp")
def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    plain = entries({State.RUNNING, State.LOCK, State.RLOCK}, ["handover"], False, LIGHT)
    assert [entry.words for entry in plain] == ["running", "waiting for a lock", "hand-over"]
    rich = entries({State.LOCK, State.EVENT, State.SLEEP, UNSEEN}, [], True, LIGHT)
    assert [entry.words for entry in rich] == [
        "sleeping",
        "waiting for a lock, an event",
        "not traced",
        "killed, or ended by an exception",
    ]


@pytest.mark.usefixtures("qapp")
def test_every_state_has_its_words_and_its_look() -> None:
    for state in (*State, UNSEEN):
        words = [entry.words for entry in entries({state}, [], False, LIGHT)]
        assert len(words) == 1
        assert words[0]
        assert look(DARK, state).fill != look(LIGHT, state).fill


@pytest.mark.usefixtures("qapp")
def test_a_narrow_legend_has_more_lines() -> None:
    found = entries(set(State), ["handover", "start"], True, LIGHT)
    font = QFont(ui_font(9))
    assert Legend(found, font, 3000).lines == 1
    assert Legend(found, font, 700).lines > 1
    assert Legend(found, font, 10).lines == 3


def test_everything_is_sharp_on_a_fine_screen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Timeline, "devicePixelRatioF", lambda self: 1.5)
    made = shown(qtbot, staircase(), QSize(901, 401))
    picture(made)
    image = made._image
    assert image is not None
    assert (image.width(), image.height()) == (round(901 * 1.5), round(401 * 1.5))
    hit = made.at(QPointF(450, 200))
    assert hit is not None
    found = colours(image)
    assert {LIGHT.fills[State.LOCK], LIGHT.edges[State.LOCK], LIGHT.fills[State.SLEEP]} <= found
