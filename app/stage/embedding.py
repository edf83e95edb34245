"""The surroundings in which a program's windows open in the lab's panel and nowhere else."""

import os
from pathlib import Path

SCREEN = "CONCURRENCY_LAB_SCREEN"

#: The screen that Qt programs believe to have: large enough for their menus, without frames around windows.
_QT_SCREEN = Path(__file__).resolve().parents[2] / "resources" / "screen.json"


def embed(environment: dict[str, str]) -> None:
    """Let Qt and pygame draw unseen. Other windows (tkinter's) open as ever."""
    environment[SCREEN] = "1"
    environment["QT_QPA_PLATFORM"] = _qt_platform()
    environment["SDL_VIDEODRIVER"] = "dummy"
    if not has_sound(environment):
        environment["SDL_AUDIODRIVER"] = "dummy"


def _qt_platform() -> str:
    path = str(_QT_SCREEN)
    return "offscreen" if ":" in path else f"offscreen:configfile={path}"


def has_sound(environment: dict[str, str]) -> bool:
    """Whether the user has chosen a sound driver, or the system is one on which SDL finds its own."""
    if environment.get("SDL_AUDIODRIVER") or os.name == "nt":
        return True
    return os.path.exists("/dev/snd") or not os.path.isdir("/proc")
