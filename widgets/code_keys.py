"""What the keys of a code editor do to its text: indent, unindent, comment, a line that follows a colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

INDENT = 4
_LEADING = re.compile(r"[ \t]*")
_OPENS_BLOCK = re.compile(r"[^#]*:\s*(#.*)?\Z")
_COMMENT = re.compile(r"([ \t]*)# ?")


def handle_code_key(editor: QPlainTextEdit, event: QKeyEvent) -> bool:
    """Do what the key means in code; False: it means nothing special."""
    if editor.isReadOnly():
        return False
    key, modifiers = event.key(), event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    cursor = editor.textCursor()
    if key == Qt.Key.Key_Slash and control:
        toggle_comment(cursor)
    elif key == Qt.Key.Key_Tab and not control:
        indent(cursor)
    elif key == Qt.Key.Key_Backtab:
        unindent(cursor)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
        new_line(cursor)
    elif key == Qt.Key.Key_Backspace and not modifiers and _in_indentation(cursor):
        unindent(cursor)
    else:
        return False
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    return True


def indent(cursor: QTextCursor) -> None:
    """Spaces to the next column of four, or four more before each selected line."""
    cursor.beginEditBlock()
    if _selects_lines(cursor):
        for line in _lines(cursor):
            if line.block().text().strip():
                line.insertText(" " * INDENT)
    else:
        cursor.removeSelectedText()
        cursor.insertText(" " * (INDENT - cursor.positionInBlock() % INDENT))
    cursor.endEditBlock()


def unindent(cursor: QTextCursor) -> None:
    """Up to four spaces less before each selected line."""
    cursor.beginEditBlock()
    for line in _lines(cursor):
        leading = _leading(line.block().text())
        surplus = len(leading) % INDENT or INDENT
        count = 1 if leading.endswith("\t") else min(surplus, len(leading))
        _select(line, len(leading) - count, len(leading))
        line.removeSelectedText()
    cursor.endEditBlock()


def new_line(cursor: QTextCursor) -> None:
    """A line that begins below the former one's text, four further after a colon."""
    before = cursor.block().text()[: cursor.positionInBlock()]
    deeper = INDENT if _OPENS_BLOCK.match(before) else 0
    cursor.insertText("\n" + _leading(before) + " " * deeper)


def toggle_comment(cursor: QTextCursor) -> None:
    """Put "# " before the lines, or take it away where all of them have it."""
    texts = [line.block().text() for line in _lines(cursor)]
    written = [text for text in texts if text.strip()]
    column = min((len(_leading(text)) for text in written), default=0)
    away = all(_COMMENT.match(text) for text in written)
    cursor.beginEditBlock()
    for line in _lines(cursor):
        text = line.block().text()
        found = _COMMENT.match(text)
        if away and found:
            _select(line, len(found[1]), found.end())
            line.removeSelectedText()
        elif not away and (text.strip() or not written):
            _select(line, column, column)
            line.insertText("# ")
    cursor.endEditBlock()


def _lines(cursor: QTextCursor) -> list[QTextCursor]:
    """A cursor at the beginning of each line that the selection touches."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    end = last.blockNumber()
    if cursor.selectionEnd() == last.position() and end > block.blockNumber():
        end -= 1  # a selection that ends before a line's first character doesn't mean that line
    lines = []
    while block.isValid() and block.blockNumber() <= end:
        lines.append(QTextCursor(block))
        block = block.next()
    return lines


def _selects_lines(cursor: QTextCursor) -> bool:
    document = cursor.document()
    return document.findBlock(cursor.selectionStart()) != document.findBlock(cursor.selectionEnd())


def _select(line: QTextCursor, start: int, end: int) -> None:
    begin = line.block().position()
    line.setPosition(begin + start)
    line.setPosition(begin + end, QTextCursor.MoveMode.KeepAnchor)


def _in_indentation(cursor: QTextCursor) -> bool:
    column = cursor.positionInBlock()
    before = cursor.block().text()[:column]
    return column > 0 and not cursor.hasSelection() and not before.strip()


def _leading(text: str) -> str:
    found = _LEADING.match(text)
    return found[0] if found else ""
