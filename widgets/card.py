"""A pane's frame: a rounded hairline card with a small title, so that all panes align."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import GAP, PAD, RADIUS, SMALL, current_palette, scaled, set_role


class _Head(QWidget):
    """Title and tools; as high as a button also without one, so that all titles align."""

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, scaled(28, self)))

    @override
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, scaled(28, self)))


class Card(QWidget):
    """A titled card around one widget.

    `capitals`: the title is set in capitals ("OUTPUT"; not for file names). `flush`: the body reaches the
    card's left and right edges. `ground`: the colour below the body, "card" or "editor".
    """

    def __init__(
        self,
        title: str = "",
        body: QWidget | None = None,
        *,
        capitals: bool = True,
        flush: bool = False,
        ground: str = "card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._title, "caption")
        self._capitals = capitals
        self._flush = flush
        self._ground = ground
        self._body: QWidget | None = None
        self._tools = QHBoxLayout()
        self._head = _Head()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addLayout(self._tools)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._head)
        self._palette = current_palette()
        self.set_title(title)
        if body is not None:
            self.set_body(body)
        self._arrange()

    def set_title(self, title: str) -> None:
        """Show another title; an empty one takes no room."""
        self._words = title
        self._title.setText(title.upper() if self._capitals else title)
        self.setAccessibleName(title)
        self._show_head()

    def reword(self, say: Callable[[str], str]) -> None:
        """Put the title into another language."""
        self.set_title(say(self._words))

    def title(self) -> str:
        """The title as given."""
        return self._words

    def set_body(self, body: QWidget) -> None:
        """Put `body` below the title; the former body is deleted."""
        if self._body is not None:
            self._rows.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._rows.addWidget(body, 1)

    def body(self) -> QWidget | None:
        """What stands below the title."""
        return self._body

    def add_tool(self, widget: QWidget) -> None:
        """Put a small widget at the right end of the title's line."""
        self._tools.addWidget(widget)
        widget.show()
        self._show_head()

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and its hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = scaled(RADIUS, self)
        ground = self._palette.editor if self._ground == "editor" else self._palette.card
        painter.setPen(QPen(QColor(self._palette.hairline), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _show_head(self) -> None:
        self._head.setVisible(bool(self._words) or self._tools.count() > 0)

    def _arrange(self) -> None:
        side, top = scaled(PAD, self), scaled(SMALL, self)
        edge = 1 if self._flush else side
        self._rows.setContentsMargins(
            edge, top, edge, scaled(RADIUS, self) // 2 if self._flush else scaled(GAP, self)
        )
        self._rows.setSpacing(scaled(SMALL, self))
        inner = side - edge
        head = self._head.layout()
        assert head is not None
        head.setContentsMargins(inner, 0, inner, 0)
