"""Builds the window's object graph and runs it: the one module that sees every floor.

The order counts: the window is painted before numpy, asyncio and the demos are loaded.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.core.command_line import Parser, teller
from app.core.errors import RequestError
from app.core.spoken import ENGLISH, asked_language, language_option, system_language

REFUSED = 2


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the window's options; raises RequestError with a sentence."""
    parser = Parser(
        lang=asked_language(argv) or system_language(),
        prog="main.py",
        command="",
        description="Open the Concurrency Lab. There are commands too: list, run, inspect, tour, --test; "
        "and, as the first word, --install-shortcut, --bundle DIR [--for SYSTEM], --wheelhouse DIR, "
        "--reset-settings, --uninstall [--yes].",
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
        raise RequestError(f"There is no file {options.program}.")
    if options.demo is not None and options.demo not in (ids := _demo_ids()):
        raise RequestError(f"There is no demo {options.demo!r}; the demos are {', '.join(ids)}.")
    if options.screenshot is not None and not options.screenshot.absolute().parent.is_dir():
        raise RequestError(f"The picture can't be saved: there is no folder {options.screenshot.parent}.")
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
    # What a command says is English unless `--lang` is given, for scripts read it.
    touring = argv[:1] == ["tour"]
    tell = teller(asked_language(argv) or (ENGLISH if touring else system_language()))
    try:
        if touring:
            return tour(argv[1:])
        options = parse(argv)
        if not has_display():
            if options.screenshot is None:
                _tell(tell("There is no display: the lab takes its tour unseen and saves pictures."))
                return tour([] if options.lang is None else ["--lang", options.lang])
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        options.seen = is_seen(options)
        if options.seen and _came_forward(options):
            _tell(tell("The lab is open already: its window has come forward."))
            return 0
        return _open(options)
    except RequestError as refusal:
        _tell(tell(str(refusal)))
        return REFUSED


def _tell(sentence: str) -> None:
    if sys.stderr is not None:  # a window has none on Windows
        sys.stderr.write(f"{sentence}\n")


def _open(options: argparse.Namespace) -> int:
    gc.disable()  # there is nothing to collect yet, and looking for it takes a tenth of the way to first paint
    from app.shell.application import Application
    from app.shell.looks import Looks
    from app.shell.settings import Settings
    from app.shell.speech import Speech
    from app.shell.window import Window

    app = Application(["concurrency-lab"])
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
    parser = Parser(
        lang=asked_language(argv) or system_language(),
        prog="main.py tour",
        command="tour",
        description="Run every demo once, check its claims, and save a picture of each tab.",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the pictures go, else a new folder")
    parser.add_argument(
        "--lang",
        type=language_option,
        metavar="LANGUAGE",
        default=ENGLISH,
        help="language of the pictures, else English",
    )
    options = parser.parse_args(argv)
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.shell.tour import take_tour

    try:
        return take_tour(options.out, options.lang)
    except OSError as error:
        raise RequestError(f"The pictures can't be saved: {error.strerror}.") from None
