"""What the lab keeps of its own failures."""

import tomllib
from pathlib import Path

import pytest

from app.core.lab_log import LabLog
from app.core.mishap import Mishaps, without_home
from app.core.version import VERSION, versions


def failure(words: str = "a slip") -> BaseException:
    try:
        raise ZeroDivisionError(words)
    except ZeroDivisionError as error:
        return error


def other_failure() -> BaseException:
    try:
        raise LookupError("another")
    except LookupError as error:
        return error


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def test_the_versions_of_all_that_the_lab_stands_on_are_known() -> None:
    found = versions()
    assert found["Concurrency Lab"] == VERSION
    assert {"Python", "PySide6-Essentials", "numpy", "pyqtgraph", "pygame-ce", "qasync"} <= set(found)


def test_a_log_goes_round_between_two_files_and_keeps_the_newest(tmp_path: Path) -> None:
    log = LabLog(tmp_path / "home", most_bytes=400)
    for number in range(40):
        log.write(f"entry {number}")
    assert log.last_lines(1)[0].endswith("entry 39")
    assert sorted(each.name for each in (tmp_path / "home").iterdir()) == ["lab.log", "lab.log.1"]
    assert all(each.stat().st_size <= 400 for each in (tmp_path / "home").iterdir())
    log.write("long " * 1000)
    assert log.file.stat().st_size <= 400


def test_a_log_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = LabLog(tmp_path / "file")
    log.write("lost")
    assert log.last_lines(5) == []


def test_the_same_failure_is_told_once_with_a_count_whatever_its_words() -> None:
    mishaps = Mishaps()
    assert [mishaps.add(failure(f"slip {number}")) for number in range(3)] == [True, False, False]
    assert mishaps.add(other_failure())
    report = mishaps.report(["the last line"])
    assert mishaps.count == 4
    assert report.count("ZeroDivisionError: slip 0") == 1
    assert "3 times:" in report
    assert "LookupError: another" in report
    assert report.rstrip().endswith("the last line")
    assert f"Concurrency Lab {VERSION}" in report


def test_a_flood_of_different_failures_stays_readable() -> None:
    mishaps = Mishaps()
    for number in range(100):
        mishaps.add(type(f"Slip{number}", (Exception,), {})("slip"))
    assert mishaps.count == 100
    assert "and 95 more" in mishaps.report()


def test_a_report_does_not_tell_whose_folder_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ada.lovelace"))
    assert without_home('File "/home/ada.lovelace/lab/x.py", line 1') == 'File "~/lab/x.py", line 1'
    assert "ada.lovelace" not in Mishaps().report(["/home/ada.lovelace/y"])
