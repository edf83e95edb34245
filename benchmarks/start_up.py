"""How long the window takes to come: from the start of the process until the X server maps it, second start.

    python benchmarks/start_up.py [--rounds N] [--thonny COMMAND]

On an Xvfb of its own; the lab in turn with a bare tkinter window, a bare Qt window and Thonny, where there is
one. "python main.py" is what a person types: where that isn't the interpreter of `.venv`, set-up hands over to
it first.
"""

import argparse
import contextlib
import ctypes
import os
import select
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAB = "python main.py"

_TK = "import tkinter\nroot = tkinter.Tk()\nroot.geometry('800x600')\nroot.mainloop()\n"
_QT = (
    "from PySide6.QtWidgets import QApplication, QMainWindow\n"
    "app = QApplication([])\nwindow = QMainWindow()\nwindow.resize(800, 600)\nwindow.show()\napp.exec()\n"
)
_SUBSTRUCTURE_NOTIFY = 1 << 19
_MAP_NOTIFY = 19
_TOO_LONG_S = 60


class _MapEvent(ctypes.Structure):
    """XMapEvent, and room for the largest XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("event", ctypes.c_ulong),
        ("window", ctypes.c_ulong),
        ("override_redirect", ctypes.c_int),
        ("room", ctypes.c_long * 24),
    )


class Screen:
    """A display on which every window that is mapped is heard of at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        if not self._display:
            raise SystemExit(f"The display {name} can't be opened.")
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._x.XSelectInput(self._display, root, ctypes.c_long(_SUBSTRUCTURE_NOTIFY))
        self._x.XSync(self._display, 0)

    def forget(self) -> None:
        """Drop what was mapped before."""
        event = _MapEvent()
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, ctypes.byref(event))

    def await_window(self) -> None:
        """Return when a window is mapped that is no menu or tool tip; SystemExit after a minute."""
        deadline = time.monotonic() + _TOO_LONG_S
        event = _MapEvent()
        while time.monotonic() < deadline:
            while self._x.XPending(self._display):
                self._x.XNextEvent(self._display, ctypes.byref(event))
                if event.type == _MAP_NOTIFY and not event.override_redirect:
                    return
            select.select([self._x.XConnectionNumber(self._display)], [], [], 1)
        raise SystemExit(f"No window came within {_TOO_LONG_S} s.")

    def close(self) -> None:
        """Leave the display."""
        self._x.XCloseDisplay(self._display)


@contextlib.contextmanager
def xvfb(size: str = "1440x900x24") -> Iterator[str]:
    """A display that nobody sees; gives its name."""
    if shutil.which("Xvfb") is None:
        raise SystemExit("This needs Xvfb.")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def environment(display: str, folder: str) -> dict[str, str]:
    """A user of its own: settings, caches and compiled modules go into `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_"))}
    (thonny := Path(folder, "thonny")).mkdir(exist_ok=True)
    # Its presence skips the questions of Thonny's first start.
    (thonny / "configuration.ini").write_text("[general]\nsingle_instance = False\n")
    return kept | {
        "DISPLAY": display,
        "HOME": folder,
        "PYTHONPYCACHEPREFIX": str(Path(folder, "compiled")),
        "CONCURRENCY_LAB_HOME": str(Path(folder, "lab")),
        "THONNY_USER_DIR": str(thonny),
    }


def plain_python(folder: str) -> str:
    """An interpreter without packages, as a person has one: what is installed in this one would count too."""
    place = Path(folder, "plain")
    base = os.path.realpath(sys.executable)
    subprocess.run([base, "-m", "venv", "--without-pip", str(place)], check=True)
    return str(place / "bin" / "python")


def measure(command: list[str], screen: Screen, surroundings: dict[str, str]) -> float:
    """Milliseconds from the start of the process to its mapped window; ends it then."""
    screen.forget()
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        screen.await_window()
        return (time.perf_counter() - begun) * 1e3
    finally:
        time.sleep(0.5)  # what it starts beside itself is there by then
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--thonny", default=shutil.which("thonny"), metavar="COMMAND")
    options = parser.parse_args()
    with xvfb() as display, tempfile.TemporaryDirectory(prefix="lab-benchmark-") as folder:
        surroundings = environment(display, folder)
        plain = plain_python(folder)
        commands = {
            LAB: [plain, "main.py"],
            ".venv/bin/python main.py": [sys.executable, "main.py"],
            "bare Qt window": [sys.executable, "-c", _QT],
            "bare tkinter window": [plain, "-c", _TK],
        }
        if options.thonny:
            commands["Thonny"] = shlex.split(options.thonny)
        found: dict[str, list[float]] = {name: [] for name in commands}
        screen = Screen(display)
        for number in range(options.rounds + 1):
            for name, command in commands.items():
                taken = measure(command, screen, surroundings)
                if number:  # the first start compiles
                    found[name].append(taken)
        screen.close()
    report(found)
    return 0


def report(found: dict[str, list[float]]) -> None:
    """Print medians and what they are of Thonny's, or of the bare tkinter window's where there is no Thonny."""
    unit = "Thonny" if "Thonny" in found else "bare tkinter window"
    print(f"{'':28}{'median':>10}{'':10}{'fastest':>10}   to {unit}")
    for name, times in found.items():
        cells = ""
        for kind in (statistics.median, min):
            cells += f"{kind(times):7.0f} ms{kind(times) / kind(found[unit]):8.2f}x "
        print(f"{name:28}{cells}")


if __name__ == "__main__":
    raise SystemExit(main())
