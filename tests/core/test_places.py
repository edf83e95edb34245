"""Where recordings go."""

import os
import sys
from pathlib import Path

import pytest

from app.core import places
from app.core.errors import RequestError


def test_the_variable_names_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONCURRENCY_LAB_HOME", str(tmp_path / "lab"))
    assert places.lab_home() == tmp_path / "lab"
    assert places.runs_folder() == tmp_path / "lab" / "runs"


def test_without_it_each_system_has_its_usual_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CONCURRENCY_LAB_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    usual = {
        "linux": tmp_path / ".local" / "share" / "concurrency-lab",
        "darwin": tmp_path / "Library" / "Application Support" / "Concurrency Lab",
        "win32": tmp_path / "AppData" / "Local" / "Concurrency Lab",
    }
    for platform, folder in usual.items():
        monkeypatch.setattr(sys, "platform", platform)
        assert places.lab_home() == folder


def test_a_relative_data_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CONCURRENCY_LAB_HOME")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    assert places.lab_home() == tmp_path / ".local" / "share" / "concurrency-lab"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert places.lab_home() == tmp_path / "data" / "concurrency-lab"


def test_a_user_without_a_home_has_a_place_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("CONCURRENCY_LAB_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert places.lab_home().name.startswith("concurrency-lab-")


def test_each_run_gets_an_empty_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONCURRENCY_LAB_HOME", str(tmp_path))
    first, second = places.new_run_directory(), places.new_run_directory()
    assert first != second
    assert first.parent == second.parent == tmp_path / "runs"
    assert os.listdir(first) == []


def test_a_home_that_cannot_be_written_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CONCURRENCY_LAB_HOME", str(tmp_path / "file"))
    with pytest.raises(RequestError, match=r"No recording can be made in .*runs: .*\.$"):
        places.new_run_directory()


@pytest.mark.parametrize("mark", ["portable", "data"])
def test_a_lab_that_is_carried_about_keeps_everything_beside_itself(
    mark: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CONCURRENCY_LAB_HOME")
    monkeypatch.setattr(places, "lab_folder", lambda: tmp_path)
    assert places.lab_home() != tmp_path / "data"
    (tmp_path / mark).mkdir() if mark == "data" else (tmp_path / mark).touch()
    assert places.lab_home() == tmp_path / "data"
    assert places.new_run_directory().parent == tmp_path / "data" / "runs"
    monkeypatch.setenv("CONCURRENCY_LAB_HOME", str(tmp_path / "elsewhere"))
    assert places.lab_home() == tmp_path / "elsewhere"


def test_the_lab_lies_where_its_main_file_is() -> None:
    assert (places.lab_folder() / "main.py").is_file()
