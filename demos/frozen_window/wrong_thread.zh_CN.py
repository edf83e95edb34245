"""工作线程自己去动窗口：也许没事，也许崩溃，谁也不保证。"""

from threading import Thread
from time import sleep

from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, 下载所需的秒数
WORK = "waiting"  # 下载时做什么：waiting 等待、computing 计算、process 子进程
CLICKS = True  # 程序自己按按钮


def work():
    kinds = {"waiting": sleep, "computing": compute, "process": child_process}
    kinds[WORK](SECONDS)


class Wrong(Window):
    def download(self):
        self.begin()
        Thread(target=self.in_a_thread, daemon=True).start()

    def in_a_thread(self):
        work()
        self.button.setEnabled(True)  # 是控件，却不在窗口的线程里
        self.downloading = False


if __name__ == "__main__":
    app = QApplication([])
    window = Wrong("下载", "关于", "下载完毕。")
    window.open(CLICKS, SECONDS)
    app.exec()
