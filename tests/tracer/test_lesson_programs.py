"""The programs of the lesson run under the tracer as without it; they are taken from its text when tests run."""

import contextlib
import os
import re
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, version
from tests.tracer.test_stock_behaviour import Ran, environment, normal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends the endless ones by their process group")

LESSON = Path(__file__).resolve().parents[3] / "shared" / "lesson.md"
TEXT = LESSON.read_text(encoding="utf-8") if LESSON.is_file() else ""
PROGRAMS = re.findall(r"^```python\n(.+?)^```", TEXT, re.S | re.M)
PATIENCE_S = 30
ENDLESS_S = 1.0  # so long those are watched that don't end
BEGINNING = 5  # lines of what an endless program prints

#: What is shortened: long sleeps, random durations, large sums.
SHORTER: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"randint\(\s*5\s*,\s*10\s*\)", "randint(1, 1) / 50"),
    (r"\bsleep\((\d[\d.]*)\)", lambda found: f"sleep({float(found[1]) / 50})"),
    (r"\brandom\(\) \* 3\b", "random() / 50"),
    (r"\b10000000[01]\b", lambda found: found[0].replace("0000000", "0000")),
)

#: Random by nature, by the number of the program: who of several gets to print first, so that their lines
#: are compared as letters in any order.
ANY_ORDER = {1, 2, 3, 10, 19, 23, 24, 25, 30}
#: The final balance: updates are lost, or aren't; in 26 it is read after a time, not after the last deposit.
ANY_NUMBER = {5, 22, 26, 29}
#: Which of two workers gets which item from their queue.
ANY_WORKER = {18}
#: They never end: a sentinel, or the end of a stream, is waited for in vain.
ENDLESS = {18, 30}


def shorter(source: str) -> str:
    for pattern, stand_in in SHORTER:
        source = re.sub(pattern, stand_in, source)
    return source


def run(python: str, program: Path, trace: Path | None, endless: bool) -> subprocess.Popen[bytes]:
    found = environment(trace, {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"})
    found.pop("DISPLAY", None)
    return subprocess.Popen(
        [python, str(program)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=program.parent,
        env=found | ({"PYTHONUNBUFFERED": "1"} if endless else {}),
        start_new_session=True,
    )


def finish(child: subprocess.Popen[bytes], endless: bool) -> tuple[int | None, str, str]:
    status: int | None = None
    try:
        out, err = child.communicate(timeout=ENDLESS_S if endless else PATIENCE_S)
        status = child.returncode
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        out, err = child.communicate()
        assert endless, (out, err)
    return status, normal(out), normal(err)


def comparable(number: int, ran: tuple[int | None, str, str]) -> object:
    """What must be the same: all but times, and what is random by nature."""
    status, out, err = ran
    out, err = (re.sub(r"\d+\.\d+(e-\d+)?", "#", text) for text in (out, err))
    if number in ENDLESS:
        return status, set(re.findall(r"\d+", out)) if number in ANY_WORKER else out.splitlines()[:BEGINNING]
    if number in ANY_NUMBER:
        out = re.sub(r"\d+", "#", out)
    if number in ANY_ORDER:
        return status, Counter(re.sub(r"\d+", "", out)), err
    return Ran(status or 0, out, err)


@pytest.mark.skipif(not PROGRAMS, reason="the lesson's text isn't beside the project")
@pytest.mark.parametrize("python", PYTHONS, ids=version)
@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_program_of_the_lesson_behaves_as_without_the_tracer(
    number: int, python: str, tmp_path: Path
) -> None:
    program = tmp_path / f"lesson_{number}.py"
    program.write_text(shorter(PROGRAMS[number]), encoding="utf-8")
    trace = tmp_path / "trace"
    trace.mkdir()
    endless = number in ENDLESS
    children = [run(python, program, where, endless) for where in (None, trace)]
    without, traced = (comparable(number, finish(child, endless)) for child in children)
    assert list(trace.glob("*.events")), "the second run wasn't traced"
    assert traced == without
