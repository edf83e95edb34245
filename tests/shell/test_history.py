"""The history: every recording listed, opened, pinned, named, deleted and brought back."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.core.kept_run import KeptRun, read_note, read_runs
from app.core.manifest import LauncherName
from app.shell.history import History
from app.shell.history_page import HistoryPage
from app.shell.kept_runs import BIN
from app.shell.settings import Settings
from tests.recording_builder import MadeRecording
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownWindow, bank_account, recordings, until
from widgets.kept_run_model import Column, KeptRunModel


def record(folder: Path, name: str, ended: bool = True) -> Path:
    made = MadeRecording(folder / name, reason="exited" if ended else None)
    made.process()
    return made.write()


@pytest.fixture
def folder(settings: Settings) -> Path:
    """Three recordings where the settings say that they are."""
    for day in (1, 2, 3):
        record(settings.runs_folder, f"2026010{day}")
    return settings.runs_folder


class ShownHistory:
    """A page, and what it asked for."""

    def __init__(self, page: HistoryPage, history: History) -> None:
        self.page = page
        self.history = history
        self.said: list[str] = []
        self.opened: list[Path] = []
        history.said.connect(self.said.append)
        page.open_requested.connect(self.opened.append)

    async def load(self) -> None:
        self.history.load()
        await until(lambda: not self.history.busy, lambda: "it never was read")

    def names(self) -> list[str]:
        return [run.directory.name for run in self.page.table.model.runs()]

    def choose(self, *names: str) -> None:
        self.page.table.choose([run for run in self.page.table.model.runs() if run.directory.name in names])


@pytest.fixture
def shown(settings: Settings, closing: list[object], qtbot: QtBot) -> ShownHistory:
    history = History(settings)
    closing.append(history.closed)
    page = HistoryPage(history, settings)
    qtbot.addWidget(page)
    return ShownHistory(page, history)


@pytest.mark.parametrize("launcher", ["task", "thread", "process"])
async def test_each_launcher_reads_the_same_list(
    shown: ShownHistory, folder: Path, launcher: LauncherName
) -> None:
    shown.history.load(launcher)
    assert shown.history.busy
    await until(lambda: not shown.history.busy, lambda: "it never was read")
    assert shown.names() == ["20260103", "20260102", "20260101"]


@pytest.mark.parametrize("launcher", ["task", "thread", "process"])
async def test_leaving_while_it_is_read_leaves_nothing_behind(
    shown: ShownHistory, folder: Path, launcher: LauncherName
) -> None:
    shown.history.load(launcher)
    await shown.history.closed()
    assert not shown.history.busy


async def test_what_is_deleted_comes_back_by_undo_where_it_was(shown: ShownHistory, folder: Path) -> None:
    await shown.load()
    shown.choose("20260102", "20260101")
    shown.page.delete.click()
    assert shown.names() == ["20260103"]
    assert not (folder / "20260102").exists()
    shown.page.undo.click()
    assert shown.names() == ["20260103", "20260102", "20260101"]
    assert len(read_runs(folder, lambda share: None)) == 3
    assert not shown.page.undo.isEnabled()


async def test_what_was_deleted_is_gone_when_the_lab_is_left(shown: ShownHistory, folder: Path) -> None:
    await shown.load()
    shown.choose("20260103")
    shown.page.delete.click()
    assert (folder / BIN / "20260103").is_dir()
    await shown.history.closed()
    assert sorted(each.name for each in folder.iterdir()) == ["20260101", "20260102"]


async def test_a_recording_that_still_grows_isnt_deleted(shown: ShownHistory, folder: Path) -> None:
    running = record(folder, "20260109", ended=False)
    await shown.load()
    shown.choose("20260109")
    shown.page.delete.click()
    assert running.is_dir()
    assert "still being written" in shown.said[-1]


async def test_one_that_somebody_else_removed_is_said(shown: ShownHistory, folder: Path) -> None:
    await shown.load()
    shutil.rmtree(folder / "20260102")
    shown.choose("20260102")
    shown.page.delete.click()
    assert "20260102" in shown.said[-1]
    assert not shown.page.undo.isEnabled()


async def test_names_and_pins_are_kept_with_the_recording(shown: ShownHistory, folder: Path) -> None:
    await shown.load()
    shown.choose("20260102")
    shown.page.pin.click()
    dialog = shown.page.ask_for_name()
    assert dialog is not None
    dialog.setTextValue("the slow one")
    dialog.accept()
    note = read_note(folder / "20260102")
    assert (note.name, note.pinned) == ("the slow one", True)
    model = shown.page.table.model
    assert model.data(model.index(1, Column.NAME)) == "◆ the slow one"
    assert shown.page.pin.text() == "Unpin"


async def test_the_search_finds_names_and_leaves_out_the_others(shown: ShownHistory, folder: Path) -> None:
    await shown.load()
    shown.history.name(shown.page.table.model.runs()[0], "the slow one")
    shown.page.search.setText("SLOW one")
    assert shown.page.table.table.model().rowCount() == 1
    shown.page.search.setText("nothing of that kind")
    assert shown.page.table.table.model().rowCount() == 0


async def test_a_damaged_one_is_listed_and_can_be_deleted(shown: ShownHistory, folder: Path) -> None:
    (folder / "20260102" / "manifest.json").write_text("{")
    await shown.load()
    model = shown.page.table.model
    assert model.data(model.index(1, Column.OUTCOME)) == "can't be read"
    shown.choose("20260102")
    assert not shown.page.compare.isEnabled()
    shown.page.delete.click()
    assert shown.names() == ["20260103", "20260101"]


async def test_the_limit_and_the_folder_are_remembered(
    shown: ShownHistory, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    shown.page.limit.setValue(300)
    record(tmp_path / "elsewhere", "1")
    shown.page._folder_chosen(str(tmp_path / "elsewhere"))
    await until(lambda: shown.names() == ["1"], shown.names.__repr__)
    settings.save()
    again = Settings(settings._store.fileName())
    assert (again.runs_mb, again.runs_folder) == (300, tmp_path / "elsewhere")


def test_the_model_keeps_qts_rules(folder: Path, qtbot: QtBot) -> None:
    runs: list[KeptRun] = read_runs(folder, lambda share: None)
    model = KeptRunModel()
    checked: QAbstractItemModel = model
    tester = QAbstractItemModelTester(checked, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_runs(runs)
    model.remove(1)
    assert model.insert(runs[1]) == 1
    model.replace(0, runs[0])
    assert model.runs() == runs
    model.set_runs([])
    assert model.rowCount() == 0
    del tester


async def test_a_run_is_listed_by_its_title_and_opens_in_its_tab(
    shown_window: ShownWindow, show: MakeTab
) -> None:
    live = show(bank_account())
    await live.run()
    shown_window.fill()
    page = shown_window.window.rail.show_page("history")
    assert isinstance(page, HistoryPage)
    await until(page.table.model.runs, lambda: "the list stays empty")
    assert page.table.model.data(page.table.model.index(0, 0)).startswith("Bank account · ")
    page.table.choose(page.table.model.runs())
    page.open.click()
    again = shown_window.current()
    await again.ended()
    assert again.lanes() == live.lanes()
    assert again.tab.session.directory == recordings()[-1]
