"""Asking for a file or a folder: by the system's own dialog where it has one, else by Qt's."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QToolButton, QTreeView, QWidget

from app.shell.spacing import follow_font, size_dialog
from widgets.theme import scaled

_SIZE = 760, 480  # pixels at the base size
_PLACES = 140  # of them the list of places at the left


class FileDialog(QFileDialog):
    """Qt's own is as small with large letters as with small ones; this one isn't. It goes when it is closed."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        follow_font(self, self._space)

    def _space(self) -> None:
        size_dialog(self, *_SIZE)
        files, splitter = self.findChild(QTreeView, "treeView"), self.findChild(QSplitter)
        if files is None or splitter is None:  # it is the system's
            return
        side = scaled(16, self)
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(side, side))
        places = scaled(_PLACES, self)
        splitter.setSizes([places, max(self.width() - places, places)])
        header = files.header()
        header.setResizeContentsPrecision(0)  # of thousands of files those in sight
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(scaled(48, self))
