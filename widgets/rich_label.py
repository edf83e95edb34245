"""A label for text with links and code in it, which look right whatever the palette and the size of letters become."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

from app.core.typing import override

_LOOKS = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class RichLabel(QLabel):
    """Reads its text anew when its looks change: Qt keeps the colour of links and the size of code as first read."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Read the same text with the looks in force."""
        super().changeEvent(event)
        text = self.text()
        if event.type() in _LOOKS and text:
            self.clear()  # the text that it has already wouldn't be read
            self.setText(text)
