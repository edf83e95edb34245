"""The heartbeat meter tells how late the window's event loop is, honestly, and stops without a trace."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from widgets.heartbeat import BEAT_MS, CURVE_AFTER_MS, TELL_MS, HeartbeatMeter
from widgets.palette import DARK
from widgets.pulse import Pulse

ROOT = Path(__file__).resolve().parents[2]
MS = 1_000_000


class Clock:
    """A clock that goes only when told to."""

    def __init__(self) -> None:
        self.now_ns = 0

    def __call__(self) -> int:
        return self.now_ns


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meter(qtbot: QtBot, clock: Clock) -> HeartbeatMeter:
    meter = HeartbeatMeter(clock=clock)
    qtbot.addWidget(meter)
    return meter


def beat(meter: HeartbeatMeter, clock: Clock, gap_ms: float, count: int = 1) -> None:
    for _ in range(count):
        clock.now_ns += round(gap_ms * MS)
        meter._take_beat()


def words(meter: HeartbeatMeter) -> str:
    return meter.findChildren(QLabel)[1].text()


def test_a_regular_pulse_is_not_late() -> None:
    pulse = Pulse(20)
    for tick in range(100):
        pulse.beat(tick * 20 * MS)
    assert pulse.p99_ms() == 0


def test_nothing_is_known_before_the_second_beat() -> None:
    pulse = Pulse(20)
    assert pulse.p99_ms() is None
    pulse.beat(0)
    assert pulse.p99_ms() is None


def test_a_freeze_counts_for_everybody_who_would_have_waited() -> None:
    pulse = Pulse(20)
    for tick in range(100):
        pulse.beat(tick * 20 * MS)
    pulse.beat(100 * 20 * MS + 200 * MS)
    # 11 of 110 askers waited: 200, 180 ... 20 ms, and one beat came on time after 0 ms of them.
    assert pulse.p99_ms() == 180
    assert pulse.worst_ms(0) == 200


def test_what_is_long_past_is_forgotten() -> None:
    pulse = Pulse(20, window_ns=1_000 * MS)
    pulse.beat(0)
    pulse.beat(500 * MS)
    for tick in range(1, 60):
        pulse.beat(500 * MS + tick * 20 * MS)
    assert pulse.p99_ms() == 0


def test_a_pause_between_stop_and_start_is_no_freeze() -> None:
    pulse = Pulse(20)
    pulse.beat(0)
    pulse.beat(20 * MS)
    pulse.rest()
    pulse.beat(9_000 * MS)
    assert pulse.p99_ms() == 0


def test_a_meter_that_was_not_started_has_no_timer(meter: HeartbeatMeter) -> None:
    assert meter.findChildren(QTimer) == []
    assert not meter.is_running()
    assert meter.p99_ms() is None


def test_after_stop_no_timer_is_left(meter: HeartbeatMeter, qtbot: QtBot) -> None:
    meter.start()
    assert meter.is_running()
    meter.stop()
    assert not meter.is_running()
    qtbot.waitUntil(lambda: meter.findChildren(QTimer) == [])


def test_a_started_meter_measures_the_loop_it_lives_in(qtbot: QtBot) -> None:
    meter = HeartbeatMeter()
    qtbot.addWidget(meter)
    with qtbot.waitSignal(meter.beat) as told:
        meter.start()
    assert told.args is not None
    assert told.args[0] >= 0
    meter.stop()


def test_calm_is_told_in_milliseconds(meter: HeartbeatMeter, clock: Clock, qtbot: QtBot) -> None:
    meter.start()
    with qtbot.waitSignal(meter.beat):
        beat(meter, clock, BEAT_MS + 0.4, count=TELL_MS // BEAT_MS + 1)
    meter.stop()
    assert words(meter) == "window 0.4 ms"


def test_a_hang_is_told_in_words_and_not_by_colour_alone(meter: HeartbeatMeter, clock: Clock) -> None:
    meter.start()
    beat(meter, clock, BEAT_MS, count=2)
    beat(meter, clock, 900)
    beat(meter, clock, BEAT_MS, count=TELL_MS // BEAT_MS + 1)
    assert words(meter) == "window hangs: 880 ms"
    assert meter.findChildren(QLabel)[0].property("role") == "bad"
    beat(meter, clock, BEAT_MS, count=5_000 // BEAT_MS + 20)
    meter.stop()
    assert words(meter) == "window 0.0 ms"
    assert meter.findChildren(QLabel)[0].property("role") == "good"


def test_the_curve_comes_after_a_while_and_follows_the_palette(meter: HeartbeatMeter, clock: Clock) -> None:
    meter.start()
    beat(meter, clock, BEAT_MS, count=10)
    assert meter._curve is None
    beat(meter, clock, BEAT_MS, count=CURVE_AFTER_MS // BEAT_MS + 20)
    meter.stop()
    assert meter._curve is not None
    meter.set_palette_colours(DARK)
    assert meter._curve._curve.opts["pen"].color().name() == DARK.good


def test_the_curves_library_is_not_loaded_before_the_curve() -> None:
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from widgets.heartbeat import HeartbeatMeter\n"
        "meter = HeartbeatMeter(); meter.start(); app.processEvents()\n"
        "before = 'pyqtgraph' in sys.modules; meter.show_curve(); meter.stop()\n"
        "print(before, 'pyqtgraph' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_where_there_is_little_room_the_curve_goes(meter: HeartbeatMeter) -> None:
    widened: list[bool] = []
    meter.widened.connect(lambda: widened.append(True))
    meter.set_short(True)
    meter.show_curve()
    assert widened == [True]
    assert meter._curve is not None
    assert meter._curve.isHidden()
    meter.set_short(False)
    assert not meter._curve.isHidden()
    meter.set_still(True)
    meter.set_short(False)
    assert meter._curve.isHidden()
