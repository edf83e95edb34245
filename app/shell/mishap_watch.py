"""Hears of every failure of the lab itself that nobody caught, logs it, shows it once, and lets the lab go on."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from app.core.lab_log import LabLog
from app.core.mishap import Mishaps, told
from app.shell.mishap_dialog import MishapDialog

_LOG_LINES = 30
_GATHER_MS = 200  # a flood of failures becomes one change of the dialog
_LOGGED = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class MishapWatch(QObject):
    """Stands in for the hooks of Python, its threads, asyncio and Qt while it is `listening`.

    Signals:
        said(str): the failure in a few words.
    """

    said = Signal(str)
    _happened = Signal(object)  # from any thread

    def __init__(self, log: LabLog, window: QWidget, seen: bool) -> None:
        """`seen`: somebody looks, so that a dialog is of use; tests and pictures do without."""
        super().__init__(window)
        self._log = log
        self._window = window
        self._seen = seen
        self._mishaps = Mishaps()
        self._new = False
        self.dialog: MishapDialog | None = None
        self._of_qt: Callable[..., Any] | None = None
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._show)
        self._happened.connect(self._take, Qt.ConnectionType.AutoConnection)

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """While this lasts nothing that goes wrong is lost, and nothing of it ends the lab."""
        of_python, of_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._in_python
        threading.excepthook = self._in_thread
        self._of_qt = qInstallMessageHandler(self._in_qt)
        try:
            yield
        finally:
            qInstallMessageHandler(self._of_qt)
            sys.excepthook = of_python
            threading.excepthook = of_threads
            self._gather.stop()
            if self.dialog is not None:
                self.dialog.close()

    def hear_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear of the failures of this loop's callbacks and forgotten tasks too."""
        loop.set_exception_handler(self._in_loop)

    # the hooks ----------------------------------------------------------------------------------------------
    def _in_python(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        self._note(error)

    def _in_thread(self, failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None and failure.exc_type is not SystemExit:
            self._note(failure.exc_value)

    def _in_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self._note(error)
        else:
            self._log.write(str(context.get("message")))
            loop.default_exception_handler(context)

    def _in_qt(self, kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if kind in _LOGGED:
            self._log.write(f"Qt: {words}")
        if self._of_qt is not None:
            self._of_qt(kind, context, words)
        elif sys.stderr is not None:  # a windowed program on Windows has none
            sys.stderr.write(f"{words}\n")

    def _note(self, error: BaseException) -> None:
        words = told(error)
        self._log.write(words)
        if sys.stderr is not None:
            sys.stderr.write(words)
        if not isinstance(error, KeyboardInterrupt):
            self._happened.emit(error)

    # in the window's thread ---------------------------------------------------------------------------------
    @Slot(object)
    def _take(self, error: BaseException) -> None:
        try:
            self._new = self._mishaps.add(error) or self._new
            self.said.emit(self.tr("Something in the lab itself failed: {0}").format(error))
        except Exception as second:  # told by the hook, it would come here again, and again
            self._log.write(told(second))
        if self._seen and not self._gather.isActive():
            self._gather.start()

    @Slot()
    def _show(self) -> None:
        """Show the dialog for what is new; the same failures once more only count in the one that is open."""
        is_open = self.dialog is not None and self.dialog.isVisible()
        if not self._new and not is_open:
            return
        if self.dialog is None:
            self.dialog = MishapDialog(str(self._log.file), self._window)
        self.dialog.tell(self._mishaps.count, self._mishaps.report(self._log.last_lines(_LOG_LINES)))
        if self._new:
            self._new = False
            self.dialog.show()
            self.dialog.raise_()
