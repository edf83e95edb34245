"""How long a frame of the timeline takes, from 10^4 to 10^7 spans, and how fast spans are taken in.

python benchmarks/timeline_frames.py [--most 7] [--rounds 15]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import numpy.typing as npt
from PySide6.QtWidgets import QApplication

from app.core.events import State
from app.core.model import SPAN, Actor, Flow
from widgets.fonts import ui_font
from widgets.timeline import Timeline

STATES = (State.SLEEP, State.LOCK, State.GET)
BATCH = 50_000
FRAME_SPANS = 1_700  # 100,000 spans a second at 60 frames a second


def made_up(count: int, lanes: int) -> npt.NDArray[np.void]:
    """Waits of 1.6 us in the mean with as much running between them, in the order in which they end."""
    random = np.random.default_rng(1)
    spans = np.zeros(count // lanes * lanes, SPAN)
    each = count // lanes
    for lane in range(lanes):
        times = np.cumsum(random.integers(200, 3000, 2 * each))
        part = spans[lane * each : (lane + 1) * each]
        part["start"], part["end"], part["actor"] = times[::2], times[1::2], lane
        part["state"] = random.choice([int(state) for state in STATES], each)
    return spans[np.argsort(spans["end"], kind="stable")]


def median_ms(action: Callable[[int], None], rounds: int) -> float:
    """Median of the processor time that an action takes, in ms: other programs on the machine don't count."""
    taken = []
    for turn in range(rounds):
        began = time.thread_time()
        action(turn)
        taken.append((time.thread_time() - began) * 1000)
    return statistics.median(taken)


class Stand:
    """A window of 1600 x 700 pixels full of lanes, painted into memory."""

    def __init__(self, count: int, lanes: int, flows: int) -> None:
        spans = made_up(count, lanes)
        self.end_ns = int(spans["end"].max())
        self.timeline = Timeline()
        self.timeline.resize(1600, 700)
        self.timeline.set_lanes([Actor(lane, "thread", f"Thread-{lane}", 1) for lane in range(lanes)])
        began = time.perf_counter()
        for first in range(0, len(spans), BATCH):
            self.timeline.add_spans(spans[first : first + BATCH])
        self.append_rate = len(spans) / (time.perf_counter() - began)
        step = max(self.end_ns // max(flows, 1), 1)
        self.timeline.add_flows(
            [Flow("wake", i % lanes, (i + 1) % lanes, i * step, i * step + 50) for i in range(flows)]
        )
        self.timeline.set_horizon(self.end_ns)
        self.timeline.show()
        QApplication.processEvents()  # a window that isn't exposed paints nothing

    @property
    def bytes_per_span(self) -> float:
        """What a span takes in memory, with all that was made to draw it."""
        rows = self.timeline._state.rows
        return rows.nbytes / len(rows)

    def whole(self, turn: int) -> None:
        """A frame of everything, at a slightly other width each time."""
        self.timeline.zoom_to(turn, self.end_ns + turn)
        QApplication.processEvents()

    def near(self, turn: int) -> None:
        """A frame of a thousandth."""
        length = max(self.end_ns // 1000, 2000)
        self.timeline.zoom_to(self.end_ns // 2 + turn * 10, self.end_ns // 2 + length + turn * 10)
        QApplication.processEvents()

    def pan(self, turn: int) -> None:
        """A frame of a tenth, moved by a few pixels."""
        if not turn:
            self.timeline.zoom_to(self.end_ns // 3, self.end_ns // 3 + max(self.end_ns // 10, 2000))
        self.timeline.pan_by(0.01 if turn % 4 else -0.01)
        QApplication.processEvents()

    def live(self, turn: int) -> None:
        """What a frame of 100,000 spans a second takes, with the whole run in sight."""
        fresh = self._fresh[turn * FRAME_SPANS : (turn + 1) * FRAME_SPANS]
        self.timeline.add_spans(fresh)
        self.timeline.set_horizon(int(fresh["end"].max()))
        QApplication.processEvents()

    def begin_live(self, frames: int, lanes: int) -> None:
        """Make the spans that `live` adds."""
        self._fresh = made_up((frames + 1) * FRAME_SPANS * 2, lanes)[: frames * FRAME_SPANS]
        self._fresh["start"] += self.end_ns
        self._fresh["end"] += self.end_ns
        self.timeline.zoom_to(0, self.end_ns * 2)
        QApplication.processEvents()

    def cursor(self, turn: int) -> None:
        """A frame in which only the cursor has moved."""
        self.timeline.set_cursor(self.end_ns // 2 + turn * 1000)
        QApplication.processEvents()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=7, help="the largest power of ten of spans")
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    app = QApplication([])
    app.setFont(ui_font(10))
    heads = " ".join(f"{head:>7}" for head in ("whole", "1/1000", "pan", "live", "cursor"))
    print(f"{'spans':>10} {'lanes':>6} {'flows':>8} | {heads}  ms/frame (processor)")
    rows = [(10**power, lanes, 0) for power in range(4, chosen.most + 1) for lanes in (8, 100)]
    for count, lanes, flows in (*rows, (10**6, 8, 10**5)):
        stand = Stand(count, lanes, flows)
        frames = [median_ms(action, chosen.rounds) for action in (stand.whole, stand.near, stand.pan)]
        stand.begin_live(chosen.rounds, lanes)
        frames += [median_ms(action, chosen.rounds) for action in (stand.live, stand.cursor)]
        shown = " ".join(f"{frame:7.2f}" for frame in frames)
        print(
            f"{count:>10} {lanes:>6} {flows:>8} | {shown}  "
            f"{stand.bytes_per_span:.1f} bytes/span, {stand.append_rate / 1e6:.1f} M spans/s taken in"
        )
        stand.timeline.close()


if __name__ == "__main__":
    main()
