"""A process of its own downloads; the window asks now and then whether it has ended."""

from multiprocessing import get_context
from time import sleep

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, seconds that the download takes
WORK = "waiting"  # what it does: waiting, computing or process
CLICKS = True  # the program presses its buttons itself


def work():
    kinds = {"waiting": sleep, "computing": compute, "process": child_process}
    kinds[WORK](SECONDS)


class InAProcess(Window):
    def download(self):
        self.begin()
        self.process = get_context("spawn").Process(target=work)
        self.process.start()
        self.ask()

    def ask(self):
        if self.process.is_alive():
            QTimer.singleShot(50, self.ask)
        else:
            self.end()


if __name__ == "__main__":
    app = QApplication([])
    window = InAProcess("Download", "About", "Downloaded.")
    window.open(CLICKS, SECONDS)
    app.exec()
