"""Signals: an arrow from who sends to who receives, the program's own handlers, and waits for a signal."""

import signal
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

PROGRAM = """
import multiprocessing
import os
import signal
import subprocess
import threading
import time

PAUSE = 0.1
got = []


def note(number, frame):
    got.append((number, "tracer" in frame.f_code.co_filename))


def obey(ready):
    signal.signal(signal.SIGUSR1, lambda number, frame: print("usr1", flush=True))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready.set()
    signal.pause()  # pauses
    signal.pause()


signal.signal(signal.SIGUSR2, note)
print(signal.getsignal(signal.SIGUSR2) is note, signal.signal(signal.SIGUSR2, note) is note)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
print(signal.signal(signal.SIGTERM, signal.SIG_DFL), signal.getsignal(signal.SIGTERM))
context = multiprocessing.get_context("fork")
ready = context.Event()
child = context.Process(target=obey, args=(ready,), name="obeying")
child.start()
ready.wait()
time.sleep(PAUSE)
os.kill(child.pid, signal.SIGINT)  # is ignored
os.kill(child.pid, signal.SIGUSR1)  # is handled
time.sleep(PAUSE)
child.terminate()  # terminates
child.join()
print(child.exitcode)

sleeper = subprocess.Popen(["sleep", "10"])
sleeper.send_signal(signal.SIGKILL)  # kills
print(sleeper.wait())

me = os.getpid()
thread = threading.Thread(target=os.kill, args=(me, signal.SIGUSR2), name="sender")
thread.start()
thread.join()
time.sleep(0.01)
signal.raise_signal(signal.SIGUSR2)
os.kill(me, 0)
print(got)
try:
    os.kill(me, "x")
except TypeError as error:
    print(error)
try:
    signal.signal(signal.SIGKILL, note)
except OSError as error:
    print(error)
try:
    signal.signal(signal.SIGUSR2, 3.5)
except TypeError as error:
    print(error)

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
timer = threading.Timer(PAUSE, os.kill, (me, signal.SIGUSR1))
timer.name = "timer"
timer.start()
print(signal.sigwait([signal.SIGUSR1]))  # waits for a signal
print(signal.sigtimedwait([signal.SIGUSR1], 0.02))  # waits in vain
"""

TOLD = [
    "True True",
    "True",
    "0 0",
    "usr1",
    "-15",
    "-9",
    "[(12, False), (12, False)]",
    "'str' object cannot be interpreted as an integer",
    "[Errno 22] Invalid argument",
    "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object",
    "10",
    "None",
]


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def signals(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    run = record(PROGRAM, tmp_path_factory.mktemp("signals"), python=request.param)
    lines = run.stdout.decode().splitlines()
    assert run.stderr == b""
    assert [line.replace("Handlers.SIG_DFL", "0").replace("Signals.SIGUSR1", "10") for line in lines] == TOLD
    assert run.outcome.status == 0
    return run


def test_each_signal_is_an_arrow_to_the_process_that_receives_it(signals: Recorded) -> None:
    assert signals.flows("signal") == [
        ("program.py", "obeying"),
        ("program.py", "obeying"),
        ("program.py", "obeying"),
        ("program.py", "sleep"),
        ("sender", "program.py"),
        ("timer", "program.py"),
    ]


def test_an_arrow_ends_when_the_handler_runs(signals: Recorded) -> None:
    flows = [flow for flow in signals.summary["flows"] if flow["kind"] == "signal"]
    ignored, handled, terminated = flows[:3]
    assert ignored["sent_ns"] == ignored["received_ns"]
    assert handled["sent_ns"] < handled["received_ns"]
    assert terminated["received_ns"] >= terminated["sent_ns"]


def test_waits_for_a_signal_are_seen(signals: Recorded) -> None:
    paused = signals.spans("obeying", "sleep")
    assert paused[0]["line"] == signals.line("# pauses")
    lines = [span["line"] for span in signals.spans("program.py", "sleep")]
    assert signals.line("# waits for a signal") in lines
    assert signals.line("# waits in vain") in lines


def test_who_was_ended_by_a_signal_is_killed(signals: Recorded) -> None:
    assert (signals.actor("obeying")["end"], signals.actor("obeying")["status"]) == ("killed", signal.SIGTERM)
    assert (signals.actor("sleep")["end"], signals.actor("sleep")["status"]) == ("killed", signal.SIGKILL)


RAISES = """
import os
import signal


def fail(number, frame):
    raise RuntimeError(f"signal {number}")


signal.signal(signal.SIGUSR1, fail)
os.kill(os.getpid(), signal.SIGUSR1)
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_the_traceback_of_a_handler_shows_the_program_alone(python: str, tmp_path: Path) -> None:
    run = record(RAISES, tmp_path, python=python)
    text = run.stderr.decode()
    assert text.count('File "') == 2
    assert "app/tracer" not in text
    assert run.outcome.status == 1


KILLS_ITSELF = "import os, signal, time\nprint('x', flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"


def test_a_program_may_kill_itself(tmp_path: Path) -> None:
    run = record(KILLS_ITSELF, tmp_path)
    assert (run.outcome.reason, run.outcome.status) == ("signalled", signal.SIGKILL)
    assert run.flows("signal") == []  # from itself to itself
