"""The room for recordings: kept after each run and when it is made smaller, and never at the cost of what is shown."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.kept_run import Note, write_note
from app.shell.history import History
from app.shell.history_page import HistoryPage
from app.shell.settings import LEAST_RUNS_MB, Settings
from tests.recording_builder import MadeRecording
from tests.shell.showing import ShownWindow, until

SIZE = LEAST_RUNS_MB << 19  # half of the least room


def record(folder: Path, name: str) -> Path:
    made = MadeRecording(folder / name)
    made.process()
    directory = made.write()
    with open(directory / "stdout", "wb") as file:
        file.write(bytes(SIZE))
    return directory


@pytest.fixture
def folder(settings: Settings) -> Path:
    """Five recordings of half the least room each."""
    for day in range(1, 6):
        record(settings.runs_folder, f"2026010{day}")
    return settings.runs_folder


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


class Room:
    """A history, whoever looks at its recordings, and what it said."""

    def __init__(self, settings: Settings) -> None:
        self.shown: set[Path] = set()
        self.history = History(settings, shown=lambda: self.shown)
        self.said: list[str] = []
        self.history.said.connect(self.said.append)

    async def settled(self) -> None:
        await until(lambda: not self.history.room.busy, lambda: "it never came to an end")


@pytest.fixture
def room(settings: Settings, closing: list[object]) -> Room:
    room = Room(settings)
    closing.append(room.history.closed)
    return room


async def test_after_a_run_the_oldest_go_for_good_and_that_is_said(
    room: Room, folder: Path, settings: Settings
) -> None:
    settings.runs_mb = LEAST_RUNS_MB
    room.history.room.keep_to_limit(for_good=True)
    await room.settled()
    assert left(folder) == ["20260105"]  # two, and what else is in them, are more than the room
    assert "4 in all" in room.said[-1]
    assert not room.history.can_restore
    await until(lambda: not any((folder / ".deleted").iterdir()), lambda: "the disk still holds them")


async def test_a_smaller_limit_lets_the_oldest_go_and_undo_brings_them_back(
    room: Room, folder: Path, settings: Settings
) -> None:
    settings.runs_mb = 2 * LEAST_RUNS_MB
    room.history.room.keep_to_limit()
    await room.settled()
    assert left(folder) == ["20260103", "20260104", "20260105"]
    assert "Undo" in room.said[-1]
    room.history.undo()
    assert len(left(folder)) == 5


async def test_neither_the_pinned_nor_what_is_shown_goes(
    room: Room, folder: Path, settings: Settings
) -> None:
    settings.runs_mb = LEAST_RUNS_MB
    write_note(folder / "20260102", Note(pinned=True))
    room.shown = {folder / "20260101"}
    room.history.room.keep_to_limit()
    await room.settled()
    assert left(folder) == ["20260101", "20260102", "20260105"]


async def test_what_is_opened_while_the_oldest_are_looked_for_stays(
    room: Room, folder: Path, settings: Settings
) -> None:
    settings.runs_mb = LEAST_RUNS_MB
    room.history.room.keep_to_limit()
    room.shown = {folder / "20260101"}
    await room.settled()
    assert left(folder) == ["20260101", "20260105"]


async def test_with_room_for_all_nothing_goes_and_nothing_is_said(room: Room, folder: Path) -> None:
    room.history.room.keep_to_limit(for_good=True)
    await room.settled()
    assert len(left(folder)) == 5
    assert room.said == []


async def test_leaving_at_once_leaves_no_half_of_a_recording(
    room: Room, folder: Path, settings: Settings
) -> None:
    settings.runs_mb = LEAST_RUNS_MB
    room.history.room.keep_to_limit(for_good=True)
    await room.history.closed()
    assert all((folder / name / "manifest.json").is_file() for name in left(folder))
    assert "20260105" in left(folder)


async def test_who_has_left_makes_no_room_any_more(room: Room, folder: Path, settings: Settings) -> None:
    settings.runs_mb = LEAST_RUNS_MB
    await room.history.closed()
    room.history.room.keep_to_limit()
    assert not room.history.room.busy
    assert len(left(folder)) == 5


async def test_a_limit_that_is_set_on_the_page_acts_there(
    room: Room, folder: Path, settings: Settings, qtbot: QtBot
) -> None:
    page = HistoryPage(room.history, settings)
    qtbot.addWidget(page)
    page.show()
    await until(lambda: len(page.table.model.runs()) == 5, lambda: "they were never listed")
    page.limit.setValue(2 * LEAST_RUNS_MB)
    await until(lambda: len(page.table.model.runs()) == 3, lambda: "none of them went")
    assert len(left(folder)) == 3
    page.undo.click()
    assert len(page.table.model.runs()) == 5


async def test_a_run_in_a_tab_makes_room_for_itself(
    shown_window: ShownWindow, folder: Path, settings: Settings
) -> None:
    settings.runs_mb = LEAST_RUNS_MB
    shown_window.fill()
    shown = shown_window.show_tab("bank_account")
    await shown.run()
    await until(lambda: len(left(folder)) == 2, lambda: f"they are still there: {left(folder)}")
    assert shown.tab.session.shown is not None
    assert left(folder) == sorted(["20260105", shown.tab.session.shown.name])
