"""Fills the window's rail: the opening page, the demos that are there, the user's own programs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.class_sheet import ClassSheet
from app.core.demo import Demo
from app.core.errors import LabError
from app.core.glossary import read_glossary
from app.core.kept_run import KeptRun
from app.discovery import BrokenDemo
from app.launch.gate import StartGate
from app.shell import page_keys
from app.shell.batch_pages import BatchPages
from app.shell.demo_shelf import DemoShelf, searched
from app.shell.demo_tab import DemoTab
from app.shell.glossary_page import GlossaryPage
from app.shell.history import History
from app.shell.history_page import HistoryPage
from app.shell.lesson_page import LessonPage
from app.shell.machine_page import MachinePages
from app.shell.opening import Opening
from app.shell.pages import FailedPage, OwnProgramPage
from app.shell.presenter import Presenter
from app.shell.python_finder import PythonFinder
from app.shell.settings import Settings
from app.shell.sharing import Sharing
from app.shell.sheet_page import SheetPage
from app.shell.subject import Subject, demo_subject
from app.shell.window import Window
from app.stage.machine import RunRoot
from widgets.spoken import said

if TYPE_CHECKING:
    from app.shell.help_desk import HelpDesk
    from app.shell.side_by_side import SideBySide


class Contents(QObject):
    """Builds tabs and connects them with the window.

    Signals:
        run_ended(Ending): a run in some tab was read to its end.
    """

    run_ended = Signal(object)

    def __init__(self, window: Window, settings: Settings, home: Path) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._help_desk: HelpDesk | None = None
        self._own_programs = home / "programs"
        self._gate = StartGate()
        self._shelf = DemoShelf(settings)
        self._opening = Opening(window, settings, self._shelf, self._tab, self)
        self._finder = PythonFinder(parent=self)
        self._tabs: list[DemoTab] = []
        self._sheet = ClassSheet()
        self._beside: list[SideBySide] = []  # pages on which several programs run at once
        self._said: dict[DemoTab, str] = {}  # what the status bar shows while the tab is shown
        self._machine = MachinePages(window, settings, self._running)
        self._machine.said.connect(window.show_status)
        self._history = History(settings, self, shown=self._shown_recordings)
        self._history.said.connect(window.show_status)
        self._batches = BatchPages(settings, self._gate, self)
        self._batches.open_requested.connect(self.open_path)
        self._batches.runs_ended.connect(self._keep_to_limit)
        window.many_requested.connect(self._run_many)
        window.compare_requested.connect(self._compare)
        self._sharing = Sharing(window, settings, self.current_tab, self)
        window.run_requested.connect(self._run)
        window.stop_requested.connect(self._stop)
        window.program_opened.connect(self.open_path)
        window.teaching_changed.connect(self._follow_settings)
        if window.speech is not None:
            window.speech.changed.connect(self.speak)
        window.rail.page_shown.connect(self._show_what_was_said)
        self.presenter = Presenter(window, settings, self.current_tab)
        window.present_requested.connect(self.presenter.toggle)
        window.teach_requested.connect(self.presenter.teach)
        window.help_requested.connect(self._show_help)
        window.about_requested.connect(self._show_about)

    def fill(self, demos_folder: Path | None = None) -> None:
        """Put everything that is found into the rail; nothing of it is built before it is shown."""
        rail = self._window.rail
        self._shelf.look(demos_folder)
        rail.add_heading(self.tr("Start"))
        rail.add_page(page_keys.LESSON, self.tr("Lesson"), self._lesson_page)
        rail.add_page(page_keys.OWN, self.tr("Your program"), self._own_page)
        rail.add_page(page_keys.HISTORY, self.tr("History"), self._history_page)
        rail.add_page(page_keys.COMPARE, self.tr("Compare"), self._batches.compare)
        rail.add_page(page_keys.MANY, self.tr("Many runs"), self._batches.many_runs)
        rail.add_page(page_keys.MONITOR, self.tr("Monitor"), self._machine.page)
        rail.add_page(page_keys.GLOSSARY, self.tr("Glossary"), self._glossary_page)
        rail.add_page(page_keys.SHEET, self.tr("Class sheet"), self._sheet_page)
        for chapter, members in groupby(self._shelf.demos(), key=lambda demo: demo.chapter):
            rail.add_heading(chapter)
            for demo in members:
                self._add_demo(demo)
                if demo.side_by_side:
                    self._add_side_by_side(demo)
        if self._shelf.broken:
            rail.add_heading(self.tr("Not loaded"))
        for each in self._shelf.broken:
            rail.add_page(each.id, each.id, self._failed_page(each))
        self._machine.restore()

    def _add_demo(self, demo: Demo) -> None:
        build = partial(self._demo_page, demo.id)
        self._window.rail.add_page(demo.id, demo.title, build, searched(demo))

    def _add_side_by_side(self, demo: Demo) -> None:
        title = self.tr("… side by side")
        self._window.rail.add_page(
            f"{demo.id} {page_keys.SIDE_BY_SIDE}",
            title,
            lambda: self._side_by_side(self._shelf.demo(demo.id)),
            demo.title,
        )

    def _side_by_side(self, demo: Demo) -> QWidget:
        from app.shell.side_by_side import SideBySide  # late: the curves take 0.2 s to load

        page = SideBySide(demo_subject(demo), self._settings, self._gate)
        page.status_changed.connect(self._window.show_status)
        page.freeze_requested.connect(self._window.own_freeze.ask)
        self._beside.append(page)
        return page

    def _demo_page(self, demo_id: str) -> QWidget:
        demo = self._shelf.demo(demo_id)
        try:
            return self._tab(demo_subject(demo))
        except (
            Exception
        ) as error:  # what a demo says of itself may be wrong in any way: the others still open
            return FailedPage(demo.id, f"{type(error).__name__}: {error}")

    def _lesson_page(self) -> QWidget:
        page = LessonPage(self._shelf.demos(), self._sheet)
        page.demo_chosen.connect(self._window.rail.show_page)
        page.line_chosen.connect(self._show_line)
        return page

    def _history_page(self) -> QWidget:
        page = HistoryPage(self._history, self._settings, self._shelf.title)
        page.open_requested.connect(self.open_path)
        page.compare_requested.connect(self._compare_recordings)
        return page

    def _glossary_page(self) -> QWidget:
        try:
            return GlossaryPage(read_glossary(), self._settings.language)
        except LabError as error:
            return FailedPage(page_keys.GLOSSARY, str(error))

    def _sheet_page(self) -> QWidget:
        page = SheetPage(self._sheet)
        page.said.connect(self._window.show_status)
        return page

    def _show_term(self, term: str) -> None:
        page = self._window.rail.show_page(page_keys.GLOSSARY)
        if isinstance(page, GlossaryPage):
            page.show_term(term)

    def _show_line(self, demo: str, variant: str, line: int) -> None:
        tab = self._window.rail.show_page(demo)
        if isinstance(tab, DemoTab):
            tab.choose_program(variant)
            tab.point_at((line, line))

    def help_desk(self) -> HelpDesk:
        """Who opens the help and the about box."""
        if self._help_desk is None:
            from app.shell.help_desk import HelpDesk  # late: it is seldom wanted

            self._help_desk = HelpDesk(self._window, self._settings, self.presenter, self._finder)
        return self._help_desk

    def _show_help(self, name: str) -> None:
        self.help_desk().show_help(name)

    def _show_about(self) -> None:
        self.help_desk().show_about()

    def _show_monitor(self) -> None:
        self._window.rail.show_page(page_keys.MONITOR)

    def _failed_page(self, broken: BrokenDemo) -> Callable[[], QWidget]:
        return lambda: FailedPage(broken.id, broken.why)

    def _own_page(self) -> QWidget:
        page = OwnProgramPage([Path(each) for each in self._settings.recent if Path(each).is_file()])
        page.program_chosen.connect(self.open_path)
        page.open_requested.connect(self._window.ask_for_program)
        page.new_requested.connect(lambda: self._opening.begin_small(self._own_programs))
        return page

    def _tab(self, subject: Subject) -> DemoTab:
        tab = DemoTab(subject, self._settings, self._gate, self._finder, sheet=self._sheet)
        tab.guide.term_chosen.connect(self._show_term)
        tab.guide.next_demo_requested.connect(lambda: self._window.rail.step(1))
        tab.guide.present_requested.connect(self.presenter.toggle)
        tab.guide.steps.monitor_requested.connect(self._show_monitor)
        tab.status_changed.connect(lambda words: self._say(tab, words))
        tab.program_saved.connect(self.open_path)
        tab.run_ended.connect(self.run_ended)
        tab.run_ended.connect(self._keep_to_limit)
        self._tabs.append(tab)
        if tab.pane.problem:  # which was told before anybody listened
            self._said[tab] = said(tab.pane.problem)
        return tab

    def speak(self, before: str, now: str) -> None:
        """Put everything into another language; what runs runs on."""
        from app.shell.rewording import phrases, reword_everything  # late: it is seldom wanted

        rail, demos = self._window.rail, {each.id: each for each in self._shelf.demos()}
        speech = self._window.speech
        turn = phrases(before, now, self._shelf.words, speech.said if speech is not None else {})
        reword_everything(turn)
        self._said = {tab: turn.say(words) for tab, words in self._said.items()}
        rail.retitle(
            {key: demo.title for key, demo in demos.items()},
            {key: searched(demo) for key, demo in demos.items()},
        )
        for tab in self._tabs:
            demo = demos.get(tab.demo_id)
            tab.speak(demo_subject(demo) if demo is not None else tab.subject, self._settings.language)
        for page in self._beside:
            page.speak(demo_subject(demos[page.demo_id]))
        if self._help_desk is not None:
            self._help_desk.speak()
        self.presenter.speak()
        if self._window.command_palette is not None:
            self._window.command_palette.speak()
        self._sheet.speak(turn.say)
        for key in page_keys.WORDS:
            rail.rebuild(key)
        self._show_what_was_said()

    # the tab that is shown ----------------------------------------------------------------------------------
    def current_tab(self) -> DemoTab | None:
        """The tab that is shown, if it is one of programs."""
        page = self._window.rail.current_page()
        return page if isinstance(page, DemoTab) else None

    def open_path(self, path: Path) -> None:
        """Open a Python file in a tab of its own, or a recording's folder in the tab that it belongs to."""
        self._opening.open_path(path)

    def show_monitor(self) -> None:
        """Go to the live curves."""
        self._window.rail.show_page(page_keys.MONITOR)

    def _running(self) -> tuple[list[RunRoot], Mapping[int, str]]:
        """What the monitor shows: the runs that go on, and the names of their processes' lanes."""
        roots, names = [], {}
        sessions = [tab.session for tab in self._tabs]
        sessions += [column.session for page in self._beside for column in page.columns]
        for session in sessions:
            root = session.root
            if root is not None:
                roots.append(root)
                names.update(session.process_names())
        return roots, names

    def _shown_recordings(self) -> set[Path]:
        """Those that some tab shows or makes."""
        sessions = [tab.session for tab in self._tabs]
        sessions += [column.session for page in self._beside for column in page.columns]
        return {session.shown for session in sessions if session.shown is not None}

    def _keep_to_limit(self) -> None:
        self._history.room.keep_to_limit(for_good=True)

    def _say(self, tab: DemoTab, words: str) -> None:
        self._said[tab] = words
        if tab is self.current_tab():
            self._window.show_status(words)
            self._sharing.offer()

    def _follow_settings(self) -> None:
        for tab in self._tabs:
            tab.follow_settings()

    def _show_what_was_said(self) -> None:
        match self._window.rail.current_page():
            case LessonPage() as lesson:
                lesson.show_progress()
            case SheetPage() as sheet:
                sheet.show_rows()
            case DemoTab() as shown:
                shown.follow_settings()
            case _:
                pass
        tab = self.current_tab()
        self._window.show_status(self._said.get(tab, "") if tab is not None else "")
        self._sharing.offer()

    def _run(self) -> None:
        page = self._runnable()
        if page is not None:
            page.run()

    def _stop(self) -> None:
        page = self._runnable()
        if page is not None:
            page.stop()

    def _runnable(self) -> DemoTab | SideBySide | None:
        """The page that is shown, if something can be run there."""
        page = self._window.rail.current_page()
        beside = next((each for each in self._beside if each is page), None)
        return beside or self.current_tab()

    def _run_many(self) -> None:
        tab = self.current_tab()
        self._batches.offer_many(self._window.rail.show_page(page_keys.MANY), tab)

    def _compare(self) -> None:
        tab = self.current_tab()
        self._window.rail.show_page(page_keys.COMPARE)
        self._batches.offer_compare(tab)

    def _compare_recordings(self, runs: list[KeptRun]) -> None:
        self._window.rail.show_page(page_keys.COMPARE)
        titles = [run.note.name or self._shelf.title(run.manifest.target) for run in runs if run.manifest]
        self._batches.show_compared([run.directory for run in runs if run.manifest], titles)

    # leaving ------------------------------------------------------------------------------------------------
    async def closed(self) -> None:
        """End everything that runs and wait until nothing of it is left."""
        for tab in self._tabs:
            tab.keep_sizes()
        self.presenter.leave()
        self._machine.close()
        self._settings.save()
        ending = [*(tab.session.closed() for tab in self._tabs), *(page.closed() for page in self._beside)]
        parts = self._sharing.exporter, self._history, self._batches, self._finder
        await asyncio.gather(*(part.closed() for part in parts), *ending)
