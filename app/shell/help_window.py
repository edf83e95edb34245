"""The help: a window of its own beside the lab, with a few pages that lead to one another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from app.core.help_pages import LICENCES, PAGES, read_page, title_of
from app.core.languages import Language
from app.core.typing import override
from app.shell.spacing import follow_font, size_dialog
from widgets.fonts import code_font
from widgets.palette import Palette
from widgets.theme import GAP, PAD, WIDE, scaled

KEYS = "keys"
NAMES = (KEYS, *PAGES, *LICENCES)
_SCHEME = "help"
_LIST_SHARE = 3  # the list has at most this part of the window


class HelpWindow(QDialog):
    """A list of pages and the one that is read. `help:NAME` in a page leads to another one."""

    def __init__(
        self, keys: Callable[[], str], language: Callable[[], Language], parent: QWidget | None = None
    ) -> None:
        """`keys`: rich text with all keys, asked for each time, as they have words."""
        super().__init__(parent)
        self._keys, self._language = keys, language
        self.setWindowTitle(self.tr("Help"))
        self.pages = QListWidget()
        self.pages.setAccessibleName(self.tr("Pages"))
        self.pages.setWordWrap(True)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.currentRowChanged.connect(self._show)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.setAccessibleName(self.tr("Help"))
        self._columns = QHBoxLayout(self)
        self._columns.addWidget(self.pages)
        self._columns.addWidget(self.text, 1)
        follow_font(self, self._space)
        self.speak()

    def _space(self) -> None:
        self._columns.setContentsMargins(*[scaled(PAD, self)] * 4)
        self._columns.setSpacing(scaled(WIDE, self))
        self.pages.setSpacing(scaled(GAP, self) // 4)
        self.text.document().setDocumentMargin(scaled(PAD, self))
        size_dialog(self, 900, 640)
        self._fit_list()
        self._read_anew()

    @property
    def _longest(self) -> int:
        """The width of the longest title, in pixels."""
        metrics = self.pages.fontMetrics()
        titles = (self.pages.item(row).text() for row in range(self.pages.count()))
        return max((metrics.horizontalAdvance(title) for title in titles), default=0)

    def _fit_list(self) -> None:
        """As wide as the longest title, up to where it would take the text's room: then titles wrap."""
        wanted = self._longest + scaled(WIDE, self)
        self.pages.setFixedWidth(min(wanted, scaled(300, self), self.width() // _LIST_SHARE))
        self.pages.doItemsLayout()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_list()

    def speak(self) -> None:
        """Say everything in the language that is spoken now."""
        row = max(self.pages.currentRow(), 0)
        titles = {
            KEYS: self.tr("Keys"),
            "licence": self.tr("Licence"),
            "notices": self.tr("Notices"),
        }
        self.pages.blockSignals(True)
        self.pages.clear()
        for name in NAMES:
            self.pages.addItem(titles.get(name) or title_of(read_page(name, self._language())))
        self.pages.setCurrentRow(row)
        self.pages.blockSignals(False)
        self._fit_list()
        self._show(row)

    def show_page(self, name: str) -> None:
        """Go to a page by its name, and come forward."""
        self.pages.setCurrentRow(NAMES.index(name))
        self.show()
        self.raise_()
        self.activateWindow()

    def _show(self, row: int) -> None:
        if not 0 <= row < len(NAMES):
            return
        name = NAMES[row]
        if name == KEYS:
            self.text.setHtml(self._keys())
        else:
            self.text.setMarkdown(read_page(name, self._language()))
            self._set_code()

    def set_palette_colours(self, palette: Palette) -> None:
        """Show links in these colours."""
        self._read_anew()

    def _read_anew(self) -> None:
        """Qt keeps the colour of links and the size of code as they were when it read the text."""
        bar = self.text.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._show(self.pages.currentRow())
        bar.setValue(round(share * bar.maximum()))

    def _set_code(self) -> None:
        """Qt takes the system's typeface for code in Markdown; here it is the lab's own."""
        families = code_font(self.font().pointSizeF()).families()
        inwards = QTextBlockFormat()
        inwards.setLeftMargin(scaled(WIDE, self))
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence):
                QTextCursor(block).mergeBlockFormat(inwards)
            for start, end in _code_in(block):
                cursor = QTextCursor(block)
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                dressed = QTextCharFormat()
                dressed.setFontFamilies(families)
                cursor.mergeCharFormat(dressed)
            block = block.next()

    def _follow(self, address: QUrl) -> None:
        if address.scheme() == _SCHEME:
            self.show_page(address.path())
        else:
            QDesktopServices.openUrl(address)


def _code_in(block: QTextBlock) -> list[tuple[int, int]]:
    found, pieces = [], block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        if fragment.isValid() and fragment.charFormat().fontFixedPitch():
            found.append((fragment.position(), fragment.position() + fragment.length()))
        pieces += 1
    return found
