"""Another Python for a program, and the question before one that takes much memory."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.launch.gate import StartGate
from app.shell.demo_tab import DemoTab
from app.shell.memory_bar import gigabytes, is_much
from app.shell.python_finder import PythonFinder
from app.shell.settings import Settings
from app.shell.subject import Program
from app.stage.pythons import FoundPython, own_python
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, program_of, recordings, subject_of, until

FREE = 8_000_000_000
SOURCE = "N = 10  # 1..1000, how many\nprint('ran')\n"


def names(tab: DemoTab) -> list[str]:
    box = tab.bar.pythons
    return [box.itemText(index) for index in range(box.count())]


async def test_other_pythons_are_looked_for_when_the_box_is_opened(
    settings: Settings, tmp_path: Path, closing: list[Callable[[], Awaitable[None]]]
) -> None:
    asked = []

    def find() -> list[FoundPython]:
        asked.append(1)
        return [own_python(), FoundPython("3.14.1", "/opt/python3.14t", True)]

    finder = PythonFinder(find)
    closing.append(finder.closed)
    subject = subject_of(program_of(tmp_path, SOURCE))
    first, second = (DemoTab(subject, settings, StartGate(), finder) for _ in range(2))
    try:
        for tab in (first, second):
            tab.resize(1200, 600)
            tab.show()
        assert len(names(first)) == 1
        assert asked == []
        first.bar.pythons.showPopup()
        assert names(first)[1:] == ["looking for others…"]
        await until(lambda: finder.pythons, lambda: "nothing was found")
        own = f"Python {'.'.join(map(str, sys.version_info[:3]))}"
        assert names(first) == names(second) == [own, "Python 3.14.1, no GIL"]
        assert first.bar.pythons.python is None
        first.bar.pythons.hidePopup()
        second.bar.pythons.showPopup()
        second.bar.pythons.hidePopup()
        assert asked == [1]
    finally:
        first.deleteLater()
        second.deleteLater()


async def test_a_program_runs_with_the_python_that_was_chosen(show: MakeTab, tmp_path: Path) -> None:
    """A name of the same interpreter will do: it is the name that the recording tells."""
    other = tmp_path / "python3"
    other.symlink_to(sys.executable)
    shown = show(subject_of(program_of(tmp_path, "import sys\nprint(sys.executable)\n")))
    box = shown.tab.bar.pythons
    box.addItem("Python 3.x", str(other))
    box.setCurrentIndex(1)
    await shown.run()
    assert shown.output() == [str(other)]
    assert shown.manifest().python.executable == str(other)


async def test_a_python_that_is_gone_is_refused_with_a_sentence(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, SOURCE)))
    shown.tab.bar.pythons.addItem("Python 3.x", str(tmp_path / "gone"))
    shown.tab.bar.pythons.setCurrentIndex(1)
    shown.start()
    await shown.until(lambda: shown.refusals)
    assert "gone" in shown.refusals[0]
    assert not shown.tab.session.busy


async def test_another_python_can_not_be_chosen_while_one_runs(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "input()\n")))
    shown.start()
    assert not shown.tab.bar.pythons.isEnabled()
    shown.tab.stop()
    await shown.ended()
    assert shown.tab.bar.pythons.isEnabled()


def test_where_there_is_little_room_the_version_alone_is_shown(show: MakeTab, tmp_path: Path) -> None:
    tab = show(subject_of(program_of(tmp_path, SOURCE))).tab
    assert names(tab) == [f"Python {own_python().version}"]
    wide = tab.bar.pythons.width()
    tab.resize(700, 600)
    QApplication.processEvents()
    assert names(tab) == [own_python().version]
    assert tab.bar.pythons.width() < wide
    tab.resize(1200, 600)
    QApplication.processEvents()
    assert names(tab) == [f"Python {own_python().version}"]


# memory ---------------------------------------------------------------------------------------------------


def a_million_each(values: Mapping[str, object]) -> int:
    count = values["N"]
    assert isinstance(count, int)
    return count * 10_000_000


@pytest.fixture
def big(show: MakeTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ShownTab:
    """A program that takes ten megabytes for each N, on a machine that has some left."""

    class Memory:
        available = FREE

    monkeypatch.setattr("app.shell.memory_bar.psutil.virtual_memory", lambda: Memory)
    plain = program_of(tmp_path, SOURCE)
    program = Program(plain.id, plain.title, plain.path, plain.target, memory=a_million_each)
    return show(subject_of(program))


async def test_a_program_that_takes_little_memory_just_runs(big: ShownTab) -> None:
    await big.run()
    assert big.output() == ["ran"]


async def test_much_memory_is_asked_about_once_for_as_much(big: ShownTab) -> None:
    bar = big.tab._memory
    big.tab.pane.set_value("N", 100)
    big.start()
    assert bar.isVisible()
    assert "1.0 GB" in bar.words
    assert "8.0 GB are free" in bar.words
    assert recordings() == []
    QTest.mouseClick(bar.yes, Qt.MouseButton.LeftButton)
    await big.ended()
    assert not bar.isVisible()
    assert big.output() == ["ran"]
    await big.run()
    big.tab.pane.set_value("N", 900)
    big.start()
    assert "more than the 8.0 GB that are free" in bar.words


async def test_a_smaller_value_takes_the_question_away(big: ShownTab) -> None:
    big.tab.pane.set_value("N", 900)
    big.start()
    big.tab.pane.set_value("N", 2)
    await big.run()
    assert not big.tab._memory.isVisible()


async def test_no_is_an_answer(big: ShownTab) -> None:
    big.tab.pane.set_value("N", 900)
    big.start()
    QTest.mouseClick(big.tab._memory._no, Qt.MouseButton.LeftButton)
    await asyncio.sleep(0)
    assert not big.tab.session.busy
    assert recordings() == []
    big.start()
    assert big.tab._memory.isVisible()


@pytest.mark.parametrize(
    ("needed", "free", "much"),
    [(80, FREE, False), (501_000_000, FREE, True), (100_000_000, 300_000_000, True), (0, 0, False)],
)
def test_what_is_much_depends_on_what_is_free(needed: int, free: int, much: bool) -> None:
    assert is_much(needed, free) is much


def test_bytes_are_told_in_round_numbers() -> None:
    assert [gigabytes(each) for each in (80_000_000, 4_800_000_000)] == ["80 MB", "4.8 GB"]
