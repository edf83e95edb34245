"""One loop serves the window and coroutines: who awaits leaves the window its turn."""

import asyncio

import qasync
from PySide6.QtWidgets import QApplication
from window import Window, awaited_child_process, compute

SECONDS = 3.0  # 0.2..60, seconds that the download takes
WORK = "waiting"  # what it does: waiting, computing or process
CLICKS = True  # the program presses its buttons itself


async def work():
    if WORK == "waiting":
        await asyncio.sleep(SECONDS)
    elif WORK == "computing":
        compute(SECONDS)  # nothing is awaited: the window stands still
    else:
        await awaited_child_process(SECONDS)


class Bridged(Window):
    def download(self):
        self.begin()
        self.task = asyncio.create_task(work(), name="download")
        self.task.add_done_callback(lambda task: self.end())


async def main():
    closed = asyncio.Event()
    QApplication.instance().aboutToQuit.connect(closed.set)
    window = Bridged("Download", "About", "Downloaded.")
    window.open(CLICKS, SECONDS)
    await closed.wait()


if __name__ == "__main__":
    qasync.run(main())
