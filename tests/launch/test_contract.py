"""What every launcher does, whichever way it takes off the GUI thread."""

import asyncio
import dataclasses
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.core.manifest import Manifest
from app.launch.launcher import Launcher
from tests.launch.conftest import Drive
from tests.launch.launching import Pad
from tests.stage.staging import Stage, gone, without_lab

FOREVER = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print("pids", os.getpid(), child.pid, "ready", flush=True)
time.sleep(600)
"""


def pids_of(pad: Pad) -> list[int]:
    return [int(pid) for pid in pad.output["stdout"].split()[1:3]]


@pytest.mark.parametrize(
    ("source", "reason", "status"),
    [
        ("pass", "exited", 0),
        ("raise SystemExit(3)", "exited", 3),
        ("1/0", "exited", 1),
        ("import os; os._exit(7)", "exited", 7),
        ("import os; os.kill(os.getpid(), 9)", "signalled", 9),
    ],
)
def test_the_end_of_the_program_is_told(
    drive: Drive, pad: Pad, stage: Stage, source: str, reason: str, status: int
) -> None:
    outcome = drive(pad.run(stage.request(source)))
    assert (outcome.reason, outcome.status) == (reason, status)
    assert pad.states == ["starting", "running", "stopping", "ended"]
    assert not pad.launcher.busy
    manifest = stage.manifest
    assert manifest.launcher == pad.launcher.name
    assert manifest.exit is not None
    assert (manifest.exit.reason, manifest.exit.status) == (reason, status)
    assert manifest.wall_ns == outcome.wall_ns > 0


def test_the_output_is_the_programs_to_the_byte(drive: Drive, pad: Pad, stage: Stage) -> None:
    source = r"""
import os
for n in range(20):
    os.write(1, bytes(range(256)) * 40)
    os.write(2, b"\xff\0\r\n")
