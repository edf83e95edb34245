"""Keys in the code editor do to the text what a programmer expects."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.code_editor import CodeEditor


@pytest.fixture
def editor(qtbot: QtBot) -> CodeEditor:
    editor = CodeEditor()
    qtbot.addWidget(editor)
    editor.show()
    return editor


def put(editor: CodeEditor, marked: str) -> None:
    """Set a text in which `|` is the cursor; two of them are the ends of the selection."""
    first, last = marked.index("|"), marked.rindex("|")
    editor.setPlainText(marked.replace("|", ""))
    cursor = editor.textCursor()
    cursor.setPosition(first)
    if last > first:
        cursor.setPosition(last - 1, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def text_with_cursor(editor: CodeEditor) -> str:
    text, place = editor.toPlainText(), editor.textCursor().position()
    return text[:place] + "|" + text[place:]


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("|x", Qt.Key.Key_Tab, "    |x"),
        ("ab|", Qt.Key.Key_Tab, "ab  |"),
        ("    |x", Qt.Key.Key_Backtab, "|x"),
        ("      x|", Qt.Key.Key_Backtab, "    x|"),
        ("x|", Qt.Key.Key_Backtab, "x|"),
        ("        |x", Qt.Key.Key_Backspace, "    |x"),
        ("x |", Qt.Key.Key_Backspace, "x|"),
        ("a\n|b", Qt.Key.Key_Backspace, "a|b"),
        ("def f():|", Qt.Key.Key_Return, "def f():\n    |"),
        ("    if x:  # why|", Qt.Key.Key_Return, "    if x:  # why\n        |"),
        ("    x = {1: 2}|", Qt.Key.Key_Return, "    x = {1: 2}\n    |"),
        ("# a remark:|", Qt.Key.Key_Return, "# a remark:\n|"),
        ("ab|cd", Qt.Key.Key_Return, "ab\n|cd"),
    ],
)
def test_a_key_does_to_the_text(
    editor: CodeEditor, qtbot: QtBot, before: str, key: Qt.Key, after: str
) -> None:
    put(editor, before)
    QTest.keyClick(editor, key)
    assert text_with_cursor(editor) == after


def test_tab_indents_all_selected_lines_but_empty_ones(editor: CodeEditor, qtbot: QtBot) -> None:
    put(editor, "|a\n\n  b\n|c")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "    a\n\n      b\nc"


def test_backtab_unindents_all_selected_lines(editor: CodeEditor, qtbot: QtBot) -> None:
    put(editor, "|    a\n      b\n\tc|\n    d")
    QTest.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.toPlainText() == "a\n    b\nc\n    d"


def test_a_comment_is_put_at_the_common_indentation_and_taken_away_again(
    editor: CodeEditor, qtbot: QtBot
) -> None:
    put(editor, "|    a\n\n        b|")
    QTest.keyClick(editor, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "    # a\n\n    #     b"
    QTest.keyClick(editor, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "    a\n\n        b"


def test_one_undo_takes_back_one_key(editor: CodeEditor, qtbot: QtBot) -> None:
    put(editor, "|a\nb\nc|")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    editor.undo()
    assert editor.toPlainText() == "a\nb\nc"


def test_nothing_changes_a_text_that_is_for_reading_only(editor: CodeEditor, qtbot: QtBot) -> None:
    put(editor, "|a\nb|")
    editor.setReadOnly(True)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Backspace):
        QTest.keyClick(editor, key)
    QTest.keyClick(editor, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "a\nb"


def test_after_escape_the_tab_key_leaves_the_editor(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    editor, field = CodeEditor(), QLineEdit()
    rows.addWidget(editor)
    rows.addWidget(field)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert field.hasFocus()
    assert editor.toPlainText() == ""
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.hasFocus()
    assert editor.toPlainText() == "    "


def test_a_file_that_is_dropped_is_not_typed_in(editor: CodeEditor) -> None:
    dropped, pasted = QMimeData(), QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/tmp/program.py")])
    pasted.setText("x = 1")
    assert not editor.canInsertFromMimeData(dropped)
    assert editor.canInsertFromMimeData(pasted)
