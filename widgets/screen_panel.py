"""A program's window within the lab's: its title, its pixels, and what is the matter when it doesn't answer."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from app.core.screen import Act, Given, Picture
from app.core.typing import override
from widgets.buttons import IconButton
from widgets.card import Card
from widgets.screen_canvas import ScreenCanvas
from widgets.theme import set_role

_STALE_S = 1.0  # a program that hasn't looked at its events for so long doesn't respond


class ScreenPanel(QWidget):
    """One screen with its title.

    Signals:
        given(object): Given, what a person did to the window.
    """

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = ScreenCanvas()
        self._keys = QLabel()
        set_role(self._keys, "small")
        self._fit = QToolButton()
        self._fit.setText(self.tr("Fit"))
        self._fit.setCheckable(True)
        self._fit.setToolTip(self.tr("Make the program's window as large as this pane"))
        self._close = IconButton("close", self.tr("Close the program's window"))
        self._card = Card("", self.canvas, capitals=False, flush=True)
        for tool in (self._keys, self._fit, self._close):
            self._card.add_tool(tool)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._card)
        self._why_not = ""
        self._ended = False
        self.canvas.given.connect(self.given)
        self.canvas.keys_changed.connect(self._show_keys)
        self._fit.toggled.connect(self.canvas.follow_size)
        self._close.clicked.connect(lambda: self.given.emit(Given(Act.CLOSE)))
        self._show_keys(False)

    def title(self) -> str:
        """That of the program's window."""
        return self._card.title()

    def words(self) -> str:
        """What is said over the picture."""
        return self.canvas._words

    def show_picture(self, picture: Picture) -> None:
        """Show a newer picture."""
        self._why_not = picture.why_not()
        if picture.title or picture.pixels:
            self._card.set_title(picture.title)
        self.canvas.show_picture(picture)
        self.canvas.set_words(self._reason())

    def set_silence(self, silent_s: float, clicks: int) -> None:
        """For how long the program hasn't looked at its events, and how many clicks wait for it."""
        if self._ended:
            return
        if silent_s < _STALE_S or self._why_not:
            self.canvas.set_words(self._reason())
        elif clicks == 1:
            self.canvas.set_words(
                self.tr("not responding for {0} s · 1 click waiting").format(f"{silent_s:.1f}"), True
            )
        elif clicks:
            words = self.tr("not responding for {0} s · {1} clicks waiting")
            self.canvas.set_words(words.format(f"{silent_s:.1f}", clicks), True)
        else:
            self.canvas.set_words(self.tr("not responding for {0} s").format(f"{silent_s:.1f}"), True)

    def set_ended(self) -> None:
        """The program is over: its last picture stays."""
        if self._ended:
            return
        self._ended = True
        self.canvas.set_live(False)
        self.canvas.set_words(self._reason())
        for tool in (self._fit, self._close):
            tool.setEnabled(False)

    def _reason(self) -> str:
        match self._why_not:
            case "opengl":
                return self.tr("This program draws with OpenGL, which the lab can't show.")
            case "quick":
                return self.tr("This program's window is made with Qt Quick, which the lab can't show.")
            case "too_large":
                return self.tr("This program's window is too large to be shown here.")
            case "closed" if not self._ended:
                return self.tr("The program has closed its window and goes on.")
            case _:
                return ""

    def _show_keys(self, has: bool) -> None:
        self._keys.setText(self.tr("Shift+Esc gives the keys back") if has else "")

    @override
    def sizeHint(self) -> QSize:
        """As large as the picture and its title."""
        inner = self.canvas.sizeHint()
        return QSize(inner.width() + 2, inner.height() + self._card.sizeHint().height() - inner.height())
