"""A QThread downloads, and its signal tells the window when it is through."""

from time import sleep

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, seconds that the download takes
WORK = "waiting"  # what it does: waiting, computing or process
CLICKS = True  # the program presses its buttons itself


def work():
    kinds = {"waiting": sleep, "computing": compute, "process": child_process}
    kinds[WORK](SECONDS)


class Download(QThread):
    def run(self):
        work()


class InAThread(Window):
    def download(self):
        self.begin()
        self.worker = Download()
        self.worker.finished.connect(self.end)  # runs over here, in the window's thread
        self.worker.start()


if __name__ == "__main__":
    app = QApplication([])
    window = InAThread("Download", "About", "Downloaded.")
    window.open(CLICKS, SECONDS)
    app.exec()
