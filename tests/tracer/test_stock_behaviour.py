"""Programs print, fail and exit under the tracer exactly as they do without it."""

import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from app.stage.command import BOOT, TRACE
from tests.recorded import PYTHONS, version
from tests.tracer.stock_programs import (
    exchange,
    failures,
    hot_and_polled,
    locks,
    objects,
    output,
    processes,
    reviewed,
    tasks,
    threads,
)

PROGRAMS = {
    **exchange.PROGRAMS,
    **locks.PROGRAMS,
    **threads.PROGRAMS,
    **failures.PROGRAMS,
    **output.PROGRAMS,
    **processes.PROGRAMS,
    **tasks.PROGRAMS,
    **hot_and_polled.PROGRAMS,
    **objects.PROGRAMS,
}
PATIENCE_S = 30

#: Lines that may differ, and why nothing can be done about them.
REVIEWED = {
    "own_unraisable_hook": (
        r"^(thread started by|frames) ",
        "the interpreter hands a hook of the program's own what it ran, which is our callable and its frame",
    ),
    "lock_told_more_than_it_takes": (
        r"^refused ",
        "a method that takes whatever comes, for the stock lock to refuse it in its own words, costs a tenth more",
    ),
    "traces_of_the_tracer": (
        r"^(finders|descriptors|environment|stack) ",
        "modules are patched by a finder, the recording's files are open, children are told through the "
        "environment, and a new thread runs our function first",
    ),
    "words_of_built_in_types": (
        r"^(class|alias|signature|weak|nobody's) ",
        "in place of an object in C stands one of ours: its methods are functions of ours, one for all that "
        "are the same, and called with no object, or a wrong one, they fail in other words",
    ),
    "attributes_of_the_tracer": (
        r"^attributes ",
        "what is known of an object is kept with it, under names that begin with _concurrency_lab",
    ),
    "dump_of_a_waiting_thread": (
        r'^  File ".*/app/tracer/',
        "faulthandler walks the frames in C, where ours can't be left out",
    ),
}

NORMAL = (
    (re.compile(r"0x[0-9a-f]+"), "0x.."),
    (re.compile(r"(pid|parent)=\d+"), r"\1=.."),
    (re.compile(r"\b\d{12,}\b"), "ident"),
)


class Ran(NamedTuple):
    """What a run came to."""

    status: int
    stdout: str
    stderr: str


def normal(raw: bytes) -> str:
    """Text in which addresses, process ids and thread idents don't count."""
    text = raw.decode("utf-8", "replace")
    for pattern, stand_in in NORMAL:
        text = pattern.sub(stand_in, text)
    return text


