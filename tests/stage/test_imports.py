"""The terminal starts fast: the stage needs neither Qt nor numpy."""

import subprocess
import sys
from pathlib import Path


def test_the_stage_imports_no_qt_and_no_numpy() -> None:
    probe = """
import sys
import app.stage.leftovers, app.stage.run, app.stage.terminal
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "numpy", "qasync")])
"""
    answer = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert answer.stdout.strip() == "[]"
