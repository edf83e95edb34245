"""What the live monitor costs: CPU time of the lab's process with the monitor shown, hidden, and as the page.

    python benchmarks/monitor.py [--seconds S]

Offscreen, with nothing running and with a program of five busy lanes; in percent of one core.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from app.shell.contents import Contents
from app.shell.life import run_in_window
from app.shell.looks import Looks
from app.shell.page_keys import LESSON, MONITOR
from app.shell.settings import Settings
from app.shell.window import Window


async def _cost(seconds: float) -> float:
    """Percent of a core that this process uses."""
    await asyncio.sleep(1.0)
    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.sleep(seconds)
    return 100 * (time.process_time() - cpu) / (time.perf_counter() - begun)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    seconds = parser.parse_args().seconds
    home = tempfile.mkdtemp(prefix="lab-benchmark-")
    os.environ["CONCURRENCY_LAB_HOME"] = home
    app = QApplication([])
    settings = Settings()
    looks = Looks(app, settings)
    looks.apply()
    window = Window(settings, looks)
    window.resize(1440, 900)
    window.show()

    async def life(contents: Contents) -> int:
        window.heartbeat.start()
        window.rail.show_page(LESSON)
        await asyncio.sleep(3)
        idle = await _cost(seconds)
        window.rail.show_page(MONITOR)
        page = await _cost(seconds)
        window.rail.show_page(LESSON)
        hidden = await _cost(seconds)
        window.monitor.trigger()
        dock = await _cost(seconds)
        print(f"without the monitor     {idle:5.2f} % of a core")
        print(f"page                    {page - idle:+5.2f}")
        print(f"hidden again            {hidden - idle:+5.2f}")
        print(f"dock                    {dock - idle:+5.2f}")
        return 0

    return run_in_window(app, window, settings, life)


if __name__ == "__main__":
    raise SystemExit(main())
