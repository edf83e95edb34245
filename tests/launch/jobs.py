"""Jobs for the launchers' tests: functions of a module, for a process must find them by name."""

import os
import threading
import time
from pathlib import Path

from app.core.errors import LabError
from app.core.progress import Progress


def add_up(numbers: int, progress: Progress) -> tuple[int, int, str]:
    """The sum, and where it was done."""
    total = 0
    for number in range(numbers):
        progress(number / numbers)
        total += number
        time.sleep(0.03)
    return total, os.getpid(), threading.current_thread().name


def never_end(begun: Path, progress: Progress) -> None:
    """Report for ever."""
    while True:
        progress(0.5)
        begun.touch()
        time.sleep(0.001)


def refuse(progress: Progress) -> None:
    raise LabError("That can't be done.")


def break_down(progress: Progress) -> None:
    raise ZeroDivisionError("planted")


def die(progress: Progress) -> None:
    os._exit(3)
