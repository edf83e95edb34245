"""The box in which a person chooses the Python that runs the program."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.core.typing import override
from app.shell.python_finder import PythonFinder
from app.stage.pythons import FoundPython, own_python

_PYTHON = Qt.ItemDataRole.UserRole + 1


class PythonBox(QComboBox):
    """Shows the lab's own Python; the others are looked for when the box is opened for the first time.

    Signals:
        python_chosen(str): the executable, empty for the lab's own.
    """

    python_chosen = Signal(str)

    def __init__(self, finder: PythonFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Python"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._finder = finder
        self._short = False
        self._add(own_python(), own=True)
        self._look_of_choice()
        if finder.pythons:
            self._show_found()
        finder.found.connect(self._show_found)
        self.activated.connect(self._choose)

    @property
    def python(self) -> Path | None:
        """The chosen interpreter; None: the lab's own."""
        return Path(chosen) if (chosen := self.currentData()) else None

    @property
    def version(self) -> str:
        """That of the chosen interpreter, as "3.13.0"."""
        chosen = self.currentData(_PYTHON)
        return chosen.version if isinstance(chosen, FoundPython) else own_python().version

    def set_short(self, short: bool) -> None:
        """Show the versions only, where there is little room."""
        if short != self._short:
            self._short = short
            for index in range(self.count()):
                self._write(index)
            self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()  # Qt's own is kept from when the texts were longer

    @override
    def showPopup(self) -> None:
        self._finder.look()
        if not self._finder.pythons and self.count() == 1:
            self.addItem(self.tr("looking for others…"))
            self.model().setData(self.model().index(1, 0), 0, Qt.ItemDataRole.UserRole - 1)  # can't be chosen
        super().showPopup()

    def _show_found(self) -> None:
        open_now, chosen = self.view().isVisible(), self.currentData()
        self.clear()
        own, *others = self._finder.pythons
        self._add(own, own=True)
        for python in others:
            self._add(python)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self._look_of_choice()
        if open_now:  # as long as its list is now
            super().hidePopup()
            super().showPopup()

    def _add(self, python: FoundPython, own: bool = False) -> None:
        self.addItem("", "" if own else python.executable)
        index = self.count() - 1
        where = self.tr("the lab's own") if own else _at_home(python.executable)
        self.setItemData(index, where, Qt.ItemDataRole.ToolTipRole)
        self.setItemData(index, python, _PYTHON)
        self._write(index)

    def _write(self, index: int) -> None:
        python = self.itemData(index, _PYTHON)
        if not isinstance(python, FoundPython):
            return
        version = python.version if self._short else self.tr("Python {0}").format(python.version)
        self.setItemText(index, self.tr("{0}, no GIL").format(version) if python.free_threaded else version)

    def _choose(self) -> None:
        self._look_of_choice()
        self.python_chosen.emit(self.currentData() or "")

    def _look_of_choice(self) -> None:
        where = self.currentData(Qt.ItemDataRole.ToolTipRole)
        self.setToolTip(self.tr("The Python that runs the program: {0}").format(where))


def _at_home(path: str) -> str:
    home = os.path.expanduser("~")
    return f"~{path[len(home) :]}" if path.startswith(home + os.sep) else path
