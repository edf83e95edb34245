"""The lab's own work, by each of the three ways: one contract."""

import asyncio
import os
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.launch.job import JOB_LAUNCHERS, JobLauncher, ProcessJobs
from app.launch.job_process import Job
from tests.launch import jobs
from tests.launch.conftest import Drive


class Pad(QObject):
    """Notes what a launcher tells, and in which thread."""

    def __init__(self, launcher: JobLauncher) -> None:
        super().__init__()
        self.launcher = launcher
        self.shares: list[float] = []
        self.told: list[tuple[str, object]] = []
        self.threads: set[threading.Thread] = set()
        self.heard = asyncio.Event()
        launcher.progressed.connect(self.hear_share)
        launcher.done.connect(self.hear_done)
        launcher.failed.connect(self.hear_failed)
        launcher.cancelled.connect(self.hear_cancelled)

    def hear_share(self, share: float) -> None:
        self.shares.append(share)
        self.threads.add(threading.current_thread())

    def hear_done(self, result: object) -> None:
        self.note("done", result)

    def hear_failed(self, why: str) -> None:
        self.note("failed", why)

    def hear_cancelled(self) -> None:
        self.note("cancelled", None)

    def note(self, kind: str, what: object) -> None:
        self.told.append((kind, what))
        self.threads.add(threading.current_thread())
        self.heard.set()

    async def do(self, job: Job) -> tuple[str, object]:
        """Start a job and wait until it is told how it ended."""
        self.heard.clear()
        self.launcher.start(job)
        await self.heard.wait()
        return self.told[-1]


@pytest.fixture(params=list(JOB_LAUNCHERS))
def launcher(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[JobLauncher]:
    launcher = JOB_LAUNCHERS[request.param]()
    yield launcher
    launcher.deleteLater()


@pytest.fixture
def pad(launcher: JobLauncher) -> Pad:
    return Pad(launcher)


async def until_there(path: Path) -> None:
    while not path.exists():
        await asyncio.sleep(0.005)


def test_a_job_is_done_elsewhere_and_told_in_the_gui_thread(pad: Pad, drive: Drive) -> None:
    kind, result = drive(pad.do(partial(jobs.add_up, 10)))
    assert kind == "done"
    assert isinstance(result, tuple)
    total, pid, thread = result
    assert total == 45
    assert (pid, thread) != (os.getpid(), "MainThread")
    assert (pid != os.getpid()) == isinstance(pad.launcher, ProcessJobs)
    assert pad.threads == {threading.main_thread()}
    assert not pad.launcher.busy


def test_progress_grows_from_nothing_towards_the_whole(pad: Pad, drive: Drive) -> None:
    drive(pad.do(partial(jobs.add_up, 10)))
    assert len(pad.shares) > 1
    assert pad.shares == sorted(pad.shares)
    assert 0 <= pad.shares[0] < pad.shares[-1] < 1


def test_a_job_that_is_given_up_ends_and_makes_nothing(pad: Pad, drive: Drive, tmp_path: Path) -> None:
    async def whole() -> None:
        pad.launcher.start(partial(jobs.never_end, tmp_path / "begun"))
        await until_there(tmp_path / "begun")
        pad.launcher.cancel()
        await pad.heard.wait()

    drive(whole())
    assert pad.told == [("cancelled", None)]


def test_a_refusal_is_a_sentence(pad: Pad, drive: Drive) -> None:
    assert drive(pad.do(jobs.refuse)) == ("failed", "That can't be done.")


def test_a_fault_of_the_lab_is_told_and_the_next_job_can_start(pad: Pad, drive: Drive) -> None:
    assert drive(pad.do(jobs.break_down)) == ("failed", "The lab itself failed: ZeroDivisionError: planted")
    assert drive(pad.do(partial(jobs.add_up, 1)))[0] == "done"


def test_quitting_while_busy_waits_until_nothing_is_left(pad: Pad, drive: Drive, tmp_path: Path) -> None:
    async def whole() -> None:
        pad.launcher.start(partial(jobs.never_end, tmp_path / "begun"))
        await until_there(tmp_path / "begun")
        await pad.launcher.closed()
        assert not pad.launcher.busy

    drive(whole())
    assert pad.told == [("cancelled", None)]


def test_two_jobs_at_once_are_refused(pad: Pad, drive: Drive, tmp_path: Path) -> None:
    async def whole() -> None:
        pad.launcher.start(partial(jobs.never_end, tmp_path / "begun"))
        with pytest.raises(RuntimeError):
            pad.launcher.start(jobs.refuse)
        await pad.launcher.closed()

    drive(whole())


def test_closing_one_that_does_nothing_returns_at_once(pad: Pad, drive: Drive) -> None:
    drive(pad.launcher.closed())
    assert pad.told == []


def test_a_process_that_dies_over_its_job_is_told(qapp: QApplication, drive: Drive) -> None:
    pad = Pad(ProcessJobs())
    kind, why = drive(pad.do(jobs.die))
    assert (kind, str(why)) == (
        "failed",
        "The lab itself failed: the process that did the job ended before it",
    )
    pad.launcher.deleteLater()
