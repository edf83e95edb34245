"""What the live monitor costs: CPU time of the lab's process without it, with its page, with its dock.

    python benchmarks/monitor.py [--seconds S] [--rounds N]

Offscreen, with nothing running; in percent of one core, medians of the rounds.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


from app.shell.application import Application
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
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    seconds, rounds = options.seconds, options.rounds
    home = tempfile.mkdtemp(prefix="lab-benchmark-")
    os.environ["CONCURRENCY_LAB_HOME"] = home
    app = Application([])
    settings = Settings()
    looks = Looks(app, settings)
    looks.apply()
    window = Window(settings, looks)
    window.resize(1440, 900)
    window.show()

    async def life(contents: Contents) -> int:
        window.heartbeat.start()
        found: dict[str, list[float]] = {"without the monitor": [], "page": [], "dock": []}
        for _ in range(rounds):  # in turn: how fast the machine is changes within seconds
            window.rail.show_page(LESSON)
            found["without the monitor"].append(await _cost(seconds))
            window.rail.show_page(MONITOR)
            found["page"].append(await _cost(seconds))
            window.rail.show_page(LESSON)
            window.monitor.trigger()
            found["dock"].append(await _cost(seconds))
            window.monitor.trigger()
        without, page, dock = map(statistics.median, found.values())
        print(f"without the monitor     {without:5.2f} % of a core")
        print(f"page                    {page - without:+5.2f}")
        print(f"dock                    {dock - without:+5.2f}")
        return 0

    code = run_in_window(app, window, settings, life)
    shutil.rmtree(home, ignore_errors=True)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
