"""Which Pythons of a machine are found, and which of the files that look like one are passed over."""

import os
import stat
import sys
from pathlib import Path

import pytest

from app.stage import pythons
from app.stage.pythons import FoundPython, ask, candidates, find_pythons, own_python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def stand_in(file: Path, answer: str) -> Path:
    """An executable that says so of itself."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho '{answer}'\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def environment(home: Path, *path: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": os.pathsep.join(map(str, path))}


def test_the_labs_own_python_is_the_first_and_there_once(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "python3").symlink_to(os.path.realpath(sys.executable))
    assert find_pythons(environment(tmp_path, folder)) == [own_python()]


def test_the_others_follow_the_newest_first_and_what_is_too_old_is_left_out(tmp_path: Path) -> None:
    new = stand_in(tmp_path / "a" / "python3.13t", "3.13.2 1")
    newest = stand_in(tmp_path / "b" / "python3", "3.14.0 0")
    stand_in(tmp_path / "b" / "python3.10", "3.10.9 0")
    assert find_pythons(environment(tmp_path, new.parent, newest.parent)) == [
        own_python(),
        FoundPython("3.14.0", str(newest)),
        FoundPython("3.13.2", str(new), free_threaded=True),
    ]


def test_installers_put_pythons_where_no_path_leads(tmp_path: Path) -> None:
    pyenv = stand_in(tmp_path / ".pyenv" / "versions" / "3.12.4" / "bin" / "python3", "3.12.4 0")
    uv = tmp_path / ".local" / "share" / "uv" / "python" / "cpython-3.13.1-linux" / "bin" / "python3"
    stand_in(uv, "3.13.1 0")
    assert list(candidates(environment(tmp_path))) == [pyenv, uv]


@pytest.mark.parametrize("name", ["python3-config", "python3.12-gdb", "pythonw3", "ipython3", "python2.7"])
def test_what_only_sounds_like_a_python_is_not_started(tmp_path: Path, name: str) -> None:
    file = stand_in(tmp_path / "bin" / name, "3.12.0 0")
    assert list(candidates(environment(tmp_path, file.parent))) == []


def test_names_that_stand_in_for_another_file_and_relative_folders_are_passed_over(tmp_path: Path) -> None:
    shim = stand_in(tmp_path / "shims" / "python3", "3.12.0 0")
    assert list(candidates(environment(tmp_path, shim.parent, Path("bin"), tmp_path / "missing"))) == []


@pytest.mark.parametrize("answer", ["", "hello", "3.12", "3.12.1 2", "3.12.1 0; rm"])
def test_an_executable_that_answers_otherwise_is_no_python(tmp_path: Path, answer: str) -> None:
    assert ask(stand_in(tmp_path / "python3", answer)) is None


def test_one_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "_ANSWER_S", 0.05)
    file = stand_in(tmp_path / "python3", "")
    file.write_text("#!/bin/sh\nexec sleep 30\n")
    assert ask(file) is None


def test_a_real_python_tells_its_version() -> None:
    told = ask(Path(sys.executable))
    assert told == own_python()
