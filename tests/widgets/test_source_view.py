"""The source view shows a program in colours, with marks that move with the text, and tells edits."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.painted import Painted
from widgets.palette import DARK, LIGHT, Palette
from widgets.source_view import SourceView

PROGRAM = '''from threading import Lock
PAUSE = 0.01  # 0..1, seconds

class Account:
    def deposit(self, money):
        """Two lines
        of words."""
        with self._lock:
            print("done", PAUSE)
'''


@pytest.fixture
def view(qtbot: QtBot) -> SourceView:
    view = SourceView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.set_source(PROGRAM)
    view.show()
    return view


def colour_of(view: SourceView, word: str, palette: Palette = LIGHT) -> str:
    """The colour in which the first occurrence of a word is written."""
    place = view.source().index(word)
    block = view.editor.document().findBlock(place)
    for span in block.layout().formats():
        if span.start <= place - block.position() < span.start + span.length:
            return str(span.format.foreground().color().name())
    return palette.text


def band(view: SourceView, line: int) -> str:
    """The ground of a line, at the right end of the editor."""
    editor = view.editor
    y = editor.cursorRect(editor.cursor_at(line)).center().y()
    image = editor.viewport().grab().toImage()
    return image.pixelColor(editor.viewport().width() - 3, y).name()


@pytest.mark.parametrize(
    ("word", "ink"),
    [
        ("from", "keyword"),
        ("class", "keyword"),
        ("Account", "function"),
        ("deposit", "function"),
        ("PAUSE", "constant"),
        ("# 0..1", "comment"),
        ("Two lines", "string"),
        ("of words", "string"),
        ("with", "keyword"),
        ("money", "text"),
    ],
)
def test_words_are_coloured_by_what_they_are(view: SourceView, word: str, ink: str) -> None:
    assert colour_of(view, word) == getattr(LIGHT, ink)


def test_an_opened_string_colours_the_lines_below_until_it_is_closed(view: SourceView, qtbot: QtBot) -> None:
    view.editor.moveCursor(view.editor.textCursor().MoveOperation.Start)
    QTest.keyClicks(view.editor, '"""')
    assert colour_of(view, "class") == LIGHT.string
    QTest.keyClicks(view.editor, '"""')
    assert colour_of(view, "class") == LIGHT.keyword


def test_a_switch_of_the_palette_colours_anew(view: SourceView) -> None:
    view.set_palette_colours(DARK)
    assert colour_of(view, "class") == DARK.keyword


def test_a_long_program_is_coloured_to_its_end(view: SourceView, qtbot: QtBot) -> None:
    view.set_source("x = 1\n" * 3000 + "class Last: pass\n")
    qtbot.waitUntil(lambda: colour_of(view, "class Last") == LIGHT.keyword)


def test_a_string_left_open_far_above_reaches_a_long_programs_end(view: SourceView, qtbot: QtBot) -> None:
    view.set_source('"""\n' + "x = 1\n" * 1000 + "class Last: pass\n")
    qtbot.waitUntil(lambda: colour_of(view, "class Last") == LIGHT.string)


