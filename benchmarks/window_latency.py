"""How late the window is while a program keeps it busy: heartbeat, frames, and the way of an event to the screen.

    python benchmarks/window_latency.py [--seconds S] [--profile] [NAME...]

The real window on an Xvfb of its own (offscreen where there is none) runs each program for some seconds.
Heartbeat: how late a timer of the window is, as the meter in its status bar counts. Event to screen: from the
time that the tracer wrote into the event to the end of the paint in which the timeline first knew of it.
To the verdict: from the end of the program until all is read and judged, and the worst heartbeat meanwhile.
"""

import argparse
import asyncio
import contextlib
import cProfile
import os
import pstats
import shutil
import sys
import tempfile
import textwrap
import time
from pathlib import Path

from start_up import xvfb

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PROGRAMS = {
    "idle": "import time\ntime.sleep({seconds})\n",
    "8 CPU-bound threads": """
        import threading, time
        end = time.perf_counter() + {seconds}
        def work():
            number = 0
            while time.perf_counter() < end:
                for _ in range(10_000):
                    number += 1
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """,
    "25,000 events/s": """
        import threading, time
        end = time.perf_counter() + {seconds}
        lock = threading.Lock()
        def work():
            due = time.perf_counter()
            while due < end:
                for _ in range(14):
                    with lock:
                        pass
                due += 0.0048
                time.sleep(max(due - time.perf_counter(), 0))
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """,
    "events without end": """
        import threading, time
        end = time.perf_counter() + {seconds}
        locks = [threading.Lock() for _ in range(4)]
        def work(lock):
            while time.perf_counter() < end:
                for _ in range(100):
                    lock.acquire()
                    lock.release()
        threads = [threading.Thread(target=work, args=(lock,)) for lock in locks]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    """,
    "watched data": """
        import time
        end = time.perf_counter() + {seconds}
        class Account:
            def __init__(self):
                self.balance = 0  # watch
        account = Account()
        while time.perf_counter() < end:
            for _ in range(100):
                account.balance += 1
    """,
    "prints without end": """
        import time
        end = time.perf_counter() + {seconds}
        number = 0
        while time.perf_counter() < end:
            number += 1
            print("line", number)
    """,
    "threads without end": """
        import threading, time
        end = time.perf_counter() + {seconds}
        while time.perf_counter() < end:
            thread = threading.Thread(target=time.sleep, args=(0.001,))
            thread.start()
    """,
}


class Measured:
    """What is counted while one program runs."""

    def __init__(self) -> None:
        self.frames = 0
        self.events = 0
        self.latencies: list[object] = []  # arrays of ns
        self.pending: list[object] = []  # times of events that wait for a paint, arrays of ns


def watch(measured: Measured) -> None:
    """Look over the shoulder of the recording (what has come) and of the timeline (what is painted)."""
    import numpy as np

    from app.core.recording import Recording
    from widgets.timeline import Timeline

    poll, paint = Recording.poll, Timeline.paintEvent

    def polled(recording: Recording, *arguments: object) -> object:
        events = poll(recording, *arguments)  # type: ignore[arg-type]
        if len(events):
            measured.events += len(events)
            measured.pending.append(events["t"] + recording.manifest.spawn_ns)
        return events

    def painted(timeline: Timeline, event: object) -> None:
        paint(timeline, event)  # type: ignore[arg-type]
        measured.frames += 1
        if measured.pending:
            measured.latencies.append(time.perf_counter_ns() - np.concatenate(measured.pending))
            measured.pending.clear()

    Recording.poll, Timeline.paintEvent = polled, painted  # type: ignore[method-assign,assignment]


async def measure(tab: object, window: object, measured: Measured, profile: bool) -> list[str]:
    """Run what the tab shows; the cells of its row."""
    import numpy as np

    from app.shell.demo_tab import DemoTab
    from app.shell.window import Window
    from widgets.pulse import Pulse

    assert isinstance(tab, DemoTab)
    assert isinstance(window, Window)
    ended = asyncio.Event()
    tab.run_ended.connect(ended.set)
    measured.__init__()  # type: ignore[misc]
    profiler = cProfile.Profile()
    tab.run()
    while tab.session.trace is None or not tab.session.trace.events:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.5)  # the first frames make what all later ones use
    measured.__init__()  # type: ignore[misc]
    window.heartbeat._pulse = Pulse(20, 3600_000_000_000)
    begun, busy = time.perf_counter(), time.process_time()
    if profile:
        profiler.enable()
    while tab.session._launcher is not None:
        await asyncio.sleep(0.02)
    profiler.disable()
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    pulse, frames, events = window.heartbeat._pulse, measured.frames, measured.events
    p99, worst = pulse.p99_ms() or 0.0, pulse.worst_ms(0)
    latencies = np.concatenate(measured.latencies) / 1e6 if measured.latencies else np.zeros(1)
    ending = time.perf_counter()
    window.heartbeat._pulse = tail_pulse = Pulse(20, 3600_000_000_000)
    await ended.wait()
    tail = time.perf_counter() - ending
    await asyncio.sleep(0.3)  # what the end gives to paint
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
    return [
        f"{p99:.1f} ms",
        f"{worst:.0f} ms",
        f"{busy / seconds:.0%}",
        f"{frames / seconds:.0f}",
        f"{events / seconds:,.0f}",
        f"{np.percentile(latencies, 50):.1f} ms",
        f"{np.percentile(latencies, 99):.1f} ms",
        f"{tail * 1e3:.0f} ms",
        f"{tail_pulse.worst_ms(0):.0f} ms",
    ]


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of programs: " + ", ".join(PROGRAMS))
    options = parser.parse_args()
    unseen = shutil.which("Xvfb") is None
    with (
        contextlib.nullcontext("") if unseen else xvfb() as display,
        tempfile.TemporaryDirectory(prefix="lab-benchmark-") as folder,
    ):
        os.environ.update({"CONCURRENCY_LAB_HOME": folder, "DISPLAY": display})
        os.environ["QT_QPA_PLATFORM"] = "offscreen" if unseen else "xcb"
        run_all(Path(folder), options)
    return 0


def run_all(folder: Path, options: argparse.Namespace) -> None:
    """Open the window and run the programs in it, one after the other."""
    from app.shell.application import Application
    from app.shell.contents import Contents
    from app.shell.life import run_in_window
    from app.shell.looks import Looks
    from app.shell.settings import Settings
    from app.shell.window import Window

    app = Application(["benchmark"])
    settings = Settings()
    looks = Looks(app, settings)
    looks.apply()
    window = Window(settings, looks)
    window.show()
    measured = Measured()
    watch(measured)
    heads = [
        "heartbeat p99",
        "worst",
        "processor",
        "frames/s",
        "events/s",
        "to screen p50",
        "p99",
        "to the verdict",
        "worst",
    ]
    print(f"{'':22}" + "".join(f"{head:>15}" for head in heads))

    async def life(contents: Contents) -> int:
        window.heartbeat.start()
        window.heartbeat.show_curve()
        for number, (name, source) in enumerate(PROGRAMS.items()):
            if options.names and name not in options.names:
                continue
            path = folder / f"program{number}.py"
            path.write_text(textwrap.dedent(source).replace("{seconds}", str(options.seconds)))
            settings.trust(str(path))
            contents.open_path(path)
            cells = await measure(contents.current_tab(), window, measured, options.profile)
            print(f"{name:22}" + "".join(f"{cell:>15}" for cell in cells), flush=True)
        return 0

    run_in_window(app, window, settings, life)


if __name__ == "__main__":
    raise SystemExit(main())
