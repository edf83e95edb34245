"""The pages that aren't demos: the opening page, the user's own programs, and a demo that failed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.demo import Demo
from widgets.buttons import ActionButton
from widgets.card import Card
from widgets.scroll_page import ScrollPage
from widgets.theme import GAP, PAD, WIDE, scaled, set_role


def _page(parent: QWidget, title: str, words: str) -> ScrollPage:
    """A scrolling page with a title and a paragraph, filling `parent`."""
    page = ScrollPage()
    page.rows.setContentsMargins(scaled(WIDE), scaled(PAD), scaled(WIDE), scaled(WIDE))
    page.rows.setSpacing(scaled(GAP))
    head = QLabel(title)
    set_role(head, "title")
    text = QLabel(words)
    text.setWordWrap(True)
    set_role(text, "subtitle")
    page.rows.addWidget(head)
    page.rows.addWidget(text)
    outer = QVBoxLayout(parent)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(page)
    return page


class LessonPage(QWidget):
    """The opening page: every demo with its question.

    Signals:
        demo_chosen(str): id of the demo to go to.
    """

    demo_chosen = Signal(str)

    def __init__(self, demos: Sequence[Demo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = _page(
            self,
            self.tr("Concurrency Lab"),
            self.tr(
                "Every demo is a plain Python program. It runs in an interpreter of its own, and everything "
                "you see is drawn from the recording of that run: who ran, who waited, and on whom."
            ),
        )
        for demo in demos:
            page.rows.addWidget(self._line(demo))
        page.rows.addStretch(1)

    def _line(self, demo: Demo) -> QWidget:
        title = QLabel(demo.title)
        set_role(title, "heading")
        question = QLabel(demo.question)
        question.setWordWrap(True)
        set_role(question, "muted")
        go = ActionButton(self.tr("Open"))
        go.setAccessibleName(self.tr("Open {0}").format(demo.title))
        go.clicked.connect(lambda: self.demo_chosen.emit(demo.id))
        words = QVBoxLayout()
        words.addWidget(title)
        words.addWidget(question)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(go, 0, Qt.AlignmentFlag.AlignVCenter)
        return Card("", inside)


class OwnProgramPage(QWidget):
    """What stands in for a program before one is opened.

    Signals:
        open_requested(): the user wants to choose a file.
        new_requested(): the user wants a small program to begin with.
    """

    open_requested = Signal()
    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = _page(
            self,
            self.tr("Your program"),
            self.tr(
                "Open any Python file, or drop one on this window: it runs as it is, in its own folder, and "
                "gets the same timeline as the demos. A name in capitals at its top, such as THREADS = 4, "
                "becomes a field; the comment # watch behind self.balance = 0 makes reads and writes visible."
            ),
        )
        choose = ActionButton(self.tr("Open program…"), "folder", "Ctrl+O", primary=True)
        choose.clicked.connect(self.open_requested)
        new = ActionButton(self.tr("Begin with a small one"))
        new.clicked.connect(self.new_requested)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addWidget(new)
        row.addStretch(1)
        page.rows.addLayout(row)
        page.rows.addStretch(1)


class FailedPage(QWidget):
    """A demo that can't be shown, and why."""

    def __init__(self, demo_id: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = _page(self, self.tr("{0} can't be shown").format(demo_id), why)
        page.rows.addStretch(1)
