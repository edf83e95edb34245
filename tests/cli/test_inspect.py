"""`main.py inspect`: the summary of a recording from disk, and a sentence where it can't be had."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.core.manifest import FILE_NAME
from tests.cli.command import lab, write
from tests.recording_builder import FIRST, MadeRecording


def made(directory: Path) -> Path:
    """A small recording."""
    recording = MadeRecording(directory, status=3)
    first = recording.process()
    first.thread(20, 2, "worker")
    first.waits(30, 40, 2, line=9)
    first.prints(50, "text\n")
    recording.output("stdout", (51, b"text\n"))
    return recording.write()


def inspect(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Carry the command out in this process: exit code, stdout, stderr."""
    code = main(["inspect", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """The sentence of a refusal."""
    code, out, err = inspect(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    return err


def test_the_same_object_comes_from_disk(tmp_path: Path) -> None:
    source = """
        import threading, time
        lock = threading.Lock()
        def work():
            with lock: time.sleep(0.01)
        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print("done")
        raise SystemExit(5)
        """
    done = lab("run", write(tmp_path / "p", source), "--json", "--save", tmp_path / "save")
    again = lab("inspect", tmp_path / "save", "--json")
    assert again.json == done.json
    assert (again.code, again.err) == (done.code, "") == (5, "")
    moved = shutil.move(tmp_path / "save", tmp_path / "moved elsewhere")
    assert lab("inspect", moved, "--json").json == done.json


def test_a_person_gets_a_few_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = inspect(capsys, made(tmp_path))
    assert (code, err) == (3, "")
    first = out.splitlines()[0]
    assert first.startswith("program.py: exited 3, 1000.0 ms, ")
    assert first.endswith(" events, 0 lost")
    assert any("worker" in line and "1 waits, 10.0 ms" in line for line in out.splitlines())


def test_it_exits_as_the_program_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ends: list[tuple[Any, int | None, int]] = [
        ("exited", 0, 0),
        ("exited", 200, 200),
        ("signalled", 9, 137),
        ("timeout", None, 124),
        ("stopped", None, 130),
    ]
    for number, (reason, status, code) in enumerate(ends):
        recording = MadeRecording(tmp_path / str(number), reason=reason, status=status)
        recording.process()
        assert inspect(capsys, recording.write())[0] == code


def test_a_recording_that_nobody_ended_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recording = MadeRecording(tmp_path, reason=None)
    recording.process().waits(20, None)
    code, out, _ = inspect(capsys, recording.write(), "--json")
    summary = json.loads(out)
    assert (code, summary["exit"], summary["wall_ns"]) == (0, None, None)
    assert [actor["end"] for actor in summary["actors"]] == ["alive"]
    assert len(summary["blocked"]) == 1
    assert "not ended" in inspect(capsys, tmp_path)[1]


# Damage --------------------------------------------------------------------------------------------------


def test_what_is_no_recording_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()
    assert "There is no recording in" in refusal(capsys, tmp_path / "missing")
    assert "There is no recording in" in refusal(capsys, tmp_path / "empty")
    assert "is no folder" in refusal(capsys, tmp_path / "file")
    assert "recording" in refusal(capsys, tmp_path / ("z" * 5000), "--json")


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"\xff\xfe\x00",
        b"not json",
        b"[]",
        b"{}",
        b"null",
        b'{"schema": 1}',
        b"[" * 100_000,
        b'{"schema": 2, "run": "x"}',
        b"1" * 5000,
        b'{"schema": 1' + b"0" * 5_000_000 + b"}",
    ],
    ids=range(11),
)
def test_a_manifest_that_is_none_is_refused(
    manifest: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (made(tmp_path) / FILE_NAME).write_bytes(manifest)
    assert "manifest" in refusal(capsys, tmp_path, "--json")


FIELDS: list[tuple[str, Any]] = [
    ("schema", 2),
    ("schema", "1"),
    ("spawn_ns", -1),
    ("spawn_ns", 1 << 63),
    ("spawn_ns", 1.5),
    ("state", "dancing"),
    ("exit", {"reason": "bored", "status": 1}),
    ("exit", {"reason": "exited", "status": "one"}),
    ("exit", 5),
    ("wall_ns", "long"),
    ("python", None),
    ("target", 5),
    ("program", ["x"]),
    ("child", {"pid": -4, "created": 1.0}),
    ("lab", {}),
    ("argv", [1]),
    ("parameters", []),
]


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_a_field_of_the_manifest_that_does_not_fit_is_named(
    field: str, value: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path) / FILE_NAME
    fields = json.loads(path.read_text()) | {field: value}
    path.write_text(json.dumps(fields))
    sentence = refusal(capsys, tmp_path)
    assert field in sentence
    assert "damaged" in sentence


@pytest.mark.parametrize("length", [0, 10, 64, 100, 64 + 48, 64 + 48 * 3 + 7])
def test_a_recording_that_is_cut_short_is_read_as_far_as_it_goes(
    length: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path) / f"{FIRST}.0.events"
    path.write_bytes(path.read_bytes()[:length])
    if length < 64:
        assert f"{FIRST}.0.events is cut short" in refusal(capsys, tmp_path, "--json")
        return
    code, out, err = inspect(capsys, tmp_path, "--json")
    assert (code, err) == (3, "")
    assert json.loads(out)["events"] == (length - 64) // 48


@pytest.mark.parametrize("begin", [0, 4, 64, 200])
def test_a_recording_with_foreign_bytes_in_it_gives_a_sentence_or_an_object(
    begin: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path) / f"{FIRST}.0.events"
    data = bytearray(path.read_bytes())
    data[begin : begin + 100] = bytes((n * 37 + 11) % 256 for n in range(100))
    path.write_bytes(data)
    if begin < 16:
        assert f"{FIRST}.0.events was" in refusal(capsys, tmp_path, "--json")
        return
    code, out, err = inspect(capsys, tmp_path, "--json")
    assert (code, err) == (3, "")
    assert json.loads(out)["lost"] > 0


def test_a_damaged_process_does_not_hide_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path)
    (tmp_path / "55.0.events").write_bytes(b"foreign" * 20)
    code, out, err = inspect(capsys, tmp_path, "--json")
    assert (code, err) == (3, "55.0.events wasn't written by the lab's tracer.\n")
    assert [actor["name"] for actor in json.loads(out)["actors"]] == ["program.py", "worker"]


def test_missing_texts_are_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made(tmp_path) / f"{FIRST}.0.text").unlink()
    code, out, _ = inspect(capsys, tmp_path, "--json")
    assert code == 3
    assert [span["file"] for span in json.loads(out)["spans"]] in (["?"], [""])


def test_nothing_in_a_recording_is_executed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path)
    for name in ("__init__.py", "manifest.py", "conftest.py", "sitecustomize.py", "100.0.pickle"):
        (tmp_path / name).write_text("raise SystemExit('executed')")
    assert inspect(capsys, tmp_path)[0] == 3
