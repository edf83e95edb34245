"""A checkout of its own with planted demos, in which `main.py` is started as a person starts it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


@dataclass(frozen=True)
class Done:
    """What it came to."""

    code: int
    out: str
    err: str


def copy_checkout(folder: Path) -> Path:
    """The lab without its demos, in a new folder."""
    folder.mkdir(parents=True)
    for part in ("app", "widgets"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(ROOT / "resources")
    shutil.copy(ROOT / "main.py", folder)
    (folder / "demos").mkdir()
    return folder


def start_lab(checkout: Path, *arguments: str | Path, home: Path, **environment: str) -> Done:
    """Run `main.py` there to its end; without a display unless `environment` has one."""
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    surroundings |= {"CONCURRENCY_LAB_HOME": str(home), "QT_QPA_PLATFORM": "xcb"} | environment
    done = subprocess.run(
        [sys.executable, str(checkout / "main.py"), *map(str, arguments)],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE_S,
        text=True,
        encoding="utf-8",
    )
    return Done(done.returncode, done.stdout, done.stderr)
