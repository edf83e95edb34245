"""Where the lab keeps what it records, on each of the three systems."""

import os
import sys
import tempfile
import time
from pathlib import Path

from app.core.errors import RequestError

#: Names another folder for everything that the lab keeps.
HOME_VARIABLE = "CONCURRENCY_LAB_HOME"


def lab_home() -> Path:
    """The folder of everything that the lab keeps for this user; not created here."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    portable = portable_home(lab_folder())
    if portable is not None:
        return portable
    try:
        return _usual_home()
    except RuntimeError:
        # A user without a home folder (a container, a service).
        user = getattr(os, "getuid", lambda: "user")()
        return Path(tempfile.gettempdir()) / f"concurrency-lab-{user}"


def lab_folder() -> Path:
    """The folder that the lab itself lies in: that of main.py, or of the program where it is built as one."""
    if hasattr(sys, "_MEIPASS"):  # PyInstaller's word for it
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parents[2]


def portable_home(folder: Path) -> Path | None:
    """Where a lab in this folder keeps everything if it is carried about, on a stick, say; else None.

    It is if there is a file `portable` or a folder `data` beside it.
    """
    data = folder / "data"
    return data if data.is_dir() or (folder / "portable").is_file() else None


def _usual_home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Concurrency Lab"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Concurrency Lab"
    # The specification of these folders says that a relative path is to be ignored.
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if os.path.isabs(data) else Path.home() / ".local" / "share") / "concurrency-lab"


def runs_folder() -> Path:
    """The folder that holds one folder per recorded run; not created here."""
    return lab_home() / "runs"


def new_run_directory(folder: Path | None = None) -> Path:
    """Create and return an empty folder for the next run, in `folder` (None: `runs_folder()`).

    RequestError where that can't be done.
    """
    folder = folder or runs_folder()
    name = time.strftime("%Y%m%d-%H%M%S") + "-" + os.urandom(3).hex()
    directory = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        directory.mkdir(mode=0o700)
    except OSError as error:
        raise RequestError(f"No recording can be made in {folder}: {error.strerror}.") from error
    return directory
