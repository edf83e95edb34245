"""Pages of words: what they have in common, the page of the user's own programs, and a demo that failed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.shell.spacing import follow_font
from widgets.buttons import ActionButton
from widgets.link_card import LinkCard
from widgets.scroll_page import ScrollPage
from widgets.spoken import said
from widgets.theme import GAP, PAD, WIDE, Role, scaled, set_role

_WIDEST = 820  # pixels at the base size: longer lines are hard to read


class Page(QWidget):
    """A scrolling column with a title and a paragraph."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page = ScrollPage()
        self._column = QWidget()
        self.rows = QVBoxLayout(self._column)
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.add_words(title, "title")
        self.add_words(words, "subtitle")
        aside = QHBoxLayout()
        aside.addWidget(self._column, 1_000)
        aside.addStretch(1)
        page.rows.addLayout(aside)
        page.rows.addStretch(1)
        self._frame = page.rows
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        follow_font(self, self._space)

    def add_words(self, words: str, role: Role) -> QLabel:
        """Add a paragraph."""
        label = QLabel(words)
        label.setWordWrap(True)
        set_role(label, role)
        self.rows.addWidget(label)
        return label

    def add_heading(self, words: str) -> QLabel:
        """Begin a part of the page."""
        self.rows.addSpacing(scaled(PAD, self))
        return self.add_words(words.upper(), "caption")

    def _space(self) -> None:
        wide = scaled(WIDE, self)
        self._frame.setContentsMargins(wide, scaled(PAD, self), wide, wide)
        self._column.setMaximumWidth(scaled(_WIDEST, self))
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(scaled(GAP, self))


class OwnProgramPage(Page):
    """What stands in for a program before one is opened.

    Signals:
        open_requested(): the user wants to choose a file.
        new_requested(): the user wants a small program to begin with.
        program_chosen(object): Path of a program that was opened before.
    """

    open_requested = Signal()
    new_requested = Signal()
    program_chosen = Signal(object)

    def __init__(self, recent: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Your program"),
            self.tr(
                "Open any Python file, or drop one on this window: it runs as it is, in its own folder, and "
                "gets the same timeline as the demos. A name in capitals at its top, such as THREADS = 4, "
                "becomes a field; the comment # watch behind self.balance = 0 makes reads and writes visible."
            ),
            parent,
        )
        choose = ActionButton(self.tr("Open program…"), "folder", "Ctrl+O", primary=True)
        choose.clicked.connect(self.open_requested)
        new = ActionButton(self.tr("Begin with a small one"))
        new.clicked.connect(self.new_requested)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addWidget(new)
        row.addStretch(1)
        self.rows.addLayout(row)
        if recent:
            self.add_heading(self.tr("Opened before"))
        for path in recent:
            self.rows.addWidget(self._card(path))

    def _card(self, path: Path) -> LinkCard:
        card = LinkCard(path.name, "", str(path.parent))
        card.clicked.connect(lambda: self.program_chosen.emit(path))
        return card


class FailedPage(Page):
    """A demo that can't be shown, and why."""

    def __init__(self, demo_id: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("{0} can't be shown").format(demo_id), said(why), parent)
