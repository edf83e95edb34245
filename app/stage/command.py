"""What is executed for a request: interpreter, arguments, environment, and the copy of an edited program."""

import io
import os
import secrets
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import RequestError
from app.core.manifest import Interpreter, Stream
from app.stage.background import in_thread
from app.stage.embedding import SCREEN, embed
from app.stage.request import RunRequest, StdinKind

#: The folder whose `sitecustomize` starts the tracer in every interpreter of the run.
BOOT = Path(__file__).resolve().parents[1] / "tracer" / "boot"

TRACE = "CONCURRENCY_LAB_TRACE"
RUN = "CONCURRENCY_LAB_RUN"
COPY = "CONCURRENCY_LAB_COPY"
SOURCE = "CONCURRENCY_LAB_SOURCE"
GENERATORS = "CONCURRENCY_LAB_GENERATORS"

ASK_VERSION = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
ANSWER_S = 10


@dataclass(frozen=True, slots=True)
class Command:
    """Everything that a way of starting a process has to know; plain values only."""

    argv: tuple[str, ...]
    environment: Mapping[str, str]
    cwd: str | None
    stdin: StdinKind = "pipe"
    inherit_output: frozenset[Stream] = frozenset()
    niced: bool = False


def new_token() -> str:
    """A name for one run that no other run has: its processes are found by it."""
    return secrets.token_hex(12)


def sees_generators(asked: bool | None, interpreter: Interpreter) -> bool:
    """Whether generators get lanes in a run by this interpreter."""
    if asked is None:
        said = os.environ.get(GENERATORS)
        return interpreter.monitors if said is None else said not in ("", "0")
    return asked


def build_command(request: RunRequest, interpreter: Interpreter, copy: Path | None, token: str) -> Command:
    """The command of a request whose copy, if it needs one, has been placed."""
    program = str(copy) if copy is not None else _as_argument(request)
    return Command(
        argv=(interpreter.executable, program, *request.arguments),
        environment=_environment(request, interpreter, copy, token),
        cwd=None if request.cwd is None else str(request.cwd),
        stdin=request.stdin,
        inherit_output=request.inherit_output,
        niced=request.niced,
    )


def _as_argument(request: RunRequest) -> str:
    if request.cwd is not None:
        return str(request.program.absolute())
    program = str(request.program)
    # A file called "-x.py" would be taken for an option.
    return os.path.join(os.curdir, program) if program.startswith("-") else program


def _environment(
    request: RunRequest, interpreter: Interpreter, copy: Path | None, token: str
) -> dict[str, str]:
    environment = dict(os.environ)
    # A lab that itself runs under a lab mustn't hand on the copy of its own program.
    environment.pop(COPY, None)
    environment.pop(SOURCE, None)
    others = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = f"{BOOT}{os.pathsep}{others}" if others else str(BOOT)
    environment[TRACE] = str(request.directory.absolute())
    environment[RUN] = token
    environment[GENERATORS] = "1" if sees_generators(request.generators, interpreter) else "0"
    environment.pop(SCREEN, None)
    if request.embedded:
        embed(environment)
    if copy is not None:
        environment[COPY] = str(copy)
        environment[SOURCE] = str(request.program.absolute())
    return environment


def place_copy(request: RunRequest, source: str) -> Path:
    """Write the text to run into the run directory under the program's own name; raises OSError."""
    folder = request.directory.absolute() / "program"
    folder.mkdir()
    copy = folder / request.program.name
    copy.write_bytes(_encoded(source))
    return copy


def _encoded(source: str) -> bytes:
    """The text in the encoding that its first lines declare, which is how Python will read it."""
    text = source.encode("utf-8", "replace")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text).readline)
        return source.encode(encoding)
    except (SyntaxError, UnicodeError):
        # An unknown encoding is the program's own failure: Python will say so.
        return text


def check_program(request: RunRequest) -> None:
    """RequestError unless there is something that can be run where it is to be run."""
    program = request.program
    if request.cwd is not None and not request.cwd.is_dir():
        raise RequestError(f"There is no folder {request.cwd} to run the program in.")
    if request.source is not None:
        return
    if program.is_dir():
        raise RequestError(f"{program} is a folder, not a program.")
    if not program.exists():
        raise RequestError(f"There is no file {program}.")
    if not os.access(program, os.R_OK):
        raise RequestError(f"{program} can't be read.")


async def find_interpreter(python: Path | None) -> Interpreter:
    """The interpreter that a request names; RequestError if it isn't one."""
    if python is None:
        return Interpreter(".".join(map(str, sys.version_info[:3])), sys.executable)
    found = shutil.which(str(python))
    if found is None:
        raise RequestError(_why_not(python))
    executable = os.path.abspath(found)
    version = await in_thread(lambda: _ask_version(executable), "lab-ask-version")
    return Interpreter(version, executable)


def _why_not(python: Path) -> str:
    if python.is_dir():
        return f"{python} is a folder, not a Python interpreter."
    if python.exists():
        return f"{python} can't be executed."
    return f"There is no Python interpreter {python}."


def _ask_version(executable: str) -> str:
    command = [executable, "-I", "-S", "-c", ASK_VERSION]
    try:
        answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=ANSWER_S)
    except (OSError, subprocess.TimeoutExpired):
        raise RequestError(f"{executable} isn't a Python interpreter.") from None
    version = answer.stdout.decode("ascii", "replace").strip()
    if answer.returncode != 0 or not version.replace(".", "").isdigit():
        raise RequestError(f"{executable} isn't a Python interpreter.")
    return version
