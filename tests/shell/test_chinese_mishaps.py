"""What goes wrong is told in Chinese too: files that can't be opened or written, values that won't do, bad demos."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.shell.demo_tab import DemoTab
from app.shell.speech import Speech
from tests.recording_builder import MadeRecording
from tests.shell.chinese import SENTENCE, english, speech
from tests.shell.planted import plant, plant_broken
from tests.shell.showing import ShownTab, ShownWindow

__all__ = ["speech"]

Said = list[str]


@pytest.fixture
def said(shown_window: ShownWindow, speech: Speech, monkeypatch: pytest.MonkeyPatch) -> Said:
    """All that the status bar shows, in a window that speaks Chinese."""
    speech.choose("zh_CN")
    told: Said = []
    bar = shown_window.window._status
    put = bar.setText

    def keep(words: str) -> None:
        told.append(words)
        put(words)

    monkeypatch.setattr(bar, "setText", keep)
    return told


def _missing(folder: Path) -> Path:
    return folder / "gone.py"


def _no_recording(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def _no_json(folder: Path) -> Path:
    path = folder / "damaged"
    path.mkdir()
    (path / "manifest.json").write_text("{no json")
    return path


def _of_the_future(folder: Path) -> Path:
    path = folder / "newer"
    path.mkdir()
    (path / "manifest.json").write_text(json.dumps({"schema": 99}))
    return path


def _unfit(folder: Path) -> Path:
    made = MadeRecording(folder / "unfit")
    made.process()
    path = made.write()
    fields = json.loads((path / "manifest.json").read_text())
    fields["spawn_ns"] = "soon"
    (path / "manifest.json").write_text(json.dumps(fields))
    return path


def _cut_short(folder: Path) -> Path:
    made = MadeRecording(folder / "cut")
    made.process()
    path = made.write()
    for events in path.glob("*.events"):
        os.truncate(events, 10)
    return path


def _binary(folder: Path) -> Path:
    (folder / "binary.py").write_bytes(bytes(range(256)))
    return folder / "binary.py"


def _not_utf8(folder: Path) -> Path:
    (folder / "latin.py").write_bytes(b"print('caf\xe9')\n")
    return folder / "latin.py"


def _too_large(folder: Path) -> Path:
    with (folder / "large.py").open("wb") as file:
        file.truncate(1 << 26)
    return folder / "large.py"


_BAD = [
    _missing, _no_recording, _no_json, _of_the_future, _unfit, _cut_short, _binary, _not_utf8, _too_large
]  # fmt: skip


@pytest.mark.parametrize("make", _BAD)
async def test_what_cant_be_opened_is_told(
    make: Callable[[Path], Path], shown_window: ShownWindow, said: Said, tmp_path: Path, qapp: QApplication
) -> None:
    path = make(tmp_path)
    shown_window.contents.open_path(path)
    tab = shown_window.contents.current_tab()
    if tab is not None:
        await ShownTab(tab).until(lambda: not tab.session.busy)
    assert make in _SHOWN or any(said)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [each for each in said if SENTENCE.search(each.replace(str(path), ""))] == []
    assert english(shown_window.window) == []


#: These are shown as they are, with Python's own word on what is wrong with them.
_SHOWN = (_binary, _not_utf8)

_ENDS = {
    "raises": "raise RuntimeError('no')",
    "exits": "raise SystemExit(3)",
    "is_killed": "import os\nos.kill(os.getpid(), 9)",
    "lacks": "import no_such_module",
    "is_wrong": "def f(:\n    pass",
    "leaves_at_once": "import os\nos._exit(4)",
    "floods": "print('x' * 100)\n" * 3,
    "waits_for_itself": "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire(timeout=0.05)",
}


@pytest.mark.parametrize("name", _ENDS)
async def test_how_a_program_ends_is_told(
    name: str, shown_window: ShownWindow, said: Said, tmp_path: Path, qapp: QApplication
) -> None:
    path = tmp_path / f"{name}.py"
    path.write_text(_ENDS[name])
    shown_window.contents.open_path(path)
    shown = shown_window.current()
    shown.start()
    assert english(shown.tab._trust) == []
    shown.tab._settings.trust(str(shown.tab.program.path))
    await shown.run()
    shown.tab.moment.go_to(0)
    shown.tab.findings.pages.setCurrentIndex(2)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [each for each in said if SENTENCE.search(each)] == []
    assert english(shown_window.window) == []


async def test_a_value_that_wont_do_a_text_that_has_no_place_and_odd_arguments_are_told(
    shown_window: ShownWindow, said: Said, tmp_path: Path, qapp: QApplication
) -> None:
    path = tmp_path / "asks.py"
    path.write_text("import sys\nN = 3  # 1..9, how many\nNAME = 'Li'\nprint(sys.argv, N, NAME)\n")
    shown_window.contents.open_path(path)
    tab = shown_window.current().tab
    tab._settings.trust(str(path))
    for text in ("12", "no", ""):
        tab.pane.form._fields["N"]._typed(text)
        assert english(tab.pane.form) == [], text
    tab.pane.form._fields["N"]._typed("4")
    tab.pane.arguments.setText('"open')
    tab.run()
    tab.pane.save_to(str(tmp_path / "no" / "such" / "x.py"))
    assert len([each for each in said if each]) >= 2
    assert [each for each in said if SENTENCE.search(each.replace(str(tmp_path), ""))] == []


async def test_demos_that_cant_be_loaded_say_why(
    shown_window: ShownWindow, said: Said, tmp_path: Path, qapp: QApplication
) -> None:
    folder = tmp_path / "demos"
    plant(folder, "good")
    plant_broken(folder, "nothing", "")
    plant_broken(folder, "typo", "DEMO = Dmo(")
    plant_broken(folder, "raises", "raise ValueError('so')")
    plant_broken(folder, "empty", "from app.core.demo import Demo\nDEMO = Demo('a', 'b', 'c', 1, ())\n")
    shown_window.fill(folder)
    left = {}
    rail = shown_window.window.rail
    for key in ("nothing", "typo", "raises", "empty"):
        page = rail.show_page(key)
        assert not isinstance(page, DemoTab)
        left[key] = english(page)
    assert {key: texts for key, texts in left.items() if texts} == {}
