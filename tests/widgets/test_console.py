"""The console shows output by time and lane, follows it, and lets people find, copy, save and answer."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.model import Output
from widgets.buttons import IconButton
from widgets.card import Card
from widgets.console import Console
from widgets.output_view import OutputView
from widgets.palette import DARK, LIGHT, Palette

NAMES = {0: "MainThread", 1: "Thread-1"}


@pytest.fixture
def console(qtbot: QtBot) -> Console:
    console = Console()
    qtbot.addWidget(console)
    console.resize(700, 200)
    with qtbot.waitExposed(console):
        console.show()
    console.activateWindow()
    return console


def view(console: Console) -> OutputView:
    found = console.findChild(OutputView)
    assert isinstance(found, OutputView)
    return found


def lines(count: int, first: int = 0) -> Sequence[Output]:
    numbers = range(first, first + count)
    return [Output(n % 2, (n + 1) * 1_000_000, "stdout", f"line {n}\n") for n in numbers]


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def moved(place: QPoint) -> QMouseEvent:
    """The pointer is there, with the left button down (which `qtbot.mouseMove` can't say)."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(place), left, left, none)


def control(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)


def test_the_text_tells_time_lane_and_words(console: Console) -> None:
    console.append([Output(0, 132_000_000, "stdout", "balance: 12\n")], NAMES)
    assert console.text() == "   132 ms  MainThread  balance: 12\n"


def test_an_empty_console_says_what_will_stand_there(console: Console) -> None:
    console.resize(300, 60)
    blank = view(console).grab().toImage()
    console.set_message("Press Run")
    assert view(console).grab().toImage() != blank
    console.append(lines(1), NAMES)
    with_message = view(console).grab().toImage()
    console.set_message("")
    assert view(console).grab().toImage() == with_message


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_errors_are_told_apart_by_colour_and_by_a_bar(console: Console, palette: Palette) -> None:
    console.set_palette_colours(palette)
    console.append([Output(0, 1, "stdout", "fine\n")], NAMES)
    assert palette.bad not in colours(view(console))
    console.append([Output(0, 2, "stderr", "\n")], NAMES)
    assert palette.bad in colours(view(console))


def test_the_end_stays_in_sight_until_somebody_scrolls_up(console: Console, qtbot: QtBot) -> None:
    bar = view(console).verticalScrollBar()
    console.append(lines(100), NAMES)
    assert bar.value() == bar.maximum() > 0
    console.append(lines(50, 100), NAMES)
    assert bar.value() == bar.maximum()
    QTest.keyClick(view(console), Qt.Key.Key_PageUp)
    above = bar.value()
    console.append(lines(50, 150), NAMES)
    assert bar.value() == above
    QTest.keyClick(view(console), Qt.Key.Key_End)
    console.append(lines(50, 200), NAMES)
    assert bar.value() == bar.maximum()


def test_the_horizon_hides_what_was_not_yet_written(console: Console) -> None:
    console.append(lines(100), NAMES)
    console.set_horizon(30_500_000)
    assert view(console).shown() == 30
    console.set_horizon(0)
    assert view(console).shown() == 0
    console.set_horizon(None)
    assert view(console).shown() == 100
    assert console.text().count("\n") == 100


def test_clear_begins_anew(console: Console) -> None:
    console.append(lines(100), NAMES)
    console.clear()
    assert (console.text(), view(console).shown(), view(console).verticalScrollBar().maximum()) == ("", 0, 0)


def test_dropped_lines_are_told_of(console: Console) -> None:
    console.append([Output(0, 1, "stdout", "x\n" * 150_000)], NAMES)
    top = view(console)
    top.verticalScrollBar().setValue(0)
    with_notice = top.grab().toImage()
    top.verticalScrollBar().setValue(1)
    assert top.grab().toImage() != with_notice
    assert top.lines.dropped > 0


def test_a_dragged_selection_is_copied_without_times_and_lanes(console: Console, qtbot: QtBot) -> None:
    console.append(lines(3), NAMES)
    area = view(console).viewport()
    pitch = round(view(console).columns.pitch)
    begin = QPoint(round(view(console).columns.text_left) + 1, pitch // 2)
    end = QPoint(area.width() - 5, pitch + pitch // 2)
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=begin)
    QApplication.sendEvent(area, moved(end))
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=end)
    control(qtbot, view(console), Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "line 0\nline 1"


def test_everything_is_selected_by_keys(console: Console, qtbot: QtBot) -> None:
    console.append(lines(3), NAMES)
    control(qtbot, view(console), Qt.Key.Key_A)
    assert view(console).selected_text() == "line 0\nline 1\nline 2"


def test_a_double_click_selects_the_line(console: Console, qtbot: QtBot) -> None:
    console.append(lines(3), NAMES)
    y = round(1.5 * view(console).columns.pitch)
    area = view(console).viewport()
    QTest.mouseDClick(area, Qt.MouseButton.LeftButton, pos=QPoint(area.width() // 2, y))
    assert view(console).selected_text() == "line 1"


def test_a_click_at_the_left_of_a_line_tells_its_moment(console: Console, qtbot: QtBot) -> None:
    console.append(lines(3), NAMES)
    y = round(1.5 * view(console).columns.pitch)
    with qtbot.waitSignal(console.moment_chosen) as told:
        QTest.mouseClick(view(console).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    assert told.args == [2_000_000, 1]


def test_find_walks_through_the_lines_that_match(console: Console, qtbot: QtBot) -> None:
    console.append(lines(100), NAMES)
    view(console).setFocus()
    control(qtbot, view(console), Qt.Key.Key_F)
    field = console.findChild(QLineEdit)
    assert field is not None
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "line 4")
    counted = next(label for label in console.findChildren(QLabel) if label.text())
    assert counted.text().endswith("of 11")
    QTest.keyClick(field, Qt.Key.Key_Return)
    before = counted.text()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view(console).selected_text() == "line 4"
    assert counted.text() != before
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(view(console).hasFocus)


def test_the_tools_stand_in_a_card_and_copy_and_save_everything(qtbot: QtBot) -> None:
    console = Console()
    card = Card("Output", console)
    qtbot.addWidget(card)
    for tool in console.tools():
        card.add_tool(tool)
    card.show()
    find, copy, save = (tool for tool in console.tools() if isinstance(tool, IconButton))
    assert not copy.isEnabled()
    console.append(lines(2), NAMES)
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == console.text()
    with qtbot.waitSignal(console.save_requested) as told:
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert told.args == [console.text()]
    QTest.mouseClick(find, Qt.MouseButton.LeftButton)
    field = console.findChild(QLineEdit)
    assert field is not None
    assert field.isVisible()


def test_an_answer_is_told_with_its_line_end_and_stands_behind_the_question(
    console: Console, qtbot: QtBot
) -> None:
    console.append([Output(0, 1_000_000, "stdout", "name? ")], NAMES)
    answer = console.findChildren(QLineEdit)[-1]
    assert not answer.isVisible()
    console.set_input_wanted(True, "name? ")
    assert answer.isVisible()
    assert answer.accessibleName() == "name? "
    with qtbot.waitSignal(console.line_entered) as told:
        QTest.keyClicks(answer, "Ada")
        QTest.keyClick(answer, Qt.Key.Key_Return)
    assert told.args == ["Ada\n"]
    assert answer.text() == ""
    assert console.text().endswith("name? Ada\n")
    console.set_input_wanted(False)
    assert not answer.isVisible()


def test_control_d_ends_the_input(console: Console, qtbot: QtBot) -> None:
    console.set_input_wanted(True)
    answer = console.findChildren(QLineEdit)[-1]
    with qtbot.waitSignal(console.input_ended):
        control(qtbot, answer, Qt.Key.Key_D)


def test_a_very_long_line_is_cut_in_the_picture_and_whole_in_the_text(console: Console) -> None:
    console.append([Output(0, 1, "stdout", "x" * 15_000 + "\n")], NAMES)
    assert view(console).horizontalScrollBar().maximum() > 0
    assert console.text().count("x") == 15_000


def test_narrow_the_words_keep_most_of_the_room(console: Console) -> None:
    console.append(lines(3), NAMES)
    output = view(console)
    wide = output.columns.text_left
    console.resize(round(30 * output.columns.advance), 200)
    assert output.columns.text_left < wide / 1.5


@pytest.mark.parametrize(
    ("name", "begin", "end"),
    [
        ("Thread-2", "Thread-2", "Thread-2"),
        ("Thread-2 (deposit)", "Thread-2", "Thread-2"),
        ("ThreadPoolExecutor-0_3", "Thre", "0_3"),
    ],
)
def test_narrow_a_lane_keeps_what_tells_it_from_others(
    console: Console, name: str, begin: str, end: str
) -> None:
    console.resize(round(40 * view(console).columns.advance), 200)
    console.append([Output(0, 1, "stdout", "x\n")], {0: "x" * 30})
    shown = view(console).columns.shortened(name)
    assert (shown[: len(begin)], shown[-len(end) :]) == (begin, end)
    assert len(shown) <= 10
