"""The left column of a demo: the program's source, its parameters and arguments, always in step."""

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.core.errors import LabError, RequestError
from app.core.parameter import parse
from app.core.program import encode_source, parse_parameters, read_source, reads_arguments, with_values
from app.shell.file_dialog import FileDialog
from app.shell.subject import Program
from app.stage.request import RunRequest
from widgets.buttons import IconButton
from widgets.card import Card
from widgets.parameter_form import ParameterForm
from widgets.source_view import SourceView
from widgets.spoken import reason
from widgets.theme import GAP, SMALL, scaled, set_role

_READABLE = 240  # pixels at the base size


class ProgramPane(QWidget):
    """Shows one program and makes the request to run what is shown.

    Signals:
        can_run_changed(bool): whether all parameters hold usable values.
        failed(str): a file couldn't be read or written, and why.
        saved_as(object): Path of a copy that the user made.
    """

    can_run_changed = Signal(bool)
    failed = Signal(str)
    saved_as = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program: Program | None = None
        self._original = ""
        self.problem = ""  # why the program's file couldn't be read
        self.source = SourceView()
        self.source.edited.connect(self._source_edited)
        self._card = Card("", self.source, capitals=False, flush=True, ground="editor")
        self._reset = IconButton("reset", self.tr("Back to the program as it was"))
        self._reset.clicked.connect(self.reset)
        self._save = IconButton("save", self.tr("Save as a file of your own…"))
        self._save.clicked.connect(self._ask_where)
        self._card.add_tool(self._reset)
        self._card.add_tool(self._save)
        self.form = ParameterForm()
        self.form.changed.connect(self._value_changed)
        self.form.validity_changed.connect(self.can_run_changed)
        self.arguments = QLineEdit()
        self.arguments.setAccessibleName(self.tr("Arguments"))
        self.arguments.setPlaceholderText(self.tr("arguments, as in a terminal"))
        self._arguments_row = QWidget()
        row = QHBoxLayout(self._arguments_row)
        row.setContentsMargins(0, scaled(SMALL), 0, 0)
        word = QLabel("sys.argv")
        set_role(word, "small")
        row.addWidget(word)
        row.addWidget(self.arguments, 1)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.form, 1)
        rows.addWidget(self._arguments_row)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(scaled(GAP))
        self.splitter.addWidget(self._card)
        self.splitter.addWidget(Card(self.tr("Parameters"), inside))
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(scaled(GAP))
        self._outer.addWidget(self.splitter, 1)

    def width_beside(self) -> int:
        """What it needs beside the run, in pixels, to be read: it can be narrower."""
        return max(self.minimumSizeHint().width(), scaled(_READABLE, self))

    def add_below(self, widget: QWidget) -> None:
        """Put a card below the parameters."""
        self._outer.addWidget(widget)

    @property
    def program(self) -> Program | None:
        """What is shown."""
        return self._program

    def show_program(self, program: Program) -> None:
        """Show a program's file."""
        self.problem = ""
        try:
            self._original = read_source(program.path)
        except LabError as error:
            self._original = ""
            self.problem = str(error)
            self.failed.emit(self.problem)
        self._program = program
        self.source.set_source(self._original)
        parameters = parse_parameters(self._original)
        self.form.set_parameters(parameters, {each.name: each.value for each in parameters})
        self._look()

    def shown(self) -> tuple[str | None, dict[str, object]]:
        """The text (None: the file's, but for some values) and the values that aren't the file's."""
        text, changed = self.source.source(), self._changed(self.values())
        return (None if text == with_values(self._original, changed) else text), changed

    def show_again(self, text: str | None, changed: Mapping[str, object]) -> None:
        """Go back to what was `shown`."""
        wanted = with_values(self._original, changed) if text is None else text
        if wanted != self.source.source():
            self.show_text(wanted)

    def speak(self, program: Program) -> None:
        """Show the same program in another language, with its values; a text that was edited stays as it is."""
        text, changed = self.shown()
        if text is not None:
            return
        self.show_program(program)
        for name, value in changed.items():
            self.set_value(name, value)

    def show_text(self, text: str) -> None:
        """Show the program with this text, as if it had been typed."""
        self.source.update_source(text)
        self.form.set_parameters(parse_parameters(text))
        self._look()

    def reset(self) -> None:
        """Show the file as it is on disk."""
        if self._program is not None:
            self.show_program(self._program)

    def set_value(self, name: str, value: object) -> None:
        """Set a parameter as if it had been typed into its field; KeyError if there is none of that name."""
        self.form.set_value(name, value)
        self._value_changed(name, value)

    def _value_changed(self, name: str, value: object) -> None:
        self.source.update_source(with_values(self.source.source(), {name: value}))
        self._look()

    def _source_edited(self, text: str) -> None:
        self.form.set_parameters(parse_parameters(text))
        self._look()

    def _look(self) -> None:
        """Chips, error mark, title and buttons follow the text."""
        text = self.source.source()
        self.source.set_chips([(each.line, each.start, each.end) for each in parse_parameters(text)])
        self._mark_mistake(text)
        edited = text != self._original
        name = self._program.path.name if self._program is not None else ""
        self._card.set_title(self.tr("{0} · changed").format(name) if edited else name)
        self._reset.setEnabled(edited)
        self._arguments_row.setVisible(reads_arguments(text))

    def _mark_mistake(self, text: str) -> None:
        try:
            parse(text)
        except SyntaxError as error:
            self.source.mark_error(error.lineno, error.msg)
        except ValueError as error:
            self.source.mark_error(1, str(error))
        else:
            self.source.mark_error(None)

    def values(self) -> dict[str, object]:
        """The values of the parameters as they are shown."""
        return {each.name: each.value for each in parse_parameters(self.source.source())}

    # running what is shown ----------------------------------------------------------------------------------
    def request(self, new_directory: Callable[[], Path]) -> RunRequest:
        """The request to run what is shown; RequestError where it can't be.

        `new_directory` makes the recording's folder: it is called when nothing else is in the way.
        """
        program = self._program
        if program is None:
            raise RequestError(self.tr("There is no program to run."))
        self.source.flush_edit()
        text = self.source.source()
        values = self.values()
        changed = self._changed(values)
        arguments = self._argument_words()
        return RunRequest(
            program=program.path,
            target=program.target,
            directory=new_directory(),
            arguments=arguments,
            parameters=values,
            changed=tuple(changed),
            source=None if text == self._original else text,
            edited=text not in (self._original, with_values(self._original, changed)),
            cwd=program.path.parent,
            niced=True,
            stdin="pipe",
            embedded=True,
        )

    def _changed(self, values: Mapping[str, object]) -> dict[str, object]:
        was = {each.name: each.value for each in parse_parameters(self._original)}
        return {name: value for name, value in values.items() if name in was and was[name] != value}

    def _argument_words(self) -> tuple[str, ...]:
        if not self._arguments_row.isVisibleTo(self):
            return ()
        try:
            return tuple(shlex.split(self.arguments.text()))
        except ValueError:
            raise RequestError(self.tr("The arguments have a quotation mark without its partner.")) from None

    # saving -------------------------------------------------------------------------------------------------
    def _ask_where(self) -> None:
        dialog = FileDialog(self, self.tr("Save the program as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Python programs (*.py)"))
        dialog.setDefaultSuffix("py")
        dialog.selectFile(self._program.path.name if self._program is not None else "")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write what is shown to a file."""
        try:
            Path(path).write_bytes(encode_source(self.source.source()))
        except OSError as error:
            self.failed.emit(self.tr("The program couldn't be saved: {0}.").format(reason(error)))
        else:
            self.saved_as.emit(Path(path))
