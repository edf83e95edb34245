"""The tour: every variant of every demo once, claims checked, a picture of each tab."""

import asyncio
import sys
import tempfile
from pathlib import Path

from app.core.demo import HANGS_S
from app.core.languages import Language
from app.shell.application import Application
from app.shell.contents import Contents
from app.shell.demo_tab import DemoTab
from app.shell.life import demos, run_in_window
from app.shell.looks import Looks
from app.shell.run_session import Ending
from app.shell.settings import Settings
from app.shell.speech import Speech
from app.shell.window import Window
from widgets.spoken import said

_PAINT_S = 0.3
_SIZE = 1440, 900


def take_tour(out: Path | None, language: Language = "en") -> int:
    """Take the tour and return 0 if everything held. Raises OSError where no picture can be saved."""
    folder = out if out is not None else Path(tempfile.mkdtemp(prefix="concurrency-lab-tour-"))
    folder.mkdir(parents=True, exist_ok=True)
    app = Application(["concurrency-lab"])
    settings = Settings(str(folder / ".tour.ini"))
    settings.speak(language)
    window, _, _ = shown_window(app, settings, _SIZE)

    async def life(contents: Contents) -> int:
        tour = _Tour(window, contents, folder)
        return await tour.take()

    try:
        return run_in_window(app, window, settings, life)
    finally:
        (folder / ".tour.ini").unlink(missing_ok=True)


def shown_window(app: Application, settings: Settings, size: tuple[int, int]) -> tuple[Window, Looks, Speech]:
    """A window of this size (pixels) as the settings want it, and what dresses it and speaks in it."""
    looks, speech = Looks(app, settings), Speech(app, settings)
    looks.apply()
    speech.apply()
    window = Window(settings, looks, speech)
    window.resize(*size)
    window.show()
    app.processEvents()
    return window, looks, speech


class _Tour:
    def __init__(self, window: Window, contents: Contents, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._ended: asyncio.Queue[Ending] = asyncio.Queue()
        self._held = True
        contents.run_ended.connect(self._ended.put_nowait)

    async def take(self) -> int:
        for demo in demos(self._window):
            page = self._window.rail.show_page(demo)
            if isinstance(page, DemoTab):
                await self._run_all(page)
            else:
                self._say(said(f"{demo}: can't be loaded"))
                self._held = False
            await self._save(demo)
        for key in ("lesson", "own"):
            self._window.rail.show_page(key)
            await self._save(key)
        self._say(said(f"The pictures are in {self._folder}"))
        return 0 if self._held else 1

    async def _run_all(self, tab: DemoTab) -> None:
        for program in tab.programs():
            why = program.unavailable()
            if why is not None:
                self._say(said(f"{program.target}: can't run here: {why}"))
                continue
            tab.choose_program(program.id)
            refusal: list[str] = []
            tab.session.refused.connect(refusal.append)
            tab.run()
            stop = asyncio.get_running_loop().call_later(HANGS_S, tab.stop) if program.hangs else None
            while self._ended.empty() and not refusal:
                await asyncio.sleep(0.02)
            if stop is not None:
                stop.cancel()
            if refusal:
                self._say(f"{program.target}: {said(refusal[0])}")
                self._held = False
                continue
            self._check(program.target, self._ended.get_nowait())

    def _check(self, target: str, ending: Ending) -> None:
        told = {True: "holds", False: "does not hold", None: "can't be told here"}
        words = {verdict: said(each) for verdict, each in told.items()}
        self._say(said(f"{target}: {ending.events} events"))
        for claim, verdict in ending.verdicts:
            self._say(f"  {claim.name}: {words[verdict.holds]}. {said(verdict.detail)}")
            self._held = self._held and verdict.holds is not False

    async def _save(self, name: str) -> None:
        await asyncio.sleep(_PAINT_S)
        if not self._window.grab().save(str(self._folder / f"{name}.png")):
            raise OSError(0, "the picture can't be written")

    def _say(self, words: str) -> None:
        sys.stdout.write(words + "\n")
        sys.stdout.flush()
