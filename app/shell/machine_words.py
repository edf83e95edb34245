"""What this machine can do, in words for a person: cores, ways to start processes, Pythons, clock, display."""

import multiprocessing
import os
import sys
import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication

from app.core.mishap import without_home
from app.core.version import system, versions
from app.stage.pythons import FoundPython

Row = tuple[str, str]


def version_rows() -> list[Row]:
    """The lab and what it stands on."""
    rows = list(versions().items())
    return [*rows, ("Qt", str(qVersion()))]


def machine_rows(pythons: Sequence[FoundPython] | None) -> list[Row]:
    """What programs find here; `pythons` None: they are being looked for."""
    translate = QCoreApplication.translate
    ways = multiprocessing.get_all_start_methods()
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    clock = time.get_clock_info("perf_counter")
    found = (
        translate("Machine", "looking…")
        if pythons is None
        else "\n".join(map(_python, pythons)) or translate("Machine", "none")
    )
    return [
        (translate("Machine", "System"), system()),
        (translate("Machine", "Cores"), _cores()),
        (
            translate("Machine", "Ways to start a process"),
            translate("Machine", "{0} (usual: {1})").format(", ".join(ways), _usual_way(ways)),
        ),
        (
            translate("Machine", "Global interpreter lock"),
            translate("Machine", "on") if gil else translate("Machine", "off"),
        ),
        (translate("Machine", "Clock"), f"{clock.implementation}, {clock.resolution * 1e9:g} ns"),
        (translate("Machine", "Display"), _display()),
        (translate("Machine", "Pythons"), found),
    ]


def _cores() -> str:
    here = os.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else here
    if usable == here:
        return str(here)
    return QCoreApplication.translate("Machine", "{0}, {1} of them for the lab").format(here, usable)


def _usual_way(ways: Sequence[str]) -> str:
    # Asking Python which one it is would settle it for the whole process.
    return multiprocessing.get_start_method(allow_none=True) or ways[0]


def _display() -> str:
    screens = [
        f"{each.size().width()}×{each.size().height()} ×{each.devicePixelRatio():g}"
        for each in QGuiApplication.screens()
    ]
    return f"{QGuiApplication.platformName()}, {', '.join(screens)}"


def _python(python: FoundPython) -> str:
    free = QCoreApplication.translate("Machine", ", free-threaded") if python.free_threaded else ""
    return f"{python.version}{free}  {without_home(python.executable)}"
