"""A program of the user's own: the word of warning, its folder, its questions."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.shell.settings import Settings
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, own_file, program_of, recordings, subject_of

ASKING = """
    print("begin")
    name = input("your name? ")
    print("hello", name)
    try:
        input()
    except EOFError:
        print("no more")
"""


def answer_field(shown: ShownTab) -> QLineEdit:
    """The line in which the program's questions are answered."""
    field = shown.tab.console._answer._field
    assert isinstance(field, QLineEdit)
    return field


async def test_a_word_of_warning_comes_before_the_first_run_and_only_then(
    show: MakeTab, settings: Settings, tmp_path: Path
) -> None:
    subject = own_file(tmp_path, "print('ran')")
    shown = show(subject)
    trust = shown.tab._trust
    assert not trust.isVisible()
    shown.start()
    assert trust.isVisible()
    assert "mine.py" in trust._words.text()
    assert "rights" in trust._words.text()
    assert not shown.tab.session.busy
    assert recordings() == []
    QTest.mouseClick(trust.yes, Qt.MouseButton.LeftButton)
    await shown.ended()
    assert not trust.isVisible()
    assert shown.output() == ["ran"]
    await shown.run()
    again = show(subject)
    await again.run()
    assert again.output() == ["ran"]
    assert settings.trusted == [str(tmp_path / "mine.py")]


def test_the_warning_can_be_declined(show: MakeTab, settings: Settings, tmp_path: Path) -> None:
    shown = show(own_file(tmp_path, "print()"))
    shown.start()
    QTest.mouseClick(shown.tab._trust._no, Qt.MouseButton.LeftButton)
    assert not shown.tab._trust.isVisible()
    assert recordings() == []
    assert settings.trusted == []


async def test_it_runs_in_its_own_folder_whatever_the_folder_is_called(
    show: MakeTab, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "my 'own' folder 项目"
    subject = own_file(folder, "import os, beside\nprint(os.getcwd(), beside.WORD)\n", "程 序.py")
    (folder / "beside.py").write_text("WORD = 'found'\n")
    settings.trust(str(folder / "程 序.py"))
    shown = show(subject)
    await shown.run()
    assert shown.output() == [f"{os.path.realpath(folder)} found"]
    assert shown.lanes() == ["程 序.py"]


async def test_an_edited_copy_of_it_still_runs_in_its_folder(
    show: MakeTab, settings: Settings, tmp_path: Path
) -> None:
    subject = own_file(tmp_path, "print('as it was')\n")
    (tmp_path / "beside.py").write_text("WORD = 'found'\n")
    settings.trust(str(tmp_path / "mine.py"))
    shown = show(subject)
    shown.edit("import beside\nprint(beside.WORD, __file__)\n")
    await shown.run()
    assert shown.output() == [f"found {tmp_path / 'mine.py'}"]


async def test_questions_are_answered_in_the_output(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, ASKING)))
    assert not answer_field(shown).isVisible()
    shown.start()
    await shown.until(answer_field(shown).isVisible)
    assert shown.output() == ["begin", "your name? "]
    answer_field(shown).insert("Ada 林")
    QTest.keyClick(answer_field(shown), Qt.Key.Key_Return)
    await shown.until(lambda: "hello Ada 林" in shown.output())
    await shown.until(answer_field(shown).isVisible)
    QTest.keyClick(answer_field(shown), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    await shown.ended()
    assert shown.output() == ["begin", "your name? Ada 林", "hello Ada 林", "no more"]
    assert not answer_field(shown).isVisible()
    assert "input" in shown.states("program.py")


async def test_what_isnt_installed_is_the_programs_own_failure(
    show: MakeTab, settings: Settings, tmp_path: Path
) -> None:
    settings.trust(str(tmp_path / "mine.py"))
    shown = show(own_file(tmp_path, "import nothing_of_that_name\n"))
    await shown.run()
    assert shown.said[-1].startswith("run ended · exited 1")
    assert "No module named 'nothing_of_that_name'" in shown.output()[-1]


async def test_a_file_that_was_deleted_meanwhile_is_said_and_the_tab_lives(
    show: MakeTab, settings: Settings, tmp_path: Path
) -> None:
    settings.trust(str(tmp_path / "mine.py"))
    shown = show(own_file(tmp_path, "print('here')"))
    (tmp_path / "mine.py").unlink()
    shown.start()
    await shown.until(lambda: shown.refusals)
    assert "doesn't exist" in shown.refusals[0] or "no file" in shown.refusals[0]
    assert shown.said[-1] == shown.refusals[0]
    assert shown.tab.bar.run.isEnabled()
    assert recordings() == []
    (tmp_path / "mine.py").write_text("print('back')")
    shown.refusals.clear()
    await shown.run()
    assert shown.output() == ["back"]


async def test_a_window_of_tkinter_without_a_screen_says_where_it_would_open(
    show: MakeTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("tkinter")
    monkeypatch.delenv("DISPLAY", raising=False)
    program = program_of(tmp_path, "import tkinter\ntkinter.Tk()\n")
    shown = show(subject_of(program))
    ending = await shown.run()
    assert ending.manifest.exit is not None
    assert ending.manifest.exit.status == 1
    assert "Windows of tkinter open on the screen itself" in shown.note()
