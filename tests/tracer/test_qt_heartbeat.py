"""The heartbeat of the loop that serves a program's windows: regular, silent while it is kept busy."""

import sys
from pathlib import Path

import pytest

from app.core.events import Kind
from app.core.recording import Recording
from tests.recorded import record
from tests.tracer.test_stock_behaviour import both, write

MS = 1_000_000

PROGRAM = """
import sys
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

class Application(QApplication):
    pass

app = Application(sys.argv)
label = QLabel("here")
label.show()
QTimer.singleShot(170, lambda: time.sleep(0.4))
QTimer.singleShot(800, app.quit)
sys.exit(app.exec())
"""


def heartbeats(directory: Path) -> list[tuple[int, int, int]]:
    """(when, how late, in ns, which lane) of each."""
    recording = Recording(directory)
    events = recording.poll(1 << 30, final=True)
    recording.close()
    beats = events[events["kind"] == Kind.HEARTBEAT]
    return [(int(beat["t"]), int(beat["a"]), int(beat["actor"])) for beat in beats]


def test_a_window_has_a_heartbeat_that_stops_while_its_thread_sleeps(tmp_path: Path) -> None:
    run = record(PROGRAM, tmp_path)
    run.trace.close()
    beats = heartbeats(run.directory)
    sleep = run.span("program.py", "sleep")
    assert len(beats) > 5
    assert {lane for _, _, lane in beats} == {run.actor("program.py")["id"]}
    assert not [at for at, _, _ in beats if sleep["start_ns"] < at < sleep["end_ns"]]
    latest = max(beats, key=lambda beat: beat[1])
    assert latest[1] > 340 * MS
    assert latest[0] >= sleep["end_ns"]


def test_without_a_window_there_is_none(tmp_path: Path) -> None:
    source = """
    from PySide6.QtCore import QCoreApplication, QTimer
    app = QCoreApplication([])
    QTimer.singleShot(120, app.quit)
    app.exec()
    """
    run = record(source, tmp_path)
    run.trace.close()
    assert heartbeats(run.directory) == []


STOCK = {
    "ends": PROGRAM.replace("0.4", "0.01").replace("800", "150"),
    "no loop at all": "from PySide6.QtWidgets import QApplication\napp = QApplication([])\nprint(app.children())",
    "two, one after the other": """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
for _ in range(2):
    app = QApplication([])
    QTimer.singleShot(60, app.quit)
    print(app.exec())
    app.shutdown()
    del app
""",
    "wrong arguments": """
from PySide6.QtWidgets import QApplication
for arguments in ((3,), (1, 2, 3), (None,)):
    try:
        QApplication(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
app = QApplication()
try:
    QApplication()
except RuntimeError as error:
    print(error)
""",
}


@pytest.mark.parametrize("name", STOCK)
def test_an_application_behaves_as_without_the_tracer(name: str, tmp_path: Path) -> None:
    without, traced = both(sys.executable, write(tmp_path / "p", STOCK[name]), tmp_path / "trace")
    assert traced == without
