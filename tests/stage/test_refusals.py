"""What the lab refuses to run, or can't: one sentence, and nothing left in the folder."""

import asyncio
import dataclasses
import sys
from pathlib import Path

import pytest

from app.core.errors import RequestError
from app.stage.request import RunRequest
from app.stage.run import Run
from tests.stage.staging import Stage, Told


def refusal(request: RunRequest) -> str:
    """The sentence with which a run is refused."""
    told = Told()
    with pytest.raises(RequestError) as caught:
        asyncio.run(Run(request, on_state=told.hear_state, on_output=told.hear_output).run())
    assert told.states == ["starting", "ended"]
    assert told.output == {"stdout": b"", "stderr": b""}
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_missing_file(stage: Stage) -> None:
    request = RunRequest(stage.folder / "no.py", "test", stage.folder / "recording")
    assert refusal(request) == f"There is no file {stage.folder / 'no.py'}."
    assert not request.directory.exists()


def test_a_folder_in_place_of_a_program(stage: Stage) -> None:
    request = RunRequest(stage.folder, "test", stage.folder / "recording")
    assert refusal(request) == f"{stage.folder} is a folder, not a program."


def test_a_missing_interpreter(stage: Stage) -> None:
    request = stage.request("pass", python=stage.folder / "python9")
    assert refusal(request) == f"There is no Python interpreter {stage.folder / 'python9'}."
    assert not request.directory.exists()


def test_an_interpreter_that_is_a_folder(stage: Stage) -> None:
    sentence = refusal(stage.request("pass", python=stage.folder))
    assert sentence == f"{stage.folder} is a folder, not a Python interpreter."


def test_an_interpreter_that_is_not_executable(stage: Stage) -> None:
    text = stage.program("#!/bin/sh", "python")
    assert refusal(stage.request("pass", python=text)) == f"{text} can't be executed."


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1", "#!/bin/sh\necho hello", "\0"])
def test_an_executable_that_is_no_python(stage: Stage, script: str) -> None:
    other = stage.program(script, "python")
    other.chmod(0o755)
    assert refusal(stage.request("pass", python=other)) == f"{other} isn't a Python interpreter."


def test_another_interpreter_is_taken_by_path_or_by_name(stage: Stage) -> None:
    told = stage.run(stage.request("import sys; print(sys.executable)", python=Path(sys.executable)))
    assert told.output["stdout"].decode().strip() == sys.executable
    assert stage.manifest.python.executable == sys.executable
    assert stage.manifest.python.version == ".".join(map(str, sys.version_info[:3]))


def test_a_folder_to_run_in_that_is_not_there(stage: Stage) -> None:
    sentence = refusal(stage.request("pass", cwd=stage.folder / "gone"))
    assert sentence == f"There is no folder {stage.folder / 'gone'} to run the program in."


def test_a_directory_with_something_in_it(stage: Stage) -> None:
    (stage.folder / "full").mkdir()
    (stage.folder / "full" / "mine.txt").write_text("kept")
    sentence = refusal(stage.request("pass", directory=stage.folder / "full"))
    assert sentence == f"{stage.folder / 'full'} isn't empty: the recording needs a new or an empty folder."
    assert (stage.folder / "full" / "mine.txt").read_text() == "kept"


def test_a_directory_that_is_a_file(stage: Stage) -> None:
    program = stage.program("pass")
    sentence = refusal(stage.request("pass", directory=program))
    assert sentence == f"{program} is a file: the recording needs a new or an empty folder."


def test_a_directory_that_cannot_be_made(stage: Stage) -> None:
    below_a_file = stage.program("pass") / "recording"
    sentence = refusal(stage.request("pass", directory=below_a_file))
    assert sentence.startswith(f"The recording can't be saved in {below_a_file}: ")


def test_a_directory_that_cannot_be_written(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    # Permissions don't hold for root, who may run the tests.
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.stage.capture.Capture.open", full)
    request = stage.request("pass")
    sentence = refusal(request)
    assert sentence == f"The recording can't be saved in {request.directory}: No space left on device."
    assert not request.directory.exists()


def test_an_empty_directory_is_taken_and_given_back_empty(stage: Stage) -> None:
    async def cannot(command: object, listener: object) -> None:
        raise RequestError("It can't be started.")

    directory = stage.folder / "empty"
    directory.mkdir()
    run = Run(stage.request("pass", directory=directory, source="1"), spawn=cannot)  # type: ignore[arg-type]
    with pytest.raises(RequestError):
        asyncio.run(run.run())
    assert list(directory.iterdir()) == []


def test_a_system_that_starts_no_more_processes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("subprocess.Popen.__init__", no_more)
    monkeypatch.setattr("subprocess.Popen.__del__", lambda self: None)
    request = stage.request("pass")
    sentence = refusal(request)
    assert sentence == f"{sys.executable} can't be started: Resource temporarily unavailable."
    assert not request.directory.exists()


def test_a_working_folder_that_somebody_removed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    request = stage.request("print('runs')")
    lost = stage.folder / "lost"
    lost.mkdir()
    monkeypatch.chdir(lost)
    lost.rmdir()
    relative = dataclasses.replace(request, program=Path("program.py"))
    assert refusal(relative) == "There is no file program.py."
    elsewhere = dataclasses.replace(request, directory=Path("recording"))
    assert "can't be saved in recording" in refusal(elsewhere)
    told = stage.run(dataclasses.replace(request, cwd=stage.folder))
    assert told.output["stdout"] == b"runs\n"


def test_an_argument_that_no_system_takes(stage: Stage) -> None:
    assert "can't be started" in refusal(stage.request("pass", arguments=("a\0b",)))