"""
    drive(pad.run(stage.request(source)))
    assert pad.output["stdout"] == stage.kept("stdout") == bytes(range(256)) * 800
    assert pad.output["stderr"] == stage.kept("stderr") == b"\xff\0\r\n" * 20


def test_everything_is_told_in_the_gui_thread(drive: Drive, pad: Pad, stage: Stage) -> None:
    drive(pad.run(stage.request("print('x')")))
    assert pad.threads == {threading.main_thread()}


def test_stop_leaves_no_process(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> None:
        pad.launcher.start(stage.request(FOREVER))
        await pad.until_printed(b"ready")
        pad.launcher.stop()
        await pad.until(lambda: pad.outcome is not None)

    drive(act())
    assert pad.outcome is not None
    assert pad.outcome.reason == "stopped"
    assert pad.states == ["starting", "running", "stopping", "ended"]
    assert all(gone(pid) for pid in pids_of(pad))
    assert stage.manifest.state == "ended"


def test_a_flood_of_prints_can_be_stopped(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> None:
        pad.launcher.start(stage.request("while True: print('x' * 999)"))
        await pad.until_printed(b"x")
        pad.launcher.stop()
        await pad.until(lambda: pad.outcome is not None)

    drive(act())
    assert pad.outcome is not None
    assert pad.outcome.reason == "stopped"


def test_a_time_out_is_told(drive: Drive, pad: Pad, stage: Stage) -> None:
    outcome = drive(pad.run(stage.request("while True: pass", timeout_s=0.2)))
    assert outcome.exit_code == 124


def test_a_line_typed_answers_input(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> None:
        pad.launcher.start(
            stage.request("import sys\nprint(input('? '), flush=True)\nprint(repr(sys.stdin.read()))")
        )
        await pad.until_printed(b"? ")
        pad.launcher.write_input("李\n")
        await pad.until_printed("李".encode())
        pad.launcher.close_input()
        await pad.until(lambda: pad.outcome is not None)

    drive(act())
    assert pad.output["stdout"].decode() == "? 李\n''\n"


def test_input_written_as_soon_as_it_runs_arrives(drive: Drive, pad: Pad, stage: Stage) -> None:
    def type_ahead(state: str) -> None:
        if state == "running":
            pad.launcher.write_input("early\n")

    pad.launcher.state_changed.connect(type_ahead)
    drive(pad.run(stage.request("print(input())")))
    assert pad.output["stdout"] == b"early\n"


def test_an_edited_copy_runs_in_place_of_the_file(drive: Drive, pad: Pad, stage: Stage) -> None:
    outcome = drive(pad.run(stage.request("print('file')", source="print('copy')\n1/0\n")))
    assert outcome.status == 1
    assert pad.output["stdout"] == b"copy\n"
    assert str(stage.folder / "program.py").encode() in pad.output["stderr"]
    assert b"recording" not in pad.output["stderr"]


def test_a_run_that_cannot_start_says_why_and_the_next_one_can(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> None:
        assert await pad.run(stage.request("pass", python=stage.folder / "python9")) is None
        assert pad.refusal == f"There is no Python interpreter {stage.folder / 'python9'}."
        assert pad.states == ["starting", "ended"]
        assert not (stage.folder / "recording").exists()
        outcome = await pad.run(stage.request("print(1)"))
        assert outcome is not None
        assert pad.output["stdout"] == b"1\n"

    drive(act())


def test_an_argument_that_no_system_takes_is_refused(drive: Drive, pad: Pad, stage: Stage) -> None:
    drive(pad.run(stage.request("pass", arguments=("a\0b",))))
    assert "can't be started" in pad.refusal
    assert not (stage.folder / "recording").exists()


def test_quitting_ends_what_runs(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> None:
        pad.launcher.start(stage.request(FOREVER))
        await pad.until_printed(b"ready")
        await pad.launcher.closed()
        assert not pad.launcher.busy

    drive(act())
    assert all(gone(pid) for pid in pids_of(pad))
    assert pad.outcome is not None
    assert pad.outcome.reason == "stopped"


def test_quitting_at_the_moment_of_the_start_leaves_nothing(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> None:
        pad.launcher.start(stage.request("while True: pass"))
        await pad.launcher.closed()

    drive(act())
    assert pad.outcome is not None
    assert pad.outcome.reason == "stopped"


def test_quitting_when_nothing_runs_is_done_at_once(drive: Drive, pad: Pad) -> None:
    drive(pad.launcher.closed())
    pad.launcher.stop()
    pad.launcher.write_input("x")
    pad.launcher.close_input()
    assert not pad.launcher.busy


def test_one_program_at_a_time(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> None:
        pad.launcher.start(stage.request("while True: pass"))
        assert pad.launcher.busy
        with pytest.raises(RuntimeError):
            pad.launcher.start(stage.request("pass"))
        await pad.launcher.closed()

    drive(act())


def test_the_next_run_can_start_from_the_end_of_the_last(drive: Drive, pad: Pad, stage: Stage) -> None:
    outcomes: list[object] = []
    again = dataclasses.replace(stage.request("print(1)"), directory=stage.folder / "again")

    def restart(outcome: object) -> None:
        outcomes.append(outcome)
        if len(outcomes) == 1:
            pad.launcher.start(again)
        pad.note()

    async def act() -> None:
        pad.launcher.finished.connect(restart)
        pad.launcher.start(stage.request("print(1)"))
        while len(outcomes) < 2:
            pad.heard.clear()
            await pad.heard.wait()

    drive(act())
    assert pad.output["stdout"] == b"1\n1\n"
    assert Manifest.read(stage.folder / "again").state == "ended"


# The program finds itself as it would in a terminal --------------------------------------------------------

PROBE = r"""
import atexit, json, multiprocessing, os, signal, stat, sys, threading
def kind(fd):
    mode = os.fstat(fd).st_mode
    return "fifo" if stat.S_ISFIFO(mode) else "other"
def signals():
    with open("/proc/self/status") as status:
        # Above 31 are the C library's own, which posix_spawn leaves ignored.
        return [int(line.split()[1], 16) & 0x7fff_ffff for line in status
                if line.startswith(("SigBlk", "SigIgn", "SigCgt"))]
def descriptors():
    # The listing's own is in it, and closed by now; the tracer's files are no matter of the launcher.
    links = {int(fd): f"/proc/self/fd/{fd}" for fd in os.listdir("/proc/self/fd")}
    return sorted(fd for fd, link in links.items() if os.path.exists(link)
                  and not os.readlink(link).endswith((".events", ".text")))
