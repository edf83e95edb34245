"""One parameter as a field: its text is checked at every key, its last good value is kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from app.core.errors import RequestError
from app.core.parameter import Parameter, check_value, literal, parse_value, same
from widgets.number_field import NumberField
from widgets.spoken import said
from widgets.theme import scaled, set_role


class ParameterField(QWidget):
    """Name and label at the left, the field at the right; below them what is wrong, if anything is.

    Signals:
        changed(str, object): name and new value, only if it can be used.
        checked(): what was typed has been looked at: `is_valid` may have changed.
    """

    changed = Signal(str, object)
    checked = Signal()

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter = parameter
        self.value: object = parameter.value
        self.is_valid = True
        self.editor = _editor_for(parameter.value)
        self.editor.setAccessibleName(parameter.name)
        self._name = QLabel(parameter.name)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setBuddy(self.editor)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self._words, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        if isinstance(self.editor, QCheckBox):
            self.editor.toggled.connect(self._toggled)
        elif isinstance(self.editor, NumberField):
            self.editor.typed.connect(self._typed)
        else:
            self.editor.textEdited.connect(self._typed)
        self.show_parameter(parameter)
        self._write(parameter.value)

    def show_parameter(self, parameter: Parameter) -> None:
        """Another value, range or label of the same parameter; a text that already means the value stays."""
        self._parameter = parameter
        if isinstance(self.editor, NumberField):
            self.editor.set_range(parameter.low, parameter.high)
        if not same(self.value, parameter.value):
            self.show_value(parameter.value)
        self._tell("" if self.is_valid else self._words.text())

    def show_value(self, value: object) -> None:
        """Show a value without `changed`."""
        self.value = value
        self._write(value)
        self._tell("")

    def take_value(self, value: object) -> None:
        """Show a value as if it had been typed."""
        if not same(value, self.value) or not self.is_valid:
            self._write(value)
            self._take(value)

    def _write(self, value: object) -> None:
        if isinstance(self.editor, QCheckBox):
            self.editor.blockSignals(True)
            self.editor.setChecked(bool(value))
            self.editor.blockSignals(False)
            self._name_state(bool(value))
        elif isinstance(self.editor, NumberField):
            self.editor.set_text(literal(value))
        else:
            self.editor.setText(value if isinstance(value, str) else literal(value))
            self.editor.setCursorPosition(0)

    def _name_state(self, checked: bool) -> None:
        if isinstance(self.editor, QCheckBox):
            self.editor.setText(str(checked))

    def _toggled(self, checked: bool) -> None:
        self._name_state(checked)
        self._take(checked)

    def _typed(self, text: str) -> None:
        if isinstance(self._parameter.value, str):
            self._take(text)
            return
        try:
            value = parse_value(self._parameter, text)
        except RequestError as error:
            self._tell(said(str(error)))
        else:
            self._take(value)

    def _take(self, value: object) -> None:
        try:
            value = check_value(self._parameter, value)
        except RequestError as error:
            self._tell(said(str(error)))
            return
        self._tell("")
        if not same(value, self.value):
            self.value = value
            self.changed.emit(self._parameter.name, value)

    def _limits(self) -> str:
        low, high = self._parameter.low, self._parameter.high
        if low is not None and high is not None:
            return f"{low} … {high}"
        if low is not None:
            return self.tr("from {0}").format(low)
        return "" if high is None else self.tr("up to {0}").format(high)

    def _tell(self, complaint: str) -> None:
        """Say what is wrong, or else what the parameter is."""
        self.is_valid = not complaint
        words = complaint or " · ".join(part for part in (self._parameter.label, self._limits()) if part)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        set_role(self._words, "small_bad" if complaint else "small")
        self.editor.setAccessibleDescription(words)
        self.editor.setProperty("valid", self.is_valid)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.checked.emit()


def _editor_for(value: object) -> QCheckBox | NumberField | QLineEdit:
    if isinstance(value, bool):
        return QCheckBox()
    number = isinstance(value, int | float)
    field = NumberField(whole=isinstance(value, int)) if number else QLineEdit()
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    field.setMinimumWidth(scaled(90, field))
    return field
