"""What can be asked for before anything is set up: shortcut, settings, tidying up, a folder of packages."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.provision import build, chores, shortcut, stamp, start, uninstall
from app.provision.installers import pip_command, uv_command
from app.provision.refusal import Refusal
from tests.needs import needs
from tests.provision.doubles import Installers, Teller

ROOT = Path(__file__).parent.parent.parent
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a menu as Linux has it")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lab's folder of this user, with settings, a recording, and a file of somebody else."""
    home = tmp_path / "home"
    (home / "runs" / "one").mkdir(parents=True)
    (home / "settings.ini").write_text("zoom=300\n")
    monkeypatch.setenv("CONCURRENCY_LAB_HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return home


@pytest.fixture
def lab(root: Path) -> Path:
    """A checkout that has been set up, with what the shortcut is made of."""
    (root / ".venv").mkdir()
    stamp.mark_unfinished(str(root / ".venv"))
    (root / "setup.log").touch()
    icons = root / "resources" / "icons"
    icons.mkdir(parents=True)
    (icons / "concurrency_lab.svg").write_text("<svg/>")
    return root


def test_the_chores_work_on_a_bare_python_and_make_no_environment(tmp_path: Path) -> None:
    (home := tmp_path / "home").mkdir()
    (home / "settings.ini").write_text("zoom=300\n")
    done = subprocess.run(
        [stamp.base_python(), "-S", str(ROOT / "main.py"), "--reset-settings"],
        env={**os.environ, "CONCURRENCY_LAB_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "The settings are as on the first day; the recordings are kept.\n"
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["--for", "linux"],
        ["--bundle"],
        ["--bundle", "there", "--uninstall"],
        ["--bundle", "there", "--for", "amiga"],
        ["--reset-settings", "--for", "linux"],
        ["--reset-settings", "--yes"],
        ["--uninstall", "now"],
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    words: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chores.do(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert (home / "settings.ini").exists()


@pytest.mark.parametrize(
    "words", [["run", "x.py", "--", "--uninstall"], ["--test", "--uninstall"], ["--demo"]]
)
def test_only_the_first_word_is_a_chore(words: list[str]) -> None:
    assert start.chore_of(words) not in start.CHORES
    assert start.carried_along(words) == (None, words)


# shortcut ---------------------------------------------------------------------------------------------------
@LINUX
def test_the_shortcut_starts_the_lab_and_goes_with_it(lab: Path, home: Path, tmp_path: Path) -> None:
    entry = Path(shortcut.install_shortcut(str(lab)))
    lines = entry.read_text().splitlines()
    assert f'Exec=sh "{lab}/lab.command" %f' in lines
    icon = tmp_path / "share" / "icons" / "hicolor" / "scalable" / "apps" / "concurrency-lab.svg"
    assert f"Icon={icon}" in lines
    assert icon.is_file()
    assert shortcut.shortcuts(str(lab)) == [str(entry), str(icon)]
    assert shortcut.shortcuts(str(lab / "another copy")) == []


@LINUX
def test_the_shortcut_is_as_the_specification_has_it(lab: Path, home: Path) -> None:
    checker = needs("desktop-file-validate")
    entry = shortcut.install_shortcut(str(lab))
    assert subprocess.run([checker, entry], capture_output=True, text=True).stdout == ""


def test_a_folder_with_odd_letters_is_named_as_menus_read_it() -> None:
    exec_line = shortcut.desktop_entry('/a $b/100% "x" \\ `y`', "/icon.svg").split("Exec=")[1].split("\n")[0]
    value = exec_line.replace("\\\\", "\\")  # first a value is read, then the words of its command
    assert value == r'sh "/a \$b/100%% \"x\" \\ \`y\`/lab.command" %f'


def test_a_folder_that_no_menu_can_name_is_refused() -> None:
    for make in (lambda root: shortcut.desktop_entry(root, ""), shortcut.launch_script):
        with pytest.raises(Refusal, match="line break"):
            make("/a\nExec=rm")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_script_for_macos_starts_the_lab_wherever_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "it's a $lab"
    folder.mkdir()
    (folder / "lab.command").write_text("echo started from here\n")
    (script := tmp_path / "script").write_text(shortcut.launch_script(str(folder)))
    done = subprocess.run(["sh", str(script)], capture_output=True, text=True)
    assert done.stdout == "started from here\n"


# tidying up -------------------------------------------------------------------------------------------------
@LINUX
@pytest.mark.parametrize("answer", ["", "\n", "no\n", "yep\n"])
def test_without_a_yes_nothing_is_removed(
    answer: str, lab: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert uninstall.uninstall(str(lab), str(home), asking=True) == 1
    assert (lab / ".venv").is_dir()
    assert (home / "runs" / "one").is_dir()
    told = capsys.readouterr().err
    assert str(lab / ".venv") in told
    assert told.endswith("Nothing was removed.\n")


@LINUX
@pytest.mark.parametrize("answer", ["y\n", "YES\n", None])
def test_uninstalling_leaves_nothing_but_what_is_not_the_labs(
    answer: str | None, lab: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer or "n\n"))
    shortcut.install_shortcut(str(lab))
    (home / "essay.txt").touch()
    assert uninstall.uninstall(str(lab), str(home), asking=answer is not None) == 0
    assert sorted(each.name for each in lab.iterdir() if each not in (home, tmp_path / "share")) == [
        "requirements.lock",
        "resources",
    ]
    assert [each.name for each in home.iterdir()] == ["essay.txt"]
    assert [each for each in (tmp_path / "share").rglob("*") if each.is_file()] == []


def test_an_environment_that_the_lab_did_not_make_stays(root: Path, home: Path) -> None:
    (root / ".venv").mkdir()
    assert str(root / ".venv") not in uninstall.belongings(str(root), str(home))


def test_where_nothing_is_left_to_remove_nothing_is_asked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert uninstall.uninstall(str(root), str(tmp_path / "none"), asking=True) == 0
    assert "There is nothing to remove" in capsys.readouterr().err


# a folder of packages ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--wheelhouse", "w", "list"], ("w", ["list"])),
        (["--wheelhouse=w", "--test", "-x"], ("w", ["--test", "-x"])),
    ],
)
def test_the_folder_of_packages_comes_first_and_the_rest_stays(
    words: list[str], expected: tuple[str, list[str]]
) -> None:
    folder, rest = expected
    assert start.carried_along(words) == (os.path.abspath(folder), rest)


@pytest.mark.parametrize("words", [["--wheelhouse"], ["--wheelhouse", "/no/such/folder", "list"]])
def test_a_folder_that_is_not_there_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert start.start(words) == 2
    assert capsys.readouterr().err.startswith("There is no folder")


def test_with_a_folder_of_packages_the_network_is_not_asked() -> None:
    for command in (pip_command("python", "lock", "/w"), uv_command("uv", "python", "lock", "/w")):
        at = command.index("--no-index")
        assert command[at : at + 3] == ["--no-index", "--find-links", "/w"]
        assert "--require-hashes" in command
    assert "--no-index" not in pip_command("python", "lock")


def test_a_package_that_the_folder_lacks_is_named(root: Path, venv: Path) -> None:
    run = Installers(venv, pip="ERROR: No matching distribution found for numpy==2.4.6\n")
    with pytest.raises(Refusal, match=r"^The folder /w has no numpy for this Python"):
        build.make_venv(str(root), str(venv), run, Teller(), None, "/w")
