"""What the window remembers, and that nothing in the file can harm it."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from app.shell.looks import Looks
from app.shell.settings import Settings
from app.shell.window import Window


def reopened(settings: Settings) -> Settings:
    settings.save()
    return Settings(settings._store.fileName())


def written(home: Path, text: str | bytes) -> Settings:
    """Settings with this in their file."""
    home.mkdir(exist_ok=True)
    path = home / "settings.ini"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Settings(str(path))


def test_a_first_start_has_usual_settings(settings: Settings) -> None:
    assert (settings.theme, settings.zoom, settings.launcher) == ("light", 100, "task")
    assert settings.trusted == settings.recent == []
    assert settings.state("window").isEmpty()


def test_everything_is_there_again_after_a_restart(settings: Settings) -> None:
    settings.theme, settings.zoom, settings.launcher = "system", 150, "process"
    settings.trust("/a, b/“程序”.py")
    settings.opened("/one.py")
    settings.opened("/two.py")
    settings.keep_state("window", QByteArray(b"\x00\x01\xff"))
    again = reopened(settings)
    assert (again.theme, again.zoom, again.launcher) == ("system", 150, "process")
    assert again.trusted == ["/a, b/“程序”.py"]
    assert again.recent == ["/two.py", "/one.py"]
    assert again.state("window") == QByteArray(b"\x00\x01\xff")


def test_a_file_is_trusted_and_opened_once_and_the_lists_stay_short(settings: Settings) -> None:
    for number in range(80):
        settings.trust(f"/{number % 60}.py")
        settings.opened(f"/{number % 60}.py")
    assert len(settings.trusted) == len(set(settings.trusted)) == 50
    assert settings.trusted[-1] == "/19.py"
    assert len(settings.recent) == len(set(settings.recent)) < 20
    assert settings.recent[0] == "/19.py"


@pytest.mark.parametrize(
    ("text", "zoom"),
    [
        ("zoom=5", 75),
        ("zoom=100000", 300),
        ("zoom=-3", 75),
        ("zoom=big", 100),
        ("zoom=", 100),
        ("zoom=1e3", 100),
    ],
)
def test_a_zoom_that_cant_be_is_clamped_or_forgotten(home: Path, text: str, zoom: int) -> None:
    assert written(home, f"[General]\n{text}\n").zoom == zoom


@pytest.mark.qt_log_ignore("QVariant::load")  # which says that it found no such type
@pytest.mark.parametrize(
    "text",
    [
        "[General]\ntheme=neon\nlauncher=rocket\nzoom=@ByteArray(7)\ntrusted=\n[state]\nwindow=5\nsplitter0=x\n",
        "[General\ntheme dark\n===\n",
        "[General]\ntheme=@Variant(\\0\\0\\0\\x7f)\nzoom=@Invalid()\nrecent=@Invalid()\n",
        b"\xff\xfe\x00[\x00G\x00",
        b"\x00" * 5000,
    ],
)
def test_a_damaged_file_counts_as_none(home: Path, text: str | bytes) -> None:
    settings = written(home, text)
    assert (settings.theme, settings.launcher) == ("light", "task")
    assert settings.zoom in (75, 100)
    assert settings.state("window").isEmpty()
    assert all(isinstance(path, str) for path in settings.trusted + settings.recent)
    settings.theme = "dark"
    assert reopened(settings).theme == "dark"


def test_random_bytes_for_a_state_leave_window_and_panes_as_they_are(
    settings: Settings, qapp: QApplication, qtbot: QtBot
) -> None:
    settings.keep_state("window", QByteArray(os.urandom(60)))
    looks = Looks(qapp, settings)
    window = Window(settings, looks)
    window.show()
    assert window.width() >= 900
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    assert not splitter.restoreState(QByteArray(os.urandom(60)))
    window.close_for_good()
    window.deleteLater()
    looks.deleteLater()


def test_a_place_that_cant_be_written_is_no_reason_to_fail(home: Path) -> None:
    home.write_text("a file where the folder should be")
    settings = Settings(str(home / "settings.ini"))
    settings.theme = "dark"
    settings.save()
    assert settings.theme == "dark"


def test_a_window_from_a_larger_screen_comes_back_on_the_one_that_is_there(
    settings: Settings, qapp: QApplication, qtbot: QtBot
) -> None:
    before = QWidget()
    qtbot.addWidget(before)
    before.setGeometry(5000, 4000, 3000, 2500)
    settings.keep_state("window", before.saveGeometry())
    window = Window(settings, Looks(qapp, settings))
    qtbot.addWidget(window)
    screen = QApplication.primaryScreen().availableGeometry()
    assert screen.contains(window.geometry().topLeft())
    assert window.height() <= screen.height()