def test_edits_are_told_once_after_a_pause(view: SourceView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.edited.connect(told.append)
    with qtbot.waitSignal(view.edited):
        QTest.keyClicks(view.editor, "abc")
    assert told == ["abc" + PROGRAM]


def test_setting_a_source_and_colouring_it_tell_no_edit(view: SourceView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.edited.connect(told.append)
    view.update_source(PROGRAM.replace("0.01", "0.5"))
    view.set_palette_colours(DARK)
    view.set_chips([(2, 8, 11)])
    view.flush_edit()
    qtbot.wait(0)
    assert told == []


def test_a_pending_edit_is_told_at_once_when_asked_for(view: SourceView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.edited, timeout=100) as told:
        QTest.keyClicks(view.editor, "#")
        view.flush_edit()
    assert told.args == ["#" + PROGRAM]


@pytest.mark.parametrize("text", ["", "x", "x\n", "💡 = 1\n", "a\r\n".replace("\r", ""), "\tx\n\n\n"])
def test_the_source_comes_back_as_it_was_set(view: SourceView, text: str) -> None:
    view.set_source(text)
    assert view.source() == text


def test_a_changed_value_leaves_cursor_undo_and_scroll_alone(view: SourceView, qtbot: QtBot) -> None:
    long_program = PROGRAM + "x = '💡'\n" * 200
    view.set_source(long_program)
    editor = view.editor
    cursor = editor.cursor_at(150)
    editor.setTextCursor(cursor)
    editor.verticalScrollBar().setValue(140)
    view.update_source(long_program.replace("0.01", "0.025"))
    assert editor.textCursor().blockNumber() == 149
    assert editor.verticalScrollBar().value() == 140
    editor.undo()
    assert view.source() == long_program
    with qtbot.waitSignal(view.edited) as told:  # the user took the change back
        pass
    assert told.args == [long_program]


def test_a_difference_behind_wide_characters_is_replaced_in_the_right_place(view: SourceView) -> None:
    view.set_source("name = '💡💡'\nx = 1\ny = 2\n")
    view.update_source("name = '💡💡'\nx = 10\ny = 2\n")
    assert view.source() == "name = '💡💡'\nx = 10\ny = 2\n"


def test_lines_are_marked_by_role_in_ground_and_sign(view: SourceView) -> None:
    view.mark_lines({8: "current", 2: "holder", 1: "other", 99: "current"})
    assert [view.editor.role_of(number) for number in (7, 1, 0, 2)] == ["current", "holder", "other", None]
    assert band(view, 8) == LIGHT.line_mark
    assert band(view, 2) == LIGHT.holder_mark
    view.mark_lines({})
    assert band(view, 8) == band(view, 2)


def test_a_mark_moves_with_its_line_while_the_text_is_edited(view: SourceView, qtbot: QtBot) -> None:
    view.mark_lines({8: "current"})
    view.editor.moveCursor(view.editor.textCursor().MoveOperation.Start)
    QTest.keyClick(view.editor, Qt.Key.Key_Return)
    assert view.editor.current_line() == 9


def test_the_marked_line_is_scrolled_into_sight_only_when_it_is_another(view: SourceView) -> None:
    view.set_source("x = 1\n" * 500)
    view.mark_lines({400: "current"})
    bar = view.editor.verticalScrollBar()
    first = bar.value()
    assert first <= 400 <= first + view.editor.viewport().height() // view.editor.fontMetrics().lineSpacing()
    bar.setValue(0)
    view.mark_lines({400: "current", 3: "other"})
    assert bar.value() == 0
    view.mark_lines({5: "current"})
    assert bar.value() == 0


def test_the_gutter_says_what_its_signs_mean(view: SourceView) -> None:
    view.mark_lines({1: "current", 2: "holder", 4: "other"})
    view.mark_error(5, "invalid syntax")
    heights = [view.editor.cursorRect(view.editor.cursor_at(line)).center().y() for line in (1, 2, 3, 4, 5)]
    assert [view.editor.gutter_tip(y) for y in heights] == [
        "The chosen lane is here",
        "The lane that it waits for is here",
        "",
        "Another lane is here",
        "invalid syntax",
    ]


def test_a_parameters_value_is_tinted_and_bold_and_stays_so_while_the_text_grows(
    view: SourceView, qtbot: QtBot
) -> None:
    view.set_chips([(2, 8, 12), (50, 0, 3)])
    assert colour_of(view, "0.01") == LIGHT.accent
    view.editor.moveCursor(view.editor.textCursor().MoveOperation.Start)
    QTest.keyClick(view.editor, Qt.Key.Key_Return)
    assert colour_of(view, "0.01") == LIGHT.accent
    rect = view.editor.cursorRect(view.editor.cursor_at(3))
    tint = view.editor.viewport().grab().toImage()
    width = view.editor.fontMetrics().horizontalAdvance("0")
    row = {tint.pixelColor(rect.left() + 8 * width + dx, rect.top() + 1).name() for dx in range(4 * width)}
    assert LIGHT.accent_soft in row
    view.set_chips([])
    assert colour_of(view, "0.01") == LIGHT.text


def test_an_error_is_marked_and_explained_beside_its_line(view: SourceView) -> None:
    view.mark_error(4, "expected ':'")
    assert view.editor.error_line() == 4
    assert band(view, 4) == LIGHT.error_mark
    view.mark_error(None)
    assert view.editor.error_line() is None


def test_another_program_begins_without_marks_and_undo_of_the_former(view: SourceView) -> None:
    view.mark_lines({1: "current"})
    view.mark_error(2, "no")
    view.set_source(PROGRAM + "# a variant\n")
    assert (view.editor.current_line(), view.editor.error_line()) == (None, None)
    assert not view.editor.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("former", "text"),
    [("", "a"), ("a", ""), ("aaa", "aa"), ("abcabc", "abc"), ("x = 1\n", "y = 1\nx = 1\n"), ("same", "same")],
)
def test_any_text_becomes_any_other_in_place(view: SourceView, former: str, text: str) -> None:
    view.set_source(former)
    view.update_source(text)
    assert view.source() == text


def test_a_program_for_reading_only_can_be_selected_by_keys(view: SourceView, qtbot: QtBot) -> None:
    view.set_read_only(True)
    QTest.keyClicks(view.editor, "abc")
    assert view.source() == PROGRAM
    QTest.keyClick(view.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.editor.textCursor().hasSelection()
    view.set_read_only(False)
    QTest.keyClicks(view.editor, "#")
    assert view.source() == "#"


def test_find_walks_through_the_matches_and_tells_how_many(view: SourceView, qtbot: QtBot) -> None:
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.editor.setFocus()
    qtbot.waitUntil(view.editor.hasFocus)
    QTest.keyClick(view.editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = view.findChild(QLineEdit)
    assert field is not None
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "pause")
    counted = next(label for label in view.findChildren(QLabel))
    assert counted.text() == "1 of 2"
    assert view.editor.textCursor().blockNumber() == 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (view.editor.textCursor().blockNumber(), counted.text()) == (8, "2 of 2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.editor.textCursor().blockNumber() == 1
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.editor.textCursor().blockNumber() == 8
    QTest.keyClicks(field, "zzz")
    assert counted.text() == "no match"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(view.editor.hasFocus)
    assert view.editor.extraSelections() == []


def test_line_numbers_get_the_room_they_need(view: SourceView) -> None:
    narrow = view.editor.gutter_width()
    view.set_source("x\n" * 12345)
    assert view.editor.gutter_width() > narrow
    assert view.editor.viewport().mapTo(view.editor, QPoint(0, 0)).x() == view.editor.gutter_width()


def test_colours_of_marks_are_told_apart() -> None:
    for palette in (LIGHT, DARK):
        marks = {palette.line_mark, palette.holder_mark, palette.error_mark, palette.editor}
        assert len({QColor(mark).name() for mark in marks}) == 4


def test_the_same_marks_again_are_no_reason_to_paint(view: SourceView) -> None:
    view.mark_lines({2: "current", 3: "other"})
    painted = Painted(view.editor.viewport())
    view.mark_lines({2: "current", 3: "other"})
    assert painted.places() == []
    view.mark_lines({2: "current", 3: "holder"})
    assert painted.places()
