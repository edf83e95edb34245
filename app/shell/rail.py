"""The rail at the left: pages as lines of a list in chapters, with a filter, and the page that is chosen."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.core.typing import override
from app.shell.rail_bar import HEADING, NOTHING, PAGE, RailBar
from app.shell.spacing import follow_font
from widgets.page_area import PageArea
from widgets.theme import GAP, SMALL, current_palette, scaled

_MOST_SHARE = 0.22  # of the window, for the rail


class RailColumn(QWidget):
    """The filter, and below it the lines, which scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = 0  # pixels of width; 0: as the letters want it
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setToolTip(self.tr("Search demos and source"))
        self.search.setAccessibleName(self.tr("Search demos and source"))
        self.bar = RailBar()
        self._area = QScrollArea()
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        # To hand out Qt's own, PySide would make all classes of widgets: time that first paint needs.
        viewport = QWidget()
        self._area.setViewport(viewport)
        self._area.setWidget(self.bar)  # which makes it paint a ground of its own
        for each in (self.bar, viewport):
            each.setAutoFillBackground(False)
        self._area.verticalScrollBar().rangeChanged.connect(self._follow_range)
        self._rows = QVBoxLayout(self)
        self._top = QHBoxLayout()
        self._top.addWidget(self.search)
        self._rows.addLayout(self._top)
        self._rows.addWidget(self._area, 1)
        self.setTabOrder(self.bar, self.search)  # a lab that opens has the keyboard at its pages
        follow_font(self, self._space)

    def set_most(self, pixels: int) -> None:
        """Be no wider than that."""
        if pixels != self._most:
            self._most = pixels
            self.fit()

    def fit(self) -> None:
        """Be as wide as the longest name, within reason; the lines leave room for their scroll bar."""
        width = min(self.bar.wanted_width(), scaled(280, self))
        width = max(min(width, self._most), self.bar.least_width()) if self._most else width
        scroll = self._area.verticalScrollBar()
        beside = scroll.sizeHint().width() if scroll.maximum() else 0
        self.setFixedWidth(width)
        self.bar.set_width(width - 1 - beside)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def show_line(self, index: int) -> None:
        """Scroll to where a tab can be seen."""
        line = self.bar.tabRect(index)
        self._area.ensureVisible(line.center().x(), line.center().y(), 0, 2 * line.height())

    def _follow_range(self) -> None:
        self.fit()
        self.show_line(self.bar.currentIndex())

    def _space(self) -> None:
        gap = scaled(GAP, self)
        self._rows.setContentsMargins(0, gap, 1, 0)
        self._rows.setSpacing(scaled(SMALL, self))
        self._top.setContentsMargins(gap, 0, gap, 0)
        self.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), current_palette()
        painter.fillRect(self.rect(), QColor(palette.rail))
        painter.setPen(QColor(palette.hairline))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())


