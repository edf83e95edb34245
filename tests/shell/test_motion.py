"""What moves by itself is known, never flashes, and stands still where that is wished."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.shell.showing import ShownWindow
from widgets.heartbeat import STILL_MS, TELL_MS, HeartbeatMeter

ROOT = Path(__file__).parent.parent.parent
_SOURCE = [*ROOT.glob("widgets/*.py"), *ROOT.glob("app/shell/*.py")]
_FLASHES = 3  # a second at most: WCAG 2.3.1

#: Every timer that goes on by itself, and why it may: a new one has to say so here.
TICKING = {
    "letting_go.py": "nothing is seen of it: it gives memory back",
    "run_session.py": "draws what a program does, while it runs",
    "replay_bar.py": "plays what a program did, when somebody presses play",
    "screen_shelf.py": "draws the program's own window",
    "side_by_side.py": "draws the programs' own windows",
    "notes_window.py": "a clock in digits, on the presenter's own screen",
    "overlay.py": "follows the pointer, when somebody asks for it",
    "heartbeat.py": "the window's own pulse: stands still on request",
    "monitor.py": "nothing is seen of it: it hears which runs there are, while the monitor is shown",
}


def _timers(source: str) -> tuple[int, int]:
    """How many timers a module makes, and how many of them fire once."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    made = sum(isinstance(call.func, ast.Name) and call.func.id == "QTimer" for call in calls)
    once = sum(isinstance(call.func, ast.Attribute) and call.func.attr == "setSingleShot" for call in calls)
    return made, once


def test_every_timer_that_goes_on_is_known() -> None:
    counted = {file.name: _timers(file.read_text(encoding="utf-8")) for file in _SOURCE}
    assert {name for name, (made, once) in counted.items() if made > once} == set(TICKING)


def test_nothing_is_animated_besides() -> None:
    moving = re.compile(
        r"Q\w*Animation\b|QTimeLine|QBasicTimer|startTimer|QMovie|QGraphicsEffect|setWindowOpacity"
    )
    found = {file.name for file in _SOURCE if moving.search(file.read_text(encoding="utf-8"))}
    assert found == set()


def test_the_caret_flashes_slower_than_allowed_or_not_at_all(
    shown_window: ShownWindow, qapp: QApplication
) -> None:
    shown_window.looks.apply()
    assert 0 < 1000 / qapp.cursorFlashTime() <= _FLASHES
    shown_window.looks.set_still(True)
    assert qapp.cursorFlashTime() == 0
    shown_window.looks.set_still(False)


def test_the_pulse_of_the_window_changes_too_seldom_to_flash() -> None:
    changes = 1000 / TELL_MS
    assert changes / 2 <= _FLASHES  # a flash is there and back


def test_on_request_the_pulse_has_no_curve_and_docks_do_not_slide(
    shown_window: ShownWindow, qapp: QApplication
) -> None:
    window, looks = shown_window.window, shown_window.looks
    window.heartbeat.show_curve()
    qapp.sendPostedEvents()
    curve = window.heartbeat._curve
    assert curve is not None
    assert not curve.isHidden()
    assert window.isAnimated()
    looks.set_still(True)
    assert curve.isHidden()
    assert not window.isAnimated()
    looks.set_still(False)
    assert not curve.isHidden()
    assert window.isAnimated()


@pytest.mark.parametrize(("still", "pace_ms"), [(False, TELL_MS), (True, STILL_MS)])
def test_the_words_of_the_pulse_change_seldom_where_nothing_shall_move(
    still: bool, pace_ms: int, qapp: QApplication
) -> None:
    now_ns = [0]
    meter = HeartbeatMeter(clock=lambda: now_ns[0])
    meter.set_still(still)
    told: list[float] = []
    meter.beat.connect(told.append)
    for _ in range(6000 // 20):
        now_ns[0] += 20_000_000
        meter._take_beat()
    assert len(told) == pytest.approx(6000 / pace_ms, abs=1)
    assert (meter._curve is None) == still
    meter.deleteLater()
