"""What this lab is, what it stands on, and what this machine can do: to read, and to copy for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from app.core.version import VERSION
from app.shell.machine_words import Row, machine_rows, version_rows
from app.shell.python_finder import PythonFinder
from app.shell.spacing import follow_font, size_dialog
from widgets.buttons import ActionButton
from widgets.theme import GAP, WIDE, scaled, set_role


class AboutDialog(QDialog):
    """Not modal. The Pythons of this machine are looked for when it is shown.

    Signals:
        page_requested(str): a page of the help, by its name.
    """

    page_requested = Signal(str)

    def __init__(self, finder: PythonFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self.setWindowTitle(self.tr("About"))
        title = QLabel(self.tr("Concurrency Lab {0}").format(VERSION))
        set_role(title, "title")
        words = QLabel(
            self.tr(
                "See processes, threads and tasks happen. MIT licence; with Qt and PySide6 under the LGPL, and "
                "others under licences of their own."
            )
        )
        words.setWordWrap(True)
        set_role(words, "muted")
        self.facts = QTextBrowser()
        self.facts.setAccessibleName(self.tr("Versions, and what this machine can do"))
        self._rows = QVBoxLayout(self)
        for each in (title, words, self.facts, self._buttons()):
            self._rows.addWidget(each)
        follow_font(self, self._space)
        finder.found.connect(self._tell)
        self._tell()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = ActionButton(self.tr("Copy"), primary=True)
        self.copy.clicked.connect(self._copy)
        self.licence = ActionButton(self.tr("Licence"))
        self.licence.clicked.connect(lambda: self.page_requested.emit("licence"))
        self.notices = ActionButton(self.tr("Notices"))
        self.notices.clicked.connect(lambda: self.page_requested.emit("notices"))
        for button in (self.licence, self.notices, self.copy):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _space(self) -> None:
        self.facts.document().setDocumentMargin(scaled(GAP, self))
        self._rows.setContentsMargins(*[scaled(WIDE, self)] * 4)
        self._rows.setSpacing(scaled(GAP, self))
        size_dialog(self, 600, 540)

    def _parts(self) -> list[tuple[str, Sequence[Row]]]:
        pythons = self._finder.pythons or None
        return [
            (self.tr("Versions"), version_rows()),
            (self.tr("What this machine can do"), machine_rows(pythons)),
        ]

    def _tell(self) -> None:
        self.facts.setHtml(
            "".join(f"<h4>{escape(title)}</h4>{_table(rows)}" for title, rows in self._parts())
        )

    def speak(self) -> None:
        """Tell the facts in the language that is spoken now."""
        self._tell()

    def _copy(self) -> None:
        parts = (
            "\n".join((title, *(f"  {name}: {value}" for name, value in rows)))
            for title, rows in self._parts()
        )
        QGuiApplication.clipboard().setText("\n\n".join(parts) + "\n")
        self.copy.set_words(self.tr("Copied"))


def _table(rows: Sequence[Row]) -> str:
    cells = (
        f"<tr><td>{escape(name)}&nbsp;&nbsp;&nbsp;</td><td>{escape(value).replace(chr(10), '<br>')}</td></tr>"
        for name, value in rows
    )
    return f"<table>{''.join(cells)}</table>"
