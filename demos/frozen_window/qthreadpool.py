"""A pool lends a thread for the download; a signal tells the window of its end."""

from time import sleep

from PySide6.QtCore import Qt, QThreadPool, Signal
from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, seconds that the download takes
WORK = "waiting"  # what it does: waiting, computing or process
CLICKS = True  # the program presses its buttons itself


def work():
    kinds = {"waiting": sleep, "computing": compute, "process": child_process}
    kinds[WORK](SECONDS)


class InAPool(Window):
    downloaded = Signal()

    def download(self):
        self.begin()
        self.downloaded.connect(self.end, Qt.ConnectionType.SingleShotConnection)
        QThreadPool.globalInstance().start(self.in_the_pool)

    def in_the_pool(self):
        work()
        self.downloaded.emit()  # no widget is touched here


if __name__ == "__main__":
    app = QApplication([])
    window = InAPool("Download", "About", "Downloaded.")
    window.open(CLICKS, SECONDS)
    app.exec()
