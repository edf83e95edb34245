"""Runs CPython's own tests stock and traced, and lists the tests that end differently.

    python tests/cpython_oracle.py [--python PATH] [--seconds S] [MODULE ...]

Not one of the lab's own tests: it takes minutes, and an interpreter may come without its `test` package. The
list of known differences, each with its reason, stands in KNOWN.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = (
    "test_threading",
    "test_thread",
    "test_queue",
    "test_asyncio.test_tasks",
    "test_asyncio.test_queues",
    "test_asyncio.test_locks",
    "test_asyncio.test_taskgroups",
    "test_asyncio.test_timeouts",
    "test_asyncio.test_waitfor",
    "test_asyncio.test_futures",
    "test_asyncio.test_streams",
    "test_asyncio.test_subprocess",
    "test_asyncio.test_runners",
    "test_asyncio.test_threads",
    "test_asyncio.test_server",
    "test_asyncio.test_sock_lowlevel",
    "test_asyncio.test_unix_events",
    "test_asyncio.test_eager_task_factory",
    "test_concurrent_futures",
    "test_multiprocessing_fork.test_processes",
    "test_multiprocessing_fork.test_manager",
    "test_multiprocessing_fork.test_misc",
    "test_multiprocessing_spawn.test_processes",
    "test_subprocess",
    "test_signal",
    "test_socket",
    "test_socketserver",
    "test_select",
    "test_poll",
    "test_epoll",
    "test_generators",
    "test_selectors",
)

#: Part of a test's name -> why it may end otherwise under the tracer.
KNOWN: dict[str, str] = {
    "test_encoding_warning": "with -X warn_default_encoding, Popen's warning names the line of our stand-in",
    "test_raise_and_yield_from": "a signal that comes between two instructions is handled a step earlier, in our hook",
    "test_unraisable_exception": "the object of the report stands in for the thread's function",
}

_LINE = re.compile(
    r"^(test\w*) \(([\w.]+)\).*? \.\.\. (?:.*?)(ok|FAIL|ERROR|skipped .*|expected failure)$", re.M
)


def outcomes(python: str, module: str, traced: bool, seconds: int) -> dict[str, str]:
    """Run one test module; test name -> ok, FAIL, ERROR, skipped."""
    with tempfile.TemporaryDirectory(prefix="lab-oracle-") as folder:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        if traced:
            environment["PYTHONPATH"] = str(ROOT / "app" / "tracer" / "boot")
            environment["CONCURRENCY_LAB_TRACE"] = folder
        command = [python, "-m", "unittest", "-v", f"test.{module}"]
        try:
            run = subprocess.run(
                command,
                env=environment,
                cwd=folder,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=seconds,
            )
            text = run.stderr
        except subprocess.TimeoutExpired as late:
            print(f"{module} {'traced' if traced else 'stock'}: cut off after {seconds} s", file=sys.stderr)
            text = (late.stderr or b"").decode("utf-8", "replace")
    return {f"{owner}.{name}": word.split()[0] for name, owner, word in _LINE.findall(text)}


def main() -> int:
    """Compare module by module; 1 if a difference isn't known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("modules", nargs="*", default=MODULES)
    options = parser.parse_args()
    unknown = 0
    for module in options.modules:
        stock = outcomes(options.python, module, False, options.seconds)
        if any("_FailedTest" in name for name in stock):
            print(f"{module}: this Python comes without it", flush=True)
            continue
        traced = outcomes(options.python, module, True, options.seconds)
        differing = [name for name in stock if stock[name] != traced.get(name, "missing")]
        if differing:  # a child of a test may write into the line of another one: what differs differs twice
            again = outcomes(options.python, module, True, options.seconds)
            differing = [name for name in differing if stock[name] != again.get(name, "missing")]
        print(f"{module}: {len(stock)} tests, {len(differing)} end differently", flush=True)
        for name in differing:
            reason = next((why for part, why in KNOWN.items() if part in name), "")
            unknown += not reason
            ends = f"{stock[name]} -> {traced.get(name, 'missing')}"
            print(f"  {name}: {ends}  {reason or 'UNKNOWN'}", flush=True)
    return 1 if unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())
