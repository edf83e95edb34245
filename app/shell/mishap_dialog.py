"""What is shown when the lab itself failed somewhere: a sentence, a report to copy, and the lab goes on."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.mishap import without_home
from app.shell.spacing import follow_font, size_dialog
from widgets.buttons import ActionButton
from widgets.fonts import code_font
from widgets.theme import GAP, PAD, WIDE, scaled, set_role


class MishapDialog(QDialog):
    """Not modal: behind it the lab can be used as before. It tells of all failures at once."""

    def __init__(self, log: str, parent: QWidget | None = None) -> None:
        """`log`: the file that has everything."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something in the lab failed"))
        self.heading = QLabel()
        set_role(self.heading, "heading")
        words = self.tr(
            "This is a fault of the lab, not of your program. You can go on; what you were doing last may not "
            "have been done. The report below helps whoever mends it. The log is {0}."
        ).format(without_home(log))
        introduction = QLabel(words)
        introduction.setWordWrap(True)
        set_role(introduction, "muted")
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setFont(code_font(self.font().pointSizeF()))
        set_role(self.report, "code")
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = ActionButton(self.tr("Copy the report"), primary=True)
        self.copy.clicked.connect(self._copy)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self._rows = QVBoxLayout(self)
        for each in (self.heading, introduction, self.report, buttons):
            self._rows.addWidget(each)
        follow_font(self, self._space)

    def _space(self) -> None:
        self.report.document().setDocumentMargin(scaled(GAP, self))
        self._rows.setContentsMargins(*[scaled(WIDE, self)] * 4)
        self._rows.setSpacing(scaled(PAD, self))
        size_dialog(self, 680, 440)

    def tell(self, count: int, report: str) -> None:
        """Show a report on so many failures; where the reader is in it stays."""
        once = self.tr("Something in the lab itself failed. The lab goes on.")
        often = self.tr("Something in the lab itself failed {0} times. The lab goes on.")
        self.heading.setText(once if count == 1 else often.format(count))
        if report != self.report.toPlainText():
            bar = self.report.verticalScrollBar()
            place = bar.value()
            self.report.setPlainText(report)
            self.copy.set_words(self.tr("Copy the report"))
            bar.setValue(place)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.set_words(self.tr("Copied"))
