"""由单独的进程下载，窗口时不时问它结束了没有。"""

from multiprocessing import get_context
from time import sleep

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, 下载所需的秒数
WORK = "waiting"  # 下载时做什么：waiting 等待、computing 计算、process 子进程
CLICKS = True  # 程序自己按按钮


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
    window = InAProcess("下载", "关于", "下载完毕。")
    window.open(CLICKS, SECONDS)
    app.exec()
