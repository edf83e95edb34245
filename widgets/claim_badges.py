"""What a run shows: claims as pills with a sign, so that nothing hangs on colour alone."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.core.typing import override
from widgets.flow_layout import FlowLayout
from widgets.icons import IconName, paint_icon
from widgets.palette import Palette
from widgets.rich_label import RichLabel
from widgets.scroll_page import ScrollPage
from widgets.theme import GAP, current_palette, scaled, set_role

_SIGNS: dict[bool | None, IconName] = {True: "check", False: "cross", None: "dash"}


class ClaimBadges(QWidget):
    """Pills that wrap, the detail of the one in focus, what went wrong, and a note.

    Signals:
        link_activated(str): the target of a link in the note.
    """

    link_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = current_palette()
        self._pills = QWidget()
        self._flow = FlowLayout(self._pills)
        self._detail = QLabel()
        self._wrong = QLabel()
        self._diagnoses: Sequence[tuple[str, str, bool]] = ()
        self._note = RichLabel()
        self._noted = ""
        for label, text_format in (
            (self._detail, Qt.TextFormat.PlainText),
            (self._wrong, Qt.TextFormat.RichText),
            (self._note, Qt.TextFormat.RichText),
        ):
            label.setTextFormat(text_format)
            label.setWordWrap(True)
            label.hide()
            set_role(label, "muted")
        self._note.linkActivated.connect(self.link_activated)
        page = ScrollPage()
        self._rows = page.rows
        self._rows.addWidget(self._pills)
        self._rows.addWidget(self._detail)
        self._rows.addWidget(self._wrong)
        self._rows.addWidget(self._note)
        self._rows.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self._arrange()

    def set_claims(self, claims: Sequence[tuple[str, bool | None, str]]) -> None:
        """Show (name, holds or None where it can't be told, detail)."""
        self._show_detail("")
        while item := self._flow.takeAt(0):
            pill = item.widget()
            if pill is not None:
                pill.hide()
                pill.deleteLater()
        for name, holds, detail in claims:
            pill = _Pill(name, holds, detail, self)
            pill.told.connect(self._show_detail)
            self._flow.addWidget(pill)
        self._pills.setVisible(bool(claims))
        self._pills.updateGeometry()

    def set_diagnoses(self, diagnoses: Sequence[tuple[str, str, bool]]) -> None:
        """Show what went wrong, or was noticed: (title, text as simple rich text, whether it is a fault)."""
        self._diagnoses = diagnoses
        self._wrong.setText("".join(self._paragraph(*each) for each in diagnoses))
        self._wrong.setVisible(bool(diagnoses))

    def _paragraph(self, title: str, text: str, fault: bool) -> str:
        """A fault's title has the colour of what is wrong; a hint is muted as a whole, as the label is."""
        colours = self._palette.bad, self._palette.text
        title_colour, text_colour = colours if fault else (self._palette.muted, self._palette.muted)
        return (
            f'<p style="margin:0 0 6px 0; line-height:135%; color:{text_colour}">'
            f'<b style="color:{title_colour}">{escape(title)}.</b> {text}</p>'
        )

    def reword(self, say: Callable[[str], str]) -> None:
        """Put the note into another language; whoever set the rest tells it anew."""
        self.set_note(say(self._noted))

    def set_note(self, text: str) -> None:
        """Show a note (simple rich text) below the pills; empty: none."""
        self._noted = text
        self._note.setText(f'<div style="line-height:135%">{text}</div>' if text else "")
        self._note.setVisible(bool(text))

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        self.set_diagnoses(self._diagnoses)
        note = self._note.text()
        self._note.setText("")  # a label keeps the link colour that was in force when its text was set
        self._note.setText(note)
        self.update()

    def palette_colours(self) -> Palette:
        """The colours in force."""
        return self._palette

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Distances follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        self._rows.setSpacing(scaled(GAP, self))
        self._flow.set_gap(scaled(6, self))

    def _show_detail(self, detail: str) -> None:
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))


class _Pill(QWidget):
    """One claim.

    Signals:
        told(str): the detail to show while it has the keyboard or was clicked; empty when it is left.
    """

    told = Signal(str)

    _WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

    def __init__(self, name: str, holds: bool | None, detail: str, badges: ClaimBadges) -> None:
        super().__init__(badges)
        self._name, self._holds, self._tip = name, holds, detail
        self._badges = badges
        verdict = {
            True: self.tr("holds"),
            False: self.tr("doesn't hold"),
            None: self.tr("can't be told here"),
        }[holds]
        self.setAccessibleName(f"{name}: {verdict}")
        self.setAccessibleDescription(detail)
        self.setToolTip(f"{verdict[:1].upper()}{verdict[1:]}. {detail}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        """Room for sign and name."""
        metrics = QFontMetrics(self.font())
        words = metrics.horizontalAdvance(self._name)
        return QSize(words + scaled(36, self), metrics.height() + scaled(10, self))

    @override
    def minimumSizeHint(self) -> QSize:
        """The name may wrap."""
        return QSize(scaled(60, self), self.sizeHint().height())

    @override
    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped name."""
        room = QRect(0, 0, width - scaled(34, self), 10_000)
        words = QFontMetrics(self.font()).boundingRect(room, self._WRAPPED, self._name)
        return words.height() + scaled(10, self)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted pill, its sign, its name."""
        palette = self._badges.palette_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(palette.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent_soft))
        line = QFontMetrics(self.font()).height() + scaled(10, self)
        painter.drawRoundedRect(outline, line / 2 - 1, line / 2 - 1)
        colour = {True: palette.good, False: palette.bad, None: palette.muted}[self._holds]
        side, left = scaled(13, self), scaled(9, self)
        paint_icon(painter, _SIGNS[self._holds], QRectF(left, (line - side) / 2, side, side), colour)
        painter.setPen(QColor(palette.muted if self._holds is None else palette.text))
        words = self.rect().adjusted(scaled(26, self), 0, -scaled(8, self), 0)
        painter.drawText(words, self._WRAPPED, self._name)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the detail."""
        self.told.emit(self._tip)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take it back."""
        self.told.emit("")
        self.update()
