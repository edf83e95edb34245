"""Tell at once, on every start, whether the lab's `.venv` is whole and what an environment has in it.

A `.venv` of the lab carries a stamp: for which Python it was made, and the text of the lock that it was made
from. The stamp says "unfinished" until the very end of set-up, so a half-made `.venv` never looks whole.
Read on every start: nothing but `os` and `sys` is imported here.
"""

import os
import sys

STAMP = "concurrency-lab.stamp"
UNFINISHED = b"unfinished\n"
LOCK = "requirements.lock"

# Distribution, normalised, and how the versions that will do begin.
RUNTIME = {
    "numpy": "",
    "psutil": "",
    "pygame_ce": "",
    "pygments": "",
    "pyqtgraph": "",
    "pyside6_essentials": "6.11.",
    "qasync": "",
}
TESTING = {
    "hypothesis": "",
    "import_linter": "",
    "pytest": "",
    "pytest_qt": "",
    "pytest_timeout": "",
    "pytest_xdist": "",
}
# The folders that the distributions of RUNTIME put into site-packages.
FOLDERS = ("PySide6", "numpy", "psutil", "pygame", "pygments", "pyqtgraph", "qasync", "shiboken6")


def venv_python(venv: str) -> str:
    """The interpreter inside the virtual environment `venv`."""
    if sys.platform == "win32":
        return os.path.join(venv, "Scripts", "python.exe")
    return os.path.join(venv, "bin", "python")


def base_python() -> str:
    """The full path of the interpreter that stands behind the running one, links resolved."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def identity() -> str:
    """The Python that a `.venv` is made for: version, build, processor and full path."""
    machine = "" if sys.platform == "win32" else os.uname().machine
    return f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')} {machine} {base_python()}"


def stamp_text(root: str) -> bytes:
    """What the stamp of a whole `.venv` says for the running Python and the lock in `root`.

    Raises OSError when the lock can't be read.
    """
    with open(os.path.join(root, LOCK), "rb") as lock:
        return os.fsencode(identity()) + b"\n" + lock.read()


def read_stamp(venv: str) -> bytes | None:
    """The stamp as it stands; None when the lab did not make this `.venv`."""
    try:
        with open(os.path.join(venv, STAMP), "rb") as stamp:
            return stamp.read()
    except OSError:
        return None


def mark_unfinished(venv: str) -> None:
    """Say that the folder `venv` is the lab's, and not whole. Raises OSError."""
    with open(os.path.join(venv, STAMP), "wb") as stamp:
        stamp.write(UNFINISHED)


def is_whole(root: str, venv: str) -> bool:
    """Whether `venv` was made to its end, from this lock, for the running Python, and has its packages."""
    stamp = read_stamp(venv)
    if stamp is None or stamp == UNFINISHED or not os.access(venv_python(venv), os.X_OK):
        return False
    try:
        if stamp != stamp_text(root):
            return False
    except OSError:
        # Set-up, which is called for now, says that there is no lock.
        return False
    packages = site_packages(venv)
    return all(os.path.isdir(os.path.join(packages, folder)) for folder in FOLDERS)


def site_packages(venv: str) -> str:
    """Where the running Python's version keeps the packages of `venv`."""
    if sys.platform == "win32":
        return os.path.join(venv, "Lib", "site-packages")
    threads = "t" if "t" in sys.abiflags else ""
    return os.path.join(
        venv, "lib", f"python{sys.version_info[0]}.{sys.version_info[1]}{threads}", "site-packages"
    )


def has_packages(folders: list[str], wanted: dict[str, str]) -> bool:
    """Whether every distribution of `wanted` is installed, to its last file, in one of `folders`.

    Looks at names alone: an installer writes a distribution's RECORD when all else is there.
    """
    missing = dict(wanted)
    for folder in folders:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            if not name.endswith(".dist-info"):
                continue
            distribution, _, version = name[: -len(".dist-info")].partition("-")
            distribution = distribution.lower().replace("-", "_").replace(".", "_")
            begins = missing.get(distribution)
            if (
                begins is not None
                and version.startswith(begins)
                and os.path.isfile(os.path.join(folder, name, "RECORD"))
            ):
                del missing[distribution]
    return not missing
