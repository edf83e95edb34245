"""The parameters of a program as form fields."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.parameter import Parameter
from app.core.typing import override
from widgets.parameter_field import ParameterField
from widgets.scroll_page import ScrollPage
from widgets.theme import GAP, scaled, set_role


class ParameterForm(QWidget):
    """One row per parameter.

    Signals:
        changed(str, object): name and new value; only values of the right type and within the range.
        validity_changed(bool): whether every field holds such a value.
    """

    changed = Signal(str, object)
    validity_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, ParameterField] = {}
        self._defaults: dict[str, object] = {}
        self._valid = True
        self._none = QLabel(self.tr("This program has no parameters: NAME = value at its top makes one."))
        self._none.setWordWrap(True)
        set_role(self._none, "small")
        self._page = ScrollPage()
        self._page.rows.addWidget(self._none)
        self._page.rows.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self._arrange()

    def set_parameters(
        self, parameters: Sequence[Parameter], defaults: Mapping[str, object] | None = None
    ) -> None:
        """Show these; a field whose text already means the value keeps text and keyboard.

        `defaults`: what `reset` goes back to (else the values with which each parameter first appeared).
        """
        former = {name: type(field.value) for name, field in self._fields.items()}
        if former != {each.name: type(each.value) for each in parameters}:
            self._build(parameters)
        else:
            for parameter in parameters:
                self._fields[parameter.name].show_parameter(parameter)
        values = {each.name: each.value for each in parameters}
        self._defaults = {**values, **self._defaults} if defaults is None else dict(defaults)
        self._look()

    def set_value(self, name: str, value: object) -> None:
        """Show a value without `changed`; KeyError if there is no such parameter."""
        self._fields[name].show_value(value)

    def values(self) -> dict[str, object]:
        """The last good value of each parameter."""
        return {name: field.value for name, field in self._fields.items()}

    def is_valid(self) -> bool:
        """Whether every field holds a value that can be used."""
        return all(field.is_valid for field in self._fields.values())

    def reset(self) -> None:
        """Back to the defaults; `changed` for each that differed."""
        for name, field in tuple(self._fields.items()):
            if name in self._defaults:
                field.take_value(self._defaults[name])

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _build(self, parameters: Sequence[Parameter]) -> None:
        for field in self._fields.values():
            field.hide()
            field.deleteLater()
        self._fields = {each.name: ParameterField(each) for each in parameters}
        self._defaults = {}
        for place, field in enumerate(self._fields.values()):
            field.changed.connect(self.changed)
            field.checked.connect(self._look)
            self._page.rows.insertWidget(place, field)
        self._none.setVisible(not self._fields)

    def _look(self) -> None:
        valid = self.is_valid()
        if valid != self._valid:
            self._valid = valid
            self.validity_changed.emit(valid)

    def _arrange(self) -> None:
        self._page.rows.setSpacing(scaled(GAP, self))
