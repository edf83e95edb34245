"""The window that all these programs show: a download button, an about button, a spinner."""

import asyncio
import subprocess
import sys
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressBar, QPushButton, QVBoxLayout, QWidget


def compute(seconds):
    end = perf_counter() + seconds
    while perf_counter() < end:
        sum(range(1000))


def child_process(seconds):
    subprocess.run([sys.executable, "-c", f"import time; time.sleep({seconds})"], check=True)


async def awaited_child_process(seconds):
    nap = f"import time; time.sleep({seconds})"
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", nap)
    await child.wait()


class Window(QWidget):
    def __init__(self, download, about, downloaded):
        super().__init__()
        self.downloading = False  # watch
        self.clicks = 0  # watch
        self.answers = 0  # watch
        self.words = download, about, downloaded
        self.button = QPushButton(download, clicked=self.download)
        self.about = QPushButton(about, clicked=self.answer)
        self.spinner = QProgressBar(minimum=0, maximum=0)  # moves for as long as the loop turns
        layout = QVBoxLayout(self)
        for widget in (self.button, self.about, self.spinner):
            layout.addWidget(widget)
        self.setWindowTitle(download)
        self.resize(320, 140)

    def download(self):
        """What each program does in its own way."""

    def begin(self):
        self.downloading = True
        self.button.setEnabled(False)
        print(self.words[0], "...")

    def end(self):
        self.button.setEnabled(True)
        self.downloading = False
        print(self.words[2])
        self.box = QMessageBox(text=self.words[2])
        self.box.open()

    def answer(self):
        self.answers += 1
        self.about.setText(f"{self.words[1]} ({self.answers})")

    def open(self, clicks, seconds):
        """Show it. With clicks: press download, about meanwhile, and leave when all is over."""
        self.show()
        if clicks:
            QTimer.singleShot(100, lambda: self.click_both(seconds))
            QTimer(self, interval=50, timeout=self.leave_when_over).start()

    def click_both(self, seconds):
        QTimer.singleShot(int(500 * seconds), self.click_about)  # comes late if the loop stands still
        self.button.click()

    def click_about(self):
        self.clicks += 1
        self.about.click()

    def leave_when_over(self):
        if self.answers and not self.downloading:
            QApplication.quit()
