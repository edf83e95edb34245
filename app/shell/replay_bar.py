"""Slow motion: plays a run again from any moment, at any speed; holds the view while the run goes on."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QSlider, QVBoxLayout, QWidget

from app.shell.spacing import follow_font
from widgets.buttons import ActionButton
from widgets.duration import instant
from widgets.stacking import Group, StackingRow
from widgets.still_label import StillLabel
from widgets.theme import GAP, scaled, set_role

SPEEDS = {
    "10": 10.0,
    "2": 2.0,
    "1": 1.0,
    "0.5": 0.5,
    "0.1": 0.1,
    "0.05": 0.05,
    "0.01": 0.01,
    "0.001": 0.001,
    "0.0001": 0.0001,
}
_STEPS = 10_000
_FRAME_MS = 16
_GROWING_NS = 100_000_000  # the last digit of a time that grows


class ReplayBar(QWidget):
    """Play, speed, and a slider over the run's time.

    While the program runs (`grow`) the slider stands at its end and moves with it, until somebody pauses or
    goes back: the program runs on, the views stay. `resume` and the end of the slider go back to the present.

    Signals:
        moved(object): the time in ns that all views shall show.
        live_requested(): somebody wants to see the present again.
    """

    moved = Signal(object)
    live_requested = Signal()

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], int] = time.perf_counter_ns
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._begin_ns = self._end_ns = self._t_ns = 0
        self._last_ns = 0
        self._live = self._paused = False
        self._said: tuple[bool, bool] | None = None  # what the button was told: running, at the end
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        self._play = ActionButton(self.tr("Replay"), "play")
        self._play.clicked.connect(self.toggle)
        self._speed = QComboBox()
        for key, factor in SPEEDS.items():
            self._speed.addItem(f"{key}×", factor)
        self.set_speed("1")
        self._speed.setAccessibleName(self.tr("Speed of the replay"))
        self._speed.setToolTip(self.tr("Speed of the replay: a race of 10 ms takes 10 s at 0.001×"))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setAccessibleName(self.tr("Time of the replay"))
        self._slider.valueChanged.connect(self._slid)
        self._label = StillLabel()
        set_role(self._label, "small")
        self._present = ActionButton(self.tr("Live"))
        self._present.setCheckable(True)
        self._present.setToolTip(self.tr("Show the present and move along with it (End)"))
        self._present.clicked.connect(self._ask_for_the_present)
        self._present.hide()
        self._times = Group(self._slider, self._label, self._present)
        self._row = StackingRow({Group(self._play, self._speed): 0, self._times: 1})
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._row)
        follow_font(self, lambda: self._row.set_spacing(scaled(GAP, self)))
        self._say()
        self.setEnabled(False)

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._times.add(widget)

    @property
    def playing(self) -> bool:
        """Whether time moves by itself through what was recorded."""
        return self._timer.isActive()

    @property
    def paused(self) -> bool:
        """Whether the program runs on while the views stay."""
        return self._paused

    @property
    def live(self) -> bool:
        """Whether the run still grows."""
        return self._live

    @property
    def time_ns(self) -> int:
        """The time that is shown."""
        return self._t_ns

    @property
    def end_ns(self) -> int:
        """The end of the run, as far as it has got."""
        return self._end_ns

    @property
    def at_end(self) -> bool:
        """Whether the whole run is shown."""
        return self._t_ns >= self._end_ns

    def set_end(self, end_ns: int, begin_ns: int = 0) -> None:
        """A run of this length can be played; it is shown as a whole. 0: there is none.

        Playing starts at `begin_ns`: nobody wants to see the interpreter start a thousand times slower.
        """
        self._live = self._paused = False
        self._stop()
        self._present.hide()
        self._take_end(end_ns, begin_ns)
        self.setEnabled(end_ns > 0)
        self.show_time(end_ns)

    def finish(self, end_ns: int, begin_ns: int = 0) -> None:
        """The run that grew is complete; the time that is shown stays, unless it was the present."""
        was_at_end, held, playing = self.at_end, self._paused, self.playing
        t_ns = self._t_ns
        if not self._live or (was_at_end and not held):
            self.set_end(end_ns, begin_ns)
            return
        self._live = self._paused = False
        self._present.hide()
        self._take_end(end_ns, begin_ns)
        if not playing:
            self._stop()
        self.show_time(t_ns)

    def grow(self, end_ns: int, begin_ns: int = 0) -> None:
        """The program runs and its recording reaches so far; the shown time follows while it is the end."""
        if not self._live:
            self._live = True
            self._present.show()
            self.setEnabled(True)
            self._say()
        follows = self.at_end and not self._paused
        self._take_end(end_ns, begin_ns)
        self.show_time(end_ns if follows else self._t_ns)

    def resume(self) -> None:
        """Go back to the present of a run that grows."""
        self._paused = False
        self._stop()
        self.show_time(self._end_ns)

    def set_following(self, following: bool) -> None:
        """Whether the present is in sight: shown on the button that leads there."""
        self._present.setChecked(following)

    def set_speed(self, key: str) -> None:
        """Choose one of SPEEDS; KeyError for any other."""
        self._speed.setCurrentIndex(self._speed.findData(SPEEDS[key]))

    def toggle(self) -> None:
        """Play from where time stands (from the beginning if at the end), or pause."""
        if self.playing:
            self._stop()
        elif self._live and not self._paused:
            self._paused = True
            self._say()
            self.moved.emit(self._t_ns)
        elif self._end_ns:
            if self.at_end:
                self.go_to(self._begin_ns)
            self._last_ns = self._clock()
            self._timer.start()
            self._say()

    def go_to(self, t_ns: int) -> None:
        """Show this time."""
        t_ns = min(max(t_ns, 0), self._end_ns)
        if self._live:
            self._paused = t_ns < self._end_ns
        self.show_time(t_ns)
        self.moved.emit(self._t_ns)

    def show_time(self, t_ns: int) -> None:
        """Show this time here; tells nobody."""
        self._t_ns = t_ns
        blocked = self._slider.blockSignals(True)
        length = self._end_ns - self._begin_ns
        self._slider.setValue(max(t_ns - self._begin_ns, 0) * _STEPS // length if length else _STEPS)
        self._slider.blockSignals(blocked)
        self._label.set_words(self._words() if self._end_ns else "")
        self._say()

    def _words(self) -> str:
        """Where time stands, and the end; of what grows not the digits that nobody can read."""
        end = instant(self._end_ns, max(_GROWING_NS, self._end_ns / 100) if self._live else 0)
        return f"{end if self._live and self.at_end else instant(self._t_ns)} / {end}"

    def _take_end(self, end_ns: int, begin_ns: int) -> None:
        self._end_ns = end_ns
        self._begin_ns = begin_ns if begin_ns < end_ns else 0

    def _step(self) -> None:
        now = self._clock()
        passed, self._last_ns = now - self._last_ns, now
        self.go_to(self._t_ns + int(passed * self._speed.currentData()))
        if self.at_end:
            self._stop()

    def _stop(self) -> None:
        self._timer.stop()
        self._say()

    def _say(self) -> None:
        """What the button does now."""
        running = self.playing or (self._live and not self._paused)
        if (running, self.at_end) == self._said:
            return
        self._said = running, self.at_end
        if running:
            words, tip = self.tr("Pause"), self.tr("Hold the picture; a program that runs, runs on (Ctrl+P)")
        elif self.at_end:
            words, tip = self.tr("Replay"), self.tr("Play the run again at the chosen speed (Ctrl+P)")
        else:
            words, tip = self.tr("Play"), self.tr("Play on from here at the chosen speed (Ctrl+P)")
        self._play.set_words(words)
        self._play.set_icon_name("pause" if running else "play")
        self._play.setToolTip(tip)

    def _slid(self, value: int) -> None:
        if value == _STEPS:
            self.go_to(self._end_ns)
        else:
            self.go_to(self._begin_ns + (self._end_ns - self._begin_ns) * value // _STEPS)

    def _ask_for_the_present(self) -> None:
        self.live_requested.emit()
