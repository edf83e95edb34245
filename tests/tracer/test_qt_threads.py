"""Qt's threads as the recording shows them: lanes, names, lines, waits, signals; and that they stay Qt's."""

import sys
from pathlib import Path

import pytest

from tests.recorded import Recorded, record
from tests.tracer.test_stock_behaviour import both, write

PROGRAM = """
import sys
import time

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThread, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication


class Download(QThread):
    progress = Signal(int)

    def run(self):
        self.msleep(30)  # the download sleeps
        self.progress.emit(1)  # the download tells


class Fails(QThread):
    def run(self):
        raise ValueError("no network")


class Job(QRunnable):
    def run(self):
        QThread.usleep(2000)  # the job sleeps


class Worker(QObject):
    ready = Signal()

    def work(self):
        time.sleep(0.01)  # the worker sleeps
        self.ready.emit()


def plain_function():
    QThread.msleep(1)


class Window(QObject):
    started = Signal()

    def __init__(self):
        super().__init__()
        self.download = Download()
        self.download.progress.connect(self.on_progress)
        self.download.finished.connect(self.on_finished)
        self.fails = Fails()
        self.idle = QThread()
        self.idle.setObjectName("idle one")
        self.worker = Worker()
        self.worker.moveToThread(self.idle)
        self.idle.started.connect(self.worker.work)
        self.worker.ready.connect(self.on_ready)
        self.started.connect(self.idle.start)
        self.again = Download()
        self.expected = 2

    def begin(self):
        self.download.start()  # starts the download
        self.fails.start()
        self.started.emit()

    def on_progress(self, number):
        time.sleep(0.02)  # the window sleeps

    def on_finished(self):
        self.download.wait()
        self.one_less()

    def on_ready(self):
        self.idle.quit()
        self.idle.wait()
        self.one_less()

    def one_less(self):
        self.expected -= 1
        if not self.expected:
            self.end()

    def end(self):
        pool = QThreadPool.globalInstance()
        pool.start(Job())  # starts the job
        pool.start(plain_function)
        pool.waitForDone()  # waits for the pool
        self.again.start()
        print(self.again.wait(1))  # waits too short
        self.again.wait()  # waits long enough
        QCoreApplication.quit()


app = QApplication(sys.argv)
window = Window()
QTimer.singleShot(0, window.begin)
app.exec()
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    recorded = record(PROGRAM, tmp_path_factory.mktemp("qt"))
    recorded.trace.close()
    assert recorded.summary["exit"]["status"] == 0, recorded.stderr
    return recorded


def test_each_thread_of_qt_is_a_lane_under_its_own_name_or_that_of_its_class(run: Recorded) -> None:
    names = ["program.py", "Download", "Fails", "idle one", "Job", "plain_function", "Download"]
    assert sorted(run.names()) == sorted(names)
    threads = [actor for actor in run.summary["actors"] if actor["kind"] == "thread"]
    assert {run.name(thread["parent"]) for thread in threads} == {"program.py"}
    assert {thread["name"]: thread["end"] for thread in threads} == {
        "Download": "finished",
        "Fails": "raised",
        "idle one": "finished",
        "Job": "finished",
        "plain_function": "finished",
    }
    assert all(thread["cpu_ns"] > 0 for thread in threads)


def test_an_exception_that_ends_a_thread_is_told_on_stderr_as_ever(run: Recorded) -> None:
    told = run.stderr.decode()
    assert "Error calling Python override of QThread::run()" in told
    assert "ValueError: no network" in told
    assert "app/tracer" not in told


def test_sleeps_of_qt_are_sleeps_on_their_lines(run: Recorded) -> None:
    assert {span["line"] for span in run.spans("Download", "sleep")} == {run.line("the download sleeps")}
    assert run.span("Job", "sleep")["line"] == run.line("the job sleeps")
    assert run.span("idle one", "sleep")["line"] == run.line("the worker sleeps")


def test_waiting_for_a_thread_is_a_join_that_knows_whom(run: Recorded) -> None:
    too_short, long_enough = (
        next(span for span in run.spans("program.py", "join") if span["line"] == run.line(text))
        for text in ("waits too short", "waits long enough")
    )
    second = [actor["id"] for actor in run.summary["actors"] if actor["name"] == "Download"][1]
    assert too_short["holder"] == long_enough["holder"] == second
    assert too_short["end_ns"] <= long_enough["start_ns"]
    pools = [s for s in run.spans("program.py", "join") if s["line"] == run.line("waits for the pool")]
    assert len(pools) == 1


def test_an_arrow_leads_from_who_starts_a_thread_or_gives_work_to_a_pool(run: Recorded) -> None:
    assert sorted(run.flows("start")) == sorted(
        ("program.py", name)
        for name in ("Download", "Fails", "idle one", "Job", "plain_function", "Download")
    )
    starts = {flow["to"]: flow for flow in run.summary["flows"] if flow["kind"] == "start"}
    assert all(flow["sent_ns"] <= flow["received_ns"] for flow in starts.values())


def test_a_signal_to_the_window_is_a_message_that_arrives_when_the_loop_gets_to_it(run: Recorded) -> None:
    assert sorted(run.flows("message")) == [
        ("Download", "program.py"),  # progress
        ("Download", "program.py"),  # finished
        ("idle one", "program.py"),
    ]
    slept = run.span("program.py", "sleep")
    assert slept["line"] == run.line("the window sleeps")
    download = next(actor["id"] for actor in run.summary["actors"] if actor["name"] == "Download")
    progress, finished = (
        flow for flow in run.summary["flows"] if flow["kind"] == "message" and flow["from"] == download
    )
    assert progress["received_ns"] <= slept["start_ns"]
    assert finished["received_ns"] >= slept["end_ns"]


STOCK = {
    "arguments": """
