"""Programs run many times: what came out how often, and every run to be opened."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.core.manifest import LauncherName, Manifest
from app.core.run_facts import TIME, Measure
from app.launch.gate import StartGate
from app.shell.many_runs import SERIES, ManyRuns, prune_series
from app.shell.many_runs_page import ManyRunsPage
from app.shell.settings import Settings
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, ShownWindow, own_file, program_of, subject_of, until


class ShownSeries:
    """The page, offered the programs of a tab."""

    def __init__(self, page: ManyRunsPage, runs: ManyRuns) -> None:
        self.page = page
        self.runs = runs
        self.ends: list[bool | str] = []
        runs.finished.connect(self.ends.append)
        runs.failed.connect(self.ends.append)

    def offer(self, shown: ShownTab) -> None:
        tab = shown.tab
        self.page.set_subject(tab.subject, tab.program.id, tab.plans)

    async def run(self, *ids: str, count: int = 3) -> None:
        self.page.bar.choose(ids)
        self.page.count.setValue(count)
        self.page.bar.run.click()
        await self.over()

    async def over(self) -> None:
        await until(lambda: self.ends, lambda: f"it never ended: {self.words()}")

    def words(self) -> str:
        return self.page.bar._words.text()


@pytest.fixture
def series(settings: Settings, closing: list[object], qtbot: QtBot) -> ShownSeries:
    runs = ManyRuns(StartGate())
    closing.append(runs.closed)
    page = ManyRunsPage(runs, settings)
    qtbot.addWidget(page)
    return ShownSeries(page, runs)


@pytest.fixture
def two(show: MakeTab, tmp_path: Path) -> ShownTab:
    """A tab of two programs with a parameter."""
    six = program_of(tmp_path, "FACTOR = 2  # 1..9\nprint('result', 3 * FACTOR)", "six.py")
    nine = program_of(tmp_path, "FACTOR = 3  # 1..9\nprint('result', 3 * FACTOR)", "nine.py")
    return show(subject_of(six, nine))


@pytest.mark.parametrize("launcher", ["task", "thread", "process"])
async def test_each_launcher_brings_the_same_bars(
    series: ShownSeries, two: ShownTab, settings: Settings, launcher: LauncherName
) -> None:
    settings.launcher = launcher
    series.offer(two)
    await series.run("six", "nine", count=2)
    assert series.ends == [True]
    assert series.page.shown_measure() == Measure("printed", "result …")
    assert series.page.histogram.bars(0) == [(5.5, 6.5, 2)]
    assert series.page.histogram.bars(1) == [(8.5, 9.5, 2)]
    assert "4 runs" in series.words()


async def test_all_run_with_the_values_that_the_tab_shows(series: ShownSeries, two: ShownTab) -> None:
    two.tab.pane.set_value("FACTOR", 5)
    series.offer(two)
    await series.run("six", "nine", count=1)
    assert [facts.values[Measure("printed", "result …")] for _, facts in series.page._facts] == [15, 15]
    manifest = Manifest.read(series.page._facts[1][1].directory)
    assert (manifest.changed, manifest.edited) == (("FACTOR",), False)


async def test_a_bar_chooses_its_runs_and_a_run_opens(series: ShownSeries, two: ShownTab) -> None:
    opened: list[Path] = []
    series.page.open_requested.connect(opened.append)
    series.offer(two)
    await series.run("six", "nine", count=2)
    assert not series.page.open.isEnabled()
    series.page.choose_bar(1, 8.5, 9.5)
    assert len(series.page.chosen()) == 2
    series.page.open.click()
    assert Manifest.read(opened[0]).target == "test.nine"
    await two.open_recording(opened[0])
    assert two.output() == ["result 9"]


async def test_another_measure_shows_other_bars(series: ShownSeries, two: ShownTab) -> None:
    series.offer(two)
    await series.run("six", count=2)
    series.page.measure.setCurrentIndex(series.page.measure.findText("time in s"))
    assert series.page.shown_measure() == TIME
    assert sum(count for _, _, count in series.page.histogram.bars(0)) == 2


async def test_given_up_it_keeps_what_has_ended(
    series: ShownSeries, show: MakeTab, tmp_path: Path, settings: Settings
) -> None:
    flag = tmp_path / "first"
    source = f"""
        import os, time
        try:
            os.mkdir({str(flag)!r})
            print("done", 1)
        except FileExistsError:
            time.sleep(100)
    """
    series.page.parallel.setValue(1)
    series.offer(show(subject_of(program_of(tmp_path, source))))
    series.page.bar.choose(["program"])
    series.page.bar.run.click()
    await until(lambda: series.page._facts, lambda: "the first run never ended")
    assert "left" in series.words()
    series.page.bar.stop.click()
    await series.over()
    assert series.ends == [False]
    assert "given up after 1 runs" in series.words()
    assert series.page.bar.run.isEnabled()


async def test_a_failing_program_is_counted_by_how_it_ended(
    series: ShownSeries, show: MakeTab, tmp_path: Path
) -> None:
    series.offer(show(subject_of(program_of(tmp_path, "raise SystemExit(3)"))))
    await series.run("program", count=1)
    assert "exited 3" in series.page.list.item(0).text()


async def test_a_file_of_the_users_that_nobody_trusted_isnt_run(
    series: ShownSeries, show: MakeTab, tmp_path: Path
) -> None:
    series.offer(show(own_file(tmp_path, "print(1)")))
    series.page.bar.choose(["mine"])
    series.page.bar.run.click()
    assert not series.runs.busy
    assert "its own tab" in series.words()


async def test_a_folder_that_cant_be_written_is_said(
    series: ShownSeries, two: ShownTab, settings: Settings, tmp_path: Path
) -> None:
    series.offer(two)
    (tmp_path / "file").write_text("x")
    settings.runs_folder = tmp_path / "file"
    series.page.bar.choose(["six"])
    series.page.bar.run.click()
    assert "can't be recorded" in series.words()
    assert not series.runs.busy


def test_of_the_series_only_the_newest_are_kept(tmp_path: Path) -> None:
    for day in range(1, 7):
        (tmp_path / SERIES / f"2026010{day}" / "0001-0").mkdir(parents=True)
    prune_series(tmp_path, most=2)
    assert sorted(each.name for each in (tmp_path / SERIES).iterdir()) == ["20260105", "20260106"]


async def test_the_menu_offers_the_programs_of_the_tab(shown_window: ShownWindow) -> None:
    shown_window.fill()
    shown_window.show_tab("bank_account")
    shown_window.window.many_requested.emit()
    page = shown_window.window.rail.current_page()
    assert isinstance(page, ManyRunsPage)
    assert "without_lock" in page.bar._boxes
    assert page.bar.run.isEnabled()
