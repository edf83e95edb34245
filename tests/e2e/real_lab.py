"""The lab as a person has it: started as a process, on a screen, worked with keys and mouse."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from app.core.errors import RecordingError
from app.core.manifest import Manifest

MAIN = Path(__file__).resolve().parents[2] / "main.py"
_TOO_LONG_S = 30
_POLL_S = 0.05


class RealLab:
    """One start of the lab on a display."""

    def __init__(self, display: str, home: Path, *arguments: str | Path) -> None:
        self.home = home
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        surroundings |= {"DISPLAY": display, "CONCURRENCY_LAB_HOME": str(home)}
        surroundings.pop("WAYLAND_DISPLAY", None)
        self._surroundings = surroundings
        self.process = subprocess.Popen(
            [sys.executable, str(MAIN), *map(str, arguments)],
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.window = self._do("search", "--sync", "--onlyvisible", "--name", "Concurrency Lab").split()[0]
        self._do("windowfocus", "--sync", self.window)

    def _do(self, *words: str) -> str:
        """Have xdotool do something."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self._surroundings,
            capture_output=True,
            text=True,
            timeout=_TOO_LONG_S,
            check=True,
        )
        return done.stdout

    # hands --------------------------------------------------------------------------------------------------
    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self._do("key", "--clearmodifiers", *keys)

    def click(self, x: int, y: int) -> None:
        """Click at a point of the window."""
        self._do("mousemove", "--window", self.window, str(x), str(y), "click", "1")

    def size(self) -> tuple[int, int]:
        """Width and height of the window."""
        told = dict(line.split("=") for line in self._do("getwindowgeometry", "--shell", self.window).split())
        return int(told["WIDTH"]), int(told["HEIGHT"])

    # eyes ---------------------------------------------------------------------------------------------------
    def until(self, fact: Callable[[], object], meanwhile: Callable[[], object] = lambda: None) -> None:
        """Wait for a fact, doing something now and then."""
        deadline = time.monotonic() + _TOO_LONG_S
        while not fact():
            assert self.process.poll() is None, self.ended()
            assert time.monotonic() < deadline, f"it never came to this: {list(self.manifests())}"
            meanwhile()
            time.sleep(_POLL_S)

    def manifests(self) -> Iterator[tuple[Path, Manifest]]:
        """The recordings that there are, oldest first."""
        folder = self.home / "runs"
        for directory in sorted(folder.iterdir()) if folder.is_dir() else []:
            try:
                yield directory, Manifest.read(directory)
            except RecordingError:
                continue  # it is just being made

    def states(self) -> list[str]:
        """The states of the recordings."""
        return [manifest.state for _, manifest in self.manifests()]

    def descendants(self) -> list[psutil.Process]:
        """Everything that the lab has started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    # the end ------------------------------------------------------------------------------------------------
    def ended(self) -> tuple[int, str, str]:
        """Wait for the end of the process: exit code and what it wrote."""
        out, err = self.process.communicate(timeout=_TOO_LONG_S)
        return self.process.returncode, out.decode(), err.decode()

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self.process.kill()
        self.process.communicate()
