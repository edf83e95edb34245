"""一个循环同时服务窗口和协程：谁在 await，谁就把机会让给窗口。"""

import asyncio

import qasync
from PySide6.QtWidgets import QApplication
from window import Window, awaited_child_process, compute

SECONDS = 3.0  # 0.2..60, 下载所需的秒数
WORK = "waiting"  # 下载时做什么：waiting 等待、computing 计算、process 子进程
CLICKS = True  # 程序自己按按钮


async def work():
    if WORK == "waiting":
        await asyncio.sleep(SECONDS)
    elif WORK == "computing":
        compute(SECONDS)  # 没有 await：窗口就僵住
    else:
        await awaited_child_process(SECONDS)


class Bridged(Window):
    def download(self):
        self.begin()
        self.task = asyncio.create_task(work(), name="下载")
        self.task.add_done_callback(lambda task: self.end())


async def main():
    closed = asyncio.Event()
    QApplication.instance().aboutToQuit.connect(closed.set)
    window = Bridged("下载", "关于", "下载完毕。")
    window.open(CLICKS, SECONDS)
    await closed.wait()


if __name__ == "__main__":
    qasync.run(main())
