"""Fields for numbers with arrows: one for a number of any size and step, one for a count within bounds."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox, QWidget

from app.core.typing import override
from widgets.theme import GAP, scaled


class NumberField(QAbstractSpinBox):
    """Holds text; what it means is for the form to say, so that half a number can stand there meanwhile.

    Signals:
        typed(str): the text after a key or a step.
    """

    typed = Signal(str)

    def __init__(self, whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        self._low: Decimal | None = None
        self._high: Decimal | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().textEdited.connect(self.typed)
        _indent(self)

    def set_range(self, low: float | None, high: float | None) -> None:
        """Where the arrows stop; typing may go further and is refused by the form."""
        self._low = None if low is None else Decimal(repr(low))
        self._high = None if high is None else Decimal(repr(high))

    def set_text(self, text: str) -> None:
        """Show a text without `typed`."""
        self.lineEdit().setText(text)

    @override
    def stepBy(self, steps: int) -> None:
        """One step up or down, within the range."""
        number = self._number()
        if number is None:
            return
        bounded = number + steps * self._step(number, steps)
        if self._high is not None and steps > 0:
            bounded = max(min(bounded, self._high), number)
        if self._low is not None and steps < 0:
            bounded = min(max(bounded, self._low), number)
        if bounded != number:
            text = f"{bounded:f}" if self._whole else repr(float(bounded))
            self.set_text(text)
            self.typed.emit(text)

    @override
    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Up and down as far as the range goes."""
        number, flags = self._number(), QAbstractSpinBox.StepEnabledFlag.StepNone
        if number is None:
            return flags
        if self._high is None or number < self._high:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if self._low is None or number > self._low:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            _indent(self)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only where the keyboard is: a form that is scrolled must not change."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _number(self) -> Decimal | None:
        try:
            number = Decimal(self.text().strip())
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number.adjusted()) < 400 else None

    def _step(self, number: Decimal, direction: int) -> Decimal:
        """A tenth of the leading digit's worth: 1 below 100, then 10, 100; 0.001 below 0.1."""
        if not number:
            return Decimal(1) if self._whole else Decimal("0.1")
        place = number.adjusted() - 1
        leading = abs(number).scaleb(-number.adjusted())
        if leading == 1 and (direction < 0) == (number > 0):
            place -= 1  # from 100 down to 99, not to 90
        step = Decimal(1).scaleb(place)
        return max(step, Decimal(1)) if self._whole else step


class CountField(QSpinBox):
    """A spin box of Qt's whose text keeps its distance from the frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _indent(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            _indent(self)


def _indent(field: QAbstractSpinBox) -> None:
    """A style sheet's padding doesn't reach the text of a spin box."""
    field.lineEdit().setTextMargins(scaled(GAP - 1, field), 0, 0, 0)
