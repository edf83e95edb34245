"""The glossary: every term with what it means, and what it is called in the other language."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.core.glossary import Term
from app.core.languages import Language
from app.shell.pages import Page
from widgets.theme import set_role


class GlossaryPage(Page):
    """All terms in the order of the alphabet."""

    def __init__(self, terms: Mapping[str, Term], language: Language, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Glossary"),
            self.tr("What the words of the lesson mean, in English and in Chinese."),
            parent,
        )
        self._language: Language = language
        self._entries: dict[str, tuple[Term, QLabel, QLabel]] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the glossary"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.rows.addWidget(self.search)
        self._nothing = self.add_words(self.tr("No term has all these words in it."), "subtitle")
        self._nothing.hide()
        other: Language = "zh_CN" if language == "en" else "en"
        for term in sorted(terms.values(), key=lambda each: each.word("en").casefold()):
            head = self.add_words(f"{term.word(language)}   {term.word(other)}", "heading")
            sentence = self.add_words(term.sentence(language), "subtitle")
            self._entries[term.id] = term, head, sentence

    def show_term(self, term_id: str) -> None:
        """Bring a term into sight and mark it; unknown ones are passed over."""
        self.search.clear()
        for known, (_, head, _) in self._entries.items():
            set_role(head, "good" if known == term_id else "heading")
        if term_id in self._entries:
            _, head, sentence = self._entries[term_id]
            for label in (sentence, head):  # after the page has its size
                QTimer.singleShot(0, label, lambda label=label: self.page.ensureWidgetVisible(label))

    def _search(self, text: str) -> None:
        words, found = text.casefold().split(), False
        for term, head, sentence in self._entries.values():
            told = " ".join((*term.words.values(), *term.sentences.values())).casefold()
            shown = all(word in told for word in words)
            found = found or shown
            head.setVisible(shown)
            sentence.setVisible(shown)
        self._nothing.setVisible(not found)
