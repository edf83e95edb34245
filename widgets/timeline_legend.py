"""What the colours and signs of a timeline mean: only those that occur, wrapped to the width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.core.events import State
from widgets.palette import Palette
from widgets.timeline_arrows import STROKES, Stroke, draw_cross, draw_sign
from widgets.timeline_colours import UNSEEN, Look, look
from widgets.timeline_flows import ArrowKind

_MOST_LINES = 3
translate = QCoreApplication.translate  # a name that is looked for where texts are collected


def _state_words() -> dict[int, tuple[str, str]]:
    """A state alone, and where several that look the same occur ("": as alone)."""
    return {
        State.RUNNING: (translate("Timeline", "running"), ""),
        State.SLEEP: (translate("Timeline", "sleeping"), ""),
        State.CREATED: (translate("Timeline", "created"), ""),
        State.SUSPENDED: (translate("Timeline", "suspended"), ""),
        State.LOCK: (translate("Timeline", "waiting for a lock"), translate("Timeline", "a lock")),
        State.RLOCK: (translate("Timeline", "waiting for a lock"), translate("Timeline", "a lock")),
        State.CONDITION: (
            translate("Timeline", "waiting for a condition"),
            translate("Timeline", "a condition"),
        ),
        State.EVENT: (translate("Timeline", "waiting for an event"), translate("Timeline", "an event")),
        State.SEMAPHORE: (
            translate("Timeline", "waiting for a semaphore"),
            translate("Timeline", "a semaphore"),
        ),
        State.BARRIER: (translate("Timeline", "waiting at a barrier"), translate("Timeline", "a barrier")),
        State.PUT: (translate("Timeline", "putting into a queue"), translate("Timeline", "a queue")),
        State.GET: (translate("Timeline", "getting from a queue"), translate("Timeline", "a queue")),
        State.AWAIT: (translate("Timeline", "awaiting"), translate("Timeline", "a task")),
        State.IO: (translate("Timeline", "reading or writing"), translate("Timeline", "data")),
        State.INPUT: (translate("Timeline", "waiting for input"), translate("Timeline", "input")),
        State.JOIN: (translate("Timeline", "joining"), translate("Timeline", "a thread")),
        State.PROCESS: (translate("Timeline", "waiting for a process"), translate("Timeline", "a process")),
        UNSEEN: (translate("Timeline", "not traced"), ""),
    }


def _flow_words() -> dict[ArrowKind, str]:
    return {
        "start": translate("Timeline", "start"),
        "handover": translate("Timeline", "hand-over"),
        "item": translate("Timeline", "item"),
        "wake": translate("Timeline", "wake-up"),
        "message": translate("Timeline", "message"),
        "signal": translate("Timeline", "signal"),
        "join": translate("Timeline", "joined"),
    }


@dataclass(frozen=True, slots=True)
class Entry:
    """One sign and its words."""

    sign: Look | Stroke | Literal["cross"]
    words: str


def state_word(state: int) -> str:
    """What a lane in this state does."""
    return _state_words()[state][0]


def entries(states: Iterable[int], flows: Iterable[ArrowKind], broken: bool, palette: Palette) -> list[Entry]:
    """What there is to explain; `broken`: a lane was killed or ended by an exception."""
    looks: dict[Look, list[int]] = {}
    present = set(states)
    for state in (state for state in _state_words() if state in present):
        looks.setdefault(look(palette, state), []).append(state)
    found = [Entry(drawn, _together(alike)) for drawn, alike in looks.items()]
    kinds = set(flows)
    for stroke in dict.fromkeys(STROKES.values()):
        words = [word for kind, word in _flow_words().items() if kind in kinds and STROKES[kind] == stroke]
        if words:
            found.append(Entry(stroke, ", ".join(words)))
    if broken:
        found.append(Entry("cross", translate("Timeline", "killed, or ended by an exception")))
    return found


def _together(alike: Sequence[int]) -> str:
    words = _state_words()
    alone = list(dict.fromkeys(words[state][0] for state in alike))
    short = list(dict.fromkeys(words[state][1] for state in alike))
    if len(alone) == 1 or "" in short:
        return ", ".join(alone)
    return translate("Timeline", "waiting for {0}").format(", ".join(short))


class Legend:
    """Entries on lines of a given width."""

    def __init__(self, shown: Sequence[Entry], font: QFont, width: float) -> None:
        self._metrics = QFontMetricsF(font)
        self._font = font
        self._swatch = self._metrics.height() * 1.05
        self._places: list[tuple[Entry, int, float]] = []  # line, left
        gap = self._metrics.height() * 1.1
        line, left = 0, 0.0
        for entry in shown:
            taken = self._swatch * 1.45 + self._metrics.horizontalAdvance(entry.words)
            if left and left + taken > width:
                line, left = line + 1, 0.0
            if line == _MOST_LINES:
                break
            self._places.append((entry, line, left))
            left += taken + gap
        self.lines = self._places[-1][1] + 1 if self._places else 0

    def draw(self, painter: QPainter, area: QRectF, lines: int, palette: Palette) -> None:
        """Draw the first `lines` lines, which fill `area`."""
        if not lines:
            return
        height = area.height() / lines
        painter.setFont(self._font)
        swatch_height = round(self._metrics.height() * 0.6)
        for entry, line, left in (place for place in self._places if place[1] < lines):
            y = area.top() + line * height
            swatch = QRectF(
                round(area.left() + left),
                round(y + (height - swatch_height) / 2),
                round(self._swatch),
                swatch_height,
            )
            self._draw_sign(painter, entry, swatch, palette)
            painter.setPen(QColor(palette.muted))
            baseline = y + (height + self._metrics.capHeight()) / 2
            painter.drawText(QPointF(swatch.left() + self._swatch * 1.45, baseline), entry.words)

    def _draw_sign(self, painter: QPainter, entry: Entry, place: QRectF, palette: Palette) -> None:
        if isinstance(entry.sign, Look):
            draw_swatch(painter, place, entry.sign)
        elif entry.sign == "cross":
            draw_cross(painter, place.center(), place.height() * 0.7, QColor(palette.bad))
        else:
            colour = QColor(palette.muted if entry.sign == "hollow" else palette.arrow)
            draw_sign(painter, place.adjusted(self._swatch * 0.2, 0, 0, 0), colour, entry.sign)


def draw_swatch(painter: QPainter, place: QRectF, drawn: Look) -> None:
    """A piece of a bar."""
    edge = max(round(place.height() / 5), 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(place, QColor(drawn.fill))
    if drawn.top:
        painter.fillRect(
            QRectF(place.left(), place.top(), place.width(), max(edge // 2, 1)), QColor(drawn.top)
        )
    if drawn.bottom:
        step = edge * 2 if drawn.dotted else place.width()
        left = place.left()
        while left < place.right():
            width = min(edge if drawn.dotted else step, place.right() - left)
            painter.fillRect(QRectF(left, place.bottom() - edge, width, edge), QColor(drawn.bottom))
            left += step