class Rail(QWidget):
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
        self.setAccessibleName(self.tr("Pages"))
        self.column = RailColumn()
        self.bar, self.search = self.column.bar, self.column.search
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.column)
        row.addWidget(self._stack, 1)
        self._add(NOTHING, self.tr("Nothing has all these words in it."), NOTHING)
        self.bar.setTabVisible(0, False)
        self.search.textChanged.connect(self.filter)
        self.search.returnPressed.connect(self._go_to_first_found)
        # Its icon takes longer to find than all of the rail takes to be built: not before it is needed.
        self.search.textChanged.connect(lambda: self.search.setClearButtonEnabled(True))
        self.bar.currentChanged.connect(self._show_index)

    def _add(self, key: str, title: str, kind: str) -> QWidget:
        holder = QWidget()
        holder.setObjectName(key)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        self._holders[key] = rows
        self._stack.addWidget(holder)
        index = self.bar.addTab(title)
        self.bar.setTabData(index, kind)
        self.bar.setTabEnabled(index, kind == PAGE)
        if self.isVisible():  # else once for all
            self.column.fit()
        return holder

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.column.set_most(round(self.window().width() * _MOST_SHARE))
        super().resizeEvent(event)

    def taken(self) -> int:
        """Pixels of width that the list itself takes."""
        return 0 if self.column.isHidden() else self.column.width()

    def add_heading(self, words: str) -> None:
        """Add a chapter."""
        self._add(f"{HEADING} {words}", words, HEADING)

    def add_page(self, key: str, title: str, build: Callable[[], QWidget], searched: str = "") -> None:
        """Add a page; `build` makes it when it is first shown, `searched` is further text to find it by."""
        self._builders[key] = build
        self._sources[key] = f"{title}\n{searched}".casefold()
        holder = self._add(key, title, PAGE)
        if self.bar.currentIndex() == self._stack.indexOf(holder):
            self._show_index(self.bar.currentIndex())

    def set_searched(self, key: str, text: str) -> None:
        """Further text by which a page is found."""
        self._sources[key] = f"{self._sources[key]}\n{text}".casefold()

    def retitle(self, titles: Mapping[str, str], searched: Mapping[str, str]) -> None:
        """Other titles, and what else pages are found by, by their keys."""
        for index in range(self.bar.count()):
            key = self._key(index)
            if key in titles:
                self.bar.setTabText(index, titles[key])
            if key in searched:
                self._sources[key] = f"{titles.get(key, '')}\n{searched[key]}".casefold()
        self.column.fit()
        self.bar.lay_out()

    def rebuild(self, key: str) -> None:
        """Make a page anew if it has been made; whoever knows the former one forgets it."""
        page = self._pages.pop(key, None)
        if page is None:
            return
        item = self._holders[key].takeAt(0)
        held = (item.widget() if item is not None else None) or page
        held.hide()
        held.deleteLater()
        if self._key(self.bar.currentIndex()) == key:
            self._show_index(self.bar.currentIndex())

    def page_keys(self) -> list[str]:
        """The keys of all pages."""
        return list(self._builders)

    def titles(self) -> dict[str, str]:
        """The titles of all pages by their keys, in order."""
        keys = [(self._key(index), self.bar.tabText(index)) for index in range(self.bar.count())]
        return {key: title for key, title in keys if key in self._builders}

    def current_key(self) -> str:
        """The key of the page that is shown."""
        return self._key(self.bar.currentIndex())

    def has(self, key: str) -> bool:
        """Whether there is a page of that key."""
        return key in self._builders

    def show_page(self, key: str) -> QWidget:
        """Go to a page and return it; KeyError if there is none."""
        index = next((i for i in range(self.bar.count()) if self._key(i) == key), -1)
        if index < 0:
            raise KeyError(key)
        self.bar.setCurrentIndex(index)
        self._show_index(index)
        return self._pages[key]

    def current_page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.get(self._key(self.bar.currentIndex()))

    def built_pages(self) -> list[QWidget]:
        """The pages that have been shown."""
        return list(self._pages.values())

    def _key(self, index: int) -> str:
        holder = self._stack.widget(index)
        return holder.objectName() if holder is not None else ""

    def _show_index(self, index: int) -> None:
        key = self._key(index)
        if key not in self._builders:
            return
        self._stack.setCurrentIndex(index)
        self.column.show_line(index)
        if key not in self._pages:
            page = self._builders[key]()
            self._pages[key] = page
            holder = self._stack.widget(index)
            self._holders[key].addWidget(page if isinstance(page, QScrollArea) else PageArea(page, holder))
        if self.search.text():
            self.filter(self.search.text())
        self.page_shown.emit(key)

    def filter(self, text: str) -> None:
        """Show only pages that have all the words, the one that is open, and the chapters of these."""
        words = text.casefold().split()
        heading, found = -1, False
        for index in range(1, self.bar.count()):
            key = self._key(index)
            if key.startswith(HEADING):
                heading = index
                self.bar.setTabVisible(index, not words)
                continue
            # To hide the page that is open would be to leave it.
            has = self._has_words(key, words)
            found = found or has
            shown = has or index == self.bar.currentIndex()
            self.bar.setTabVisible(index, shown)
            if shown and heading >= 0:
                self.bar.setTabVisible(heading, True)
        self.bar.setTabVisible(0, bool(words) and not found)
        self.bar.lay_out()

    def _has_words(self, key: str, words: Sequence[str]) -> bool:
        return all(word in self._sources[key] for word in words)

    def _go_to_first_found(self) -> None:
        words = self.search.text().casefold().split()
        found = (key for key in self._sources if words and self._has_words(key, words))
        key = next(found, None)
        if key is not None:
            self.show_page(key)

    def step(self, by: int) -> None:
        """Go to the next or previous page."""
        keys = [
            self._key(i)
            for i in range(self.bar.count())
            if self.bar.isTabEnabled(i) and self.bar.isTabVisible(i)
        ]
        here = self._key(self.bar.currentIndex())
        if here in keys:
            self.show_page(keys[(keys.index(here) + by) % len(keys)])
