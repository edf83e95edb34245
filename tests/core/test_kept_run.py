"""What the history reads of the recordings in a folder."""

from pathlib import Path

import pytest

from app.core.kept_run import FILE, Note, read_note, read_run, read_runs, write_note
from app.core.progress import Cancelled
from tests.recording_builder import MadeRecording


def record(folder: Path, name: str, ended: bool = True) -> Path:
    made = MadeRecording(folder / name, reason="exited" if ended else None)
    made.process()
    return made.write()


def no_report(share: float) -> None:
    assert 0 <= share <= 1


def test_the_newest_comes_first_with_its_size_and_its_note(tmp_path: Path) -> None:
    record(tmp_path, "20260101-1")
    newest = record(tmp_path, "20260102-1")
    write_note(newest, Note("a  long\nname ", pinned=True))
    runs = read_runs(tmp_path, no_report)
    assert [run.directory.name for run in runs] == ["20260102-1", "20260101-1"]
    assert runs[0].note == Note("a long name", pinned=True)
    assert runs[1].note == Note()
    assert runs[0].size > 0
    assert runs[0].ended


def test_one_that_still_runs_has_not_ended(tmp_path: Path) -> None:
    run = read_run(record(tmp_path, "1", ended=False))
    assert run is not None
    assert not run.ended


def test_a_damaged_one_is_listed_with_the_reason_and_what_is_none_is_not(tmp_path: Path) -> None:
    damaged = record(tmp_path, "1")
    (damaged / "manifest.json").write_text('{"schema": 99}')
    (tmp_path / "2").mkdir()
    (tmp_path / "3").write_text("a file")
    (run,) = read_runs(tmp_path, no_report)
    assert run.manifest is None
    assert "schema 99" in run.problem
    assert not run.ended


@pytest.mark.parametrize("text", ["", "[]", '{"name": 3, "pinned": "yes"}', "[" * 100_000, "x" * 70_000])
def test_a_damaged_note_is_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert read_note(tmp_path) == Note()


def test_no_folder_has_no_recordings(tmp_path: Path) -> None:
    assert read_runs(tmp_path / "none", no_report) == []


def test_reading_can_be_given_up(tmp_path: Path) -> None:
    record(tmp_path, "1")

    def give_up(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_runs(tmp_path, give_up)
