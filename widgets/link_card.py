"""A card that leads somewhere: pressed as a whole, by mouse or keyboard."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.palette import Palette
from widgets.theme import GAP, PAD, RADIUS, SMALL, WIDE, Role, current_palette, scaled, set_role


class LinkCard(QAbstractButton):
    """A title, a line, and a smaller line; empty ones take no room."""

    def __init__(self, title: str, line: str, small: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self.setAccessibleName(title)
        self.setAccessibleDescription(line or small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        words.setSpacing(SMALL)
        roles: tuple[tuple[str, Role | None], ...] = ((title, "heading"), (line, None), (small, "small"))
        for text, role in roles:
            if text:
                words.addWidget(self._label(text, role))
        self._row = QHBoxLayout(self)
        self._row.addLayout(words, 1)
        self._arrow = QLabel("→")
        set_role(self._arrow, "muted")
        self._aside = QLabel()
        self._aside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(self._aside, "small")
        self._aside.hide()
        self._row.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        self._arrange()

    def _label(self, text: str, role: Role | None) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(label, role)
        return label

    def set_aside(self, words: str) -> None:
        """Say something small at the right; nothing takes no room."""
        self._aside.setText(words)
        self._aside.setVisible(bool(words))

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Room for the words."""
        return self._row.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and its hairline; a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring, palette = self.hasFocus(), self._palette
        painter.setPen(QPen(QColor(palette.accent if ring else palette.hairline), 2 if ring else 1))
        painter.setBrush(QColor(palette.hover if self.underMouse() else palette.card))
        radius = scaled(RADIUS, self)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        side, above = scaled(PAD, self), scaled(GAP + 2, self)
        self._row.setContentsMargins(side, above, side, above)
        self._row.setSpacing(scaled(WIDE, self))
