"""Whether 100,000 new spans a second can be seen at 60 frames a second, in a real timeline that is really shown.

python benchmarks/timeline_live.py [--seconds 5] [--there 1000000] [--rate 100000]

With a display (Xvfb, say) the window is shown there (QT_QPA_PLATFORM=xcb), else it is painted unseen.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from app.core.model import Actor
from app.core.typing import override
from benchmarks.timeline_frames import BATCH, made_up
from widgets.fonts import ui_font
from widgets.timeline import Timeline

FRAME_MS = 16


class Counted(Timeline):
    """Counts its frames, and what painting them takes."""

    def __init__(self) -> None:
        super().__init__()
        self.painted_s: list[float] = []

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        began_s = time.perf_counter()
        super().paintEvent(event)
        self.painted_s.append(time.perf_counter() - began_s)


class Feed:
    """Hands as many spans on in each frame as have come since the last one, as a session does."""

    def __init__(self, view: Counted, there: int, lanes: int, rate: int, seconds: float) -> None:
        self._view = view
        self.rate = rate
        self.fed = 0
        self.fed_s: list[float] = []
        self.late_ms: list[float] = []
        spans = made_up(there + round(rate * (seconds + 2)), lanes)
        self._fresh = spans[there:]
        for first in range(0, there, BATCH):
            view.add_spans(spans[first : min(first + BATCH, there)])
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._feed)

    def run(self, seconds: float) -> float:
        """Feed for so long; the seconds that it took."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        self._began_s = self._last_s = time.perf_counter()
        self._timer.start()
        self._view.painted_s.clear()
        loop.exec()
        self._timer.stop()
        return time.perf_counter() - self._began_s

    def _feed(self) -> None:
        now_s = time.perf_counter()
        self.late_ms.append((now_s - self._last_s) * 1000 - FRAME_MS)
        self._last_s = now_s
        due = min(round((now_s - self._began_s) * self.rate), len(self._fresh))
        spans = self._fresh[self.fed : due]
        if not len(spans):
            return
        self.fed = due
        self._view.add_spans(spans)
        self._view.set_horizon(int(spans["end"].max()))
        self.fed_s.append(time.perf_counter() - now_s)


def measure(there: int, lanes: int, rate: int, seconds: float, zoomed: bool) -> str:
    """One window; what its frames took."""
    view = Counted()
    view.resize(1600, 700)
    view.set_lanes([Actor(lane, "thread", f"Thread-{lane}", 1) for lane in range(lanes)])
    feed = Feed(view, there, lanes, rate, seconds)
    view.show()
    QApplication.processEvents()
    if zoomed:
        end_ns = view.whole_ns[1]
        view.zoom_to(max(end_ns - 20_000_000, 0), end_ns)
        view.set_follow(True)
    took_s = feed.run(seconds)
    frames = np.array(view.painted_s) * 1000
    feeding = np.array(feed.fed_s) * 1000
    view.close()
    return (
        f"{feed.fed / took_s:7.0f} spans/s, {len(frames) / took_s:4.1f} frames/s | paint "
        f"{np.median(frames):5.2f} ms, p99 {np.percentile(frames, 99):5.2f} | take in "
        f"{np.median(feeding):5.2f} ms, p99 {np.percentile(feeding, 99):5.2f} | "
        f"late p99 {np.percentile(feed.late_ms, 99):4.1f} ms"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--there", type=int, default=1_000_000, help="spans that are there already")
    parser.add_argument("--rate", type=int, default=100_000, help="new spans a second")
    chosen = parser.parse_args()
    app = QApplication([])
    app.setFont(ui_font(10))
    for lanes in (8, 100):
        for zoomed in (False, True):
            told = measure(chosen.there, lanes, chosen.rate, chosen.seconds, zoomed)
            print(f"{lanes:>3} lanes, {'the last 20 ms' if zoomed else 'everything':>14}: {told}", flush=True)


if __name__ == "__main__":
    main()
