"""What it costs a program with windows to be shown in the lab, and how soon a click is seen.

    python benchmarks/screens.py [--seconds S]

Frames per second: a pygame loop of 1000x600 as it is, and traced and shown to somebody who takes every picture
60 times a second. Click to pixels: from the click handed over to the first picture that shows it. CPU: of a Qt
window in which nothing happens. Heartbeat: how late a timer of the window is, 99th percentile, while the shown program
lives, while it is frozen, and with nothing to do: the same tab when the run has ended, with all that it shows. Where
the system tells it (Linux), the time in which other programs had the cores is left out.
"""

import argparse
import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.screened import Person, Play, show  # noqa: E402

_CLICKS = 30
_BEATS = 6  # times as long as the others: of a few hundred beats the 99th percentile is the third
_STARTS = 20  # of the meter: two timers that keep step would always meet, or never

LOOP = """
import sys, time
import pygame
pygame.init()
surface, clock, frames = pygame.display.set_mode((1000, 600)), pygame.time.Clock(), 0
begin = time.perf_counter()
while time.perf_counter() - begin < {seconds}:
    pygame.event.pump()
    surface.fill((frames % 256, 0, 0))
    pygame.display.flip()
    clock.tick({rate})
    frames += 1
print(frames / (time.perf_counter() - begin))
"""
CLICKED_PYGAME = """
import pygame
pygame.init()
surface, clock, shade = pygame.display.set_mode((640, 480)), pygame.time.Clock(), 0
while True:
    for event in pygame.event.get():
        if event.type == pygame.MOUSEBUTTONDOWN:
            shade += 1
    surface.fill((shade, 0, 0))
    pygame.display.flip()
    clock.tick(60)
"""
CLICKED_QT = """
import sys
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    shade = 0
    def mousePressEvent(self, event):
        self.shade += 1
        self.update()
    def paintEvent(self, event):
        QPainter(self).fillRect(self.rect(), QColor(self.shade, 0, 0))
app = QApplication(sys.argv)
window = Window()
window.resize(640, 480)
window.show()
app.exec()
"""
IDLE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv)
label = QLabel("nothing happens")
label.resize(640, 480)
label.show()
begin = []
QTimer.singleShot(500, lambda: begin.append((time.process_time(), time.perf_counter())))
QTimer.singleShot(500 + {ms}, app.quit)
app.exec()
print((time.process_time() - begin[0][0]) / (time.perf_counter() - begin[0][1]) * 100)
"""
FREEZES = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv)
label = QLabel("0")
label.resize(640, 480)
label.show()
def freeze():
    print("frozen", flush=True)
    time.sleep({seconds})
    app.quit()
QTimer.singleShot({ms}, freeze)
app.exec()
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3)
    seconds = parser.parse_args().seconds
    for rate in (60, 0):
        source = LOOP.format(seconds=seconds, rate=rate)
        native, shown = stock(source), number(watched(source))
        title = f"{rate} frames/s wanted" if rate else "as many as go"
        print(f"{title:<28} native {native:8.1f}  shown {shown:8.1f}  {shown / native:6.3f}")
    for title, source in (("pygame", CLICKED_PYGAME), ("Qt", CLICKED_QT)):
        median, worst = click_to_pixels(source)
        print(f"click to pixels, {title:<11} median {median:6.1f} ms  worst {worst:6.1f} ms")
    source = IDLE.format(ms=round(seconds * 1000))
    print(
        f"CPU of an idle Qt window     stock {stock(source):5.2f} %  shown {number(watched(source)):5.2f} %"
    )
    idle, lives, frozen = heartbeat(_BEATS * seconds)
    print(
        f"heartbeat of the lab, p99    idle {idle:5.2f} ms  child lives {lives:5.2f} ms  frozen {frozen:5.2f} ms, "
        f"{frozen / idle:.1f} x idle"
    )


def stock(source: str) -> float:
    """The number that a program prints when it runs by itself."""
    surroundings = os.environ | {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    return number(subprocess.check_output([sys.executable, "-c", source], text=True, env=surroundings))


def number(said: str) -> float:
    return float(said.split()[-1])


def watched(source: str) -> str:
    """What it prints when somebody takes its pictures."""

    async def look(person: Person) -> None:
        while person.run.state not in ("stopping", "ended"):
            person.look()
            await asyncio.sleep(1 / 60)

    return shown(source, look)


def shown(source: str, play: Play, stop: bool = False) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return show(source, Path(folder), play, stop=stop, timeout_s=120).said


def click_to_pixels(source: str) -> tuple[float, float]:
    """Median and worst, in ms."""
    times: list[float] = []

    async def click(person: Person) -> None:
        await person.until_colour(1, 1, (0, 0, 0))
        await asyncio.sleep(0.5)
        for count in range(1, _CLICKS + 1):
            begin = time.perf_counter()
            person.click(50, 50)
            while person.colour(1, 1) != (count, 0, 0):
                person.look()
                await asyncio.sleep(0.0005)
            times.append((time.perf_counter() - begin) * 1000)
            await asyncio.sleep(0.02)

    shown(source, click, stop=True)
    return statistics.median(times), max(times)


def heartbeat(seconds: float) -> tuple[float, float, float]:
    """The window's own p99 in ms: with nothing to do, while a shown program lives, and while that one is frozen."""
    from app.shell.application import Application
    from app.shell.contents import Contents
    from app.shell.life import run_in_window
    from app.shell.looks import Looks
    from app.shell.settings import Settings
    from app.shell.window import Window
    from widgets.heartbeat import BEAT_MS
    from widgets.pulse import Pulse

    home = tempfile.mkdtemp(prefix="lab-benchmark-")
    os.environ["CONCURRENCY_LAB_HOME"] = home
    program = Path(home) / "freezes.py"
    lasts_s = seconds + _STARTS * BEAT_MS / 1000 + 1
    program.write_text(FREEZES.format(seconds=lasts_s, ms=round((lasts_s + 1) * 1000)), "utf-8")
    app = Application.instance() or Application([])
    assert isinstance(app, Application)
    settings = Settings()
    settings.trust(str(program))
    looks = Looks(app, settings)
    looks.apply()
    window = Window(settings, looks)
    window.heartbeat._clock = own_time_ns
    window.resize(1440, 900)
    window.show()
    told: list[float] = []

    async def measured() -> float:
        """Over a time that begins now."""
        window.heartbeat._pulse = Pulse(BEAT_MS, 3600_000_000_000)
        for _ in range(_STARTS):
            window.heartbeat.start()
            await asyncio.sleep(seconds / _STARTS)
            window.heartbeat.stop()
            await asyncio.sleep(random.random() * BEAT_MS / 1000)
        return window.heartbeat.p99_ms() or 0.0

    async def life(contents: Contents) -> int:
        contents.open_path(program)
        tab = contents.current_tab()
        assert tab is not None
        await asyncio.sleep(2)  # what is loaded late has been loaded
        window.heartbeat.show_curve()
        tab.run()
        await asyncio.sleep(1)
        told.append(await measured())
        while not any("frozen" in line.text for line in tab.console._view.lines.lines):
            await asyncio.sleep(0.01)
        told.append(await measured())
        while tab.session.busy:
            await asyncio.sleep(0.01)
        await asyncio.sleep(2)
        told.append(await measured())
        return 0

    run_in_window(app, window, settings, life)
    shutil.rmtree(home, ignore_errors=True)
    lives, frozen, idle = told
    return idle, lives, frozen


def own_time_ns() -> int:
    """A clock that stands while this thread waits for a core that others have, where the system tells that."""
    try:
        waited_ns = int(Path("/proc/thread-self/schedstat").read_text().split()[1])
    except (OSError, IndexError):
        waited_ns = 0
    return time.perf_counter_ns() - waited_ns


if __name__ == "__main__":
    main()
