"""Whether the lab keeps up with a program that tells of 200,000 events a second for ten seconds, and loses none.

python benchmarks/none_lost.py [--rate 200000] [--seconds 10] [--processes 2]

Reads as the window does: once a frame of 16 ms, for 6 ms at most. Exits with 1 where an event was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.core.errors import RecordingError
from app.core.trace import Trace
from app.stage.request import RunRequest
from app.stage.run import Run

PROGRAM = """
import multiprocessing
import time

RATE = 100_000
SECONDS = 10
PROCESSES = 2
total = 0  # watch


def count():
    global total
    begin = time.perf_counter()
    done = late = 0
    while done < RATE * SECONDS:
        due = min(RATE * SECONDS, int((time.perf_counter() - begin) * RATE))
        while done < due:
            total = total + 1  # two events
            done += 2
        time.sleep(0.002)
    print(f"wrote {done} in {time.perf_counter() - begin:.2f}", flush=True)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=count) for _ in range(PROCESSES)]
    for each in children:
        each.start()
    for each in children:
        each.join()
"""
FRAME_S, BUDGET_S = 0.016, 0.006


class Reader:
    """Follows a run as the window does."""

    def __init__(self, run: Run, directory: Path) -> None:
        self.trace: Trace | None = None
        self.longest_s = self.busy_s = 0.0
        self.behind = 0  # frames that didn't get to the end
        self._run, self._directory = run, directory

    async def follow(self, running: asyncio.Future[object]) -> None:
        """Read until the run has ended."""
        while not running.done():
            await asyncio.sleep(FRAME_S)
            try:
                self.trace = self.trace or Trace(self._directory)
            except RecordingError:  # there is no manifest yet
                continue
            self._frame(self.trace)

    def _frame(self, trace: Trace) -> None:
        begin, cpu = time.perf_counter(), time.process_time()
        now_ns = time.perf_counter_ns() - self._run.manifest.spawn_ns
        while trace.poll(now_ns, 5_000):
            if time.perf_counter() - begin > BUDGET_S:
                self.behind += 1
                break
        taken = time.perf_counter() - begin
        self.longest_s = max(self.longest_s, taken)
        self.busy_s += time.process_time() - cpu


async def measure(folder: Path, rate: int, seconds: int, processes: int) -> bool:
    """Run, read along, print; whether nothing was lost."""
    program = folder / "program.py"
    text = PROGRAM.replace("RATE = 100_000", f"RATE = {rate // processes}")
    text = text.replace("SECONDS = 10", f"SECONDS = {seconds}")
    program.write_text(text.replace("PROCESSES = 2", f"PROCESSES = {processes}"))
    run = Run(RunRequest(program=program, target="program.py", directory=folder / "run", cwd=folder))
    reader = Reader(run, folder / "run")
    running = asyncio.ensure_future(run.run())
    await reader.follow(running)
    trace = reader.trace
    assert trace is not None
    live = trace.events
    trace.finish()
    wrote = re.findall(r"wrote (\d+) in ([\d.]+)", (folder / "run" / "stdout").read_text())
    told = len(trace.accesses.table) - processes - 1  # each process also sets it once
    longest = max(float(each[1]) for each in wrote)
    events = sum(int(each[0]) for each in wrote)
    print(f"{events} events in {longest:.2f} s: {events / longest:,.0f} a second from {processes} processes")
    print(f"{told} of {events} arrived, {trace.recording.lost} lost, {live} of {trace.events} read live")
    print(f"longest frame {reader.longest_s * 1e3:.1f} ms, {reader.behind} frames at their limit, ", end="")
    print(f"{reader.busy_s / longest:.0%} of a core")
    kept = told == events and not trace.recording.lost
    trace.close()
    return kept


def main() -> None:
    """Measure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200_000, help="events a second, of all processes")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="none_lost") as folder:
        kept = asyncio.run(measure(Path(folder), chosen.rate, chosen.seconds, chosen.processes))
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
