"""Stand-ins for the network, the installers and the terminal, so that set-up is tested in no time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.provision import build, stamp
from app.provision.installers import Outcome

LOCK = "numpy==2.4.6 \\\n    --hash=sha256:00\nqasync==0.28.0\n"


def old_python(version: str) -> str:
    """A Python that the lab refuses; skips the test where it is not at hand, as it need not be."""
    found = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    if not found:
        pytest.skip(f"an old Python {version} is not at hand here, and need not be")
    return str(found[0])


class Teller:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.complaints: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def count(self, done: int, total: int, text: str) -> None:
        self.said.append(f"{done}/{total} {text}")

    def complain(self, sentence: str) -> None:
        self.complaints.append(sentence)


class Installers:
    """In place of venv, uv and pip: makes the folders they would make, or fails as told."""

    def __init__(self, place: Path, **failures: str | OSError) -> None:
        self._venv = place
        self._failures = failures
        self.ran: list[str] = []

    def __call__(self, command: list[str], on_line: Callable[[str], None]) -> Outcome:
        name = "venv" if "venv" in command else "uv" if command[1] == "pip" else "pip"
        self.ran.append(name)
        failure = self._failures.get(name)
        if isinstance(failure, OSError):
            raise failure
        if failure is not None:
            return Outcome(1, failure)
        if name == "venv":
            python = Path(stamp.venv_python(str(self._venv)))
            python.parent.mkdir(parents=True)
            python.touch(mode=0o755)
        else:
            fill(self._venv)
        on_line("Collecting numpy==2.4.6 (from -r requirements.lock (line 1))")
        return Outcome(0, "")


def fill(venv: Path) -> None:
    """Make the folders of the packages."""
    for folder in stamp.FOLDERS:
        (Path(stamp.site_packages(str(venv))) / folder).mkdir(parents=True)


def make(root: Path, venv: Path, run: Installers, uv: str | None = None) -> Teller:
    teller = Teller()
    build.make_venv(str(root), str(venv), run, teller, uv)
    return teller


def is_whole(root: Path, venv: Path) -> bool:
    return stamp.is_whole(str(root), str(venv))
