"""What tracing costs: the same programs stock, traced, and under VizTracer where it is installed, in turn.

    python benchmarks/traced_programs.py [--python PATH] [--rounds N]

Each program prints the nanoseconds that one of its operations took; the table shows medians and ratios to
stock. VizTracer is measured if the interpreter at PATH can import it. Start-up is the whole process, an empty
program.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: Keeps a lock from being counted as a hot one: each use is told.
_EACH_USE_TOLD = (
    "import sys\nlocks = sys.modules.get('_concurrency_lab.locks')\n"
    "if locks is not None:\n    locks._USE_NS = 0\n"
)

_TIMED = """
from time import perf_counter_ns as _now
_begun = _now()
{work}
print((_now() - _begun) / {operations})
"""

PROGRAMS = {
    "CPU only (fib)": (
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n",
        "fib(32)",
        7_000_000,  # calls
    ),
    "with lock": (
        "from threading import Lock\nlock = Lock()\n",
        "for _ in range(300_000):\n    with lock:\n        pass",
        300_000,
    ),
    "acquire + release": (
        "from threading import Lock\nlock = Lock()\n",
        "for _ in range(300_000):\n    lock.acquire()\n    lock.release()",
        300_000,
    ),
    "with lock, each use told": (
        _EACH_USE_TOLD + "from threading import Lock\nlock = Lock()\n",
        "for _ in range(100_000):\n    with lock:\n        pass",
        100_000,
    ),
    "acquire + release, told": (
        _EACH_USE_TOLD + "from threading import Lock\nlock = Lock()\n",
        "for _ in range(100_000):\n    lock.acquire()\n    lock.release()",
        100_000,
    ),
    "queue.Queue item": (
        "from queue import Queue\nfrom threading import Thread\nqueue = Queue(100)\n"
        "def put():\n    for i in range(100_000):\n        queue.put(i)\n",
        "t = Thread(target=put)\nt.start()\nfor _ in range(100_000):\n    queue.get()\nt.join()",
        100_000,
    ),
    "asyncio step": (
        "import asyncio\nasync def main():\n    for _ in range(100_000):\n        await asyncio.sleep(0)\n",
        "asyncio.run(main())",
        100_000,
    ),
    "asyncio.Queue item": (
        "import asyncio\nasync def put(queue):\n    for i in range(50_000):\n        await queue.put(i)\n"
        "async def main():\n    queue = asyncio.Queue(10)\n    task = asyncio.create_task(put(queue))\n"
        "    for _ in range(50_000):\n        await queue.get()\n    await task\n",
        "asyncio.run(main())",
        50_000,
    ),
    "asyncio step, 100 tasks": (
        "import asyncio\nasync def steps():\n    for _ in range(1_000):\n        await asyncio.sleep(0)\n"
        "async def main():\n    await asyncio.gather(*(steps() for _ in range(100)))\n",
        "asyncio.run(main())",
        100_000,
    ),
    "generator step, a flood": (  # what its first half second costs is not of interest
        "from time import perf_counter\ndef count(last):\n    for i in range(last):\n        yield i\n"
        "begun = perf_counter()\nwhile perf_counter() - begun < 0.7:\n    for _ in count(1_000):\n        pass\n",
        "for _ in range(2_000):\n    for _ in count(1_000):\n        pass",
        2_000_000,
    ),
    "print to a pipe": (
        "import sys\n",
        "for i in range(50_000):\n    print(i, file=sys.stderr)",
        50_000,
    ),
}


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    ways = {"stock": [options.python], "traced": [options.python]}
    if subprocess.run([options.python, "-c", "import viztracer"], capture_output=True).returncode == 0:
        output = os.path.join(tempfile.gettempdir(), "viztracer.json")
        quiet = ["-m", "viztracer", "--quiet", "--max_stack_depth", "-1", "-o", output]
        ways["viztracer"] = [options.python, *quiet]
    print(f"{options.python}, medians of {options.rounds} rounds\n")
    print(f"{'':25}" + "".join(f"{way:>14}" for way in ways) + f"{'traced/stock':>14}")
    for name, (setup, work, operations) in PROGRAMS.items():
        source = setup + _TIMED.format(work=work, operations=operations)
        report(name, " ns", {way: [] for way in ways}, options.rounds, source, ways)
    report("start-up, whole", " ms", {way: [] for way in ways}, options.rounds * 3, "", ways)
    return 0


def report(
    name: str, unit: str, found: dict[str, list[float]], rounds: int, source: str, ways: dict[str, list[str]]
) -> None:
    """Run one program in each way in turn and print its row."""
    for _ in range(rounds):
        for way, command in ways.items():
            found[way].append(measure(way, command, source))
    medians = {way: statistics.median(values) for way, values in found.items()}
    cells = "".join(f"{median:>11.1f}{unit}" for median in medians.values())
    print(f"{name:25}{cells}{medians['traced'] / medians['stock']:>13.2f}x", flush=True)


def measure(way: str, command: list[str], source: str) -> float:
    """One run: what the program printed, or the milliseconds of the whole process where it prints nothing."""
    folder = tempfile.mkdtemp(prefix="lab-benchmark-")
    try:
        program = Path(folder, "program.py")
        program.write_text(source)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        if way == "traced":
            environment["PYTHONPATH"] = str(ROOT / "app" / "tracer" / "boot")
            environment["CONCURRENCY_LAB_TRACE"] = folder
        begun = time.perf_counter()
        run = subprocess.run(
            [*command, str(program)], env=environment, capture_output=True, text=True, check=True
        )
        taken = (time.perf_counter() - begun) * 1e3
        return float(run.stdout.split()[-1]) if run.stdout.strip() else taken
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
