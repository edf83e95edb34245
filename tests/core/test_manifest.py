"""The manifest of a recording: what is written is read again, and nothing is taken on trust."""

import contextlib
import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import RecordingError
from app.core.manifest import Exit, Interpreter, Manifest, ProcessId, json_value

MANIFEST = Manifest(
    run="abc",
    target="bank_account.no_lock",
    program='/home/it\'s "me"/程序.py',
    python=Interpreter("3.12.1", "/usr/bin/python3"),
    launcher="task",
    cwd="/home",
    started_at="2026-01-01T00:00:00.000+01:00",
    lab=ProcessId(1, 2.5),
    copy="/run/程序.py",
    argv=("python", "a b"),
    parameters={"THREADS": 4, "NAMES": ["a"], "MORE": {"x": None}},
    changed=("THREADS",),
    edited=True,
    niced=True,
    generators=True,
    spawn_ns=1 << 62,
    state="ended",
    exit=Exit("signalled", 11),
    wall_ns=5,
    child=ProcessId(77, 3.0),
    left_behind=2,
    omitted={"stdout": 5, "stderr": 0},
)


def written(folder: Path, **changes: object) -> Path:
    """A folder with the manifest, some fields changed (... removes one)."""
    fields = MANIFEST.as_json() | changes
    fields = {name: value for name, value in fields.items() if value is not ...}
    (folder / "manifest.json").write_text(json.dumps(fields))
    return folder


def why_not(folder: Path) -> str:
    """The sentence with which a manifest is refused."""
    with pytest.raises(RecordingError) as caught:
        Manifest.read(folder)
    return str(caught.value)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path)
    assert Manifest.read(tmp_path) == MANIFEST
    assert os.listdir(tmp_path) == ["manifest.json"]


def test_a_run_that_has_just_begun_can_be_read(tmp_path: Path) -> None:
    begun = dataclasses.replace(
        MANIFEST, state="starting", exit=None, wall_ns=None, child=None, copy=None, omitted={}
    )
    begun.write(tmp_path)
    assert Manifest.read(tmp_path).state == "starting"


def test_a_file_name_of_any_bytes_survives(tmp_path: Path) -> None:
    odd = dataclasses.replace(MANIFEST, program=os.fsdecode(b"/home/\xff\xfe.py"))
    odd.write(tmp_path)
    assert os.fsencode(Manifest.read(tmp_path).program) == b"/home/\xff\xfe.py"


def test_a_failed_write_keeps_the_old_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    MANIFEST.write(tmp_path)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        dataclasses.replace(MANIFEST, state="running").write(tmp_path)
    assert Manifest.read(tmp_path) == MANIFEST
    assert os.listdir(tmp_path) == ["manifest.json"]


def test_a_missing_recording(tmp_path: Path) -> None:
    assert why_not(tmp_path) == f"There is no recording in {tmp_path}."
    assert why_not(tmp_path / "none") == f"There is no recording in {tmp_path / 'none'}."
    (tmp_path / "file").write_text("")
    assert why_not(tmp_path / "file") == f"{tmp_path / 'file'} is no folder, so it is no recording."


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b"[" * 100_000, b'{"schema": ' + b"9" * 5000 + b"}"])
def test_what_is_no_json_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(text)
    assert "is no JSON" in why_not(tmp_path)


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    with open(tmp_path / "manifest.json", "wb") as file:
        file.truncate(1 << 30)
    assert "too long" in why_not(tmp_path)


def test_a_newer_schema_is_named(tmp_path: Path) -> None:
    assert "it has schema 2, this lab reads 1" in why_not(written(tmp_path, schema=2))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"run": 5}, "'run' should be a text"),
        ({"run": ...}, "'run' should be a text"),
        ({"edited": 1}, "'edited' should be true or false"),
        ({"spawn_ns": True}, "'spawn_ns' should be a whole number"),
        ({"spawn_ns": -1}, "'spawn_ns' is out of range"),
        ({"spawn_ns": 1 << 63}, "'spawn_ns' is out of range"),
        ({"argv": "x"}, "'argv' should be a list"),
        ({"argv": [1]}, "'argv' should be a list of texts"),
        ({"state": "over"}, "'state' can't be 'over'"),
        ({"launcher": "rocket"}, "'launcher' can't be 'rocket'"),
        ({"exit": {"reason": "bored", "status": 1}}, "'exit.reason' can't be 'bored'"),
        ({"exit": {"reason": "exited", "status": 1 << 70}}, "the exit status is out of range"),
        ({"exit": []}, "'exit.' is no object"),
        ({"child": {"pid": 1}}, "'child.created' should be a number"),
        ({"lab": None}, "'lab.' is no object"),
        ({"python": "3.12"}, "'python.' is no object"),
        ({"parameters": []}, "'parameters' should be an object"),
        ({"omitted": {"stdout": "x"}}, "'omitted.stdout' should be a whole number"),
    ],
)
def test_a_field_that_does_not_fit_is_named(tmp_path: Path, changes: dict[str, Any], part: str) -> None:
    assert part in why_not(written(tmp_path, **changes))


def test_a_creation_time_that_is_no_time_is_refused(tmp_path: Path) -> None:
    assert "out of range" in why_not(written(tmp_path, lab={"pid": 1, "created": float("inf")}))


def test_fields_of_a_later_lab_are_passed_over(tmp_path: Path) -> None:
    assert Manifest.read(written(tmp_path, mood="good")) == MANIFEST


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(name=st.sampled_from(sorted(MANIFEST.as_json())), value=JSON)
def test_whatever_a_field_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: object
) -> None:
    folder = written(tmp_path_factory.mktemp("manifest"), **{name: value})
    with contextlib.suppress(RecordingError):  # any other error fails
        Manifest.read(folder)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ((1, (2.5, "x")), [1, [2.5, "x"]]),
        (
            {
                "a": {
                    1,
                }
            },
            {"a": "{1}"},
        ),
        ({1: 2}, "{1: 2}"),
        (b"x", "b'x'"),
        (float("inf"), "inf"),
        (1j, "1j"),
        (True, True),
        (10**400, hex(10**400)),
    ],
)
def test_a_value_that_json_lacks_is_shown_as_text(value: object, shown: object) -> None:
    assert json_value(value) == shown
