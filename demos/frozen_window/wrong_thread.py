"""A worker touches the window itself: it may work, it may crash, nobody promises."""

from threading import Thread
from time import sleep

from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, seconds that the download takes
WORK = "waiting"  # what it does: waiting, computing or process
CLICKS = True  # the program presses its buttons itself


def work():
    kinds = {"waiting": sleep, "computing": compute, "process": child_process}
    kinds[WORK](SECONDS)


class Wrong(Window):
    def download(self):
        self.begin()
        Thread(target=self.in_a_thread, daemon=True).start()

    def in_a_thread(self):
        work()
        self.button.setEnabled(True)  # a widget, but not the window's thread
        self.downloading = False


if __name__ == "__main__":
    app = QApplication([])
    window = Wrong("Download", "About", "Downloaded.")
    window.open(CLICKS, SECONDS)
    app.exec()
