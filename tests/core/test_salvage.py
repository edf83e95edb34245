"""A recording whose manifest can't be read: what its events tell is read all the same, and what is missing is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import RecordingError
from app.core.evidence import gather
from app.core.salvage import recording_of, salvaged
from app.core.trace import Trace
from tests.recording_builder import FIRST, PROGRAM, MadeRecording


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A process that waits on a line of the program, and one that it forked."""
    made = MadeRecording(tmp_path / "run")
    first = made.process()
    first.waits(20, 30, line=7)
    made.fork(first, FIRST - 50, 35).waits(40, 50)
    first.exits(60)
    return made.write()


def facts(directory: Path, **how: bool) -> Any:
    trace = Trace.load(directory, lambda share: None, **how)
    evidence = gather(trace)
    trace.close()
    return evidence, list(trace.recording.problems)


def change(directory: Path, **fields: object) -> None:
    path = directory / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def lengths(evidence: Any) -> list[tuple[str, int, int | None]]:
    return [(evidence.actors[span.actor].name, span.line, span.duration_ns) for span in evidence.spans]


@pytest.mark.parametrize("left", [None, b"", b"{", b"\x00\xff" * 500, b"[1]", b'{"name": "a web page"}'])
def test_without_a_manifest_everything_that_the_events_tell_is_there(
    directory: Path, left: bytes | None
) -> None:
    whole, _ = facts(directory)
    (directory / "manifest.json").unlink()
    if left is not None:
        (directory / "manifest.json").write_bytes(left)
    found, problems = facts(directory, salvage=True)
    assert lengths(found) == lengths(whole)
    assert [actor.name for actor in found.actors.values()] == [actor.name for actor in whole.actors.values()]
    assert "how it ended isn't known" in problems[0]
    assert found.reason == ""
    assert min(actor.start_ns for actor in found.actors.values()) >= 0


def test_the_program_is_the_one_that_the_first_process_ran(directory: Path) -> None:
    (directory / "manifest.json").unlink()
    manifest, why = salvaged(directory)
    assert manifest.program == PROGRAM
    assert manifest.child is not None
    assert manifest.child.pid == FIRST
    assert "There is no recording" in why


def test_what_is_left_of_the_manifest_counts_field_by_field(directory: Path) -> None:
    change(directory, cwd=7, target="bank_account.with_lock", wall_ns="long")
    manifest, why = salvaged(directory)
    assert manifest.target == "bank_account.with_lock"
    assert manifest.exit is not None
    assert manifest.wall_ns is None
    assert manifest.spawn_ns > 0
    assert "'cwd'" in why or "'wall_ns'" in why


def test_a_time_of_spawn_after_the_first_event_isnt_believed(directory: Path) -> None:
    change(directory, cwd=7, spawn_ns=1 << 60)
    found, _ = facts(directory, salvage=True)
    assert min(actor.start_ns for actor in found.actors.values()) >= 0
    assert len(found.spans) == 2


def test_a_recording_of_another_version_is_shown_and_named(directory: Path) -> None:
    change(directory, schema=9)
    found, problems = facts(directory, salvage=True)
    assert "schema 9" in problems[0]
    assert found.reason == "exited"
    assert len(found.spans) == 2


def test_a_whole_manifest_is_believed(directory: Path) -> None:
    assert salvaged(directory)[1] == ""
    assert facts(directory, salvage=True)[1] == []


def test_without_events_there_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RecordingError):
        salvaged(tmp_path)
    (tmp_path / "1.0.events").write_bytes(b"nothing of ours")
    with pytest.raises(RecordingError):
        salvaged(tmp_path)


def test_for_others_than_the_window_a_damaged_manifest_is_refused(directory: Path) -> None:
    (directory / "manifest.json").write_text("{")
    with pytest.raises(RecordingError):
        Trace.load(directory)


def test_a_file_of_a_recording_leads_to_it(directory: Path) -> None:
    for name in ("", "manifest.json", f"{FIRST}.0.events"):
        assert recording_of(directory / name) == directory
    assert recording_of(directory / "program.py") is None
    other = directory.parent / "manifest.json"
    other.write_text("{}")
    assert recording_of(other) is None  # of a web page, say
