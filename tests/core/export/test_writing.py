"""Into a file: whole or not at all, with progress, and a sentence for what can't be."""

import os
import shutil
from pathlib import Path

import pytest

from app.core.demo import Claim, Verdict
from app.core.errors import LabError, RecordingError
from app.core.export.writing import FORMATS, ExportError, Format, check_target, export
from app.core.progress import Cancelled, chunks, part
from tests.exhibits import VARIED
from tests.recorded import record

BEGINNINGS = {"perfetto": '{"displayTimeUnit"', "csv": "\ufefflane,kind,", "html": "<!doctype html>"}


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(VARIED, tmp_path_factory.mktemp("varied")).directory


@pytest.mark.parametrize("format", FORMATS)
def test_a_recording_becomes_a_file(recording: Path, tmp_path: Path, format: Format) -> None:
    target = tmp_path / "文件.out"
    assert export(recording, format, target) == []
    assert target.read_text(encoding="utf-8").startswith(BEGINNINGS[format])
    assert os.listdir(tmp_path) == [target.name]


@pytest.mark.parametrize("format", FORMATS)
def test_progress_rises_from_nothing_to_all(recording: Path, tmp_path: Path, format: Format) -> None:
    heard: list[float] = []
    export(recording, format, tmp_path / "file", progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert len(heard) > 3


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("until", [0.0, 0.5, 0.6])
def test_an_export_that_is_given_up_leaves_the_old_file(
    recording: Path, tmp_path: Path, format: Format, until: float
) -> None:
    target = tmp_path / "file"
    target.write_text("old")

    def progress(share: float) -> None:
        if share >= until:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(recording, format, target, progress=progress)
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["file"]


def test_an_existing_file_is_replaced_and_a_link_stays_one(recording: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "file", tmp_path / "link"
    target.write_text("old")
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("links can't be made here")
    export(recording, "csv", link)
    assert link.is_symlink()
    assert "stuck" in target.read_text(encoding="utf-8")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
def test_a_full_disk_is_told_in_a_sentence(recording: Path) -> None:
    with pytest.raises(ExportError, match="/dev/full can't be written: No space left on device"):
        export(recording, "html", Path("/dev/full"))
    assert Path("/dev/full").is_char_device()


def test_a_place_that_cannot_be_written_is_told_before_the_recording_is_read(
    recording: Path, tmp_path: Path
) -> None:
    heard: list[float] = []
    for target, why in ((tmp_path, "is a folder"), (tmp_path / "none" / "file", "There is no folder")):
        with pytest.raises(ExportError, match=why):
            export(recording, "csv", target, progress=heard.append)
    assert heard == []


@pytest.mark.parametrize("name", ["manifest.json", "new.csv"])
def test_nothing_is_written_into_the_recording(recording: Path, name: str) -> None:
    before = sorted(os.listdir(recording))
    with pytest.raises(ExportError, match="inside the recording"):
        check_target(recording / name, recording)
    assert sorted(os.listdir(recording)) == before


def test_what_is_no_recording_is_told(tmp_path: Path) -> None:
    target = tmp_path / "file"
    with pytest.raises(RecordingError, match="no recording"):
        export(tmp_path, "csv", target)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(LabError, match="damaged"):
        export(tmp_path, "csv", tmp_path.parent / "file.csv")
    assert not target.exists()


def test_of_a_damaged_recording_what_is_whole_is_exported_and_the_rest_told(
    recording: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "run"
    shutil.copytree(recording, damaged)
    (damaged / "77.0.events").write_bytes(b"nothing of ours" * 1000)
    problems = export(damaged, "csv", tmp_path / "file.csv")
    assert len(problems) == 1
    assert "stuck" in (tmp_path / "file.csv").read_text(encoding="utf-8")


def test_a_recording_of_which_nothing_can_be_read_is_refused(recording: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "run"
    shutil.copytree(recording, damaged)
    for events in damaged.glob("*.events"):
        events.write_bytes(b"nothing of ours" * 1000)
    with pytest.raises(RecordingError):
        export(damaged, "csv", tmp_path / "file.csv")
    assert os.listdir(tmp_path) == ["run"]


def test_the_claims_are_judged_on_the_recording(recording: Path, tmp_path: Path) -> None:
    claim = Claim("it ended", lambda evidence: Verdict(evidence.status == 0, "It did."))
    export(recording, "html", tmp_path / "page.html", [claim])
    assert '["it ended",true,"It did."]' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_chunks_are_told_before_they_are_taken() -> None:
    heard: list[float] = []
    assert [len(chunk) for chunk in chunks(range(5000), 5000, heard.append)] == [2000, 2000, 1000]
    assert heard == [0, 0.4, 0.8, 1]


def test_a_part_of_the_progress_stays_within_its_bounds() -> None:
    heard: list[float] = []
    tell = part(heard.append, 0.5, 1.0)
    for share in (-1, 0.5, 7):
        tell(share)
    assert heard == [0.5, 0.75, 1.0]
