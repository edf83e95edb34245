"""Slow motion: plays a run again, at its own speed or down to a thousandth of it."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QWidget

from app.shell.spacing import follow_font
from widgets.buttons import ActionButton
from widgets.duration import instant
from widgets.theme import GAP, scaled, set_role

SPEEDS = {"1": 1.0, "0.1": 0.1, "0.01": 0.01, "0.001": 0.001}
_STEPS = 10_000
_FRAME_MS = 16


class ReplayBar(QWidget):
    """Play, speed, and a slider over the run's time.

    Signals:
        moved(object): the time in ns that all views shall show.
    """

    moved = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], int] = time.perf_counter_ns
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._begin_ns = self._end_ns = self._t_ns = 0
        self._last_ns = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        self._play = ActionButton(self.tr("Replay"), "play")
        self._play.setToolTip(self.tr("Play the run again at the chosen speed (Ctrl+P)"))
        self._play.clicked.connect(self.toggle)
        self._speed = QComboBox()
        for key, factor in SPEEDS.items():
            self._speed.addItem(f"{key}×", factor)
        self._speed.setAccessibleName(self.tr("Speed of the replay"))
        self._speed.setToolTip(self.tr("Speed of the replay: a race of 10 ms takes 10 s at 0.001×"))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setAccessibleName(self.tr("Time of the replay"))
        self._slider.valueChanged.connect(self._slid)
        self._label = QLabel()
        set_role(self._label, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self._play, 0), (self._speed, 0), (self._slider, 1), (self._label, 0)):
            row.addWidget(widget, stretch)
        follow_font(self, lambda: row.setSpacing(scaled(GAP, self)))
        self.setEnabled(False)

    @property
    def playing(self) -> bool:
        """Whether time moves."""
        return self._timer.isActive()

    @property
    def time_ns(self) -> int:
        """The time that is shown."""
        return self._t_ns

    @property
    def at_end(self) -> bool:
        """Whether the whole run is shown."""
        return self._t_ns >= self._end_ns

    def set_end(self, end_ns: int, begin_ns: int = 0) -> None:
        """A run of this length can be played; it is shown as a whole. 0: there is none.

        Playing starts at `begin_ns`: nobody wants to see the interpreter start a thousand times slower.
        """
        self._stop()
        self._end_ns = end_ns
        self._begin_ns = begin_ns if begin_ns < end_ns else 0
        self.setEnabled(end_ns > 0)
        self._show(end_ns)

    def set_speed(self, key: str) -> None:
        """Choose one of SPEEDS; KeyError for any other."""
        self._speed.setCurrentIndex(self._speed.findData(SPEEDS[key]))

    def toggle(self) -> None:
        """Play from where time stands (from the beginning if at the end), or pause."""
        if self.playing:
            self._stop()
            return
        if not self._end_ns:
            return
        if self.at_end:
            self.go_to(self._begin_ns)
        self._last_ns = self._clock()
        self._timer.start()
        self._play.set_words(self.tr("Pause"))
        self._play.set_icon_name("pause")

    def go_to(self, t_ns: int) -> None:
        """Show this time."""
        self._show(min(max(t_ns, 0), self._end_ns))
        self.moved.emit(self._t_ns)

    def _step(self) -> None:
        now = self._clock()
        passed, self._last_ns = now - self._last_ns, now
        self.go_to(self._t_ns + int(passed * self._speed.currentData()))
        if self.at_end:
            self._stop()

    def _stop(self) -> None:
        self._timer.stop()
        self._play.set_words(self.tr("Replay"))
        self._play.set_icon_name("play")

    def _slid(self, value: int) -> None:
        self.go_to(self._begin_ns + (self._end_ns - self._begin_ns) * value // _STEPS)

    def _show(self, t_ns: int) -> None:
        self._t_ns = t_ns
        blocked = self._slider.blockSignals(True)
        length = self._end_ns - self._begin_ns
        self._slider.setValue(max(t_ns - self._begin_ns, 0) * _STEPS // length if length else _STEPS)
        self._slider.blockSignals(blocked)
        self._label.setText(f"{instant(t_ns)} / {instant(self._end_ns)}" if self._end_ns else "")
