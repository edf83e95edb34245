"""How the tracer comes into an interpreter, and that the program finds everything where it would be without it."""

import os
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

import pytest

from app.stage.command import BOOT, TRACE
from tests.recorded import PYTHONS, Recorded, record, version


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


COPIED = """
import sys
import module_beside_the_program
import threading

VALUE = 1
print(VALUE, sys.path[0])
module_beside_the_program.say()


def fail():
    raise ValueError("in the copy")  # fails


def work():
    lock.acquire()  # waits
    fail()


class Account:
    def __init__(self):
        self.balance = VALUE  # watch


lock = threading.Lock()
lock.acquire()
thread = threading.Thread(target=work, name="worker")
thread.start()
threading.Event().wait(0.05)
account = Account()
lock.release()
thread.join()
fail()
"""


@pytest.fixture(scope="module")
def copied(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp('it\'s "copied" 中文')
    (folder / "module_beside_the_program.py").write_text("def say():\n    print(__file__)\n")
    return record(COPIED, folder, python=python, values={"VALUE": 7})


def test_a_copy_has_the_programs_folder_first_on_its_path(copied: Recorded) -> None:
    folder = copied.directory.parent
    assert copied.stdout.decode().splitlines() == [
        f"7 {folder}",
        str(folder / "module_beside_the_program.py"),
    ]


def test_the_path_of_a_copy_is_nowhere_to_be_seen(copied: Recorded) -> None:
    assert str(copied.directory) not in copied.stdout.decode() + copied.stderr.decode()
    program = str(copied.directory.parent / "program.py")
    assert copied.stderr.decode().count(f'File "{program}", line {copied.line("# fails")}, in fail') == 2
    assert copied.names() == ["program.py", "worker"]
    files = {span["file"] for span in copied.summary["spans"]}
    files |= {thing["file"] for thing in copied.summary["objects"]}
    assert files == {program}
    assert copied.summary["target"] == program


def test_the_lines_of_a_copy_are_those_of_the_program(copied: Recorded) -> None:
    assert copied.span("worker", "lock")["line"] == copied.line("# waits")
    (access,) = copied.summary["accesses"]
    assert (access["value"], access["line"]) == ("7", copied.line("# watch"))


NEXT = """
import os, sys
print("next", os.path.basename(os.path.dirname(__file__)), sys.modules["sitecustomize"].__file__ == __file__)
MARK = 1
"""
ASKS = """
import sys
import sitecustomize
print(sitecustomize.MARK, sys.path[1].endswith("site folder"))
"""


def test_the_next_sitecustomize_is_imported_too(
    python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site folder"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NEXT)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    run = record(ASKS, tmp_path / "p", python=python)
    # It is imported while `site` is at work, where the name is taken by ours; and then stands alone.
    assert run.stdout.decode().splitlines()[0].startswith("next site folder")
    assert run.stdout.decode().splitlines()[1:] == ["1 True"]
    assert run.stderr == b""
    assert run.summary["events"] > 0


@pytest.mark.parametrize("broken", ["1 / 0\n", "import no_such_module\n", "raise SystemExit(3)\n", "def (\n"])
def test_a_broken_next_sitecustomize_fails_as_ever(broken: str, python: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(broken)
    (tmp_path / "trace").mkdir()
    program = tmp_path / "program.py"
    program.write_text("print('runs')\n")
    results = []
    for traced in (False, True):
        path = [str(BOOT)] * traced + [str(folder)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}
        environment |= {TRACE: str(tmp_path / "trace")} if traced else {}
        done = subprocess.run([python, str(program)], capture_output=True, env=environment, text=True)
        results.append((done.returncode, done.stdout, done.stderr.splitlines()[-1:]))
    assert results[0] == results[1]


LOOKS_AROUND = """
import sys
print(sys.path)
print(list(sys.path_importer_cache))
"""


def test_the_path_shows_nothing_of_the_lab(python: str, tmp_path: Path) -> None:
    run = record(LOOKS_AROUND, tmp_path, python=python)
    path, cached = map(literal_eval, run.stdout.decode().splitlines())
    assert str(tmp_path) in path
    assert not [entry for entry in path if Path(entry).is_relative_to(BOOT.parent)]
    assert not [entry for entry in cached if Path(entry) == BOOT]


@pytest.mark.parametrize("place", ["missing", "a file", "missing/deeper"])
def test_a_program_that_cannot_be_traced_runs_all_the_same(place: str, python: str, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    program = tmp_path / "program.py"
    program.write_text("import threading\nthreading.Thread(target=print, args=('runs',)).start()\n")
    environment = {**os.environ, "PYTHONPATH": str(BOOT), TRACE: str(tmp_path / place)}
    done = subprocess.run([python, str(program)], capture_output=True, env=environment, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "runs\n", "")


def test_a_full_disk_does_not_stop_the_program(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    program = tmp_path / "program.py"
    program.write_text("import resource\nprint('runs')\n")
    trace = tmp_path / "trace"
    trace.mkdir()
    # No file may grow beyond a kilobyte: as on a full disk, no segment can be made.
    limit = f"ulimit -f 1; exec '{sys.executable}' '{program}'"
    environment = {**os.environ, "PYTHONPATH": str(BOOT), TRACE: str(trace), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(["sh", "-c", limit], capture_output=True, env=environment, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "runs\n", "")
    assert [path.suffix for path in trace.iterdir()] == [".untraced"]


def test_what_an_untraced_interpreter_of_the_run_says(tmp_path: Path) -> None:
    """Whatever goes wrong when the tracer starts is noted beside the recording."""
    trace = tmp_path / "trace"
    trace.mkdir()
    package = tmp_path / "tracer"
    (package / "boot").mkdir(parents=True)
    (package / "boot" / "sitecustomize.py").write_bytes((BOOT / "sitecustomize.py").read_bytes())
    (package / "install.py").write_text("def start(directory):\n    raise KeyError('a newer Python')\n")
    environment = {**os.environ, "PYTHONPATH": str(package / "boot"), TRACE: str(trace)}
    done = subprocess.run(
        [sys.executable, "-c", "print('runs')"], capture_output=True, env=environment, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "runs\n", "")
    (note,) = trace.iterdir()
    assert note.suffix == ".untraced"
    assert note.read_text() == "KeyError: 'a newer Python'"
