"""The built program runs what the standard library can do. It takes a built folder, in CONCURRENCY_LAB_BUILT."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

THREADS = """
import queue, threading
ITEMS = queue.Queue()
def work():
    ITEMS.put(threading.current_thread().name)
worker = threading.Thread(target=work, name="worker")
worker.start()
print(ITEMS.get())
worker.join()
"""
PROCESSES = """
import multiprocessing
def work(queue):
    queue.put(multiprocessing.current_process().name)
if __name__ == "__main__":
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        queue = context.Queue()
        process = context.Process(target=work, args=(queue,), name=method)
        process.start()
        assert queue.get() == method
        process.join()
        assert process.exitcode == 0
"""
TASKS = """
import asyncio, sys
async def work(n):
    await asyncio.sleep(0.01)
    return n
async def main():
    print(await asyncio.gather(work(1), work(2)))
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", "print('from a child')")
    await child.wait()
asyncio.run(main())
"""
LIBRARY = """
import importlib.util, inspect, sqlite3, ssl, subprocess, sys, threading
NOT_HERE = {"antigravity", "this", "idlelib", "turtledemo", "ensurepip", "lib2to3"}
public = (name for name in sys.stdlib_module_names - NOT_HERE if not name.startswith("_"))
elsewhere = {"msilib", "msvcrt", "nt", "ntpath", "winreg", "winsound"}
print("missing:", sorted(name for name in public if name not in elsewhere and not importlib.util.find_spec(name)))
print(sqlite3.connect(":memory:").execute("select 7").fetchone(), ssl.create_default_context() is not None)
print(inspect.getsource(threading.Thread.join).strip()[:9])
print(subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True).stdout.strip())
print(getattr(sys, "frozen", None), sys.flags.isolated, callable(exit), __name__)
"""
PACKAGES = """
import pygame
from PySide6.QtCore import QThread
pygame.time.wait(30)
QThread.msleep(30)
"""
FAILING = """
def divide():
    return 1 / 0
divide()
"""


@pytest.fixture(scope="module")
def program() -> Path:
    """The built program."""
    folder = os.environ.get("CONCURRENCY_LAB_BUILT")
    if not folder:
        pytest.skip("no built folder is given in CONCURRENCY_LAB_BUILT; `python3 frozen/build.py` makes one")
    return Path(folder, "concurrency-lab.exe" if sys.platform == "win32" else "concurrency-lab").absolute()


def run(program: Path, tmp_path: Path, text: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Have the built lab run a program with this text."""
    (file := tmp_path / "mine.py").write_text(text)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(program), "run", *words, str(file)],
        env={**kept, "CONCURRENCY_LAB_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
    )


def summary(program: Path, tmp_path: Path, text: str) -> Any:
    """What the built lab tells about a run of it."""
    return json.loads(run(program, tmp_path, text, "--json").stdout)


def test_threads_run_and_are_seen(program: Path, tmp_path: Path) -> None:
    told = summary(program, tmp_path, THREADS)
    assert told["exit"] == {"reason": "exited", "status": 0}
    assert [(each["kind"], each["name"]) for each in told["actors"]] == [
        ("process", "mine.py"),
        ("thread", "worker"),
    ]
    assert [each["text"] for each in told["output"]] == ["worker\n"]


def test_processes_of_every_start_method_run_and_are_seen(program: Path, tmp_path: Path) -> None:
    told = summary(program, tmp_path, PROCESSES)
    assert told["exit"] == {"reason": "exited", "status": 0}, told["output"]
    assert {each["name"]: each["end"] for each in told["actors"]} == dict.fromkeys(
        ("mine.py", "spawn", "forkserver", "fork"), "finished"
    )
    assert [each["kind"] for each in told["flows"]].count("item") == 3


def test_tasks_and_their_child_run_and_are_seen(program: Path, tmp_path: Path) -> None:
    told = summary(program, tmp_path, TASKS)
    assert told["exit"] == {"reason": "exited", "status": 0}, told["output"]
    kinds = [each["kind"] for each in told["actors"]]
    assert (kinds.count("task"), kinds.count("process"), kinds.count("opaque")) == (3, 2, 0)
    assert "from a child\n" in [each["text"] for each in told["output"]]


def test_waits_in_packages_are_seen(program: Path, tmp_path: Path) -> None:
    told = summary(program, tmp_path, PACKAGES)
    assert told["exit"] == {"reason": "exited", "status": 0}, told["output"]
    assert [(each["state"], each["line"]) for each in told["spans"]] == [("sleep", 4), ("sleep", 5)]


def test_the_whole_standard_library_is_there_with_its_sources(program: Path, tmp_path: Path) -> None:
    done = run(program, tmp_path, LIBRARY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["missing: []", "(7,) True", "def join(", "42", "None 0 True __main__"]


def test_a_program_fails_as_it_would_in_a_stock_python(program: Path, tmp_path: Path) -> None:
    done = run(program, tmp_path, FAILING)
    stock = subprocess.run([sys.executable, str(tmp_path / "mine.py")], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", stock.stderr)


@pytest.mark.parametrize(
    ("text", "status"),
    [("import sys; sys.exit(7)", 7), ("raise SystemExit('no')", 1), ("import os; os._exit(3)", 3)],
)
def test_exit_codes_are_the_programs_own(program: Path, tmp_path: Path, text: str, status: int) -> None:
    assert run(program, tmp_path, text).returncode == status


@pytest.mark.skipif(sys.platform == "win32", reason="ends by a signal")
def test_an_interrupt_ends_it_by_that_signal(program: Path, tmp_path: Path) -> None:
    text = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(60)\n"
    done = run(program, tmp_path, text)
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.endswith("KeyboardInterrupt\n")


@pytest.mark.skipif(sys.platform == "win32", reason="reads another process's environment by a shell")
def test_other_programs_find_their_own_libraries(program: Path, tmp_path: Path) -> None:
    text = "import subprocess; subprocess.run(['env'])"
    told = run(program, tmp_path, text).stdout
    assert "PATH=" in told
    assert "LD_LIBRARY_PATH" not in told
    assert "_PYI_" not in told


def test_the_lab_itself_shows_its_window(program: Path, tmp_path: Path) -> None:
    kept = {**os.environ, "CONCURRENCY_LAB_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    picture = tmp_path / "window.png"
    command = [str(program), "--demo", "bank_account", "--screenshot", str(picture)]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert picture.stat().st_size > 10_000


def test_the_licences_of_all_that_is_in_it_are_there(program: Path) -> None:
    names = {each.name.lower().replace("_", "-") for each in (program.parent / "licences").iterdir()}
    assert names == {
        *("license", "third-party-notices.md", "python.txt", "qt and pyside6", "pyinstaller"),
        *("numpy", "psutil", "pygame-ce", "pygments", "pyqtgraph", "qasync"),
    }