def environment(trace: Path | None, more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a run, traced or not; buffering is as the interpreter would have it."""
    found = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    found |= more
    if trace is not None:
        found |= {"PYTHONPATH": str(BOOT), TRACE: str(trace)}
    return found


def start(python: str, program: Path, trace: Path | None, more: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [python, str(program)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=program.parent,
        env=environment(trace, more),
    )


def finish(child: subprocess.Popen[bytes]) -> Ran:
    try:
        out, err = child.communicate(timeout=PATIENCE_S)
    finally:
        child.kill()
    return Ran(child.returncode, normal(out), normal(err))


def both(python: str, program: Path, trace: Path, more: Mapping[str, str] = {}) -> tuple[Ran, Ran]:
    """The program without the tracer and with it, at the same time."""
    trace.mkdir()
    children = [start(python, program, where, more) for where in (None, trace)]
    without, traced = [finish(child) for child in children]
    assert list(trace.glob("*.events")), "the second run wasn't traced"
    return without, traced


def write(folder: Path, source: str, name: str = "program.py") -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(source.lstrip("\n"), encoding="utf-8")
    return program


@pytest.mark.parametrize("python", PYTHONS, ids=version)
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_behaves_as_without_the_tracer(name: str, python: str, tmp_path: Path) -> None:
    without, traced = both(python, write(tmp_path / "p", PROGRAMS[name]), tmp_path / "trace")
    assert traced == without


@pytest.mark.parametrize("python", PYTHONS, ids=version)
@pytest.mark.parametrize("name", reviewed.PROGRAMS)
def test_a_reviewed_difference_is_the_only_one(name: str, python: str, tmp_path: Path) -> None:
    program = write(tmp_path / "p", reviewed.PROGRAMS[name])
    ran = both(python, program, tmp_path / "trace")
    pattern = re.compile(REVIEWED[name][0])
    without, traced = (
        [line for line in (each.stdout + each.stderr).splitlines() if not pattern.match(line)] for each in ran
    )
    assert traced == without
    assert ran[0] != ran[1], "there is no difference any more: move the program to the others"


# Surroundings ------------------------------------------------------------------------------------------------

UNUSUAL_NAMES = ("threading_test.py", 'it\'s a "test".py', "线程 测试.py", "-x.py", "types.py", "no_ending")


@pytest.mark.parametrize("name", UNUSUAL_NAMES)
def test_the_name_of_a_program_does_not_matter(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a folder with 'quotes' 和中文"
    source = threads.PROGRAMS["exception_in_thread"] + failures.PROGRAMS["uncaught"]
    without, traced = both(sys.executable, write(folder, source, name), tmp_path / "trace")
    assert traced == without


SURROUNDINGS = {
    "unbuffered": {"PYTHONUNBUFFERED": "1"},
    "development mode": {"PYTHONDEVMODE": "1"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
    "latin-1": {"PYTHONIOENCODING": "latin-1:backslashreplace"},
    "safe path": {"PYTHONSAFEPATH": "1"},
    "no site of the user's": {"PYTHONNOUSERSITE": "1"},
    "tracemalloc": {"PYTHONTRACEMALLOC": "5"},
}
AFFECTED = (
    "prints",
    "print_then_fork",
    "fork_with_threads_warns_always",
    "warnings",
    "bytes_and_descriptors",
    "chained",
)


@pytest.mark.parametrize("name", AFFECTED)
@pytest.mark.parametrize("more", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_the_interpreters_settings_mean_what_they_mean(
    more: Mapping[str, str], name: str, tmp_path: Path
) -> None:
    without, traced = both(PYTHONS[-1], write(tmp_path / "p", PROGRAMS[name]), tmp_path / "trace", more)
    assert traced == without


WRITING = ("prints", "print_then_fork", "bytes_and_descriptors", "daemons_at_exit", "uncaught", "os_exit")


UNBUFFERED = pytest.mark.parametrize("more", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])


def into_file(python: str, program: Path, trace: Path | None, more: Mapping[str, str]) -> Ran:
    with (program.parent / "out").open("w+b") as file:
        child = subprocess.run(
            [python, str(program)],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd=program.parent,
            env=environment(trace, more),
            timeout=PATIENCE_S,
        )
        file.seek(0)
        return Ran(child.returncode, normal(file.read()), "")


@pytest.mark.parametrize("name", WRITING)
@UNBUFFERED
def test_what_goes_into_a_file_is_the_same(more: Mapping[str, str], name: str, tmp_path: Path) -> None:
    program = write(tmp_path / "p", PROGRAMS[name])
    (tmp_path / "trace").mkdir()
    without, traced = (
        into_file(sys.executable, program, where, more) for where in (None, tmp_path / "trace")
    )
    assert traced == without


def on_terminal(
    python: str, program: Path, trace: Path | None, typed: bytes, more: Mapping[str, str] = {}
) -> Ran:
    ours, theirs = pty.openpty()
    # What is typed shows at once, between whatever the program is writing: so it isn't shown.
    settings = termios.tcgetattr(theirs)
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    try:
        child = subprocess.Popen(
            [python, str(program)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=program.parent,
            env=environment(trace, {"TERM": "dumb"} | dict(more)),
            start_new_session=True,
        )
        os.close(theirs)
        os.write(ours, typed)
        shown = b""
        try:
            while chunk := os.read(ours, 1 << 16):
                shown += chunk
        except OSError:  # the other end is closed
            pass
        return Ran(child.wait(PATIENCE_S), normal(shown), "")
    finally:
        os.close(ours)


READING = ("input_at_the_end", "streams_are_themselves", "stdin_line_by_line")


@pytest.mark.parametrize("python", PYTHONS, ids=version)
@pytest.mark.parametrize("name", [*WRITING, *READING])
def test_what_a_terminal_shows_is_the_same(name: str, python: str, tmp_path: Path) -> None:
    program = write(tmp_path / "p", PROGRAMS[name])
    (tmp_path / "trace").mkdir()
    without, traced = (
        on_terminal(python, program, where, b"Ada\nBob\n") for where in (None, tmp_path / "trace")
    )
    assert traced == without


@pytest.mark.parametrize("name", WRITING)
def test_what_a_terminal_shows_unbuffered_is_the_same(name: str, tmp_path: Path) -> None:
    program = write(tmp_path / "p", PROGRAMS[name])
    (tmp_path / "trace").mkdir()
    without, traced = (
        on_terminal(sys.executable, program, where, b"Ada\nBob\n", {"PYTHONUNBUFFERED": "1"})
        for where in (None, tmp_path / "trace")
    )
    assert traced == without
