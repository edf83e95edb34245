"""下载就在槽函数里进行：这段时间没有人照看窗口。"""

from time import sleep

from PySide6.QtWidgets import QApplication
from window import Window, child_process, compute

SECONDS = 3.0  # 0.2..60, 下载所需的秒数
WORK = "waiting"  # 下载时做什么：waiting 等待、computing 计算、process 子进程
CLICKS = True  # 程序自己按按钮


def work():
    kinds = {"waiting": sleep, "computing": compute, "process": child_process}
    kinds[WORK](SECONDS)


class Blocking(Window):
    def download(self):
        self.begin()
        work()  # 为窗口服务的循环在等它返回
        self.end()


if __name__ == "__main__":
    app = QApplication([])
    window = Blocking("下载", "关于", "下载完毕。")
    window.open(CLICKS, SECONDS)
    app.exec()
