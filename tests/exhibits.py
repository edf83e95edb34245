"""Recordings to export: made by hand, and a real program with everything in it that can be exported."""

from collections.abc import Sequence
from pathlib import Path

from app.core.demo import Claim, Verdict
from app.core.export.exhibit import Exhibit
from app.core.export.lanes import lanes
from app.core.manifest import Exit, Interpreter, Manifest, ProcessId
from tests.evidence_builder import MadeRun

HOSTILE = '</script><script>document.title = "taken"</script><img src=x onerror=alert(1)> & "quoted" \u2028'

#: Threads, a lock for which many wait, a queue, a program that can't be traced, watched data, output, an
#: exception, a lane that waits for ever, and names that nobody should trust.
VARIED = f"""
import queue
import subprocess
import sys
import threading
import time

HOSTILE = {HOSTILE!r}  # a name


class Account:
    def __init__(self):
        self.balance = 0  # watch
        self.lock = threading.Lock()

    def deposit(self):
        with self.lock:
            seen = self.balance
            time.sleep(0.01)
            self.balance = seen + 1


def put(items):
    for number in range(3):
        items.put(number)
    print("完成", HOSTILE)


def fail():
    raise ValueError(HOSTILE)


account = Account()
items = queue.Queue()
threads = [threading.Thread(target=account.deposit, name=f"存款-{{n}}") for n in range(3)]
threads.append(threading.Thread(target=put, args=(items,), name=HOSTILE))
threads.append(threading.Thread(target=fail, name="=1+1"))
for thread in threads:
    thread.start()
for _ in range(3):
    items.get()
subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)
for thread in threads:
    thread.join()
account.lock.acquire()
threading.Thread(target=account.lock.acquire, daemon=True, name="stuck").start()
time.sleep(0.02)
print("the end", file=sys.stderr)
"""


def manifest(program: str = "/lesson/program.py", copy: str | None = None) -> Manifest:
    """That of a run that has ended."""
    return Manifest(
        run="run",
        target=program,
        program=program,
        copy=copy,
        python=Interpreter("3.12.1", "/usr/bin/python3"),
        launcher="terminal",
        cwd="/lesson",
        started_at="2026-01-02T03:04:05+00:00",
        lab=ProcessId(1, 1.0),
        state="ended",
        exit=Exit("exited", 0),
        wall_ns=1_000_000_000,
    )


def exhibit(
    run: MadeRun,
    directory: Path = Path("/nowhere"),
    of: Manifest | None = None,
    verdicts: Sequence[tuple[Claim, Verdict]] = (),
    problems: Sequence[str] = (),
) -> Exhibit:
    """What an export would read of a run made by hand."""
    evidence = run.evidence()
    return Exhibit(directory, of or manifest(), evidence, lanes(evidence), verdicts, problems=problems)
