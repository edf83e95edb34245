"""Many runs, a few at a time, through each launcher."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.manifest import LauncherName, Manifest
from app.launch.farm import RunFarm
from app.launch.gate import StartGate
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from tests.launch.conftest import Drive

_LAUNCHERS: tuple[LauncherName, ...] = ("task", "thread", "process")


class Series:
    """A farm, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.farm = RunFarm(StartGate())
        self.ended: dict[int, Outcome] = {}
        self.most = 0
        self.ends: list[bool | str] = []
        self.farm.run_ended.connect(self._run_ended)
        self.farm.finished.connect(self.ends.append)
        self.farm.failed.connect(self.ends.append)

    def _run_ended(self, number: int, outcome: Outcome) -> None:
        assert number not in self.ended
        self.ended[number] = outcome
        self.most = max(self.most, len(self.farm._running) + 1)

    def requests(self, source: str, count: int) -> list[RunRequest]:
        program = self.folder / "program.py"
        program.write_text(source)
        return [RunRequest(program, "program.py", self.folder / f"run{each}") for each in range(count)]

    async def over(self) -> None:
        await asyncio.wait_for(self.until(lambda: bool(self.ends)), 20)

    async def until(self, fact: Callable[[], bool]) -> None:
        while not fact():
            await asyncio.sleep(0.005)


@pytest.fixture
def series(tmp_path: Path, qapp: QApplication) -> Series:
    return Series(tmp_path)


@pytest.mark.parametrize("launcher", _LAUNCHERS)
def test_each_runs_once_and_no_more_than_allowed_at_a_time(
    series: Series, drive: Drive, launcher: LauncherName
) -> None:
    async def story() -> None:
        series.farm.start(series.requests("print(1)", 4), 2, launcher)
        assert series.farm.left_s is None
        await series.over()

    drive(story())
    assert series.ends == [True]
    assert {number: outcome.status for number, outcome in series.ended.items()} == dict.fromkeys(range(4), 0)
    assert series.most == 2
    assert series.farm.left_s == 0
    assert {Manifest.read(series.folder / f"run{each}").launcher for each in range(4)} == {launcher}


@pytest.mark.parametrize("launcher", _LAUNCHERS)
def test_given_up_it_ends_what_runs_and_begins_nothing_more(
    series: Series, drive: Drive, launcher: LauncherName
) -> None:
    async def story() -> None:
        series.farm.start(series.requests("import time; time.sleep(100)", 5), 2, launcher)
        await series.farm.closed()
        assert not series.farm.busy

    drive(story())
    assert series.ends == [False]
    assert all(outcome.reason == "stopped" for outcome in series.ended.values())
    assert not (series.folder / "run2").exists()


def test_one_that_cant_be_started_ends_the_series_with_the_reason(series: Series, drive: Drive) -> None:
    requests = series.requests("import time; time.sleep(100)", 3)
    (series.folder / "run1").mkdir()
    (series.folder / "run1" / "thesis.txt").write_text("all of it")

    async def story() -> None:
        series.farm.start(requests, 2, "task")
        await series.over()

    drive(story())
    (why,) = series.ends
    assert "isn't empty" in str(why)
    assert not (series.folder / "run2").exists()


def test_a_series_of_nothing_is_over_at_once_and_another_can_follow(series: Series, drive: Drive) -> None:
    async def story() -> None:
        series.farm.start([], 2, "task")
        series.farm.start(series.requests("pass", 1), 2, "task")
        with pytest.raises(RuntimeError, match="one series"):
            series.farm.start([], 1, "task")
        await series.farm.closed()

    drive(story())
    assert series.ends == [True, False]
