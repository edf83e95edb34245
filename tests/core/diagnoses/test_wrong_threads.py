"""Threads that touch the windows, beside programs whose workers leave them alone."""

import pytest

from tests.diagnosed import codes, diagnosed_all, ending, names, only
from tests.recorded import Recorded

_QT = """
    import sys, threading
    from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, QTimer, Signal
    from PySide6.QtWidgets import QApplication, QLabel, QProgressBar

    app = QApplication(sys.argv)
"""
_END = """
    QTimer.singleShot(150, app.quit)
    app.exec()
"""

WRONG = {
    "a thread sets a label": f"""{_QT}
    label = QLabel()
    label.show()
    worker = threading.Thread(target=lambda: label.setText("done"), name="worker")  # touch
    worker.start()
    worker.join()
{_END}""",
    "a QThread moves a bar": f"""{_QT}
    class Worker(QThread):
        def run(self):
            for value in range(3):
                bar.setValue(value)  # touch
                self.msleep(5)

    bar = QProgressBar()
    worker = Worker()
    worker.start()
    worker.wait()
{_END}""",
    "a thread draws and reads events": """
    import os, threading
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    import pygame

    pygame.display.init()
    surface = pygame.display.set_mode((80, 60))

    def draw():
        for _ in range(3):
            surface.fill("red")
            pygame.display.flip()  # touch

    painter = threading.Thread(target=draw, name="painter")
    painter.start()
    painter.join()
    pygame.event.get()
    """,
}

RIGHT = {
    "a worker emits a signal": f"""{_QT}
    class Worker(QObject):
        done = Signal(str)

        def work(self):
            self.done.emit("done")

    label, worker = QLabel(), Worker()
    worker.done.connect(label.setText)
    thread = threading.Thread(target=worker.work)
    thread.start()
    thread.join()
{_END}
    assert label.text() == "done"
    """,
    "a runnable only computes": f"""{_QT}
    class Sum(QRunnable):
        def run(self):
            results.append(sum(range(100)))

    results = []
    label = QLabel()
    QThreadPool.globalInstance().start(Sum())
    QThreadPool.globalInstance().waitForDone()
    label.setText(str(results))
{_END}""",
    "a thread computes where the cars are": """
    import os, threading
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    import pygame

    pygame.display.init()
    surface = pygame.display.set_mode((80, 60))
    place = [0]

    def drive():
        for _ in range(3):
            place[0] += 10

    driver = threading.Thread(target=drive)
    driver.start()
    for _ in range(3):
        pygame.event.pump()
        surface.fill("red", (place[0], 0, 5, 5))
        pygame.display.flip()
    driver.join()
    """,
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    return diagnosed_all(ending(WRONG | RIGHT), tmp_path_factory.mktemp("runs"), at_once=3)


@pytest.mark.parametrize("which", WRONG)
def test_a_thread_that_touches_the_windows_is_told(which: str, runs: dict[str, Recorded]) -> None:
    run = runs[which]
    told = only(run, "wrong_thread")
    assert f"(line {run.line('# touch')})" in told["text"]
    assert len(told["actors"]) == 1


def test_it_is_told_who_called_what_and_what_to_do_instead(runs: dict[str, Recorded]) -> None:
    run = runs["a thread sets a label"]
    told = only(run, "wrong_thread")
    assert told["text"].startswith("worker called QLabel.setText (line ")
    assert "emit a signal" in told["text"]
    assert names(run, told) == ["worker"]


def test_many_calls_are_told_once(runs: dict[str, Recorded]) -> None:
    told = only(runs["a QThread moves a bar"], "wrong_thread")
    assert "and 2 more calls followed" in told["text"]


@pytest.mark.parametrize("which", RIGHT)
def test_workers_that_leave_the_windows_alone_are_no_fault(which: str, runs: dict[str, Recorded]) -> None:
    assert codes(runs[which], "fault") == []
