"""A run in the terminal: Ctrl-C, a reader who leaves, a reader who has stopped reading."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.core.manifest import Manifest
from tests.stage.staging import Stage, gone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

LAB = """
import asyncio, sys
from pathlib import Path
from app.stage import run as stage_run
from app.stage.request import RunRequest
from app.stage.terminal import run_in_terminal
stage_run.INTERRUPT_S = 0.2
program, directory, timeout = sys.argv[1:]
request = RunRequest(Path(program), "test", Path(directory), stdin="inherit",
                     timeout_s=float(timeout) if timeout != "-" else None)
sys.exit(asyncio.run(run_in_terminal(request)).exit_code)
"""


@contextmanager
def lab(stage: Stage, source: str, timeout: str = "-") -> Iterator[subprocess.Popen[bytes]]:
    """The lab in a process group of its own, as a shell starts it."""
    process = subprocess.Popen(
        [sys.executable, "-c", LAB, str(stage.program(source)), str(stage.folder / "recording"), timeout],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
    )
    try:
        with process:
            yield process
    finally:
        process.kill()


def line_of(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline()


def test_output_input_and_exit_code_are_the_programs(stage: Stage) -> None:
    source = "import sys\nprint(input('? '))\nprint('oops', file=sys.stderr)\nsys.exit(3)"
    with lab(stage, source) as process:
        out, err = process.communicate(b"hello\n")
    assert (process.returncode, out, err) == (3, b"? hello\n", b"oops\n")
    assert stage.kept("stdout") == out


def test_ctrl_c_ends_program_and_lab(stage: Stage) -> None:
    with lab(stage, "import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)") as process:
        pid = int(line_of(process))
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert b"KeyboardInterrupt" in err
    assert b"run_in_terminal" not in err
    assert gone(pid)


def test_ctrl_c_ends_a_program_that_does_not_want_to_hear_of_it(stage: Stage) -> None:
    source = """
import os, signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
print(os.getpid(), flush=True)
time.sleep(600)
"""
    with lab(stage, source) as process:
        pid = int(line_of(process))
        os.killpg(process.pid, signal.SIGINT)
        process.communicate()
    assert process.returncode == 130
    assert gone(pid)
    manifest = Manifest.read(stage.folder / "recording")
    assert manifest.exit is not None
    assert manifest.exit.reason == "stopped"


def test_a_program_may_finish_its_work_after_ctrl_c(stage: Stage) -> None:
    source = """
import time
try:
    print("ready", flush=True)
    time.sleep(600)
except KeyboardInterrupt:
    print("tidied up")
"""
    with lab(stage, source) as process:
        assert line_of(process) == b"ready\n"
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"tidied up\n", b"")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_lab_that_is_asked_to_end_takes_its_program_with_it(stage: Stage, number: int) -> None:
    with lab(stage, "import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)") as process:
        pid = int(line_of(process))
        process.send_signal(number)
        process.communicate()
    assert process.returncode == 130
    assert gone(pid)


def test_a_reader_who_leaves_breaks_the_programs_pipe(stage: Stage) -> None:
    # Without the lab Python's own exit code for this is 1 or 120, as it happens.
    source = """
import os
try:
    while True:
        os.write(1, b"x" * 99 + b"\\n")
except BrokenPipeError:
    os._exit(9)
"""
    with lab(stage, source) as process:
        assert line_of(process) == b"x" * 99 + b"\n"
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait() == 9


def test_a_reader_who_has_stopped_reading_does_not_stop_the_clock(stage: Stage) -> None:
    with lab(stage, "while True: print('x' * 999)", timeout="0.5") as process:
        assert process.wait() == 124
    assert len(stage.kept("stdout")) < 10_000_000  # it was held up


def test_all_output_arrives_however_late_it_is_read(stage: Stage) -> None:
    with lab(stage, "print('x' * 1_000_000)") as process:
        lab_process = psutil.Process(process.pid)
        out, _ = process.communicate()
        assert not lab_process.is_running()
    assert out == b"x" * 1_000_000 + b"\n"
    assert process.returncode == 0


TERMINAL = """
import asyncio, os, sys
from pathlib import Path
from app.launch.spawned import spawn_and_become
from app.stage.child import spawn_interpreter
from app.stage.request import RunRequest
from app.stage.run import Run
program, directory, spawn = sys.argv[1:]
streams = frozenset(name for fd, name in ((1, "stdout"), (2, "stderr")) if os.isatty(fd))
request = RunRequest(Path(program), "test", Path(directory), stdin="inherit", inherit_output=streams)
if __name__ == "__main__":
    asyncio.run(Run(request, spawn=globals()[spawn]).run())
"""


@pytest.mark.parametrize("spawn", ["spawn_interpreter", "spawn_and_become"])
def test_a_terminal_is_a_terminal_for_the_program_too(stage: Stage, spawn: str) -> None:
    ours, theirs = os.openpty()
    try:
        program = stage.program("import os\nprint(*(os.isatty(fd) for fd in range(3)), input())")
        process = subprocess.Popen(
            [sys.executable, "-c", TERMINAL, str(program), str(stage.folder / "recording"), spawn],
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        os.write(ours, b"typed\n")
        _, err = process.communicate()
        shown = os.read(ours, 1000)
    finally:
        os.close(ours)
        os.close(theirs)
    assert err == b""
    assert shown.split() == [b"typed", b"True", b"True", b"False", b"typed"]
    assert stage.kept("stdout") == b""
    assert stage.manifest.exit is not None
    assert stage.manifest.exit.status == 0
