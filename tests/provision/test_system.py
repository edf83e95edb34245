"""Which system packages are named, and when the lab installs them itself."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.provision import system
from app.provision.installers import Outcome


def test_missing_libraries_are_named_in_one_line_to_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    line = system.advice({"libEGL.so.1", "libxcb-cursor.so.0"})
    assert line.endswith("sudo apt-get install -y libegl1 libxcb-cursor0")


@pytest.mark.parametrize(
    ("release", "package"),
    [
        ('ID=debian\nVERSION_ID="12"\n', "libglib2.0-0"),
        ('ID=debian\nVERSION_ID="13"\n', "libglib2.0-0t64"),
        ('ID=ubuntu\nVERSION_ID="22.04"\n', "libglib2.0-0"),
        ('ID=ubuntu\nVERSION_ID="24.04"\n', "libglib2.0-0t64"),
        ("ID=arch\n", "libglib2.0-0"),
    ],
)
def test_glib_is_called_what_the_release_calls_it(release: str, package: str, tmp_path: Path) -> None:
    (tmp_path / "os-release").write_text(release)
    assert system.packages_for({"libglib-2.0.so.0"}, str(tmp_path / "os-release")) == [package]


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Libraries and programs that the machine lacks, to be filled by the test."""
    absent: set[str] = set()
    monkeypatch.setattr(system, "_present", lambda thing: thing not in absent)
    monkeypatch.setattr(system, "may_install", lambda: False)
    return absent


def test_what_is_complete_is_noted_and_not_looked_for_again(lacking: set[str], tmp_path: Path) -> None:
    lacking.add("Xvfb")
    note = tmp_path / "note"
    assert system.see_to({"offscreen", "xcb", "xvfb"}, str(note), testing=True) is None
    assert note.read_text().split() == ["offscreen", "xcb"]


def test_the_lab_does_not_start_where_qt_would_end_the_process(
    lacking: set[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    lacking.add("libxcb-cursor.so.0")
    assert system.see_to({"offscreen", "xcb"}, None, testing=False) == 2
    assert "libxcb-cursor" in capsys.readouterr().err


def test_root_gets_the_packages_installed(lacking: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lacking.add("libEGL.so.1")
    asked: list[list[str]] = []

    def apt_install(packages: list[str], run: object) -> Outcome:
        asked.append(packages)
        lacking.clear()
        return Outcome(0, "")

    monkeypatch.setattr(system, "may_install", lambda: True)
    monkeypatch.setattr(system, "apt_install", apt_install)
    assert system.see_to({"offscreen"}, None, testing=False) is None
    assert asked == [["libegl1"]]


def test_apt_lists_are_fetched_when_a_package_is_not_known() -> None:
    asked: list[str] = []

    def run(command: list[str], on_line: Callable[[str], None]) -> Outcome:
        asked.append(next(word for word in command if word in ("install", "update")))
        return Outcome(0 if "update" in asked else 100, "")

    assert system.apt_install(["libegl1"], run).status == 0
    assert asked == ["install", "update", "install"]
