"""由 QThread 下载，完成时用信号通知窗口。"""

from time import sleep

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, 下载所需的秒数
WORK = "waiting"  # 下载时做什么：waiting 等待、computing 计算、process 子进程
CLICKS = True  # 程序自己按按钮


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
        self.worker.finished.connect(self.end)  # 在这边运行，即窗口所在的线程
        self.worker.start()


if __name__ == "__main__":
    app = QApplication([])
    window = InAThread("下载", "关于", "下载完毕。")
    window.open(CLICKS, SECONDS)
    app.exec()
