"""Run the programs that set-up needs (venv, uv, pip): their words go to a log and are read for progress."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.provision.progress import Progress

# Settings of the user's that would send the packages elsewhere than into `.venv`.
_ASTRAY = (
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_REQUIREMENT",
    "PYTHONHOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
)


def surroundings_for_pip() -> dict[str, str]:
    """The environment of an installer: the user's, without what would lead its packages astray."""
    return {name: value for name, value in os.environ.items() if name not in _ASTRAY}


@dataclass(frozen=True)
class Outcome:
    """How a program ended: its exit status and all that it wrote."""

    status: int
    output: str


class Runner(Protocol):
    """Run a command, tell each line it writes, return how it ended."""

    def __call__(self, command: list[str], on_line: Callable[[str], None]) -> Outcome:
        """Raises OSError when the program can't be started."""


class LoggedRunner:
    """Run commands one after the other, all that they write appended to one log file."""

    def __init__(self, log: str, held: int) -> None:
        """`held` is the descriptor of set-up's turn, which the programs hold too."""
        self._log = log
        self._held = held

    def __call__(self, command: list[str], on_line: Callable[[str], None]) -> Outcome:
        """Run `command` to its end; a set-up that is interrupted ends it first."""
        environment = surroundings_for_pip()
        lines = []
        with open(self._log, "a", encoding="utf-8", errors="replace") as log:
            log.write(f"$ {' '.join(command)}\n")
            program = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                env=environment,
                pass_fds=(self._held,) if sys.platform != "win32" else (),
            )
            words = program.stdout
            assert words is not None
            try:
                for line in words:
                    log.write(line)
                    log.flush()
                    lines.append(line)
                    on_line(line.rstrip())
                status = program.wait()
            finally:
                if program.poll() is None:
                    program.kill()
                    program.wait()
                words.close()
            log.write(f"exit status {status}\n")
        return Outcome(status, "".join(lines))


def venv_command(base: str, venv: str, *, pip: bool) -> list[str]:
    """Make the virtual environment `venv` for the interpreter `base`."""
    return [base, "-I", "-m", "venv", *([] if pip else ["--without-pip"]), venv]


def pip_command(python: str, lock: str, wheelhouse: str | None = None) -> list[str]:
    """Install what `lock` names with the pip of `python`, from the folder `wheelhouse` alone if it is given."""
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--retries", "3"]
    return [python, "-I", "-m", "pip", "install", *quiet, *_source(wheelhouse), *_exactly(lock)]


def uv_command(uv: str, python: str, lock: str, wheelhouse: str | None = None) -> list[str]:
    """Install what `lock` names into the environment of `python` with uv."""
    into = ["--python", python, "--compile-bytecode"]
    return [uv, "pip", "install", *into, *_source(wheelhouse), *_exactly(lock)]


def _source(wheelhouse: str | None) -> list[str]:
    return [] if wheelhouse is None else ["--no-index", "--find-links", wheelhouse]


def _exactly(lock: str) -> list[str]:
    return ["--only-binary", ":all:", "--require-hashes", "-r", lock]


class PackageCount:
    """Read an installer's lines and tell how many packages it has reached."""

    def __init__(self, lock_text: str, progress: Progress) -> None:
        self._total = len(re.findall(r"(?m)^[A-Za-z0-9._-]+==", lock_text))
        self._seen: set[str] = set()
        self._progress = progress

    def read(self, line: str) -> None:
        """Take one line of pip or uv."""
        # pip says "Processing" of a wheel that lies on this computer.
        collecting = re.match(r"Collecting ([\w.-]+)==(\S+)", line) or re.match(
            r"Processing .*?([\w.]+)-([^-/\\]+)-[^/\\]+\.whl", line
        )
        downloading = re.match(r"\s*Downloading [A-Za-z0-9_-]+ \(", line)
        if collecting:
            self._reach(collecting[1], f"{collecting[1]} {collecting[2]}")
        elif downloading:
            self._progress.say(f"  fetching {line.strip().removeprefix('Downloading ')}")
        elif line.startswith("Installing collected packages"):
            self._progress.say("  unpacking")
        elif re.match(r"(Prepared|Installed) \d+ packages", line):
            self._progress.say("  " + line[0].lower() + line[1:])

    def _reach(self, name: str, text: str) -> None:
        if name not in self._seen:
            self._seen.add(name)
            self._progress.count(len(self._seen), self._total, text)
