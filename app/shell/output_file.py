"""Writes a tab's output to a file that the user chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.shell.file_dialog import FileDialog
from widgets.spoken import reason


class OutputFile(QObject):
    """Asks where to, and writes.

    Signals:
        failed(str): why the output couldn't be saved.
    """

    failed = Signal(str)

    def __init__(self, tab: QWidget) -> None:
        super().__init__(tab)
        self._tab = tab

    def save(self, text: str) -> None:
        """Ask for a file and write `text` there."""
        dialog = FileDialog(self._tab, self.tr("Save the output as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(lambda path: self.write(path, text))
        dialog.open()

    def write(self, path: str, text: str) -> None:
        """Write `text` to `path`."""
        try:
            Path(path).write_text(text, encoding="utf-8")
        except OSError as error:
            self.failed.emit(self.tr("The output couldn't be saved: {0}.").format(reason(error)))
