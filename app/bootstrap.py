"""Builds the window's object graph and runs it: the one module that sees every floor.

The order counts: the window is painted before numpy, asyncio and the demos are loaded.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.core.spoken import language_option
from app.core.typing import override

REFUSED = 2


class _Refusal(Exception):
    """What is wrong with the command line."""


class _Parser(argparse.ArgumentParser):
    @override
    def error(self, message: str) -> NoReturn:
        raise _Refusal(f"{message[:1].upper()}{message[1:]}. See `python3 main.py --help`.")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the window's options; raises _Refusal with a sentence."""
    parser = _Parser(
        prog="main.py",
        description="Open the Concurrency Lab. There are commands too: list, run, inspect, tour, --test; "
        "and, as the first word, --install-shortcut, --bundle DIR [--for SYSTEM], --wheelhouse DIR, "
        "--reset-settings, --uninstall [--yes].",
        allow_abbrev=False,
    )
    parser.add_argument("program", nargs="?", type=Path, help="a .py file or a recording's folder to open")
    parser.add_argument("--demo", metavar="ID", help="the demo to show first")
    parser.add_argument("--projector", action="store_true", help="everything larger")
    parser.add_argument(
        "--lang", type=language_option, metavar="LANGUAGE", help="for this start; else as it was chosen"
    )
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="paint, save a picture, leave")
    options = parser.parse_args(argv)
    if options.program is not None and not options.program.exists():
        raise _Refusal(f"There is no file {options.program}.")
    if options.demo is not None and options.demo not in (ids := _demo_ids()):
        raise _Refusal(f"There is no demo {options.demo!r}; the demos are {', '.join(ids)}.")
    if options.screenshot is not None and not options.screenshot.absolute().parent.is_dir():
        raise _Refusal(f"The picture can't be saved: there is no folder {options.screenshot.parent}.")
    return options


def _demo_ids() -> list[str]:
    """As discovery would find them, which brings more along than first paint has time for."""
    return sorted(file.parent.name for file in Path(__file__).resolve().parents[1].glob("demos/*/demo.py"))


def has_display() -> bool:
    """Whether a window can be shown, or is wanted unseen."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_seen(options: argparse.Namespace) -> bool:
    """Whether a person looks at this window: there is one such window, and the others are nobody's business."""
    unseen = os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal"))
    return options.screenshot is None and not unseen


def _came_forward(options: argparse.Namespace) -> bool:
    from app.core.places import lab_home
    from app.shell.knock import door, knock

    return knock(door(lab_home()), options.demo, options.program)


def main(argv: Sequence[str]) -> int:
    """Open the window and return the exit code; without a display, take the tour instead."""
    try:
        if argv[:1] == ["tour"]:
            return tour(argv[1:])
        options = parse(argv)
        if not has_display():
            if options.screenshot is None:
                sys.stderr.write("There is no display: the lab takes its tour unseen and saves pictures.\n")
                return tour([])
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        options.seen = is_seen(options)
        if options.seen and _came_forward(options):
            sys.stderr.write("The lab is open already: its window has come forward.\n")
            return 0
        return _open(options)
    except _Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED


def _open(options: argparse.Namespace) -> int:
    gc.disable()  # there is nothing to collect yet, and looking for it takes a tenth of the way to first paint
    from PySide6.QtWidgets import QApplication

    from app.shell.looks import Looks
    from app.shell.settings import Settings
    from app.shell.speech import Speech
    from app.shell.window import Window

    app = QApplication(["concurrency-lab"])
    app.setApplicationDisplayName("Concurrency Lab")
    app.setDesktopFileName("concurrency-lab")
    app.setQuitOnLastWindowClosed(False)
    settings = Settings()
    settings.speak(options.lang)
    looks = Looks(app, settings, options.projector)
    looks.apply()
    speech = Speech(app, settings)
    speech.apply()
    window = Window(settings, looks, speech)
    window.show()
    app.processEvents()  # first paint: what follows may take its time
    gc.enable()
    from app.shell.life import live

    return live(app, window, settings, options)


def tour(argv: Sequence[str]) -> int:
    """Run every demo once and save a picture of each tab."""
    parser = _Parser(prog="main.py tour", allow_abbrev=False)
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--lang", type=language_option, metavar="LANGUAGE", default="en")
    options = parser.parse_args(argv)
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.shell.tour import take_tour

    try:
        return take_tour(options.out, options.lang)
    except OSError as error:
        raise _Refusal(f"The pictures can't be saved: {error.strerror}.") from None
