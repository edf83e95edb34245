"""The download runs in the slot itself: meanwhile nobody looks after the window."""

from time import sleep

from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, seconds that the download takes
WORK = "waiting"  # what it does: waiting, computing or process
CLICKS = True  # the program presses its buttons itself


def work():
    kinds = {"waiting": sleep, "computing": compute, "process": child_process}
    kinds[WORK](SECONDS)


class Blocking(Window):
    def download(self):
        self.begin()
        work()  # the loop that serves the window waits for this
        self.end()


if __name__ == "__main__":
    app = QApplication([])
    window = Blocking("Download", "About", "Downloaded.")
    window.open(CLICKS, SECONDS)
    app.exec()
