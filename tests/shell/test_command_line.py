"""The window's options, and what happens without a display."""

import os
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app import bootstrap
from tests.shell.checkout import Done, copy_checkout, start_lab
from tests.shell.planted import plant, plant_broken


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lab with two good demos and a broken one."""
    folder = copy_checkout(tmp_path_factory.mktemp("lab") / "check out 项目")
    plant(folder / "demos", "first", order=1)
    program = "from threading import Thread\nThread(target=print, args=('from a thread',)).start()\n"
    plant(folder / "demos", "second", order=2, program=program)
    plant_broken(folder / "demos", "torn", "DEMO = (\n")
    return folder


def refused(done: Done) -> str:
    """The one sentence; fails where it was refused in another way."""
    assert (done.code, done.out) == (2, ""), done
    assert done.err.count("\n") == 1, done.err
    return done.err.strip()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--demoo", "first"], "--demoo"),
        (["--demo"], "--demo"),
        (["--demo", "nope"], "first, second, torn"),
        (["--lang", "fr"], "fr"),
        (["gone.py"], "gone.py"),
        (["one.py", "two.py"], "two.py"),
        (["--screenshot", "no/such/folder/x.png"], "no folder"),
        (["--projector=yes"], "--projector"),
        (["tour", "--ouch"], "--ouch"),
        (["tour", "extra"], "extra"),
    ],
)
def test_a_bad_option_is_one_sentence_and_no_window(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    checkout: Path,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.setattr(bootstrap, "__file__", str(checkout / "app" / "bootstrap.py"))
    monkeypatch.setattr(bootstrap, "_open", lambda options: pytest.fail("a window was opened"))
    assert bootstrap.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert words in said.err
    assert said.err.rstrip().endswith((".", "?"))


def test_a_bad_option_is_refused_by_the_whole_lab_too(checkout: Path, home: Path) -> None:
    assert "nope" in refused(start_lab(checkout, "--demo", "nope", home=home))
    assert "--nope" in refused(start_lab(checkout, "--nope", home=home))


def test_every_option_is_understood(tmp_path: Path) -> None:
    program = tmp_path / "my program.py"
    program.write_text("")
    options = bootstrap.parse(
        ["--demo", "bank_account", "--projector", "--lang", "zh_CN", "--screenshot", str(tmp_path / "x.png")]
    )
    assert (options.demo, options.projector, options.lang) == ("bank_account", True, "zh_CN")
    assert bootstrap.parse([str(program)]).program == program
    plain = bootstrap.parse([])
    assert (plain.program, plain.demo, plain.projector, plain.screenshot) == (None, None, False, None)


def test_the_demos_that_can_be_named_are_those_in_the_rail(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.discovery import discover

    assert bootstrap._demo_ids() == sorted(each.id for each in discover())


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
    ],
)
def test_what_counts_as_a_display(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    assert bootstrap.has_display() is shown


def test_without_a_display_the_lab_says_so_and_takes_its_tour(
    checkout: Path, home: Path, tmp_path: Path
) -> None:
    done = start_lab(checkout, home=home, TMPDIR=str(tmp_path))
    assert done.code == 1  # the broken demo
    assert "no display" in done.err
    found = re.search("The pictures are in (.*)", done.out)
    assert found is not None
    folder = Path(found[1])
    assert sorted(os.listdir(folder)) == ["first.png", "lesson.png", "own.png", "second.png", "torn.png"]
    assert "torn: can't be loaded" in done.out


def test_the_tour_runs_every_variant_checks_its_claims_and_saves_a_picture_of_each_tab(
    tmp_path: Path, home: Path
) -> None:
    checkout = copy_checkout(tmp_path / "lab")
    plant(checkout / "demos", "first")
    plant(checkout / "demos", "unsure", holds=None)
    plant(checkout / "demos", "elsewhere", more=", unavailable=lambda: 'It needs another system.'")
    out = tmp_path / "pictures" / "of the tour"
    done = start_lab(checkout, "tour", "--out", out, home=home)
    assert done.code == 0, done
    assert done.err == ""
    assert "first.plain: " in done.out
    assert "it holds: holds. so it is" in done.out
    assert "it holds: can't be told here." in done.out
    assert "elsewhere.plain: can't run here: It needs another system." in done.out
    assert f"The pictures are in {out}" in done.out
    assert sorted(os.listdir(out)) == ["elsewhere.png", "first.png", "lesson.png", "own.png", "unsure.png"]
    picture = QImage(str(out / "first.png"))
    assert picture.width() >= 1024
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, 700, 9)}) > 20


def test_a_tour_on_which_a_claim_fails_ends_with_1(tmp_path: Path, home: Path) -> None:
    checkout = copy_checkout(tmp_path / "lab")
    plant(checkout / "demos", "liar", holds=False)
    done = start_lab(checkout, "tour", "--out", tmp_path / "pictures", home=home)
    assert done.code == 1
    assert "it holds: does not hold." in done.out


def test_a_tour_that_cant_save_its_pictures_is_refused(checkout: Path, home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "can't be saved" in refused(start_lab(checkout, "tour", "--out", tmp_path / "file", home=home))


def test_a_screenshot_is_painted_saved_and_the_lab_leaves(checkout: Path, home: Path, tmp_path: Path) -> None:
    picture = tmp_path / "图 1.png"
    done = start_lab(checkout, "--demo", "second", "--screenshot", picture, home=home)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert QImage(str(picture)).width() >= 900


def test_a_screenshot_that_cant_be_written_is_said(checkout: Path, home: Path, tmp_path: Path) -> None:
    done = start_lab(checkout, "--screenshot", tmp_path / "picture.of.no.kind", home=home)
    assert done.code == 2
    assert "can't be written" in done.err
