"""The window is painted before anything heavy is loaded."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PAINT = """
import json, sys, types

life = types.ModuleType("app.shell.life")  # what comes after the first paint


def live(app, window, settings, options):
    shown = window.isVisible() and not window.grab().isNull()
    print(json.dumps({"shown": shown, "modules": sorted(sys.modules)}))
    return 0


life.live = live
sys.modules["app.shell.life"] = life
from app.bootstrap import main

sys.exit(main(["--demo", "bank_account"]))
"""
HEAVY = {
    "asyncio",
    "concurrent.futures",
    "multiprocessing",
    "numpy",
    "psutil",
    "pygame",
    "pygments",
    "pyqtgraph",
    "qasync",
    "PySide6.QtNetwork",
    "app.core.demo",
    "app.core.manifest",
    "app.core.recording",
    "app.discovery",
    "app.launch",
    "app.stage",
}


def test_nothing_heavier_than_qtwidgets_is_imported_before_the_first_paint(home: Path) -> None:
    surroundings = os.environ | {"CONCURRENCY_LAB_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PAINT], env=surroundings, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["shown"]
    assert "PySide6.QtWidgets" in told["modules"]
    assert HEAVY.isdisjoint(told["modules"])
