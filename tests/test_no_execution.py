"""The lab reads what traced programs write; it never unpickles, evaluates or executes any of it."""

import ast
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.recorded import record

ROOT = Path(__file__).parent.parent
#: All that meets the bytes of a program outside of it. The tracer runs within the program and is one with it.
ROOMS = ("app/core", "app/stage", "app/launch", "app/shell", "app/cli", "widgets")
FILES = ("app/bootstrap.py", "app/discovery.py", "main.py")

LOADERS = {
    "pickle",
    "_pickle",
    "cPickle",
    "marshal",
    "shelve",
    "dbm",
    "dill",
    "cloudpickle",
    "joblib",
    "yaml",
}
LOADERS |= {"jsonpickle", "runpy", "code", "codeop", "imp", "zipimport"}
CALLS = {"eval", "exec", "compile", "__import__", "execfile"}
ATTRIBUTES = {
    "exec_module",
    "import_module",
    "spec_from_file_location",
    "load_module",
    "run_path",
    "run_module",
}
ATTRIBUTES |= {"recv", "literal_eval", "FunctionType", "find_class", "fromstring_unsafe"}
NUMPY_LOADERS = {"load", "loadtxt", "genfromtxt", "memmap"}

#: Where one of these words stands all the same, and why none of it is what a program wrote.
ALLOWED = {
    (
        "app/core/parameter.py",
        "literal_eval",
    ): "what the user types for a parameter: literals, nothing that runs",
    ("app/core/program.py", "literal_eval"): "the literals in a program's source, read before it runs",
    ("app/discovery.py", "exec_module"): "the lab's own demos, of the folder beside it",
    ("app/discovery.py", "spec_from_file_location"): "the same",
    ("app/launch/supervisor.py", "recv"): "between two processes of the lab; no program has the connection",
    ("app/launch/job.py", "recv"): "the same, of the lab's own work",
    ("app/shell/knock.py", "recv"): "bytes of a socket, compared with the answer that is expected",
}


def words(tree: ast.AST) -> Iterator[str]:
    """Whatever in a module could make something run that isn't the lab's."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from {name.name.partition(".")[0] for name in names} & LOADERS
            case ast.ImportFrom(module=str(module), names=names):
                yield from {module.partition(".")[0]} & LOADERS
                yield from {name.name for name in names} & (ATTRIBUTES | CALLS)
            case ast.Call(func=ast.Name(id=name)) if name in CALLS | ATTRIBUTES:
                yield name
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name) if name in NUMPY_LOADERS:
                yield f"numpy.{name}"
            case ast.Attribute(value=ast.Name(id="builtins"), attr=name) if name in CALLS:
                yield name
            case ast.Attribute(attr=name) if name in ATTRIBUTES:
                yield name
            case ast.keyword(arg="allow_pickle"):
                yield "allow_pickle"
            case _:
                pass


def modules() -> list[str]:
    found = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in found) + list(FILES)


def test_nothing_in_the_lab_could_run_what_a_program_wrote() -> None:
    found = {
        (module.replace(os.sep, "/"), word)
        for module in modules()
        for word in words(ast.parse((ROOT / module).read_text(encoding="utf-8")))
    }
    assert found - ALLOWED.keys() == set()
    assert ALLOWED.keys() - found == set(), "these words are gone: take them from the list"


PLANTED = {
    "import pickle": "pickle",
    "from marshal import loads": "marshal",
    "def late():\n    import yaml.loader": "yaml",
    "eval('1')": "eval",
    "exec(text)": "exec",
    "import builtins\nbuiltins.eval('1')": "eval",
    "connection.recv()": "recv",
    "import numpy as np\nnp.load(file, allow_pickle=True)": "numpy.load",
    "np.fromfile(file, allow_pickle=True)": "allow_pickle",
    "from importlib import import_module": "import_module",
}


@pytest.mark.parametrize("source", PLANTED)
def test_what_could_run_something_is_seen(source: str) -> None:
    assert PLANTED[source] in set(words(ast.parse(source)))


class Bomb:
    """Unpickled, it makes a file."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("exploded",)


CALL = "__import__('os').mkdir('exploded')"
#: A program that puts such texts and pickles everywhere where something of it is recorded.
HOSTILE = f"""
import asyncio, multiprocessing, os, queue, subprocess, sys, threading, time

PICKLED = {pickle.dumps(Bomb())!r}
CODE = {CALL!r}
value = "nothing"  # watch


async def main():
    asyncio.current_task().set_name(CODE)
    await asyncio.sleep(0)


def work():
    global value
    value = CODE
    print(CODE)
    sys.stdout.flush()
    os.write(1, PICKLED)
    os.write(2, PICKLED)
    raise ValueError(PICKLED.decode("latin-1") + CODE)


if __name__ == "__main__":
    thread = threading.Thread(target=work, name=PICKLED.decode("latin-1"))
    thread.start()
    thread.join()
    threading.current_thread().name = CODE
    asyncio.run(main())
    subprocess.run([CODE, "0"], executable="true")
    left, right = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=right.send_bytes, args=(PICKLED,), name=CODE)
    child.start()
    print(left.recv_bytes())
    child.join()
    folder = os.environ["CONCURRENCY_LAB_TRACE"]
    for name in ("0.0.events", "1.0.events", "x.text", "pickle"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(PICKLED * 1000)
"""

#: Reads and exports a recording twice: what the first time imports isn't looked at the second time.
READS = """
import io, sys
from pathlib import Path
from typing import Any
from app.core.export.writing import export
from app.core.summary import summarise
from app.core.trace import Trace

def read(directory, to):
    trace = Trace.load(directory)
    summary = summarise(trace, ())
    trace.close()
    for format in ("perfetto", "csv", "html"):
        export(directory, format, to / ("x." + format), (), None, "en")
    return summary

harmless, hostile, to = map(Path, sys.argv[1:])
for number, directory in enumerate((harmless, harmless, hostile)):
    there = to / str(number)
    there.mkdir()
    if number == 2:
        sys.addaudithook(lambda event, args: executed(event) if event in LOOKED_FOR else None)
        LOOKED_FOR = {"pickle.find_class", "exec", "compile", "import", "marshal.loads", "os.mkdir", "os.system",
                      "subprocess.Popen", "os.exec", "code.__new__", "function.__new__", "ctypes.dlopen"}
        def executed(event):
            print("executed", event)
    summary = read(directory, there)
print(len(summary["actors"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="the program forks")
def test_a_recording_full_of_code_is_read_and_exported_without_running_any(tmp_path: Path) -> None:
    harmless = record("import threading\nthreading.Thread(target=print).start()\n", tmp_path / "harmless")
    hostile = record(HOSTILE, tmp_path / "hostile")
    assert hostile.outcome.exit_code == 0, hostile.stderr.decode("latin-1")
    reading = subprocess.run(
        [sys.executable, "-c", READS, harmless.directory, hostile.directory, tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (reading.stdout, reading.returncode) == (f"{len(hostile.summary['actors'])}\n", 0), reading.stderr
    assert CALL in hostile.names()
    assert not [path for path in (ROOT / "exploded", tmp_path / "hostile" / "exploded") if path.exists()]
    assert not list(tmp_path.rglob("exploded"))
    assert CALL in hostile.stdout.decode("latin-1")
    assert hostile.summary["accesses"][-1]["value"] == repr(CALL)
