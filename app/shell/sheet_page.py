"""The class sheet: what was predicted, how many hands, and what was measured; to keep as a table or to print."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from app.core.class_sheet import ClassSheet, Headings, Row, said
from app.shell.file_dialog import FileDialog
from app.shell.pages import Page
from widgets.buttons import ActionButton
from widgets.spoken import reason


class SheetPage(Page):
    """The rows of the class sheet, newest state.

    Signals:
        said(str): where it was saved, or why not.
    """

    said = Signal(str)

    def __init__(self, sheet: ClassSheet, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Class sheet"),
            self.tr("What was predicted since the lab was opened, and what the recordings said."),
            parent,
        )
        self._sheet = sheet
        self._lines: list[QLabel] = []
        self.table = ActionButton(self.tr("Save as a table (CSV)…"), "save")
        self.table.clicked.connect(lambda: self._ask("csv", self.save_table))
        self.print_page = ActionButton(self.tr("Save as a page to print (HTML)…"), "save")
        self.print_page.clicked.connect(lambda: self._ask("html", self.save_page))
        row = QHBoxLayout()
        row.addWidget(self.table)
        row.addWidget(self.print_page)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.show_rows()

    def show_rows(self) -> None:
        """Show what is known by now."""
        for label in self._lines:
            label.hide()
            label.deleteLater()
        self._lines = []
        rows = self._sheet.rows
        self.table.setEnabled(bool(rows))
        self.print_page.setEnabled(bool(rows))
        if not rows:
            self._line(self.tr("Nothing yet: predict something beside a program, or run one."), muted=True)
        for row in rows:
            self._line(f"{row.demo} · {row.variant}", muted=False)
            self._line(self._told(row), muted=True)

    def headings(self) -> Headings:
        """The words above the columns of what is saved."""
        columns = (
            self.tr("Demo"),
            self.tr("Variant"),
            self.tr("Question"),
            self.tr("Predicted"),
            self.tr("Hands"),
            self.tr("Measured"),
            self.tr("Last run"),
        )
        return Headings(self.tr("Class sheet"), columns)

    def save_table(self, path: str) -> None:
        """Write the rows as CSV, with the mark at its beginning by which spreadsheets know UTF-8."""
        self._write(path, self._sheet.csv(self.headings()), "utf-8-sig")

    def save_page(self, path: str) -> None:
        """Write the rows as a page that a browser prints."""
        self._write(path, self._sheet.html(self.headings()), "utf-8")

    def _write(self, path: str, text: str, encoding: str) -> None:
        try:
            Path(path).write_text(text, encoding=encoding, newline="\n")
        except OSError as error:
            self.said.emit(self.tr("The class sheet couldn't be saved: {0}.").format(reason(error)))
        else:
            self.said.emit(self.tr("The class sheet is saved in {0}.").format(path))

    def _ask(self, ending: str, save: Callable[[str], None]) -> None:
        dialog = FileDialog(self, self.tr("Save the class sheet as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"class_sheet.{ending}")
        dialog.fileSelected.connect(save)
        dialog.open()

    def _line(self, words: str, muted: bool) -> None:
        label = self.add_words(words, "subtitle" if muted else "heading")
        self._lines.append(label)

    def _told(self, row: Row) -> str:
        told = []
        if row.asked is not None:
            told.append(row.asked.question)
            guess, measured = said(row.asked, row.guess.answer), said(row.asked, row.measured)
            if guess:
                told.append(self.tr("predicted: {0}").format(guess))
            hands = [
                f"{choice} {count}"
                for choice, count in zip(row.asked.choices, row.guess.counts, strict=False)
                if count
            ]
            if hands:
                told.append(self.tr("hands: {0}").format(", ".join(hands)))
            if measured:
                told.append(self.tr("measured: {0}").format(measured))
        if row.result:
            told.append(row.result)
        return " · ".join(told)
