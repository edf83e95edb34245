"""向线程池借一个线程来下载，结束时用信号通知窗口。"""

from time import sleep

from PySide6.QtCore import Qt, QThreadPool, Signal
from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, 下载所需的秒数
WORK = "waiting"  # 下载时做什么：waiting 等待、computing 计算、process 子进程
CLICKS = True  # 程序自己按按钮


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
        self.downloaded.emit()  # 这里不碰任何控件


if __name__ == "__main__":
    app = QApplication([])
    window = InAPool("下载", "关于", "下载完毕。")
    window.open(CLICKS, SECONDS)
    app.exec()
