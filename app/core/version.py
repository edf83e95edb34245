"""Which lab this is, and the versions of what it stands on."""

import platform
import sys
from importlib import metadata

VERSION = "0.1.0"

_PACKAGES = (
    "PySide6-Essentials",
    "pyqtgraph",
    "numpy",
    "pygame-ce",
    "psutil",
    "qasync",
    "Pygments",
)


def versions() -> dict[str, str]:
    """Name -> version of the lab, its Python, the packages; a package that nobody can ask is left out."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    found = {"Concurrency Lab": VERSION, "Python": python}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            known = getattr(sys.modules.get(name.partition("-")[0]), "__version__", None)
            if isinstance(known, str):
                found[name] = known
    return found


def system() -> str:
    """The operating system in a few words, without the machine's name."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"
