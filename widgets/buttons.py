"""Buttons whose icons follow the palette: one with words, and a small flat one for a pane's corner."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.core.typing import override
from widgets.icons import IconName, icon
from widgets.palette import Palette
from widgets.theme import current_palette, scaled, set_role

_BESIDE = (
    0.25  # of an icon's side: the room before the words, beside the few pixels that Qt leaves at any size
)


class ActionButton(QPushButton):
    """A button with words, perhaps an icon and its shortcut; `primary`: the one in the accent colour."""

    def __init__(
        self,
        text: str,
        icon_name: IconName | None = None,
        shortcut: str = "",
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._primary = primary
        if primary:
            set_role(self, "primary")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        self.setAutoDefault(True)  # Return presses it, as Space does
        self.set_words(text, shortcut)
        self.set_palette_colours(current_palette())

    def set_words(self, text: str, shortcut: str = "") -> None:
        """Show other words, and the keys that do the same ("Ctrl+R"): they are shown, not bound."""
        self._said, self._keys = text, shortcut
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{text}  {keys}" if keys else text)
        self.setAccessibleName(text)

    def reword(self, say: Callable[[str], str]) -> None:
        """Put the words into another language; the keys stay."""
        self.set_words(say(self._said), self._keys)

    def set_icon_name(self, icon_name: IconName | None) -> None:
        """Show another icon, or none."""
        self._icon_name = icon_name
        self.set_palette_colours(current_palette())

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw the icon anew."""
        side = scaled(14)
        self.setIconSize(QSize(round(side * (1 + _BESIDE)), side))
        colour = palette.on_accent if self._primary else palette.text
        if self._icon_name:
            self.setIcon(icon(self._icon_name, colour, palette.faint, beside=_BESIDE))


class IconButton(QToolButton):
    """A flat icon; `tip` is its tool tip and its name for screen readers."""

    def __init__(self, icon_name: IconName, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name: IconName = icon_name
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_palette_colours(current_palette())

    def set_palette_colours(self, palette: Palette) -> None:
        """Draw the icon anew."""
        side = scaled(15)
        self.setIconSize(QSize(side, side))
        self.setIcon(icon(self._icon_name, palette.muted, palette.hairline))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """A larger font asks for a larger icon."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setIconSize(QSize(scaled(15, self), scaled(15, self)))
