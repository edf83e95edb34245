"""Saves what the timeline shows as a picture: PNG in the pixels of the screen, SVG for print."""

from pathlib import Path

from PySide6.QtCore import QObject, QSaveFile, QStandardPaths, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from app.shell.file_dialog import FileDialog
from widgets.timeline import Timeline

SVG, PNG = ".svg", ".png"


class TimelinePictures(QObject):
    """Asks for a file and writes it.

    Signals:
        said(str): a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def ask(self, view: Timeline, name: str) -> QFileDialog:
        """Let the user choose where the picture of `view` goes; `name` is offered for it."""
        dialog = FileDialog(self._window, self.tr("Save a picture of the timeline"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffixes = {self.tr("Picture (*.png)"): PNG, self.tr("Drawing for print (*.svg)"): SVG}
        dialog.setNameFilters(list(suffixes))
        dialog.setDefaultSuffix(PNG[1:])
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        dialog.selectFile(name + PNG)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(suffixes.get(chosen, PNG)[1:]))
        dialog.fileSelected.connect(lambda path: self.save(view, Path(path)))
        dialog.open()
        return dialog

    def save(self, view: Timeline, path: Path) -> bool:
        """Write the picture, whole or not at all, and say how it went; the suffix says which kind."""
        file = QSaveFile(str(path))
        written = file.open(QSaveFile.OpenModeFlag.WriteOnly) and _write(view, file, path.suffix.lower())
        if written and file.commit():
            self.said.emit(self.tr("The picture is in {0}.").format(path))
            return True
        self.said.emit(self.tr("The picture can't be saved: {0}.").format(file.errorString()))
        return False


def _write(view: Timeline, file: QSaveFile, suffix: str) -> bool:
    if suffix != SVG:
        return view.grab().save(file, "PNG")
    from PySide6.QtSvg import QSvgGenerator  # nobody needs it before

    drawing = QSvgGenerator()
    drawing.setOutputDevice(file)
    drawing.setSize(view.size())
    drawing.setViewBox(view.rect())
    painter = QPainter()
    if not painter.begin(drawing):
        return False
    view.draw(painter)
    return painter.end()
