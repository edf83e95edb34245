"""A question before a run: one's own answer, the hands of a class, and afterwards what the recording says."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.typing import override
from widgets.code_words import with_code
from widgets.theme import GAP, SMALL, scaled, set_role

_MOST_HANDS = 999


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a prediction shows beside its question: what undoing goes back to.

    `answer` is a number or the index of a choice; `measured` likewise, once it is `revealed` (None: the
    recording can't tell); `why` stands below it.
    """

    answer: float | None = None
    counts: tuple[int, ...] = ()
    revealed: bool = False
    measured: float | None = None
    why: str = ""


class PredictionPane(QWidget):
    """Asks one question; hidden by its owner where there is none.

    Signals:
        changed(): another answer was chosen, or a hand counted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[str, ...] = ()
        self._shown = Shown()
        self._open = True
        self._question = QLabel()
        self._question.setWordWrap(True)
        self._why = QLabel()
        self._why.setWordWrap(True)
        for label in (self._question, self._why):
            label.setTextFormat(Qt.TextFormat.RichText)
        set_role(self._why, "subtitle")
        self._number = QLineEdit()
        self._number.setAccessibleName(self.tr("Your prediction"))
        self._number.setPlaceholderText(self.tr("your number"))
        self._number.textEdited.connect(self._number_typed)
        self._told = QLabel()
        set_role(self._told, "heading")
        self._number_row = QWidget()
        number = QHBoxLayout(self._number_row)
        number.setContentsMargins(0, 0, 0, 0)
        number.addWidget(self._number, 1)
        number.addWidget(self._told, 2)
        self._rows: list[_ChoiceRow] = []
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._question)
        self._outer.addLayout(self._grid)
        self._outer.addWidget(self._number_row)
        self._outer.addWidget(self._why)
        self._arrange()

    def ask(self, question: str, choices: Sequence[str]) -> None:
        """Show another question, unanswered; without choices a number is asked for."""
        self._question.setText(with_code(question))
        self._choices = tuple(choices)
        for row in self._rows:
            row.remove()
        self._rows = [_ChoiceRow(self, self._grid, at, words) for at, words in enumerate(self._choices)]
        self._number_row.setVisible(not self._choices)
        self._number.clear()
        self.show_again(Shown(counts=(0,) * len(self._choices)))

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

    def set_open(self, is_open: bool) -> None:
        """Whether the answer may still be changed: not while the program runs, and not afterwards."""
        self._open = is_open
        self._look()

    def invite(self) -> None:
        """Put the keyboard to the first choice, or to the number."""
        (self._rows[0].dot if self._rows else self._number).setFocus()

    def reveal(self, measured: float | None, why: str) -> None:
        """Show what the recording says (None: it can't tell) and why."""
        shown = self._shown
        self.show_again(Shown(shown.answer, shown.counts, True, measured, why))

    def show_again(self, shown: Shown) -> None:
        """Show this state of the question that was asked last."""
        self._shown = shown
        if not self._choices and shown.answer is None:
            self._number.clear()
        elif not self._choices and self._typed() != shown.answer:
            self._number.setText(f"{shown.answer:g}")
        self._look()

    # what people do -----------------------------------------------------------------------------------------
    def take_choice(self, index: int) -> None:
        """The choice is one's own answer."""
        self._take(float(index), self._shown.counts)

    def count_hand(self, index: int, step: int) -> None:
        """One hand more or less for a choice."""
        counts = list(self._shown.counts)
        counts[index] = min(max(counts[index] + step, 0), _MOST_HANDS)
        self._take(self._shown.answer, tuple(counts))

    def _number_typed(self, text: str) -> None:
        self._take(self._typed(), self._shown.counts)

    def _typed(self) -> float | None:
        try:
            return float(self._number.text().strip().replace(",", "."))
        except ValueError:
            return None

    def _take(self, answer: float | None, counts: tuple[int, ...]) -> None:
        self._shown = Shown(answer, counts)
        self._look()
        self.changed.emit()

    # looks --------------------------------------------------------------------------------------------------
    def _look(self) -> None:
        shown = self._shown
        can = self._open and not shown.revealed
        for row in self._rows:
            row.show_state(shown, can)
        self._number.setReadOnly(not can)
        self._why.setVisible(shown.revealed)
        told, self_told = "", self.tr("The recording can't tell.")
        if shown.revealed:
            told = (
                self_told if shown.measured is None else self.tr("measured {0}").format(f"{shown.measured:g}")
            )
            cant = self_told + " " if shown.measured is None and self._choices else ""
            self._why.setText(with_code(cant + shown.why))
        self._told.setText(told)
        right = shown.revealed and shown.answer is not None and shown.answer == shown.measured
        set_role(self._told, "good" if right else "heading")

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        self._outer.setSpacing(scaled(GAP, self))
        self._grid.setVerticalSpacing(scaled(SMALL, self))
        self._grid.setHorizontalSpacing(scaled(SMALL, self))


class _ChoiceRow:
    """One choice: a dot, its words, and the hands that were counted for it."""

    def __init__(self, pane: PredictionPane, grid: QGridLayout, index: int, words: str) -> None:
        self._index = index
        self._text = words
        self.dot = QRadioButton()
        self.dot.setAccessibleName(words)
        self.dot.clicked.connect(lambda: pane.take_choice(index))
        self._words = _ChoiceWords(words, self.dot)
        self._less = self._button("−", _one_less().format(words))
        self._less.clicked.connect(lambda: pane.count_hand(index, -1))
        self._count = QLabel()
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._more = self._button("+", _one_more().format(words))
        self._more.clicked.connect(lambda: pane.count_hand(index, 1))
        self._widgets: tuple[QWidget, ...] = (self.dot, self._words, self._less, self._count, self._more)
        for column, widget in enumerate(self._widgets):
            grid.addWidget(widget, index, column)

    @staticmethod
    def _button(sign: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def show_state(self, shown: Shown, can: bool) -> None:
        """Show whether it was chosen, how many hands it has, and whether it was right."""
        self.dot.setAutoExclusive(False)  # else the last one that is checked can't be unchecked
        self.dot.setChecked(shown.answer == self._index)
        self.dot.setAutoExclusive(True)
        right = shown.revealed and shown.measured == self._index
        self._words.setText(f"✓ {self._text}" if right else self._text)
        set_role(self._words, "good" if right else None)
        count = shown.counts[self._index] if self._index < len(shown.counts) else 0
        self._count.setText(str(count) if count or can else "")
        buttons: tuple[QAbstractButton, ...] = (self.dot, self._less, self._more)
        for button in buttons:
            button.setEnabled(can)
        self._less.setVisible(can)
        self._more.setVisible(can)

    def remove(self) -> None:
        """Make room for another question's."""
        for widget in self._widgets:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


class _ChoiceWords(QLabel):
    """The words of a choice, which wrap, as a radio button's don't; pressing them is pressing its dot."""

    def __init__(self, words: str, dot: QRadioButton) -> None:
        super().__init__(words)
        self._dot = dot
        self.setWordWrap(True)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As if the dot had been pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self._dot.isEnabled():
            self._dot.click()


def _one_less() -> str:
    return QCoreApplication.translate("PredictionPane", "One hand less for “{0}”")


def _one_more() -> str:
    return QCoreApplication.translate("PredictionPane", "One hand more for “{0}”")