from PySide6.QtCore import *
def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except BaseException as error:
        print("!!", type(error).__name__, error)
app = QCoreApplication([])
thread = QThread()
for call in (thread.start, thread.wait, QThread.msleep, QThread.sleep, QThreadPool.globalInstance().start):
    for arguments in (("x",), (1, 2, 3), (None,), ([],)):
        attempt(call, *arguments)
    attempt(call, wrong=1)
attempt(QThread.start, 3)
attempt(thread.wait, 5)
attempt(thread.started.connect, 3)
attempt(thread.started.emit, 3)
thread.start()
print(thread.wait(5), thread.wait(QDeadlineTimer(5)), thread.wait(deadline=QDeadlineTimer(5)))
thread.quit()
print(thread.wait(), thread.isFinished(), thread.wait(QDeadlineTimer(QDeadlineTimer.Forever)))
""",
    "failures": """
from PySide6.QtCore import *
class Thread(QThread):
    def run(self):
        raise ValueError("thread")
class Job(QRunnable):
    def run(self):
        raise ValueError("job")
def function():
    raise KeyError("function")
app = QCoreApplication([])
thread = Thread()
for _ in range(2):
    thread.start()
    print(thread.wait(), thread.isFinished())
pool = QThreadPool.globalInstance()
for work in (Job(), function):
    pool.start(work)
    pool.waitForDone()
""",
    "a run of the object's own": """
from PySide6.QtCore import *
app = QCoreApplication([])
thread = QThread()
thread.run = lambda: print("of its own")
for _ in range(2):
    thread.start()
    thread.wait()
    print(thread.run.__name__, sorted(name for name in vars(thread) if name[0] != "_"))
thread.run()
class Twice(QRunnable):
    def run(self):
        print("runs")
job = Twice()
job.setAutoDelete(False)
pool = QThreadPool()
for _ in range(2):
    pool.start(job)
    pool.waitForDone()
print(pool.tryStart(job), pool.waitForDone(), sorted(name for name in vars(job) if name[0] != "_"))
made = QRunnable.create(lambda: print("made"))
pool.start(made)
print(pool.waitForDone())
""",
    "a thread that nobody keeps": """
from PySide6.QtCore import *
import gc, weakref
app = QCoreApplication([])
class Thread(QThread):
    def run(self):
        pass
thread = Thread()
thread.start()
thread.wait()
gone = weakref.ref(thread)
gc.disable()
del thread
print(gone())
""",
    "destroyed while it runs": """
from PySide6.QtCore import *
app = QCoreApplication([])
class Thread(QThread):
    def run(self):
        self.sleep(1)
def forget():
    thread = Thread()
    thread.start()
forget()
print("not here")
""",
    "signals between threads": """
import sys
from PySide6.QtCore import *
class Worker(QObject):
    step = Signal(int, str)
    done = Signal()
    def work(self):
        for number in range(3):
            self.step.emit(number, "x")
        self.done.emit()
class Receiver(QObject):
    def on_step(self, number, text):
        here = QThread.currentThread() is app.thread()
        told[here].append((number, text, self.sender() is worker if here else None))
    @Slot()
    def on_done(self):
        thread.quit()
app = QCoreApplication([])
told = {True: [], False: []}
thread, worker, receiver = QThread(), Worker(), Receiver()
worker.moveToThread(thread)
thread.started.connect(worker.work)
worker.step.connect(receiver.on_step)
worker.step.connect(receiver.on_step, Qt.ConnectionType.DirectConnection)
worker.done.connect(receiver.on_done)
thread.finished.connect(app.quit)
thread.start()
status = app.exec()
print(told, receiver.children(), app.children(), worker.receivers("2step(int,QString)"), thread.wait())
print(worker.step.disconnect(receiver.on_step), worker.done.disconnect(receiver.on_done))
sys.exit(7)
""",
}


@pytest.mark.parametrize("name", STOCK)
def test_qt_behaves_as_without_the_tracer(name: str, tmp_path: Path) -> None:
    without, traced = both(sys.executable, write(tmp_path / "p", STOCK[name]), tmp_path / "trace")
    assert traced == without


def test_what_emits_at_no_loop_and_what_nobody_receives_is_no_message(tmp_path: Path) -> None:
    source = """
    from PySide6.QtCore import QCoreApplication, QThread, Signal
    class Thread(QThread):
        told = Signal()
        def run(self):
            self.told.emit()
    app = QCoreApplication([])
    thread = Thread()
    thread.told.connect(lambda: None)
    thread.start()
    thread.wait()
    """
    run = record(source, tmp_path)
    assert run.flows("message") == []
    assert run.flows("start") == [("program.py", "Thread")]
    run.trace.close()
