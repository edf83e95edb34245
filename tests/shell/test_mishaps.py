"""A failure of the lab itself is logged, told once, and the lab goes on."""

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Slot, qWarning
from PySide6.QtWidgets import QApplication, QLabel

from app.core.lab_log import LabLog
from app.shell.mishap_watch import MishapWatch
from tests.shell.showing import until


class Faulty(QObject):
    @Slot()
    def fail(self) -> None:
        raise ZeroDivisionError("in a slot")


@pytest.fixture
def log(tmp_path: Path, closing: list[Callable[[], Awaitable[None]]]) -> LabLog:
    return LabLog(tmp_path / "home")


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QLabel]:
    label = QLabel()
    yield label
    label.deleteLater()


def watch_of(log: LabLog, parent: QLabel, seen: bool = True) -> tuple[MishapWatch, list[str]]:
    watch = MishapWatch(log, parent, seen)
    said: list[str] = []
    watch.said.connect(said.append)
    return watch, said


@pytest.mark.qt_no_exception_capture
async def test_a_slot_a_thread_and_a_callback_are_heard_and_the_loop_goes_on(
    log: LabLog, parent: QLabel, capfd: pytest.CaptureFixture[str]
) -> None:
    watch, said = watch_of(log, parent, seen=False)
    faulty = Faulty()

    def fail(words: str) -> None:
        raise LookupError(words)

    loop = asyncio.get_running_loop()
    with watch.listening():
        watch.hear_loop(loop)
        try:
            QTimer.singleShot(0, faulty.fail)
            thread = threading.Thread(target=fail, args=("in a thread",))
            thread.start()
            thread.join()
            loop.call_soon(fail, "in a callback")
            await until(lambda: len(said) == 3, lambda: f"only {said}")
        finally:
            loop.set_exception_handler(None)
    assert {words.rsplit(": ")[-1] for words in said} == {"in a slot", "in a thread", "in a callback"}
    written = log.file.read_text("utf-8")
    assert all(words in written for words in ("in a slot", "in a thread", "in a callback"))
    assert watch.dialog is None, "nobody looks"
    assert "in a slot" in capfd.readouterr().err


@pytest.mark.qt_no_exception_capture
async def test_many_failures_become_one_dialog_with_a_count_and_a_report_to_copy(
    log: LabLog, parent: QLabel, capfd: pytest.CaptureFixture[str]
) -> None:
    watch, said = watch_of(log, parent)
    faulty = Faulty()
    with watch.listening():
        for _ in range(50):
            QTimer.singleShot(0, faulty.fail)
        await until(lambda: watch.dialog is not None and watch.dialog.isVisible(), lambda: "no dialog")
        dialog = watch.dialog
        assert dialog is not None
        await until(lambda: "50 times" in dialog.heading.text(), dialog.heading.text)
        assert not dialog.isModal()
        dialog.copy.click()
        report = QApplication.clipboard().text()
        assert report.count("ZeroDivisionError: in a slot\n\n") == 1
        assert "50 times:" in report
        assert "PySide6-Essentials" in report
        dialog.close()
        QTimer.singleShot(0, faulty.fail)
        await until(lambda: len(said) == 51, lambda: str(len(said)))
        await until(lambda: not watch._gather.isActive(), lambda: "it still gathers")
        assert not dialog.isVisible(), "the same failure once more was opened again"
    assert len(said) == 51


def test_what_qt_warns_of_is_in_the_log_and_in_no_dialog(
    log: LabLog, parent: QLabel, capfd: pytest.CaptureFixture[str]
) -> None:
    watch, said = watch_of(log, parent)
    with watch.listening():
        watch._of_qt = None  # pytest's own listener would fail the test
        qWarning("a strange thing")
    assert "Qt: a strange thing" in log.file.read_text("utf-8")
    assert "a strange thing" in capfd.readouterr().err
    assert not said
    assert watch.dialog is None


@pytest.mark.qt_no_exception_capture
def test_the_hooks_are_put_back(log: LabLog, parent: QLabel) -> None:
    before = sys.excepthook, threading.excepthook
    watch, _ = watch_of(log, parent)
    with watch.listening():
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook) == before
