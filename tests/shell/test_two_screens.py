"""On two screens the presenter's notes fill the one that the class doesn't see; pulled out, they are gone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
_SIZES = ((1280, 800), (1024, 768))

#: Presents a demo on the screens that its platform has, and tells what is where.
_CHILD = """
import asyncio, json, sys
from PySide6.QtGui import QGuiApplication
from app.shell.application import Application
from app.shell.life import run_in_window
from app.shell.settings import Settings
from app.shell.tour import shown_window

app = Application(["lab"])
settings = Settings(sys.argv[1])
settings.zoom = int(sys.argv[2])
window, _, _ = shown_window(app, settings, (1000, 700))
told = {}

def look(name, notes):
    words = notes.words()
    told[name] = {
        "seen": notes.isVisible(), "on": notes.screen().name(), "size": [notes.width(), notes.height()],
        "title": words.title, "then": words.next_title, "clock": notes._clock.text(),
        "since": notes._time.text(), "ticks": notes._timer.isActive(),
        "main": [window.screen().name(), window.isActiveWindow(), window.isFullScreen()],
        "cut": [each.text() for each in (notes._title, notes._text, notes._next_title, notes._next_text)
                if each.height() < each.heightForWidth(each.width())],
    }

async def life(contents):
    window.rail.show_page("bank_account")
    presenter = contents.presenter
    presenter.begin()
    notes = presenter.notes
    await asyncio.sleep(0)
    look("begun", notes)
    presenter.next()
    while presenter._tab.guide.steps.busy:
        await asyncio.sleep(0.01)
    for _ in range(500):  # Qt lays out anew a little later
        look("first", notes)
        if not told["first"]["cut"]:
            break
        await asyncio.sleep(0.01)
    every = QGuiApplication.screens
    QGuiApplication.screens = lambda: every()[:1]
    notes._follow_screens()
    look("pulled", notes)
    QGuiApplication.screens = every
    notes._follow_screens()
    look("plugged", notes)
    presenter.leave()
    told["left"] = [each.isVisible() for each in app.topLevelWidgets() if each is notes]
    return 0

code = run_in_window(app, window, settings, life)
print(json.dumps(told))
sys.exit(code)
"""


def presented(folder: Path, screens: int, zoom: int = 100) -> Any:
    """What a lab of its own tells that presents on so many screens."""
    left, told = 0, []
    for number, (width, height) in enumerate(_SIZES[:screens]):
        place = {"name": f"screen {number}", "x": left, "y": 0, "width": width, "height": height}
        told.append({**place, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1})
        left += width
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": told}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder / "settings.ini"), str(zoom)],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "CONCURRENCY_LAB_HOME": str(folder / "home"),
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("zoom", [100, 300])
def test_notes_next_step_and_clock_are_on_the_second_screen(tmp_path: Path, zoom: int) -> None:
    told = presented(tmp_path, 2, zoom)
    begun, first = told["begun"], told["first"]
    assert (begun["seen"], begun["on"], begun["size"]) == (True, "screen 1", list(_SIZES[1]))
    assert begun["main"] == ["screen 0", True, True]
    assert begun["then"] == first["title"] != begun["title"]
    assert first["then"]
    assert first["cut"] == []
    assert first["ticks"]
    minutes, _, seconds = first["since"].partition(":")
    assert minutes == "0"
    assert seconds.isdigit()
    hours, _, minutes = first["clock"].partition(":")
    assert int(hours) < 24
    assert int(minutes) < 60
    assert (told["pulled"]["seen"], told["pulled"]["ticks"]) == (False, False)
    assert (told["plugged"]["seen"], told["plugged"]["on"]) == (True, "screen 1")
    assert told["plugged"]["main"][1]
    assert told["left"] in ([], [False])


def test_on_one_screen_no_notes_lie_over_the_lesson(tmp_path: Path) -> None:
    told = presented(tmp_path, 1)
    assert {name: each["seen"] for name, each in told.items() if name != "left"} == dict.fromkeys(
        ("begun", "first", "pulled", "plugged"), False
    )
