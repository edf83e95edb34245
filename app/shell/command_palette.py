"""The command palette: type some letters of what you want to do, and do it; everything is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.fuzzy import best
from app.core.typing import override
from app.shell.commands import Command
from widgets.card import Card
from widgets.theme import GAP, PAD, SMALL, current_palette, scaled, set_role

_WIDE, _ROWS = 620, 11
_MOST = 200  # shown: who sees more types another letter
_COMMAND = Qt.ItemDataRole.UserRole


class CommandPalette(QWidget):
    """A card at the top of its window with a field and the commands that fit.

    Up and Down choose, Return does, Esc or a click elsewhere closes; then the keyboard is where it was before.

    Signals:
        done(str): the words of the command that is being done.
    """

    done = Signal(str)

    def __init__(self, window: QWidget, ask: Callable[[], Sequence[Command]]) -> None:
        """`ask` tells what can be done, each time the palette opens."""
        super().__init__(window)
        self._room, self._ask = window, ask
        self._commands: Sequence[Command] = ()
        self._before: QWidget | None = None
        self.field, self.list = QLineEdit(), QListWidget()
        self._nothing = QLabel()
        set_role(self._nothing, "subtitle")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._do)
        body = QWidget()
        self._rows = QVBoxLayout(body)
        for widget in (self.field, self.list, self._nothing):
            self._rows.addWidget(widget)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(Card("", body))
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show everything that can be done now; open already, close."""
        if self.isVisible():
            self.leave()
            return
        self._before = self._room.focusWidget()
        self._commands = self._ask()
        self._say()
        self.field.clear()
        self._find("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close, and give the keyboard back."""
        if not self.isVisible():
            return
        self.field.clearFocus()  # else Qt hands it on to some other field
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisibleTo(self._room):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def speak(self) -> None:
        """Say what can be done in the language that is spoken now."""
        if self.isVisible():
            self._commands = self._ask()
            self._say()
            self._find(self.field.text())

    def shown(self) -> list[Command]:
        """The commands in the list, the best first."""
        return [self.list.item(row).data(_COMMAND) for row in range(self.list.count())]

    def _say(self) -> None:
        """The words, in the language in force."""
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Command palette"))
        self.field.setAccessibleDescription(
            self.tr("Type some letters, choose with Up and Down, press Return.")
        )
        self.list.setAccessibleName(self.tr("Commands"))
        self._nothing.setText(self.tr("Nothing is called like that here."))

    def _find(self, query: str) -> None:
        self.list.clear()
        for command in best(query, self._commands, _title)[:_MOST]:
            item = QListWidgetItem(_title(command))
            item.setData(_COMMAND, command)
            spoken = (command.words, command.place, command.keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, spoken)))
            if not command.enabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(self._next_enabled(-1, 1))
        self._nothing.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))

    def _next_enabled(self, row: int, by: int) -> int:
        """The row of the next command that can be done, going round; -1: there is none."""
        count = self.list.count()
        rows = [(row + by * step) % count for step in range(1, count + 1)]
        return next((each for each in rows if self.list.item(each).data(_COMMAND).enabled), -1)

    def _step(self, by: int) -> None:
        row = self._next_enabled(self.list.currentRow(), by)
        if row >= 0:
            self.list.setCurrentRow(row)

    def _do(self, item: QListWidgetItem | None) -> None:
        command = item.data(_COMMAND) if item is not None else None
        if command is None or not command.enabled:
            return
        self.leave()
        self.done.emit(command.words)
        command.run()

    def _place(self) -> None:
        """At the top of the window, in its middle, never larger than it."""
        pad, small = scaled(PAD), scaled(SMALL)
        self._rows.setContentsMargins(0, small, 0, small)
        self._rows.setSpacing(small)
        wide = min(scaled(_WIDE), self._room.width() - 2 * scaled(GAP))
        tall = self.field.sizeHint().height() + _ROWS * self.list.sizeHintForRow(0) + 2 * pad + 3 * small
        tall = min(tall, self._room.height() - 6 * scaled(GAP))
        self.setGeometry(QRect((self._room.width() - wide) // 2, 3 * scaled(GAP), wide, tall))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._room:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event.key())
        elif event.type() == QEvent.Type.FocusOut and self._is_left():
            self._before = None
            self.hide()
        return False

    def _is_left(self) -> bool:
        """Whether the keyboard has gone to something else in the window."""
        now = QApplication.focusWidget()
        return now is not None and now is not self.field and now.window() is self.window()

    def _press(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._step(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._step(-1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            QApplication.sendEvent(
                self.list, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
            )
        else:
            return False
        return True


def _title(command: Command) -> str:
    return f"{command.words}  {command.place}"


class _Row(QStyledItemDelegate):
    """Draws a command: its words, where it is from, and its keys at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, QFontMetrics(option.font).height() + 2 * scaled(SMALL))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        command: Command = index.data(_COMMAND)
        palette, rect = current_palette(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(palette.accent))
        ink = palette.on_accent if chosen else palette.text if command.enabled else palette.faint
        quiet = palette.on_accent if chosen else palette.muted if command.enabled else palette.faint
        metrics, pad = painter.fontMetrics(), scaled(SMALL)
        inside = rect.adjusted(pad, 0, -pad, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(QColor(quiet))
        if command.keys:
            painter.drawText(inside, flags | Qt.AlignmentFlag.AlignRight, command.keys)
            inside.setRight(inside.right() - metrics.horizontalAdvance(command.keys) - 2 * pad)
        words = f"✓ {command.words}" if command.checked else command.words
        painter.setPen(QColor(ink))
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, flags | Qt.AlignmentFlag.AlignLeft, words)
        inside.setLeft(inside.left() + metrics.horizontalAdvance(words) + 2 * pad)
        painter.setPen(QColor(quiet))
        place = metrics.elidedText(command.place, Qt.TextElideMode.ElideRight, max(inside.width(), 0))
        painter.drawText(inside, flags | Qt.AlignmentFlag.AlignLeft, place)
        painter.restore()
