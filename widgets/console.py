"""What the program wrote: each line with its time and lane, as far as time has got, and a line to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.buttons import IconButton
from widgets.duration import instant
from widgets.find_bar import FindBar
from widgets.output_lines import OutputLines
from widgets.output_view import OutputView
from widgets.palette import Palette
from widgets.theme import PAD, SMALL, scaled

if TYPE_CHECKING:
    from app.core.model import Output


class Console(QWidget):
    """The output of a run.

    Signals:
        save_requested(str): the text to save.
        line_entered(str): a line for the program's input, with its line end.
        input_ended(): the user ended the input (Ctrl+D).
        moment_chosen(object, object): time in ns and actor id (or None) of a line clicked at its left.
    """

    save_requested = Signal(str)
    line_entered = Signal(str)
    input_ended = Signal()
    moment_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = OutputView()
        self._view.moment_chosen.connect(self.moment_chosen)
        self._find = FindBar()
        self._find.searched.connect(self._search)
        self._find.stepped.connect(self._step)
        self._find.closed.connect(self._view.setFocus)
        self._answer = _AnswerLine()
        self._answer.entered.connect(self._enter)
        self._answer.ended.connect(self.input_ended)
        self._tools = self._make_tools()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open_find)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._find)
        rows.addWidget(self._view, 1)
        rows.addWidget(self._answer)
        self.setFocusProxy(self._view)

    def append(self, outputs: Sequence[Output], names: Mapping[int, str]) -> None:
        """Add output in order of time; `names`: actor id to the lane's name."""
        if outputs:
            self._view.lines.append(outputs, names)
            self._view.lines_changed()
            self._allow_tools()

    def clear(self) -> None:
        """Back to empty."""
        self._view.lines = OutputLines()
        self._view.lines_changed()
        self._allow_tools()

    def set_horizon(self, t_ns: int | None) -> None:
        """Show only what was written up to `t_ns`; None: everything."""
        self._view.set_horizon(t_ns)

    def reword(self, say: Callable[[str], str]) -> None:
        """Put what stands there into another language."""
        self.set_message(say(self._view.message))

    def set_message(self, text: str) -> None:
        """What stands there while there is no output."""
        self._view.message = text
        self._view.viewport().update()

    def set_input_wanted(self, wanted: bool, prompt: str = "") -> None:
        """Show or hide the line that answers `input()`; `focus_input` puts the keyboard there."""
        self._answer.set_prompt(prompt)
        self._answer.setVisible(wanted)

    def focus_input(self) -> None:
        """Put the keyboard into the line that answers, where there is one."""
        if not self._answer.isHidden():
            self._answer.setFocus()

    def text(self) -> str:
        """All lines that are kept, with time and lane, as they would be saved."""
        lines = self._view.lines
        width = lines.name_width
        return "".join(f"{instant(x.t_ns):>9}  {x.name:<{width}}  {x.text}\n" for x in lines.lines)

    def tools(self) -> tuple[QWidget, ...]:
        """Find, copy and save as small buttons, for the title line of a card."""
        return self._tools

    def open_find(self) -> None:
        """Show the find bar and put the keyboard there."""
        selected = self._view.selected_text()
        self._find.open(selected if "\n" not in selected else "")

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._view.set_palette_colours(palette)

    def _make_tools(self) -> tuple[QWidget, ...]:
        find = IconButton("search", self.tr("Find in the output (Ctrl+F)"), self)
        copy = IconButton("copy", self.tr("Copy the output with times and lanes"), self)
        save = IconButton("save", self.tr("Save the output ..."), self)
        find.clicked.connect(self.open_find)
        copy.clicked.connect(self._copy)
        save.clicked.connect(self._save)
        for button in (find, copy, save):
            button.setEnabled(False)
            button.hide()  # until somebody gives it a place
        return find, copy, save

    def _allow_tools(self) -> None:
        for button in self._tools:
            button.setEnabled(bool(self._view.lines.lines))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _save(self) -> None:
        self.save_requested.emit(self.text())

    def _enter(self, line: str) -> None:
        self._view.lines.echo(line)
        self._view.lines_changed()
        self.line_entered.emit(line + "\n")

    def _search(self, wanted: str) -> None:
        total = self._view.search(wanted)
        self._find.set_result(self._view.step(0) if total else 0, total)

    def _step(self, direction: int) -> None:
        total = self._view.search(self._find.text())
        self._find.set_result(self._view.step(direction), total)


class _AnswerLine(QWidget):
    """A field; the question stands as the last line of the output already.

    Signals:
        entered(str): the line, without its end.
        ended(): Ctrl+D.
    """

    entered = Signal(str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._field = QLineEdit()
        self._field.returnPressed.connect(self._enter)
        self.setFocusProxy(self._field)
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(PAD), scaled(SMALL), scaled(PAD), scaled(SMALL))
        row.addWidget(self._field, 1)
        self.hide()

    def set_prompt(self, prompt: str) -> None:
        """The question, if it is known."""
        self._field.setPlaceholderText(prompt or self.tr("The program waits for a line"))
        self._field.setAccessibleName(prompt or self.tr("Input of the program"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+D ends the input, as in a terminal (Ctrl+Z on Windows is an undo here)."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_D and control:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        line = self._field.text()
        self._field.clear()
        self.entered.emit(line)
