"""Variants run one after the other and laid beside each other, and recordings of the history."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.kept_run import read_runs
from app.core.manifest import LauncherName, Manifest
from app.launch.farm import RunFarm
from app.launch.gate import StartGate
from app.shell.compare_page import ComparePage
from app.shell.history_page import HistoryPage
from app.shell.settings import Settings
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, ShownWindow, bank_account, program_of, recordings, subject_of, until


@pytest.fixture
def page(settings: Settings, closing: list[object], qtbot: QtBot) -> ComparePage:
    page = ComparePage(RunFarm(StartGate()), settings)
    closing.append(page.closed)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def two(show: MakeTab, tmp_path: Path) -> ShownTab:
    """A slow program and a quick one."""
    slow = program_of(tmp_path, "import time\ntime.sleep(0.3)\nprint('took 0.3 s')", "slow.py")
    quick = program_of(tmp_path, "print('quick')", "quick.py")
    return show(subject_of(slow, quick))


async def run_all(page: ComparePage) -> None:
    page.bar.run.click()
    await until(lambda: not page.busy, page.bar._words.text)


@pytest.mark.parametrize("launcher", ["task", "thread", "process"])
async def test_each_launcher_runs_one_after_the_other_and_shows_them_over_one_axis(
    page: ComparePage, two: ShownTab, settings: Settings, launcher: LauncherName
) -> None:
    settings.launcher = launcher
    page.set_subject(two.tab.subject, two.tab.plans)
    assert page.bar.chosen() == ["slow", "quick"]
    await run_all(page)
    slow, quick = page.view._runs
    slept, not_slept = (
        sum(phase.ns for phase in each.phases if phase.name == "wait") for each in (slow, quick)
    )
    assert slept > 250_000_000 > not_slept  # how long an interpreter takes to start is the machine's affair
    assert page.view.total(1).endswith("×")
    first, second = (Manifest.read(each.directory) for each in (slow, quick))
    assert (first.target, second.target) == ("test.slow", "test.quick")
    assert first.wall_ns is not None
    assert first.spawn_ns + first.wall_ns <= second.spawn_ns
    assert "wait" in page.stopwatch.words()
    assert "the program printed 0.3 s" in page.stopwatch.words()


async def test_the_run_before_stays_as_a_ghost(page: ComparePage, two: ShownTab) -> None:
    page.set_subject(two.tab.subject, two.tab.plans)
    await run_all(page)
    before = {place: run.wall_ns for place, run in enumerate(page.view._runs)}
    await run_all(page)
    assert page.view._ghosts == before
    page.view.grab()  # it can be painted


async def test_a_chosen_block_shows_its_stopwatch_and_opens(page: ComparePage, two: ShownTab) -> None:
    opened: list[Path] = []
    page.open_requested.connect(opened.append)
    page.set_subject(two.tab.subject, two.tab.plans)
    await run_all(page)
    page.view.chosen.emit(1)
    assert "printed" not in page.stopwatch.words()
    page.open.click()
    assert Manifest.read(opened[0]).target == "test.quick"


async def test_stopped_it_shows_what_has_run_and_leaves_no_empty_folder(
    page: ComparePage, show: MakeTab, tmp_path: Path
) -> None:
    hanging = program_of(tmp_path, "print('on')\nimport time; time.sleep(100)", "hanging.py")
    later = program_of(tmp_path, "print('never')", "later.py")
    shown = show(subject_of(hanging, later))
    page.set_subject(shown.tab.subject, shown.tab.plans)
    page.bar.run.click()
    await until(lambda: any((each / "manifest.json").exists() for each in recordings()), lambda: "no run")
    page.bar.stop.click()
    await until(lambda: not page.busy, page.bar._words.text)
    assert len(page.view._runs) == len(recordings()) == 1
    assert page.bar.run.isEnabled()


async def test_what_takes_much_memory_isnt_run_unasked(
    page: ComparePage, show: MakeTab, tmp_path: Path
) -> None:
    huge = replace(program_of(tmp_path, "print('big')", "big.py"), memory=lambda values: 1 << 50)
    shown = show(subject_of(program_of(tmp_path, "print('small')", "small.py"), huge))
    page.set_subject(shown.tab.subject, shown.tab.plans)
    page.bar.run.click()
    assert not page.busy
    assert "“big.py” takes about" in page.bar._words.text()
    assert recordings() == []


async def test_leaving_while_it_runs_leaves_nothing_behind(page: ComparePage, two: ShownTab) -> None:
    page.set_subject(two.tab.subject, two.tab.plans)
    page.bar.run.click()
    await page.closed()
    assert not page.busy


async def test_recordings_of_the_history_are_laid_beside_each_other(
    shown_window: ShownWindow, show: MakeTab, settings: Settings
) -> None:
    live = show(bank_account())
    await live.run()
    live.tab.choose_program("with_lock")
    await live.run()
    shown_window.fill()
    history = shown_window.window.rail.show_page("history")
    assert isinstance(history, HistoryPage)
    await until(history.table.model.runs, lambda: "the list stays empty")
    history.table.choose(read_runs(settings.runs_folder, lambda share: None))
    history.compare.click()
    page = shown_window.window.rail.current_page()
    assert isinstance(page, ComparePage)
    await until(lambda: not page.busy, lambda: "it never was read")
    assert page.view._titles == ["Bank account · with the lock", "Bank account · without a lock"]
    assert len(page.view._runs) == 2
