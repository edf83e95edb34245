"""Hears of a second start of the lab, so that the first window comes forward in its place."""

import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

from app.shell.knock import ANSWER, wish_of

_LONGEST_MESSAGE = 1 << 16  # bytes


class Doorbell(QObject):
    """A local server at one door; where none can be had, each start has a window of its own.

    Signals:
        rung(object, object): somebody wants the window, with a demo's id and a file's Path, or None.
    """

    rung = Signal(object, object)

    def __init__(self, place: str | None, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """Begin to hear; whether that could be done."""
        if self._place is None:
            return False
        if os.path.isabs(self._place):
            try:
                os.makedirs(os.path.dirname(self._place), mode=0o700, exist_ok=True)
            except OSError:
                return False
        if self._server.listen(self._place):
            return True
        # A lab that was killed left its socket behind; one that lives has just been asked and would have answered.
        in_use = self._server.serverError() == QAbstractSocket.SocketError.AddressInUseError
        return in_use and QLocalServer.removeServer(self._place) and self._server.listen(self._place)

    def close(self) -> None:
        """Hear no more."""
        self._server.close()

    def _answer(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            line.readyRead.connect(self._read)
            line.disconnected.connect(line.deleteLater)
            self._take(line)

    def _read(self) -> None:
        line = self.sender()
        if isinstance(line, QLocalSocket):
            self._take(line)

    def _take(self, line: QLocalSocket) -> None:
        if not line.canReadLine():
            if line.bytesAvailable() > _LONGEST_MESSAGE:
                line.abort()
            return
        try:
            demo, program = wish_of(bytes(line.readLine(_LONGEST_MESSAGE).data()))
        except ValueError:
            line.abort()
            return
        self.rung.emit(demo, program)
        line.write(ANSWER)
        line.flush()
        line.disconnectFromServer()