atexit.register(print, "exit handler ran")
print(json.dumps({
    "argv": sys.argv,
    "orig_argv": sys.orig_argv,
    "executable": sys.executable,
    "flags": list(sys.flags),
    "main": [__name__, __file__, __spec__ is None],
    "path": [entry for entry in sys.path if not entry.endswith("boot")],
    "process": multiprocessing.current_process().name,
    "parent process": multiprocessing.parent_process() is None,
    "daemon": multiprocessing.current_process().daemon,
    "start method": multiprocessing.get_start_method(),
    "threads": [thread.name for thread in threading.enumerate()],
    "signals": signals(),
    "handler": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
    "streams": [kind(fd) for fd in range(3)],
    "encodings": [stream.encoding for stream in (sys.stdin, sys.stdout, sys.stderr)],
    "terminals": [os.isatty(fd) for fd in range(3)],
    "descriptors": descriptors(),
    "cwd": os.getcwd(),
    "umask": os.umask(0o22),
    "group": os.getpgid(0),
    "session": os.getsid(0),
    "nice": os.nice(0),
    "environment": {name: value for name, value in os.environ.items()
                    if not name.startswith("CONCURRENCY_LAB") and name != "PYTHONPATH"},
}))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_program_finds_itself_as_in_a_terminal(drive: Drive, pad: Pad, stage: Stage) -> None:
    request = stage.request(PROBE, arguments=("a b", "-x", "李"))
    stock = subprocess.run(
        [sys.executable, str(request.program), *request.arguments],
        stdin=subprocess.PIPE,
        capture_output=True,
        env=without_lab(),
        check=True,
    )
    drive(pad.run(request))
    assert pad.output["stderr"] == b""
    found, expected = (out.decode().splitlines() for out in (pad.output["stdout"], stock.stdout))
    assert json.loads(found[0]) == json.loads(expected[0])
    assert found[1:] == expected[1:] == ["exit handler ran"]


def test_the_parent_of_the_program_is_the_lab(drive: Drive, pad: Pad, stage: Stage) -> None:
    drive(pad.run(stage.request("import os; print(os.getppid())")))
    supervised = type(pad.launcher).__name__ == "SupervisedLauncher"
    assert (int(pad.output["stdout"]) == os.getpid()) is not supervised


def test_a_program_may_have_children_of_every_kind(drive: Drive, pad: Pad, stage: Stage) -> None:
    source = """
import multiprocessing, sys
def work(n): return n * n
if __name__ == "__main__":
    for method in ("spawn", "fork", "forkserver"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            print(method, pool.map(work, range(3)))
"""
    outcome = drive(pad.run(stage.request(source)))
    assert pad.output["stdout"].decode().splitlines() == [
        f"{method} [0, 1, 4]" for method in ("spawn", "fork", "forkserver")
    ]
    assert outcome.status == 0


def test_a_program_runs_where_it_is_told_to(drive: Drive, pad: Pad, stage: Stage) -> None:
    folder = stage.folder / "it's a 文件夹"
    folder.mkdir()
    drive(pad.run(stage.request("import os; print(os.getcwd())", cwd=folder)))
    assert pad.output["stdout"].decode().strip() == str(folder)
    assert stage.manifest.cwd == str(folder)


def test_a_relative_program_is_found_from_the_labs_folder(
    drive: Drive, pad: Pad, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A spawned process begins where multiprocessing was first imported, which is another folder.
    monkeypatch.chdir(stage.folder)
    request = dataclasses.replace(stage.request("import sys; print(sys.argv[0])"), program=Path("program.py"))
    drive(pad.run(request))
    assert pad.output["stdout"] == b"program.py\n"
    assert stage.manifest.program == str(stage.folder / "program.py")


def test_a_niced_program_is_nicer_than_the_lab(drive: Drive, pad: Pad, stage: Stage) -> None:
    source = "import os, time\ntime.sleep(0.05)\nprint(os.getpriority(os.PRIO_PROCESS, 0))"
    drive(pad.run(stage.request(source, niced=True)))
    assert int(pad.output["stdout"]) >= 10
    assert stage.manifest.niced
    assert os.getpriority(os.PRIO_PROCESS, 0) < 10


def test_the_window_lives_while_a_program_runs(drive: Drive, pad: Pad, stage: Stage) -> None:
    async def act() -> int:
        beats = 0
        pad.launcher.start(stage.request("print('ready', flush=True)\nwhile True: pass"))
        await pad.until_printed(b"ready")
        while beats < 20:
            await asyncio.sleep(0.001)
            beats += 1
        await pad.launcher.closed()
        return beats

    assert drive(act()) == 20


def test_a_launcher_that_was_cancelled_with_its_siblings_ends_its_run(
    drive: Drive, pad: Pad, stage: Stage
) -> None:
    async def act() -> None:
        pad.launcher.start(stage.request(FOREVER))
        await pad.until_printed(b"ready")
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            if "_body" in repr(task.get_coro()):
                task.cancel()
        await pad.launcher.closed()

    drive(act())
    assert all(gone(pid) for pid in pids_of(pad))
    assert stage.manifest.state == "ended"


def test_the_launcher_has_the_name_of_the_manifest(launcher: Launcher) -> None:
    assert launcher.name in ("task", "thread", "process")
