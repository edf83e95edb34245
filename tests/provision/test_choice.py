"""Which Python runs the lab, and which part of the lab the arguments are for."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import provision
from app.provision import stamp, start
from tests.provision.doubles import old_python

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 15), (4, 0)])
def test_a_python_that_will_not_do_is_refused_in_one_sentence(version: tuple[int, int]) -> None:
    sentence = provision.python_refusal(version, "/usr/bin/python")
    assert sentence is not None
    assert f"this is Python {version[0]}.{version[1]} (/usr/bin/python)" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_a_python_that_will_do_is_not_refused(minor: int) -> None:
    assert provision.python_refusal((3, minor), "python") is None


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.8", "3.10"])
def test_a_real_old_python_says_so_without_a_traceback(version: str) -> None:
    found = old_python(version)
    done = subprocess.run([found, str(ROOT / "main.py"), "list"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"{provision.python_refusal(two(version), found)}\n"


def two(version: str) -> tuple[int, int]:
    major, minor = version.split(".")
    return int(major), int(minor)


def record(folder: Path, *distributions: str) -> None:
    for distribution in distributions:
        (folder / f"{distribution}.dist-info").mkdir()
        (folder / f"{distribution}.dist-info" / "RECORD").touch()


def test_packages_are_known_by_their_records(tmp_path: Path) -> None:
    record(tmp_path, "numpy-2.4.6", "PySide6_Essentials-6.11.3", "pygame_ce-2.5.8")
    wanted = {"numpy": "", "pyside6_essentials": "6.11.", "pygame_ce": ""}
    assert stamp.has_packages([str(tmp_path / "none"), str(tmp_path)], wanted)
    assert not stamp.has_packages([str(tmp_path)], {**wanted, "qasync": ""})


def test_a_qt_that_breaks_this_python_is_not_taken(tmp_path: Path) -> None:
    record(tmp_path, "pyside6_essentials-6.12.0")
    assert not stamp.has_packages(
        [str(tmp_path)], {"pyside6_essentials": stamp.RUNTIME["pyside6_essentials"]}
    )


def test_a_half_installed_package_is_not_taken(tmp_path: Path) -> None:
    record(tmp_path, "numpy-2.4.6")
    (tmp_path / "numpy-2.4.6.dist-info" / "RECORD").unlink()
    assert not stamp.has_packages([str(tmp_path)], {"numpy": ""})


def test_an_environment_of_the_users_own_that_has_everything_is_used(
    venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "own"))
    record(tmp_path, *(f"{name}-{begins or '1'}" for name, begins in stamp.RUNTIME.items()))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert start.chosen_python(str(venv), testing=False) == sys.executable
    assert start.chosen_python(str(venv), testing=True) is None


def test_an_interpreter_outside_any_environment_is_never_used_as_it_is(
    venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    record(tmp_path, *(f"{name}-{begins or '1'}" for name, begins in stamp.RUNTIME.items()))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert start.chosen_python(str(venv), testing=False) is None


@pytest.mark.parametrize(
    ("argv", "module", "rest"),
    [
        ([], "app.bootstrap", []),
        (["--demo", "list"], "app.bootstrap", ["--demo", "list"]),
        (["--projector", "prog ram.py"], "app.bootstrap", ["--projector", "prog ram.py"]),
        (["./list"], "app.bootstrap", ["./list"]),
        (["list", "--json"], "app.cli", ["list", "--json"]),
        (["--lang", "zh_CN", "run", "x.py"], "app.cli", ["run", "--lang", "zh_CN", "x.py"]),
        (["tour", "--out", "d"], "app.bootstrap", ["tour", "--out", "d"]),
        (["prog.py", "list"], "app.bootstrap", ["prog.py", "list"]),
    ],
)
def test_the_first_word_chooses_the_window_or_a_command(
    argv: list[str], module: str, rest: list[str]
) -> None:
    assert start.destination(argv) == (module, rest)


@pytest.mark.parametrize("arguments", [[], ["-k", "floors", "-x"], ["--color=yes"], ["tests/core"]])
def test_the_tests_run_in_several_processes(arguments: list[str]) -> None:
    assert start.side_by_side(arguments)[:2] == ["-n", "auto"]


@pytest.mark.parametrize("argument", ["-s", "--pdb", "--capture=no", "-n0", "-n", "--dist=no", "--co"])
def test_what_needs_one_process_gets_one(argument: str) -> None:
    assert start.side_by_side([argument]) == []
