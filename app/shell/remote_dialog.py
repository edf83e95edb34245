"""Where a presenter's remote is taught: press a button of it, and choose what that means."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.core.typing import override
from app.shell.remote_keys import TAUGHT, Wish, can_be_taught
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from widgets.buttons import ActionButton
from widgets.theme import GAP, PAD, WIDE, scaled, set_role


class RemoteDialog(QDialog):
    """What can be wanted, the buttons that were taught for it, and a way to teach another."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._learning: Wish | None = None
        self._known: dict[Wish, QLabel] = {}
        self.teach: dict[Wish, ActionButton] = {}
        self.said = QLabel()
        self.setWindowTitle(self.tr("Teach a remote"))
        self._grid = QGridLayout()
        words = {
            Wish.NEXT: self.tr("Next step"),
            Wish.BACK: self.tr("Undo this step"),
            Wish.BLACK: self.tr("Black"),
            Wish.SPOTLIGHT: self.tr("Spotlight"),
            Wish.TOGGLE: self.tr("End presenting"),
        }
        for row, wish in enumerate(TAUGHT):
            self._add(row, wish, words[wish])
        self.forget = ActionButton(self.tr("Forget all"))
        self.forget.clicked.connect(self._forget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.forget, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        introduction = QLabel(
            self.tr(
                "Most remotes send PageDown, PageUp, F5, Esc and a full stop, which are known. For any other: "
                "choose what a button shall do, then press the button."
            )
        )
        introduction.setWordWrap(True)
        set_role(introduction, "muted")
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(introduction)
        self._rows.addLayout(self._grid)
        self._rows.addWidget(self.said)
        self._rows.addWidget(buttons)
        follow_font(self, self._space)
        self._show()

    def _add(self, row: int, wish: Wish, words: str) -> None:
        self._grid.addWidget(QLabel(words), row, 0)
        self._known[wish] = QLabel()
        set_role(self._known[wish], "muted")
        self._grid.addWidget(self._known[wish], row, 1)
        button = ActionButton(self.tr("Teach…"))
        button.setAccessibleName(self.tr("Teach: {0}").format(words))
        button.clicked.connect(lambda: self._learn(wish))
        self._grid.addWidget(button, row, 2)
        self._grid.setColumnStretch(1, 1)
        self.teach[wish] = button

    def _space(self) -> None:
        self._rows.setContentsMargins(*[scaled(WIDE, self)] * 4)
        self._rows.setSpacing(scaled(PAD, self))
        self._grid.setHorizontalSpacing(scaled(WIDE, self))
        self._grid.setVerticalSpacing(scaled(GAP, self))
        self.setMinimumWidth(scaled(420, self))

    def _learn(self, wish: Wish) -> None:
        self._learning = wish
        self.said.setText(self.tr("Press a button of your remote to teach it."))
        self.setFocus()

    def _forget(self) -> None:
        self._settings.remote = {}
        self._learning = None
        self._show()

    def _show(self) -> None:
        remote = self._settings.remote
        for wish, label in self._known.items():
            keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in remote]
            mine = [name for name, known in zip(keys, remote.values(), strict=True) if known == wish]
            label.setText(", ".join(mine) or self.tr("no button yet"))
        if self._learning is None:
            self.said.setText("")
        self.forget.setEnabled(bool(remote))

    @override
    def event(self, event: QEvent) -> bool:
        """While it learns, every key is one of the remote: also those of shortcuts, and Tab."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if self._learning is None or event.type() not in kinds or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self._take(event.key())
        return True

    def _take(self, key: int) -> None:
        wish, self._learning = self._learning, None
        if key == Qt.Key.Key_Escape or wish is None:
            self._show()
        elif can_be_taught(key):
            self._settings.remote = {**self._settings.remote, key: wish.value}
            self._show()
        else:
            self._learning = wish
            self.said.setText(self.tr("That key means something else. Press another button, or Esc."))
