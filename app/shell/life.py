"""The window's life from its first paint to its end: the event loop, and leaving while programs run."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import qasync
from PySide6.QtGui import QIcon

from app.core.lab_log import LabLog
from app.core.places import lab_home
from app.core.progress import Progress
from app.launch.job import new_job_launcher
from app.shell import garbage, turns
from app.shell.application import Application
from app.shell.contents import Contents
from app.shell.kept_runs import empty_bin, prune_runs
from app.shell.many_runs import end_leftover_series
from app.shell.mishap_watch import MishapWatch
from app.shell.newcomer import Newcomer, lab_icon
from app.shell.page_keys import LESSON, PAGES
from app.shell.settings import Settings
from app.shell.window import Window
from app.stage.leftovers import end_leftovers
from widgets.spoken import said

_PAINT_S = 0.3  # what a page gets to paint itself before its picture is taken


def live(app: Application, window: Window, settings: Settings, options: argparse.Namespace) -> int:
    """Load the rest, live until the window is closed, put everything away; return the exit code.

    With `options.seen` the window comes forward when the lab is started once more.
    """
    app.setWindowIcon(QIcon(str(lab_icon())))

    async def life(contents: Contents) -> int:
        window.heartbeat.start()
        sweeping = new_job_launcher("task", window)
        sweeping.failed.connect(window.show_status)
        sweeping.start(partial(_sweep, settings.runs_folder, settings.runs_mb << 20))
        if options.program is not None:
            contents.open_path(options.program)
        elif options.demo is not None:
            window.rail.show_page(options.demo)
        else:
            window.rail.show_page(LESSON)
        if options.screenshot is not None:
            await asyncio.sleep(_PAINT_S)
            saved = window.grab().save(str(options.screenshot))
            if not saved:
                told = said(f"The picture {options.screenshot} can't be written.")
                sys.stderr.write(f"{told}\n")
            await sweeping.closed()
            return 0 if saved else 2
        if options.seen:
            comer = Newcomer(window, contents)
            window.closing.connect(comer.bell.close)
            comer.bell.listen()
        left = asyncio.Event()
        window.closing.connect(left.set)
        if not window.isVisible():  # closed as soon as it was there
            left.set()
        await left.wait()
        await sweeping.closed()
        return 0

    return run_in_window(app, window, settings, life, options.seen)


def run_in_window(
    app: Application,
    window: Window,
    settings: Settings,
    life: Callable[[Contents], Awaitable[int]],
    seen: bool = False,
) -> int:
    """Fill the window, run `life` on the event loop, and leave nothing behind whatever happens.

    `seen`: a person looks, so that failures of the lab itself get a dialog.
    """
    watch = MishapWatch(LabLog(lab_home()), window, seen)
    watch.said.connect(window.show_status)
    app.leave = window.close  # so that what runs is ended first
    loop = qasync.QEventLoop(app)

    async def whole() -> int:
        contents = Contents(window, settings, lab_home())
        contents.fill()
        try:
            with garbage.out_of_frames(), turns.short():
                return await life(contents)
        finally:
            await contents.closed()
            window.close_for_good()

    watch.hear_loop(loop)
    try:
        with watch.listening(), loop:
            asyncio.set_event_loop(loop)
            return int(loop.run_until_complete(whole()))
    finally:
        app.leave = None


def demos(window: Window) -> list[str]:
    """The ids of the demos in the rail."""
    return [key for key in window.rail.page_keys() if " " not in key and key not in PAGES]


def _sweep(folder: Path, most_bytes: int, progress: Progress) -> None:
    """End what a killed lab left behind, and let go of what was deleted and of old recordings."""
    end_leftovers(folder)
    end_leftover_series(folder)
    empty_bin(folder)
    prune_runs(folder, most_bytes)
