"""The window's own pulse: how late its event loop is, for the status bar."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from widgets.palette import Palette
from widgets.pulse import Pulse
from widgets.theme import SMALL, current_palette, scaled, set_role

if TYPE_CHECKING:
    from widgets.sparkline import Sparkline

#: The timer that is measured, the words' and the curve's pace, the length of the curve in points.
BEAT_MS, TELL_MS, POINTS = 20, 250, 40

#: The pace of the words where nothing shall move by itself: there is no curve then.
STILL_MS = 2_000

#: From here on a person feels that the window hangs.
SLOW_MS = 100.0

#: The curve's library takes 0.2 s to load: not while the window is opening.
CURVE_AFTER_MS = 2_000


class HeartbeatMeter(QWidget):
    """A dot, a number and a small curve.

    Signals:
        beat(float): the p99 of the last seconds in ms, about four times a second.
        widened(): it may need more room than before.
    """

    beat = Signal(float)
    widened = Signal()

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], int] = time.perf_counter_ns
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._pulse = Pulse(BEAT_MS)
        self._timer: QTimer | None = None
        self._told_ns = self._started_ns = 0
        self._history: deque[float] = deque([0.0] * POINTS, POINTS)
        self._curve: Sparkline | None = None
        self._slow = self._still = self._short = False
        self._palette = current_palette()
        self._dot = QLabel("●")
        self._words = QLabel(self.tr("window"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(scaled(SMALL), 0, scaled(SMALL), 0)
        self._row.setSpacing(scaled(SMALL + 2))
        self._row.addWidget(self._dot)
        self._row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        set_role(self._dot, "good")
        self.setAccessibleName(self.tr("Latency of the window"))
        self.setToolTip(
            self.tr(
                "How long the window itself keeps an event waiting (99 % of the last 5 seconds wait less)"
            )
        )

    def start(self) -> None:
        """Begin to measure; the curve comes when the window has long been painted."""
        if self._timer is None:
            self._timer = QTimer(self)
            self._timer.setTimerType(Qt.TimerType.PreciseTimer)
            self._timer.setInterval(BEAT_MS)
            self._timer.timeout.connect(self._take_beat)
        self._started_ns = self._told_ns = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """End measuring: no timer is left."""
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None
        self._pulse.rest()

    def is_running(self) -> bool:
        """Whether it measures."""
        return self._timer is not None

    def p99_ms(self) -> float | None:
        """How late the event loop was, 99th percentile of the last seconds; None before the first beat."""
        return self._pulse.p99_ms()

    def show_curve(self) -> None:
        """Load the curve's library and show the curve (it comes by itself after a while)."""
        if self._curve is None:
            from widgets.sparkline import Sparkline  # late: pyqtgraph takes longer to load than all the rest

            self._curve = Sparkline(POINTS)
            self._curve.set_palette_colours(self._palette)
            self._row.addWidget(self._curve)
            self._place_curve()
            self._pulse.rest()  # loading it was no event of the window's
            self.widened.emit()

    def set_still(self, still: bool) -> None:
        """Let nothing move: no curve, and words that change seldom."""
        self._still = still
        self._place_curve()

    def set_short(self, short: bool) -> None:
        """Take little room: no curve."""
        self._short = short
        self._place_curve()

    def _place_curve(self) -> None:
        if self._curve is not None:
            self._curve.setHidden(self._still or self._short)

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint in these colours."""
        self._palette = palette
        if self._curve is not None:
            self._curve.set_palette_colours(palette)

    def _take_beat(self) -> None:
        now = self._clock()
        self._pulse.beat(now)
        if now - self._told_ns >= (STILL_MS if self._still else TELL_MS) * 1_000_000:
            self._tell(now)
            if (
                self._curve is None
                and not self._still
                and now - self._started_ns >= CURVE_AFTER_MS * 1_000_000
            ):
                self.show_curve()

    def _tell(self, now_ns: int) -> None:
        p99 = self._pulse.p99_ms()
        worst = self._pulse.worst_ms(self._told_ns)
        self._told_ns = now_ns
        if p99 is None:
            return
        slow = p99 > SLOW_MS
        words = self.tr("window hangs: {0:.0f} ms") if slow else self.tr("window {0:.1f} ms")
        self._words.setText(words.format(p99))
        if slow != self._slow:
            self._slow = slow
            set_role(self._dot, "bad" if slow else "good")
            set_role(self._words, "bad" if slow else None)
            self.widened.emit()
        self._history.append(worst)
        if self._curve is not None and not self._still:
            self._curve.show_values(self._history, slow)
        self.beat.emit(p99)
