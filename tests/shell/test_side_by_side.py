"""Several programs with windows at once: all run, each has its heartbeat, the table tells who answered when."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.launch.gate import StartGate
from app.shell import side_by_side
from app.shell.own_freeze import FREEZE_S, OwnFreeze
from app.shell.settings import Settings
from app.shell.side_by_side import SideBySide
from app.shell.subject import Subject, demo_subject
from app.shell.window_column import ABOUT, DOWNLOAD
from tests.shell.showing import demo, program_of, subject_of, until

WINDOW = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton, QVBoxLayout, QWidget

SECONDS = 0.8  # 0.1..60, how long
WORK = "waiting"  # what is done
CLICKS = True  # by itself

class Window(QWidget):
    def __init__(self):
        super().__init__()
        self.answers = 0  # watch
        layout = QVBoxLayout(self)
        layout.addWidget(QPushButton("Download", clicked=self.begin))
        layout.addWidget(QPushButton("About", clicked=self.about))
        layout.addWidget(QProgressBar())
        self.resize(320, 140)

    def about(self):
        self.answers += 1
        print("about")

    def begin(self):
        print(WORK, CLICKS)
        {work}

    def end(self):
        QTimer.singleShot(300, QApplication.quit)

app = QApplication([])
window = Window()
window.show()
app.exec()
"""
BLOCKS = WINDOW.replace("{work}", "time.sleep(SECONDS); self.end()")
LIVES = WINDOW.replace("{work}", "QTimer.singleShot(int(SECONDS * 1000), self.end)")
CLICKS = ((100, DOWNLOAD), (250, ABOUT))


@pytest.fixture
def page(
    tmp_path: Path,
    settings: Settings,
    qtbot: QtBot,
    closing: list[Callable[[], Awaitable[None]]],
    monkeypatch: pytest.MonkeyPatch,
) -> SideBySide:
    monkeypatch.setattr(side_by_side, "_CLICKS", CLICKS)
    programs = [
        program_of(tmp_path, source, name) for name, source in (("blocks.py", BLOCKS), ("lives.py", LIVES))
    ]
    page = SideBySide(subject_of(*programs), settings, StartGate())
    qtbot.addWidget(page)
    closing.append(page.closed)
    page.resize(1000, 700)
    page.show()
    return page


def state(page: SideBySide) -> str:
    return str([column.session.busy for column in page.columns])


async def all_ended(page: SideBySide) -> None:
    await until(lambda: not page.busy, lambda: state(page))


async def test_all_run_at_once_and_each_shows_how_its_heart_beat(page: SideBySide) -> None:
    page.kinds.choose("computing")
    page.run_all.click()
    assert not page.run_all.isEnabled()
    assert page.stop_all.isEnabled()
    await until(lambda: all(column.session.root for column in page.columns), lambda: state(page))
    await all_ended(page)
    blocks, lives = page.columns
    assert [block.duration_ns >= 200_000_000 for block in blocks.plot.blocks()[:1]] == [True]
    assert lives.plot.words.startswith("longest freeze")
    traces = [column.session.trace for column in page.columns]
    told = ["".join(piece.text for piece in trace.output.merged()) for trace in traces if trace is not None]
    assert told == ["computing False\nabout\n"] * 2
    assert page.run_all.isEnabled()
    assert not page.stop_all.isEnabled()


async def test_the_table_says_when_each_answered(page: SideBySide) -> None:
    page.run()
    await all_ended(page)
    rows = page.table.cells()
    assert [row[0] for row in rows] == [
        "blocks.py",
        "longest freeze",
        "99 % of the time it answers within",
        "About answered after",
    ]
    blocks, lives = (column.answers for column in page.columns)
    assert blocks is not None
    assert lives is not None
    assert blocks.clicks[0].waited_ns is not None
    assert lives.clicks[0].waited_ns is not None
    assert blocks.clicks[0].waited_ns > 100_000_000 > lives.clicks[0].waited_ns


async def test_people_click_in_all_or_in_one_as_often_as_they_like(
    page: SideBySide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "_CLICKS", ((1, ABOUT),))
    page.run()
    await until(
        lambda: all(column.answers and column.answers.clicks for column in page.columns), lambda: state(page)
    )
    page.about.click()
    page.columns[1].click(ABOUT)
    await until(lambda: answered(page) == [2, 3], lambda: str(answered(page)))
    page.download.click()
    await all_ended(page)
    assert answered(page) == [2, 3]
    assert not page.about.isEnabled()


def answered(page: SideBySide) -> list[int]:
    """How many clicks each window has answered."""
    tables = [column.answers for column in page.columns]
    return [sum(click.answered_ns is not None for click in each.clicks) if each else 0 for each in tables]


async def test_stopping_ends_all_and_leaving_too(page: SideBySide) -> None:
    page.run()
    await until(lambda: all(column.session.root for column in page.columns), lambda: state(page))
    page.stop()
    await all_ended(page)
    exits = [column.session.recording[0].exit for column in page.columns if column.session.recording]
    assert [exit.reason for exit in exits if exit is not None] == ["stopped"] * 2


async def test_only_what_is_chosen_stands_there_and_runs(page: SideBySide) -> None:
    page.choose(["lives"])
    assert [column.program.id for column in page.chosen()] == ["lives"]
    page.run()
    await all_ended(page)
    assert [column.program.id for column in page.columns if column.answers is not None] == ["lives"]
    page.choose([])
    assert not page.run_all.isEnabled()
    page.run()
    assert not page.busy


async def test_a_program_that_cannot_be_read_is_said_and_the_others_run(page: SideBySide) -> None:
    page.columns[0].program.path.unlink()
    page.run()
    await all_ended(page)
    assert page.columns[0].answers is None
    assert page.columns[1].answers is not None


def test_the_frozen_window_is_a_demo_of_that_kind(settings: Settings, qtbot: QtBot) -> None:
    found = demo("frozen_window")
    assert found.side_by_side
    subject: Subject = demo_subject(found)
    page = SideBySide(subject, settings, StartGate())
    qtbot.addWidget(page)
    page.choose([program.id for program in subject.programs])
    assert len(page.chosen()) == len(found.variants)


# the lab's own window ---------------------------------------------------------------------------------------


def press(freeze: OwnFreeze, words: str) -> None:
    assert freeze.question is not None
    button = next(button for button in freeze.question.findChildren(QPushButton) if words in button.text())
    button.click()


async def test_the_labs_own_window_stands_still_only_after_a_yes(page: SideBySide) -> None:
    slept: list[float] = []
    said: list[str] = []
    freeze = OwnFreeze(page, sleep=slept.append)
    freeze.said.connect(said.append)
    page.freeze_requested.connect(freeze.ask)
    page.freeze.click()
    press(freeze, "Cancel")
    await asyncio.sleep(0.1)
    assert (slept, freeze.question) == ([], None)
    page.freeze.click()
    page.freeze.click()
    press(freeze, "Freeze")
    await until(lambda: said, lambda: "it never stood still")
    assert slept == [FREEZE_S]
    assert "stood still" in said[0]
