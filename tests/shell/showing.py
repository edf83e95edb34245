"""Tabs and windows on Qt's event loop: tests act on them as a person does, and ask what is shown."""

import asyncio
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.core.demo import Claim, Demo
from app.core.manifest import Manifest
from app.core.places import runs_folder
from app.discovery import FoundDemo, discover
from app.shell.contents import Contents
from app.shell.demo_tab import DemoTab
from app.shell.looks import Looks
from app.shell.run_session import Ending
from app.shell.subject import Program, Subject, demo_subject, file_subject
from app.shell.window import Window
from widgets.ledger import LedgerTable

_TOO_LONG_S = 20


def demo(demo_id: str) -> Demo:
    """One of the lab's demos."""
    return next(each.demo for each in discover() if isinstance(each, FoundDemo) and each.id == demo_id)


def bank_account() -> Subject:
    """The demo with the account, as its tab shows it."""
    return demo_subject(demo("bank_account"))


def program_of(
    folder: Path, source: str, name: str = "program.py", claims: tuple[Claim, ...] = ()
) -> Program:
    """A program with this text."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    return Program(id=path.stem, title=path.name, path=path, target=f"test.{path.stem}", claims=claims)


def subject_of(*programs: Program) -> Subject:
    """A demo of these programs."""
    return Subject(title="A test", question="What is seen?", programs=programs)


def own_file(folder: Path, source: str, name: str = "mine.py") -> Subject:
    """A file of the user's."""
    return file_subject(program_of(folder, source, name).path, "Runs in its folder")


async def until(fact: Callable[[], object], failure: Callable[[], str]) -> None:
    """Let the window live until a fact holds."""
    deadline = time.monotonic() + _TOO_LONG_S
    while not fact():
        assert time.monotonic() < deadline, failure()
        await asyncio.sleep(0.004)


class ShownTab:
    """One tab, what it said, and how its runs ended."""

    def __init__(self, tab: DemoTab) -> None:
        self.tab = tab
        self.said: list[str] = []
        self.endings: list[Ending] = []
        self.refusals: list[str] = []
        tab.status_changed.connect(self.said.append)
        tab.run_ended.connect(self.endings.append)
        tab.session.refused.connect(self.refusals.append)

    # acting -------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Press Run."""
        self.tab.bar.run.click()

    async def until(self, fact: Callable[[], object]) -> None:
        """Let the window live until a fact holds."""
        await until(fact, lambda: f"it never came to this: {self.said[-3:]} {self.refusals}")

    async def ended(self) -> Ending:
        """Let the window live until the run that was started has been judged."""
        await self.until(lambda: self.endings or self.refusals)
        assert not self.refusals, self.refusals
        return self.endings.pop()

    async def run(self) -> Ending:
        """Press Run and wait for the end."""
        self.start()
        return await self.ended()

    async def open_recording(self, directory: Path) -> Ending:
        """Open a recording's folder and wait until it is shown."""
        self.tab.open_recording(directory)
        return await self.ended()

    # asking -------------------------------------------------------------------------------------------------
    def lanes(self) -> list[str]:
        """The names of the timeline's lanes from top to bottom."""
        return [actor.name for actor in self.tab.timeline._state.lanes.actors]

    def lane(self, name: str) -> list[tuple[str, int, int]]:
        """What the lane of that name is drawn as, from left to right: (state's word, start, end)."""
        state = self.tab.timeline._state
        actor = state.lanes.actors[self.lanes().index(name)]
        pieces, t_ns = [], actor.start_ns
        while (piece := state.piece(actor.id, t_ns)) is not None:
            pieces.append((piece.state.word, piece.start_ns, piece.end_ns))
            t_ns = piece.end_ns
        return pieces

    def states(self, name: str) -> set[str]:
        """The states in which the lane of that name is drawn."""
        return {word for word, _, _ in self.lane(name)}

    def output(self) -> list[str]:
        """The lines of the output, without time and lane."""
        return [line.text for line in self.tab.console._view.lines.lines]

    def claims(self) -> dict[str, bool | None]:
        """The badges: name and whether it holds."""
        pills = self.tab.findings.badges._flow
        found: list[Any] = [pills.itemAt(index) for index in range(pills.count())]
        return {pill.widget()._name: pill.widget()._holds for pill in found}

    def note(self) -> str:
        """The words below the badges, as they are marked up."""
        return self.tab.findings.badges._note.text()

    def ledger(self) -> LedgerTable:
        """The table of reads and writes."""
        return self.tab.findings.ledger

    def source(self) -> str:
        """The program as shown."""
        return self.tab.pane.source.source()

    def edit(self, text: str) -> None:
        """Replace the shown program as if it had been typed."""
        editor = self.tab.pane.source.editor
        editor.selectAll()
        editor.insertPlainText(textwrap.dedent(text))
        self.tab.pane.source.flush_edit()

    def marked(self) -> dict[int, str]:
        """The marked lines of the source and what they are marked as."""
        editor = self.tab.pane.source.editor
        roles = {number + 1: editor.role_of(number) for number in range(editor.blockCount())}
        return {line: role for line, role in roles.items() if role is not None}

    def title_of_source(self) -> str:
        """What stands above the source."""
        return self.tab.pane._card.title()

    def manifest(self) -> Manifest:
        """That of the newest recording."""
        return Manifest.read(recordings()[-1])


class ShownWindow:
    """A whole window."""

    def __init__(self, window: Window, contents: Contents, looks: Looks) -> None:
        self.window = window
        self.contents = contents
        self.looks = looks

    def fill(self, demos_folder: Path | None = None) -> None:
        """Put the demos of a folder (None: the lab's) into the rail."""
        self.contents.fill(demos_folder)

    def show_tab(self, key: str) -> ShownTab:
        """Go to a demo's tab."""
        self.window.rail.show_page(key)
        return self.current()

    def current(self) -> ShownTab:
        """The tab that is shown."""
        tab = self.contents.current_tab()
        assert tab is not None, self.status()
        return ShownTab(tab)

    def status(self) -> str:
        """What the status bar says."""
        return self.window._status.text()

    def titles(self) -> Sequence[str]:
        """The visible lines of the rail."""
        rail = self.window.rail
        shown = [index for index in range(rail.bar.count()) if rail.bar.isTabVisible(index)]
        return [rail.bar.tabText(index) for index in shown]


def recordings() -> list[Path]:
    """The folders of all recordings, oldest first."""
    folder = runs_folder()
    return sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime_ns) if folder.is_dir() else []
