"""The program as it runs: highlighted, with the lines where lanes are, and editable in place."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from widgets.code_editor import CodeEditor, LineRole
from widgets.find_bar import FindBar
from widgets.palette import Palette
from widgets.theme import current_palette

__all__ = ["LineRole", "SourceView"]

#: How long after the last key an edit is told.
EDIT_PAUSE_MS = 250

#: More matches than these aren't tinted, only walked through.
_MOST_TINTED = 500


class _Highlighter(Protocol):
    """What the view uses of `PythonHighlighter`, which is imported late: it brings Pygments along."""

    def begin_anew(self) -> None: ...
    def set_chips(self, chips: list[QTextCursor]) -> None: ...
    def set_palette_colours(self, palette: Palette) -> None: ...


class SourceView(QWidget):
    """An editor for one Python program.

    Signals:
        edited(str): the whole text, 250 ms after the user's last key (not for what was set).
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._told = ""
        self._highlighter: _Highlighter | None = None
        self.editor = CodeEditor()
        self._find = FindBar()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(EDIT_PAUSE_MS)
        self._pause.timeout.connect(self.flush_edit)
        self.editor.textChanged.connect(self._wait_for_more)
        self._find.searched.connect(self._search)
        self._find.stepped.connect(self._step)
        self._find.closed.connect(self.editor.setFocus)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open_find)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._find)
        rows.addWidget(self.editor, 1)
        self.setFocusProxy(self.editor)

    def set_source(self, text: str) -> None:
        """Show another program: no marks, nothing to undo; no `edited`."""
        self._highlight()
        self.editor.set_chips(())
        self.editor.mark_lines({})
        self.editor.mark_error(None, "")
        if self._highlighter is not None:
            self._highlighter.set_chips([])
            self._highlighter.begin_anew()
        self.editor.setPlainText(text)
        self._take_as_told()

    def update_source(self, text: str) -> None:
        """Show the same program with changes (a parameter's value, say), without `edited`.

        Only what differs is replaced: scroll position, cursor, marks and undo stay.
        """
        self._highlight()
        former = self.editor.toPlainText()
        if text != former:
            start, end, middle = _difference(former, text)
            _replace(QTextCursor(self.editor.document()), start, end, middle)
        self._take_as_told()

    def source(self) -> str:
        """The text as shown."""
        return self.editor.toPlainText()

    def set_read_only(self, read_only: bool) -> None:
        """Whether typing is refused; Tab then leaves the editor."""
        self.editor.setReadOnly(read_only)
        self.editor.setTabChangesFocus(read_only)
        if read_only:  # the keyboard may still select and scroll
            self.editor.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
            )

    def mark_lines(self, marks: Mapping[int, LineRole]) -> None:
        """Mark these lines (from 1) and no others; a new `current` one is scrolled into sight."""
        former = self.editor.current_line()
        self.editor.mark_lines(marks)
        line = self.editor.current_line()
        if line is not None and line != former:
            self.show_line(line)

    def set_chips(self, chips: Sequence[tuple[int, int, int]]) -> None:
        """Tint parameter values: (line from 1, start column, end column), columns in characters from 0."""
        cursors = self.editor.set_chips(chips)
        if self._highlighter is not None:
            self._highlighter.set_chips(cursors)

    def mark_error(self, line: int | None, message: str = "") -> None:
        """Mark the line (from 1) of an error and say beside it what is wrong; None: none."""
        self.editor.mark_error(line, message)

    def show_line(self, line: int) -> None:
        """Scroll so that the line (from 1) is in sight, no further than needed."""
        first = self.editor.firstVisibleBlock().blockNumber() + 1
        height = max(self.editor.fontMetrics().lineSpacing(), 1)
        rows = max(self.editor.viewport().height() // height, 1)
        bar = self.editor.verticalScrollBar()
        if line < first or line > first + rows - 2:
            bar.setValue(max(line - 1 - rows // 3, 0))

    def flush_edit(self) -> None:
        """Tell a pending edit now (before a run, say)."""
        self._pause.stop()
        text = self.editor.toPlainText()
        if text != self._told:  # colouring counts as a change of the text for Qt
            self._told = text
            self.edited.emit(text)

    def open_find(self) -> None:
        """Show the find bar and put the keyboard there."""
        selected = self.editor.textCursor().selectedText()
        self._find.open(selected if "\u2029" not in selected else "")

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.editor.set_palette_colours(palette)
        if self._highlighter is not None:
            self._highlighter.set_palette_colours(palette)
        self._search(self._find.text())

    def _highlight(self) -> None:
        if self._highlighter is None:
            from widgets.python_highlighter import PythonHighlighter  # late: it brings Pygments along

            self._highlighter = PythonHighlighter(self.editor.document(), self._palette)

    def _take_as_told(self) -> None:
        self._told = self.editor.toPlainText()
        self._pause.stop()

    def _wait_for_more(self) -> None:
        self._pause.start()

    def _search(self, text: str) -> None:
        places = list(self._matches(text)) if text else []
        self.editor.setExtraSelections([self._tinted(place) for place in places[:_MOST_TINTED]])
        before = self.editor.textCursor().selectionStart()
        chosen = next((i for i, p in enumerate(places) if p.selectionStart() >= before), 0)
        if places:
            self.editor.setTextCursor(places[chosen])
        self._find.set_result(chosen + 1 if places else 0, len(places))

    def _step(self, direction: int) -> None:
        places = list(self._matches(self._find.text())) if self._find.text() else []
        if not places:
            return
        here = self.editor.textCursor().selectionStart()
        starts = [place.selectionStart() for place in places]
        if direction > 0:
            chosen = next((i for i, start in enumerate(starts) if start > here), 0)
        else:
            chosen = next((i for i in reversed(range(len(starts))) if starts[i] < here), len(starts) - 1)
        self.editor.setTextCursor(places[chosen])
        self._find.set_result(chosen + 1, len(places))

    def _matches(self, text: str) -> list[QTextCursor]:
        document: QTextDocument = self.editor.document()
        places, cursor = [], document.find(text, 0)
        while not cursor.isNull():
            places.append(cursor)
            cursor = document.find(text, cursor)
        return places

    def _tinted(self, place: QTextCursor) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        tint = QTextCharFormat()
        tint.setBackground(QColor(self._palette.line_mark))
        selection.format = tint
        selection.cursor = place
        return selection


def _difference(former: str, text: str) -> tuple[int, int, str]:
    """Where `former` differs from `text`: start, end (in `former`) and what stands there in `text`."""
    most = min(len(former), len(text))
    start = _greatest(most, lambda length: former.startswith(text[:length]))
    tail = _greatest(most - start, lambda length: former.endswith(text[len(text) - length :]))
    return start, len(former) - tail, text[start : len(text) - tail]


def _greatest(most: int, fits: Callable[[int], bool]) -> int:
    """The greatest length up to `most` that fits, where every smaller one does."""
    return bisect_left(range(1, most + 1), True, key=lambda length: not fits(length))


def _replace(cursor: QTextCursor, start: int, end: int, text: str) -> None:
    """Put `text` in place of the characters (of Python) from start to end; Qt counts in UTF-16."""
    whole = cursor.document().toPlainText()
    cursor.beginEditBlock()
    cursor.setPosition(_units(whole[:start]))
    cursor.setPosition(_units(whole[:end]), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)
    cursor.endEditBlock()


def _units(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
