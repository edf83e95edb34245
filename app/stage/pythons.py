"""Finds the Pythons of this machine that a program can be run with. Asks each of them: some take a second."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
_ASK = (
    "import sys, sysconfig; print('%d.%d.%d' % sys.version_info[:3], "
    "int(bool(sysconfig.get_config_var('Py_GIL_DISABLED'))))"
)
_ANSWER_S = 5
_NAME = re.compile(r"python3?(\.\d+t?)?(\.exe)?", re.IGNORECASE)
#: What such a name starts isn't known before it is started: it asks a file in the current folder.
_STAND_INS = ("shims", "WindowsApps")


@dataclass(frozen=True, slots=True)
class FoundPython:
    """An interpreter: version as "3.13.0", executable as a full path, built without the global lock or not."""

    version: str
    executable: str
    free_threaded: bool = False


def find_pythons(environment: Mapping[str, str] | None = None) -> list[FoundPython]:
    """The interpreters that can trace a program, the lab's own first, then the newest first; each once."""
    found = {_identity(Path(sys.executable)): own_python()}
    for file in candidates(os.environ if environment is None else environment):
        identity = _identity(file)
        if identity not in found and (python := ask(file)) is not None:
            found[identity] = python
    own, *others = found.values()
    usable = [each for each in others if _numbers(each) >= OLDEST]
    return [own, *sorted(usable, key=lambda each: (_numbers(each), each.executable), reverse=True)]


def own_python() -> FoundPython:
    """The lab's own interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    return FoundPython(version, sys.executable, "t" in getattr(sys, "abiflags", ""))


def ask(file: Path) -> FoundPython | None:
    """What an executable says of itself; None where it is no Python, or none that answers."""
    command = [str(file), "-I", "-S", "-c", _ASK]
    try:
        answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_ANSWER_S)
    except (OSError, subprocess.TimeoutExpired):
        return None
    told = re.fullmatch(r"(\d+\.\d+\.\d+) ([01])", answer.stdout.decode("ascii", "replace").strip())
    return FoundPython(told[1], str(file), told[2] == "1") if told and answer.returncode == 0 else None


def candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    """Files that may be interpreters: on the PATH, and where installers of Pythons put them."""
    for name in environment.get("PATH", "").split(os.pathsep):
        path = Path(name)
        if path.is_absolute() and path.name not in _STAND_INS:
            yield from _named_python(path)
    for folder in _installed(environment):
        yield from (file for file in map(folder.joinpath, _EXECUTABLES) if file.is_file())


_EXECUTABLES = ("python.exe",) if sys.platform == "win32" else ("bin/python3",)


def _named_python(folder: Path) -> list[Path]:
    try:
        names = sorted(name for name in os.listdir(folder) if _NAME.fullmatch(name))
    except OSError:
        return []
    return [folder / name for name in names if shutil.which(name, path=str(folder)) is not None]


def _installed(environment: Mapping[str, str]) -> Iterable[Path]:
    """The folders of Pythons that pyenv, uv and the installers of python.org made."""
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    places = [(Path(environment.get("PYENV_ROOT") or home / ".pyenv") / "versions", "3.*")]
    if sys.platform == "win32":
        roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        programs = Path(environment.get("PROGRAMFILES") or "C:/Program Files")
        places = [
            (home / ".pyenv" / "pyenv-win" / "versions", "3.*"),
            (roaming / "uv" / "python", "cpython-3.*"),
            (local / "Programs" / "Python", "Python3*"),
            (programs, "Python3*"),
        ]
    else:
        places.append((data / "uv" / "python", "cpython-3.*"))
    if sys.platform == "darwin":
        for name in ("Python", "PythonT"):  # the second is free-threaded
            places.append((Path(f"/Library/Frameworks/{name}.framework/Versions"), "3.*"))
    for place, pattern in places:
        yield from sorted(place.glob(pattern))


def _identity(file: Path) -> str:
    """The same for all names of one interpreter; a virtual environment is its base."""
    return os.path.normcase(os.path.realpath(file))


def _numbers(python: FoundPython) -> tuple[int, ...]:
    return tuple(map(int, python.version.split(".")))
