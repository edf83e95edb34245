"""The opening page: every demo in the lesson's order, what has been done of it, and a search over all of it."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.core.class_sheet import ClassSheet
from app.core.demo import Demo
from app.core.demo_search import Passage, excerpt, hits, passages
from app.shell.pages import Page
from widgets.link_card import LinkCard
from widgets.rich_label import RichLabel
from widgets.state_key import StateKey
from widgets.theme import set_role

_MOST_HITS = 4  # shown of one demo


class LessonPage(Page):
    """How to read a run, and every demo with its question.

    Signals:
        demo_chosen(str): id of the demo to go to.
        line_chosen(str, str, int): id of the demo, of the variant, and the line of its program to go to.
    """

    demo_chosen = Signal(str)
    line_chosen = Signal(str, str, int)

    def __init__(
        self, demos: Sequence[Demo], sheet: ClassSheet | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Concurrency Lab"),
            self.tr(
                "Every demo is a plain Python program. It runs in an interpreter of its own, and everything "
                "you see is drawn from the recording of that run: who ran, who waited, and on whom."
            ),
            parent,
        )
        self._sheet = sheet or ClassSheet()
        self._texts: dict[str, tuple[Passage, ...]] = {}  # read when something is first searched
        self._entries: list[tuple[Demo, LinkCard, QLabel]] = []
        self._headings: list[tuple[QLabel, list[str]]] = []
        self.rows.addWidget(StateKey())
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search titles, lessons and programs"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.rows.addWidget(self.search)
        self._nothing = QLabel()
        set_role(self._nothing, "subtitle")
        self._nothing.hide()
        self.rows.addWidget(self._nothing)
        for chapter, members in groupby(demos, key=lambda demo: demo.chapter):
            several = list(members)
            self._headings.append((self.add_heading(chapter), [demo.id for demo in several]))
            for demo in several:
                self._add(demo)

    def _add(self, demo: Demo) -> None:
        card = LinkCard(demo.title, demo.question, " · ".join(each.title for each in demo.variants))
        card.clicked.connect(lambda: self.demo_chosen.emit(demo.id))
        found = RichLabel()
        found.setTextFormat(Qt.TextFormat.RichText)
        found.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        found.setWordWrap(True)
        found.linkActivated.connect(self._follow)
        set_role(found, "small")
        found.hide()
        self.rows.addWidget(card)
        self.rows.addWidget(found)
        self._entries.append((demo, card, found))

    def show_progress(self) -> None:
        """Say beside each demo what has been run and predicted."""
        for demo, card, _ in self._entries:
            rows = [self._sheet.row(f"{demo.id}.{variant.id}") for variant in demo.variants]
            runs = sum(1 for row in rows if row is not None and row.runs)
            guesses = sum(1 for row in rows if row is not None and row.guess.made)
            told = []
            if runs:
                told.append(self.tr("✓ {0} of {1} run").format(runs, len(rows)))
            if guesses:
                told.append(self.tr("{0} predicted").format(guesses))
            card.set_aside(" · ".join(told))

    def _search(self, query: str) -> None:
        shown = set()
        for demo, card, label in self._entries:
            if query.strip() and demo.id not in self._texts:
                self._texts[demo.id] = passages(demo)
            found = hits(self._texts.get(demo.id, ()), query)
            label.setText(self._told(demo, found, query))
            label.setVisible(bool(found))
            card.setVisible(bool(found) or not query.strip())
            if found or not query.strip():
                shown.add(demo.id)
        for heading, members in self._headings:
            heading.setVisible(any(each in shown for each in members))
        self._nothing.setText(self.tr("Nothing has “{0}” in it.").format(query.strip()))
        self._nothing.setVisible(not shown)

    def _told(self, demo: Demo, found: Sequence[Passage], query: str) -> str:
        lines = []
        for passage in found[:_MOST_HITS]:
            words = escape(excerpt(passage.text, query))
            place = f"<b>{escape(passage.place)}</b> " if passage.place else ""
            address = f"{demo.id}/{passage.variant}/{passage.line}"
            lines.append(f'{place}<a href="{address}">{words}</a>')
        if len(found) > _MOST_HITS:
            lines.append(self.tr("and {0} more").format(len(found) - _MOST_HITS))
        return "<br>".join(lines)

    def _follow(self, address: str) -> None:
        demo, variant, line = address.split("/")
        if variant:
            self.line_chosen.emit(demo, variant, int(line))
        else:
            self.demo_chosen.emit(demo)
