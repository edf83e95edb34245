"""A real X display with the lab's real window on it, driven by real keys."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.core.errors import RecordingError
from app.core.manifest import Manifest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40.0


def until(fact: Callable[[], object], what: str) -> object:
    """Wait until `fact` gives something true, and return it; the test fails when patience ends."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        found = fact()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class Desktop:
    """One lab on one display; `home` is where it keeps its recordings."""

    def __init__(self, display: str, home: Path) -> None:
        self.home = home
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("QT_")},
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "CONCURRENCY_LAB_HOME": str(home),
        }
        self.lab: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> str:
        """Start the lab and return its window's id as soon as the window can be seen."""
        command = [sys.executable, str(ROOT / "main.py"), *arguments]
        self.lab = subprocess.Popen(command, cwd=ROOT, env=self._environment)
        return str(until(self._window, "the lab's window"))

    def _window(self) -> str:
        assert self.lab is not None
        assert self.lab.poll() is None, "the lab ended"
        return self.tell("search", "--onlyvisible", "--name", "Concurrency Lab").partition("\n")[0]

    def tell(self, *words: str) -> str:
        """Let xdotool do something; returns what it prints."""
        run = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True)
        return run.stdout

    def press(self, window: str, keys: str) -> None:
        """Press keys as a person would, with the window in front."""
        self.tell("windowfocus", "--sync", window)
        self.tell("key", "--clearmodifiers", keys)

    def recordings(self, state: str) -> list[Path]:
        """The recordings that are in this state."""
        found = []
        for directory in sorted((self.home / "runs").glob("*")):
            try:
                if Manifest.read(directory).state == state:
                    found.append(directory)
            except RecordingError:  # it is just being made
                continue
        return found

    def end(self) -> None:
        """Whatever happens, nothing is left."""
        if self.lab is not None and self.lab.poll() is None:
            self.lab.kill()
        if self.lab is not None:
            self.lab.wait()
