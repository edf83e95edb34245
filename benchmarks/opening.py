"""How long a large recording takes to be opened in a tab, and how long the window stands still meanwhile.

python benchmarks/opening.py [--events 10000000] [--cancel]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import qasync
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.launch.gate import StartGate
from app.shell import garbage, turns
from app.shell.demo_tab import DemoTab
from app.shell.python_finder import PythonFinder
from app.shell.settings import Settings
from app.shell.subject import file_subject
from app.tracer import layout
from benchmarks.fold_throughput import LANES, SORTS
from tests.recording_builder import FIRST, MadeRecording
from widgets.palette import LIGHT
from widgets.theme import apply_theme

BEAT_MS = 5
EACH = ("steps", "locks", "items")  # a process of each


def write(directory: Path, count: int) -> Path:
    """A recording of about so many events, by three processes."""
    made = MadeRecording(directory, wall=count / len(EACH) * 600 / 1e6 + 1000)
    for number, sort in enumerate(EACH):
        process = made.process() if not number else made.process(FIRST + number, FIRST)
        for lane in range(2, LANES + 1):
            process.thread(11, lane, f"Thread-{lane}")
        for lock in range(1, 41):
            process.thing(layout.OBJ_LOCK, lock, f"lock {lock}")
        for serial, kind in ((41, layout.OBJ_QUEUE), (42, layout.OBJ_EVENT)):
            process.thing(kind, serial, "thing")
        process.emit_all(SORTS[sort](count // len(EACH), process))
    return made.write()


class Beats:
    """A timer of the GUI thread; what lies between two of its ticks, beyond its own pause, it stood still."""

    def __init__(self) -> None:
        self.late_ms: dict[str, list[float]] = {}
        self.work = "opening"
        self._last_s = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now_s = time.perf_counter()
        self.late_ms.setdefault(self.work, []).append((now_s - self._last_s) * 1000 - BEAT_MS)
        self._last_s = now_s

    def tell(self, work: str) -> None:
        """From here on this is being done."""
        self.work = work or "shown"

    def words(self) -> str:
        """For each sort of work how late ticks were, at the 99th percentile and at most."""
        told = []
        for work, late in self.late_ms.items():
            late.sort()
            told.append(f"{work} {late[int(len(late) * 0.99)]:.0f}/{late[-1]:.0f} ms")
        return ", ".join(told)


async def measure(directory: Path, program: Path, home: Path, cancel: bool) -> None:
    """Open it twice, the second time over the first, and tell."""
    finder = PythonFinder()
    tab = DemoTab(file_subject(program, ""), Settings(str(home / "s.ini")), StartGate(), finder)
    tab.resize(1440, 900)
    tab.show()
    for _ in range(2):
        beats = Beats()
        tab.session.worked.connect(beats.tell)
        ended = asyncio.Event()
        tab.session.ended.connect(ended.set)
        tab.session.refused.connect(ended.set)
        began_s = time.perf_counter()
        tab.open_recording(directory)
        if cancel:
            await asyncio.sleep(1)
            began_s = time.perf_counter()
            tab.loading.cancel.click()
        await ended.wait()
        took_s = time.perf_counter() - began_s
        await asyncio.sleep(1)
        trace = tab.session.trace
        print(f"{took_s:.2f} s, {trace.events if trace else 0} events; late by {beats.words()}")
        beats._timer.stop()
        tab.session.worked.disconnect(beats.tell)
    began_s = time.perf_counter()
    await asyncio.gather(tab.session.closed(), finder.closed())
    tab.close()
    print(f"left after {time.perf_counter() - began_s:.2f} s")


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--cancel", action="store_true")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="opening"))
    os.environ["CONCURRENCY_LAB_HOME"] = str(folder / "home")
    app = QApplication([])
    apply_theme(app, LIGHT, 10)
    program = folder / "program.py"
    program.write_text("print(1)\n", encoding="utf-8")
    try:
        directory = write(folder / "run", chosen.events)
        loop = qasync.QEventLoop(app)
        with loop, garbage.out_of_frames(), turns.short():
            loop.run_until_complete(measure(directory, program, folder, chosen.cancel))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
