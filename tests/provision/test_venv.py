"""What counts as a whole `.venv`, what is made anew, and with what."""

import errno
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.provision import build, stamp
from app.provision.installers import Outcome, PackageCount
from app.provision.refusal import Refusal
from app.provision.turn import turn
from tests.provision.doubles import LOCK, Installers, Teller, is_whole, make


def test_a_venv_that_was_made_to_the_end_is_whole(root: Path, venv: Path) -> None:
    assert not is_whole(root, venv)
    make(root, venv, Installers(venv))
    assert is_whole(root, venv)


def test_another_lock_makes_it_no_longer_whole(root: Path, venv: Path) -> None:
    make(root, venv, Installers(venv))
    (root / stamp.LOCK).write_text(LOCK + "psutil==7.2.2\n")
    assert not is_whole(root, venv)
    make(root, venv, Installers(venv))
    assert is_whole(root, venv)


@pytest.mark.parametrize("change", ["cache_tag", "path"])
def test_another_python_makes_it_no_longer_whole(
    root: Path, venv: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(root, venv, Installers(venv))
    if change == "path":
        monkeypatch.setattr(sys, "_base_executable", "/usr/local/bin/python3.11")
    else:
        monkeypatch.setattr(stamp, "identity", lambda: "cpython-399 x86_64 " + stamp.base_python())
    assert not is_whole(root, venv)


def test_a_package_that_was_deleted_makes_it_no_longer_whole(root: Path, venv: Path) -> None:
    make(root, venv, Installers(venv))
    (Path(stamp.site_packages(str(venv))) / "numpy").rmdir()
    assert not is_whole(root, venv)


def test_an_interpreter_that_is_gone_makes_it_no_longer_whole(root: Path, venv: Path) -> None:
    make(root, venv, Installers(venv))
    Path(stamp.venv_python(str(venv))).unlink()
    assert not is_whole(root, venv)


class Killed(BaseException):
    """Stands for the moment at which the process is gone."""


@pytest.mark.parametrize("at", ["venv", "pip"])
def test_an_interrupted_set_up_leaves_nothing_that_looks_whole_and_the_next_one_succeeds(
    root: Path, venv: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    installers = Installers(venv)

    def killed(command: list[str], on_line: Callable[[str], None]) -> Outcome:
        outcome = installers(command, on_line)
        if installers.ran[-1] == at:
            raise Killed
        return outcome

    # A killed process cleans nothing up.
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            build.make_venv(str(root), str(venv), killed, Teller(), None)
    assert venv.is_dir()
    assert not is_whole(root, venv)
    make(root, venv, Installers(venv))
    assert is_whole(root, venv)


def test_packages_that_the_installer_left_out_are_told(root: Path, venv: Path) -> None:
    def forgets(command: list[str], on_line: Callable[[str], None]) -> Outcome:
        return Outcome(0, "")

    with pytest.raises(Refusal, match="left some out \\(PySide6, numpy"):
        build.make_venv(str(root), str(venv), forgets, Teller(), None)
    assert not venv.exists()


def test_a_venv_that_the_lab_did_not_make_is_moved_aside_not_removed(root: Path, venv: Path) -> None:
    for number in (1, 2):
        venv.mkdir()
        (venv / "mine.txt").write_text(f"mine {number}")
        teller = make(root, venv, Installers(venv))
        assert is_whole(root, venv)
        assert (root / f".venv.old-{number}" / "mine.txt").read_text() == f"mine {number}"
        assert any(f".venv.old-{number}" in line for line in teller.said)
        (venv / stamp.STAMP).unlink()
        shutil.rmtree(venv)


def test_a_file_in_the_place_of_the_venv_is_moved_aside(root: Path, venv: Path) -> None:
    venv.write_text("not a folder")
    make(root, venv, Installers(venv))
    assert is_whole(root, venv)


# uv and pip


def test_uv_is_used_where_it_is_and_pip_is_not_needed(root: Path, venv: Path) -> None:
    run = Installers(venv, pip="pip was called")
    make(root, venv, run, uv="/usr/bin/uv")
    assert run.ran == ["venv", "uv"]
    assert is_whole(root, venv)


@pytest.mark.parametrize(
    "failure", ["error: unexpected argument", OSError(errno.ENOEXEC, "Exec format error")]
)
def test_pip_does_it_when_uv_fails(root: Path, venv: Path, failure: str | OSError) -> None:
    run = Installers(venv, uv=failure)
    make(root, venv, run, uv="/usr/bin/uv")
    assert run.ran == ["venv", "uv", "venv", "pip"]
    assert is_whole(root, venv)


def test_progress_counts_the_packages_of_the_lock() -> None:
    teller = Teller()
    count = PackageCount(LOCK, teller)
    for line in (
        "Collecting numpy==2.4.6 (from -r x)",
        "Collecting numpy==2.4.6",
        "Collecting qasync==0.28.0",
    ):
        count.read(line)
    assert teller.said == ["1/2 numpy 2.4.6", "2/2 qasync 0.28.0"]


def test_a_second_set_up_waits_for_the_first_and_finds_its_work_done(root: Path, venv: Path) -> None:
    waiting = threading.Event()

    class Second(Teller):
        def say(self, text: str) -> None:
            super().say(text)
            waiting.set()

    teller = Second()
    second = threading.Thread(target=build.in_turn, args=(str(root), str(venv), teller))
    with turn(str(root / build.TURN), lambda pid: None):
        second.start()
        assert waiting.wait(30)
        make(root, venv, Installers(venv))
    second.join(30)
    assert teller.said == [f"Another start (process {os.getpid()}) is setting up the lab; waiting for it."]
    assert is_whole(root, venv)
