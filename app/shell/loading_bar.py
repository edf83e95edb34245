"""Says below a timeline how far the lab is with a recording that takes long, and lets it be given up."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from app.shell.run_session import Work
from app.shell.spacing import follow_font
from widgets.buttons import ActionButton
from widgets.theme import GAP, PAD, scaled, set_role

_SOON_MS = 200  # what is done before needs no bar
_STEPS = 1000


class LoadingBar(QWidget):
    """Hidden unless something takes long.

    Signals:
        given_up(): nobody wants to wait.
    """

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        set_role(self._words, "small")
        self._share = QProgressBar()
        self._share.setRange(0, _STEPS)
        self._share.setTextVisible(False)
        self.cancel = ActionButton(self.tr("Cancel"), "close")
        self.cancel.clicked.connect(self.given_up)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.show)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words)
        self._row.addWidget(self._share, 1)
        self._row.addWidget(self.cancel)
        follow_font(self, self._space)
        self.hide()

    def _space(self) -> None:
        pad = scaled(PAD, self)
        self._row.setContentsMargins(pad, 0, pad, scaled(GAP, self))
        self._row.setSpacing(pad)
        self._share.setFixedHeight(scaled(6, self))

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def tell(self, work: Work, share: float) -> None:
        """So much of this is done; "" for nothing to wait for."""
        if not work:
            self._soon.stop()
            self.hide()
            return
        self._words.setText(self._told(work).format(round(100 * share)))
        self._share.setValue(round(_STEPS * share))
        if self.isHidden() and not self._soon.isActive():
            self._soon.start()

    def _told(self, work: Work) -> str:
        match work:
            case "reading":
                return self.tr("Reading the recording · {0} %")
            case "showing":
                return self.tr("Drawing the recording · {0} %")
            case _:
                return self.tr("Looking for what it shows · {0} %")
