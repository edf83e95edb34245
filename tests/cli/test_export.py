"""The command `export`: a file, one line on stderr and 0; or a sentence and 2."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from tests.recorded import record

Export = Callable[..., tuple[int, str]]

PROGRAM = """
from threading import Thread
from time import sleep
threads = [Thread(target=sleep, args=(0.01,), name="线程") for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(PROGRAM, tmp_path_factory.mktemp("program")).directory


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Export:
    """Runs the command; (exit code, stderr). Nothing may come to stdout."""

    def run(*words: object) -> tuple[int, str]:
        status = main(["export", *map(str, words)])
        out, err = capsys.readouterr()
        assert out == ""
        return status, err

    return run


@pytest.mark.parametrize("format", ["perfetto", "csv", "html"])
def test_a_recording_is_exported_and_the_place_told(
    export: Export, recording: Path, tmp_path: Path, format: str
) -> None:
    target = tmp_path / "file"
    assert export(recording, "--format", format, target) == (0, f"The recording is in {target}.\n")
    assert "线程" in target.read_text(encoding="utf-8")


def test_the_page_opens_in_the_language_of_the_command(
    export: Export, recording: Path, tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    export(recording, "--lang", "zh_CN", "--format", "html", target)
    assert '"lang":"zh_CN"' in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["{run}", "--format", "pdf", "{there}/f"], "invalid choice: 'pdf'"),
        (["{run}", "{there}/f"], "--format"),
        (["{run}", "--format", "csv"], "FILE"),
        (["{there}/none", "--format", "csv", "{there}/f"], "There is no recording"),
        (["{there}", "--format", "csv", "{there}/f"], "There is no recording"),
        (["{run}", "--format", "csv", "{there}"], "is a folder"),
        (["{run}", "--format", "csv", "{there}/none/f"], "There is no folder"),
        (["{run}", "--format", "csv", "{run}/f"], "inside the recording"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    export: Export, recording: Path, tmp_path: Path, words: list[str], why: str
) -> None:
    status, err = export(*(word.format(run=recording, there=tmp_path) for word in words))
    assert status == 2
    assert why in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_recording_is_refused_in_a_sentence(export: Export, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"schema": 99}')
    status, err = export(tmp_path, "--format", "csv", tmp_path.parent / "f")
    assert (status, err.count("\n")) == (2, 1)
    assert "schema 99" in err


def test_the_claims_of_a_demo_are_in_the_page_unless_it_was_rewritten(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    saved = tmp_path / "saved"
    assert main(["run", "bank_account.with_lock", "--save", str(saved), "--set", "DEPOSITORS=3"]) == 0
    for edited in (False, True):
        manifest = json.loads((saved / "manifest.json").read_text())
        (saved / "manifest.json").write_text(json.dumps(manifest | {"edited": edited}))
        main(["export", str(saved), "--format", "html", str(target)])
        assert ('"claims":[]' in target.read_text(encoding="utf-8")) is edited
    assert "DEPOSITORS = 3" in target.read_text(encoding="utf-8")
