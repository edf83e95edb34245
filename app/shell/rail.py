"""The rail at the left: a tab widget whose tabs read horizontally, with chapters as headings and a filter."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QScrollArea, QTabBar, QTabWidget, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.page_area import PageArea
from widgets.palette import Palette
from widgets.theme import GAP, PAD, SMALL, current_palette, scaled

_PAGE = "page"
_HEADING = "heading"
_ROOM = "room"
_NOTHING = "nothing"
_MOST_SHARE = 0.22  # of the window, for the rail
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class RailBar(QTabBar):
    """Tabs as lines of a list; disabled ones are headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._by_keys = False  # then the focus has to be seen
        self._most = 0  # pixels of width; 0: as the letters want it
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Demos"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search demos and source"))
        self.search.setAccessibleName(self.tr("Search demos and source"))

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    def rail_width(self) -> int:
        """As wide as the longest name, within reason."""
        metrics = QFontMetrics(self._bold())
        lines = [index for index in range(self.count()) if self.tabData(index) != _NOTHING]
        widths = [metrics.horizontalAdvance(self.tabText(index)) for index in lines]
        search = QFontMetrics(self.font()).horizontalAdvance(self.search.placeholderText())
        least = search + scaled(2 * PAD + 28, self)
        wanted = min(max([least, *(width + scaled(44, self) for width in widths)]), scaled(280, self))
        return min(wanted, self._most) if self._most else wanted

    def set_most(self, pixels: int) -> None:
        """Be no wider than that: with large letters, names are cut rather than the demo beside them."""
        if pixels != self._most:
            self._most = pixels
            self.setElideMode(self.elideMode())  # which lays the tabs out anew
            self.updateGeometry()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    @override
    def tabSizeHint(self, index: int) -> QSize:
        line = QFontMetrics(self.font()).height()
        heights = {
            _HEADING: line + scaled(16, self),
            _ROOM: self.search.sizeHint().height() + scaled(18, self),
            _NOTHING: 3 * line,
        }
        height = heights.get(self.tabData(index), line + scaled(9, self))
        return QSize(self.rail_width(), height)

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.rail))
        painter.setPen(QColor(self._palette.hairline))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        kind = self.tabData(index)
        rect = self.tabRect(index)
        if kind == _ROOM:
            return
        text = rect.adjusted(scaled(PAD, self) + scaled(SMALL, self), 0, -scaled(GAP, self), 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if kind == _HEADING:
            self._paint_heading(painter, text, self.tabText(index))
            return
        if kind == _NOTHING:
            self._paint_nothing(painter, text, self.tabText(index))
            return
        current = index == self.currentIndex()
        if current:
            painter.fillRect(rect, QColor(self._palette.card))
            painter.fillRect(QRect(rect.left(), rect.top(), scaled(3, self), rect.height()), self._accent())
        painter.setFont(self._bold() if current else self.font())
        painter.setPen(QColor(self._palette.text))
        words = painter.fontMetrics().elidedText(
            self.tabText(index), Qt.TextElideMode.ElideRight, text.width()
        )
        painter.drawText(text, flags, words)
        if current and self._by_keys and self.hasFocus():
            painter.setPen(self._accent())
            painter.drawRect(rect.adjusted(0, 0, -2, -1))

    def _paint_heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        font = self._bold()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        painter.setFont(font)
        painter.setPen(QColor(self._palette.muted))
        lower = rect.adjusted(0, 0, 0, -scaled(SMALL, self))
        shown = painter.fontMetrics().elidedText(words.upper(), Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_nothing(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(self._palette.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)

    def _accent(self) -> QColor:
        return QColor(self._palette.accent)

    def _show_focus(self, by_keys: bool) -> None:
        self._by_keys = by_keys
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(event.reason() in _BY_KEYS)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._show_focus(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._show_focus(True)
        index = self.currentIndex() + step
        while 0 <= index < self.count() and not (self.isTabEnabled(index) and self.isTabVisible(index)):
            index += step
        if 0 <= index < self.count():
            self.setCurrentIndex(index)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_search()

    @override
    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        self.place_search()

    def place_search(self) -> None:
        """Put the filter into the room that the first tab keeps for it."""
        if self.count():
            room = self.tabRect(0)
            gap = scaled(GAP, self)
            self.search.setGeometry(room.adjusted(gap, gap, -gap - 1, -scaled(SMALL, self)))
            self.search.raise_()


class Rail(QTabWidget):
    """Pages that are built when they are first shown.

    Signals:
        page_shown(str): key of the page that is shown now.
    """

    page_shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self._sources: dict[str, str] = {}
        self._holders: dict[str, QVBoxLayout] = {}
        self.bar = RailBar()
        self.setTabBar(self.bar)
        self.setTabPosition(QTabWidget.TabPosition.West)
        self.setDocumentMode(True)
        self.setAccessibleName(self.tr("Pages"))
        self._add(_ROOM, "", _ROOM)
        self._add(_NOTHING, self.tr("Nothing has all these words in it."), _NOTHING)
        self.setTabVisible(1, False)
        self.bar.search.textChanged.connect(self.filter)
        self.bar.search.returnPressed.connect(self._go_to_first_found)
        # Its icon takes longer to find than all of the rail takes to be built: not before it is needed.
        self.bar.search.textChanged.connect(lambda: self.bar.search.setClearButtonEnabled(True))
        self.currentChanged.connect(self._show_index)

    def _add(self, key: str, title: str, kind: str) -> QWidget:
        holder = QWidget()
        holder.setObjectName(key)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        self._holders[key] = rows
        index = self.addTab(holder, title)
        self.bar.setTabData(index, kind)
        self.setTabEnabled(index, kind == _PAGE)
        return holder

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.bar.set_most(round(self.width() * _MOST_SHARE))
        super().resizeEvent(event)

    def add_heading(self, words: str) -> None:
        """Add a chapter."""
        self._add(f"{_HEADING} {words}", words, _HEADING)

    def add_page(self, key: str, title: str, build: Callable[[], QWidget], searched: str = "") -> None:
        """Add a page; `build` makes it when it is first shown, `searched` is further text to find it by."""
        self._builders[key] = build
        self._sources[key] = f"{title}\n{searched}".casefold()
        holder = self._add(key, title, _PAGE)
        if self.currentIndex() == self.indexOf(holder):
            self._show_index(self.currentIndex())

    def set_searched(self, key: str, text: str) -> None:
        """Further text by which a page is found."""
        self._sources[key] = f"{self._sources[key]}\n{text}".casefold()

    def retitle(self, titles: Mapping[str, str], searched: Mapping[str, str]) -> None:
        """Other titles, and what else pages are found by, by their keys."""
        for index in range(self.count()):
            key = self._key(index)
            if key in titles:
                self.setTabText(index, titles[key])
            if key in searched:
                self._sources[key] = f"{titles.get(key, '')}\n{searched[key]}".casefold()
        self.bar.setElideMode(self.bar.elideMode())
        self.bar.updateGeometry()

    def rebuild(self, key: str) -> None:
        """Make a page anew if it has been made; whoever knows the former one forgets it."""
        page = self._pages.pop(key, None)
        if page is None:
            return
        item = self._holders[key].takeAt(0)
        held = (item.widget() if item is not None else None) or page
        held.hide()
        held.deleteLater()
        if self._key(self.currentIndex()) == key:
            self._show_index(self.currentIndex())

    def page_keys(self) -> list[str]:
        """The keys of all pages."""
        return list(self._builders)

    def titles(self) -> dict[str, str]:
        """The titles of all pages by their keys, in order."""
        keys = [(self._key(index), self.tabText(index)) for index in range(self.count())]
        return {key: title for key, title in keys if key in self._builders}

    def current_key(self) -> str:
        """The key of the page that is shown."""
        return self._key(self.currentIndex())

    def has(self, key: str) -> bool:
        """Whether there is a page of that key."""
        return key in self._builders

    def show_page(self, key: str) -> QWidget:
        """Go to a page and return it; KeyError if there is none."""
        index = next((i for i in range(self.count()) if self._key(i) == key), -1)
        if index < 0:
            raise KeyError(key)
        self.setCurrentIndex(index)
        self._show_index(index)
        return self._pages[key]

    def current_page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.get(self._key(self.currentIndex()))

    def built_pages(self) -> list[QWidget]:
        """The pages that have been shown."""
        return list(self._pages.values())

    def _key(self, index: int) -> str:
        holder = self.widget(index)
        return holder.objectName() if holder is not None else ""

    def _show_index(self, index: int) -> None:
        key = self._key(index)
        if key not in self._builders:
            return
        if key not in self._pages:
            page = self._builders[key]()
            self._pages[key] = page
            self._holders[key].addWidget(page if isinstance(page, QScrollArea) else PageArea(page))
        if self.bar.search.text():
            self.filter(self.bar.search.text())
        self.page_shown.emit(key)

    def filter(self, text: str) -> None:
        """Show only pages that have all the words, the one that is open, and the chapters of these."""
        words = text.casefold().split()
        heading, found = -1, False
        for index in range(2, self.count()):
            key = self._key(index)
            if key.startswith(_HEADING):
                heading = index
                self.setTabVisible(index, not words)
                continue
            # To hide the page that is open would be to leave it.
            has = self._has_words(key, words)
            found = found or has
            shown = has or index == self.currentIndex()
            self.setTabVisible(index, shown)
            if shown and heading >= 0:
                self.setTabVisible(heading, True)
        self.setTabVisible(1, bool(words) and not found)

    def _has_words(self, key: str, words: Sequence[str]) -> bool:
        return all(word in self._sources[key] for word in words)

    def _go_to_first_found(self) -> None:
        words = self.bar.search.text().casefold().split()
        found = (key for key in self._sources if words and self._has_words(key, words))
        key = next(found, None)
        if key is not None:
            self.show_page(key)

    def step(self, by: int) -> None:
        """Go to the next or previous page."""
        keys = [self._key(i) for i in range(self.count()) if self.isTabEnabled(i) and self.isTabVisible(i)]
        here = self._key(self.currentIndex())
        if here in keys:
            self.show_page(keys[(keys.index(here) + by) % len(keys)])
