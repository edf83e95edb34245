"""Which recordings are let go."""

from pathlib import Path

import pytest

from app.core.kept_run import Note, write_note
from app.core.manifest import Manifest
from app.shell.kept_runs import delete_run, empty_bin, prune_runs, restore_run, runs_to_go
from tests.recording_builder import MadeRecording


def record(folder: Path, name: str, size: int = 100, ended: bool = True) -> Path:
    made = MadeRecording(folder / name, reason="exited" if ended else None)
    made.process()
    directory = made.write()
    (directory / "stdout").write_bytes(b"x" * size)
    return directory


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def left(runs: Path) -> list[str]:
    return sorted(path.name for path in runs.iterdir())


def test_every_run_is_kept_while_there_is_room(runs: Path) -> None:
    for day in range(10, 31):
        record(runs, f"202601{day}-120000-abcdef")
    assert prune_runs(runs) == []
    assert len(left(runs)) == 21


def test_a_pinned_one_stays_and_a_younger_one_goes(runs: Path) -> None:
    for day in range(1, 5):
        record(runs, f"2026010{day}", size=300_000)
    write_note(runs / "20260101", Note(pinned=True))
    prune_runs(runs, most_bytes=700_000)
    assert left(runs) == ["20260101", "20260104"]  # the limit holds with it


def test_what_was_deleted_can_be_put_back_until_the_bin_is_emptied(runs: Path) -> None:
    first, second = record(runs, "20260101"), record(runs, "20260102")
    aside = delete_run(first)
    assert not first.exists()
    assert restore_run(aside) == first
    assert Manifest.read(first).state == "ended"
    delete_run(second)
    empty_bin(runs)
    assert left(runs) == ["20260101"]


def test_the_oldest_go_when_all_together_are_too_large(runs: Path) -> None:
    for day in range(1, 5):
        record(runs, f"2026010{day}", size=300_000)
    prune_runs(runs, most_bytes=1_000_000)
    assert left(runs) == ["20260102", "20260103", "20260104"]


def test_the_newest_stays_however_large_it_is(runs: Path) -> None:
    record(runs, "20260101", size=50_000)
    record(runs, "20260102", size=500_000)
    prune_runs(runs, most_bytes=1000)
    assert left(runs) == ["20260102"]


def test_preallocated_files_count_with_what_they_take_on_the_disk(runs: Path) -> None:
    for day in range(1, 4):
        directory = record(runs, f"2026010{day}")
        with open(directory / "1.0.text", "wb") as file:
            file.truncate(1 << 30)
    assert prune_runs(runs, most_bytes=5_000_000) == []


def test_what_has_not_ended_or_is_none_of_ours_is_left_alone(runs: Path) -> None:
    running = record(runs, "20250101", ended=False)
    (runs / "20240101").mkdir()
    (runs / "20240101" / "thesis.txt").write_text("all of it")
    (runs / "a file").write_text("x")
    for day in range(1, 4):
        record(runs, f"2026010{day}")
    prune_runs(runs, most_bytes=1)
    assert left(runs) == ["20240101", "20250101", "20260103", "a file"]
    assert Manifest.read(running).state == "running"


def test_without_a_folder_there_is_nothing_to_let_go(runs: Path) -> None:
    assert prune_runs(runs) == []


def test_what_is_shown_stays_and_an_older_one_goes_for_it(runs: Path) -> None:
    for day in range(1, 5):
        record(runs, f"2026010{day}", size=300_000)
    going = runs_to_go(runs, 1_000_000, {(runs / "20260101").resolve()})
    assert [path.name for path in going] == ["20260102"]
    assert len(left(runs)) == 4  # nothing has gone yet
