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
from app.core.languages import in_language, words_of
from app.core.program import read_source
from app.core.salvage import recording_of, salvaged
from app.discovery import BrokenDemo, FoundDemo, discover
from app.launch.gate import StartGate
from app.shell.batch_pages import BatchPages
from app.shell.demo_tab import DemoTab
from app.shell.exporter import Exporter
from app.shell.glossary_page import GlossaryPage
from app.shell.history import History
from app.shell.history_page import HistoryPage
from app.shell.lesson_page import LessonPage
from app.shell.machine_page import MachinePages
from app.shell.pages import FailedPage, OwnProgramPage
from app.shell.presenter import Presenter
from app.shell.python_finder import PythonFinder
from app.shell.settings import Settings
from app.shell.sheet_page import SheetPage
from app.shell.subject import Subject, demo_subject, file_subject
from app.shell.timeline_pictures import TimelinePictures
from app.shell.window import Window
from app.stage.machine import RunRoot

if TYPE_CHECKING:
    from app.shell.help_desk import HelpDesk
    from app.shell.side_by_side import SideBySide

LESSON = "lesson"
OWN = "own"
MONITOR = "monitor"
HISTORY = "history"
COMPARE = "compare"
MANY = "many"
GLOSSARY = "glossary"
SHEET = "sheet"
PAGES = (LESSON, OWN, HISTORY, COMPARE, MANY, MONITOR, GLOSSARY, SHEET)  # in the rail, and no demos
SIDE_BY_SIDE = "side by side"
_FILE = "file"
_STARTER = """from threading import Thread
from time import sleep

THREADS = 3  # 1..20, how many


def work(number):
    sleep(0.1 * number)
    print("thread", number, "is done")


for number in range(1, THREADS + 1):
    Thread(target=work, args=(number,)).start()
"""


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
        self._home = home
        self._gate = StartGate()
        self._finder = PythonFinder(parent=self)
        self._tabs: list[DemoTab] = []
        self._found: list[Demo] = []  # in English
        self._sheet = ClassSheet()
        self._beside: list[SideBySide] = []  # pages on which several programs run at once
        self._targets: set[str] = set()  # demo.variant, of all that are in the rail
        self._said: dict[DemoTab, str] = {}  # what the status bar shows while the tab is shown
        self._machine = MachinePages(window, settings, self._running)
        self._machine.said.connect(window.show_status)
        self._history = History(settings, self, shown=self._shown_recordings)
        self._history.said.connect(window.show_status)
        self._titles: dict[str, str] = {}  # by target, as the history calls them
        self._batches = BatchPages(settings, self._gate, self)
        self._batches.open_requested.connect(self.open_path)
        self._batches.runs_ended.connect(self._keep_to_limit)
        window.many_requested.connect(self._run_many)
        window.compare_requested.connect(self._compare)
        self._pictures = TimelinePictures(window)
        self._pictures.said.connect(window.show_status)
        window.picture_requested.connect(self._save_picture)
        self._exporter = Exporter(window)
        self._exporter.said.connect(window.show_status)
        self._exporter.busy_changed.connect(self._offer_export)
        window.export_requested.connect(self._export)
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
        found = discover(demos_folder)
        self._found = [each.demo for each in found if isinstance(each, FoundDemo)]
        demos = self._demos()
        rail.add_heading(self.tr("Start"))
        rail.add_page(LESSON, self.tr("Lesson"), lambda: self._lesson_page(self._demos()))
        rail.add_page(OWN, self.tr("Your program"), self._own_page)
        rail.add_page(HISTORY, self.tr("History"), self._history_page)
        rail.add_page(COMPARE, self.tr("Compare"), self._batches.compare)
        rail.add_page(MANY, self.tr("Many runs"), self._batches.many_runs)
        rail.add_page(MONITOR, self.tr("Monitor"), self._machine.page)
        rail.add_page(GLOSSARY, self.tr("Glossary"), self._glossary_page)
        rail.add_page(SHEET, self.tr("Class sheet"), self._sheet_page)
        for chapter, members in groupby(demos, key=lambda demo: demo.chapter):
            rail.add_heading(chapter)
            for demo in members:
                self._add_demo(demo)
                if demo.side_by_side:
                    self._add_side_by_side(demo)
        broken = [each for each in found if isinstance(each, BrokenDemo)]
        if broken:
            rail.add_heading(self.tr("Not loaded"))
        for each in broken:
            rail.add_page(each.id, each.id, self._failed_page(each))
        self._machine.restore()

    def _demos(self) -> list[Demo]:
        """All, in the language that is spoken now."""
        return [in_language(each, self._settings.language) for each in self._found]

    def _demo(self, demo_id: str) -> Demo:
        return next(each for each in self._demos() if each.id == demo_id)

    def _add_demo(self, demo: Demo) -> None:
        for variant in demo.variants:
            self._targets.add(f"{demo.id}.{variant.id}")
            self._titles[f"{demo.id}.{variant.id}"] = f"{demo.title} · {variant.title}"
        build = partial(self._demo_page, demo.id)
        self._window.rail.add_page(demo.id, demo.title, build, _searched(demo))

    def _add_side_by_side(self, demo: Demo) -> None:
        title = self.tr("… side by side")
        self._window.rail.add_page(
            f"{demo.id} {SIDE_BY_SIDE}", title, lambda: self._side_by_side(self._demo(demo.id)), demo.title
        )

    def _side_by_side(self, demo: Demo) -> QWidget:
        from app.shell.side_by_side import SideBySide  # late: the curves take 0.2 s to load

        page = SideBySide(demo_subject(demo), self._settings, self._gate)
        page.status_changed.connect(self._window.show_status)
        page.freeze_requested.connect(self._window.own_freeze.ask)
        self._beside.append(page)
        return page

    def _demo_page(self, demo_id: str) -> QWidget:
        demo = self._demo(demo_id)
        try:
            return self._tab(demo_subject(demo))
        except (
            Exception
        ) as error:  # what a demo says of itself may be wrong in any way: the others still open
            return FailedPage(demo.id, f"{type(error).__name__}: {error}")

    def _lesson_page(self, demos: list[Demo]) -> QWidget:
        page = LessonPage(demos, self._sheet)
        page.demo_chosen.connect(self._window.rail.show_page)
        page.line_chosen.connect(self._show_line)
        return page

    def _history_page(self) -> QWidget:
        page = HistoryPage(self._history, self._settings, self._title)
        page.open_requested.connect(self.open_path)
        page.compare_requested.connect(self._compare_recordings)
        return page

    def _title(self, target: str) -> str:
        return self._titles.get(target) or Path(target).name

    def _glossary_page(self) -> QWidget:
        try:
            return GlossaryPage(read_glossary(), self._settings.language)
        except LabError as error:
            return FailedPage(GLOSSARY, str(error))

    def _sheet_page(self) -> QWidget:
        page = SheetPage(self._sheet)
        page.said.connect(self._window.show_status)
        return page

    def _show_term(self, term: str) -> None:
        page = self._window.rail.show_page(GLOSSARY)
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
        self._window.rail.show_page(MONITOR)

    def _failed_page(self, broken: BrokenDemo) -> Callable[[], QWidget]:
        return lambda: FailedPage(broken.id, broken.why)

    def _own_page(self) -> QWidget:
        page = OwnProgramPage([Path(each) for each in self._settings.recent if Path(each).is_file()])
        page.program_chosen.connect(self.open_path)
        page.open_requested.connect(self._window.ask_for_program)
        page.new_requested.connect(self._begin_small)
        return page

    def _begin_small(self) -> None:
        path = self._home / "programs" / "first.py"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_text(_STARTER, encoding="utf-8")
        except OSError as error:
            self._window.show_status(self.tr("{0} can't be written: {1}.").format(path, error.strerror))
            return
        self.open_path(path)

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
        return tab

    def speak(self, before: str, now: str) -> None:
        """Put everything into another language; what runs runs on."""
        from app.shell.rewording import phrases, reword_everything  # late: it is seldom wanted

        rail, demos = self._window.rail, {each.id: each for each in self._demos()}
        reword_everything(phrases(before, now, self._words_of_demos))
        rail.retitle(
            {key: demo.title for key, demo in demos.items()},
            {key: _searched(demo) for key, demo in demos.items()},
        )
        for tab in self._tabs:
            demo = demos.get(tab.demo_id)
            tab.speak(demo_subject(demo) if demo is not None else tab.subject, self._settings.language)
        if self._help_desk is not None:
            self._help_desk.speak()
        for page in PAGES:
            if page != MONITOR:
                rail.rebuild(page)
        self._show_what_was_said()

    def _words_of_demos(self, language: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for demo in self._found:
            found.update(words_of(demo.folder, language))
        return found

    # the tab that is shown ----------------------------------------------------------------------------------
    def current_tab(self) -> DemoTab | None:
        """The tab that is shown, if it is one of programs."""
        page = self._window.rail.current_page()
        return page if isinstance(page, DemoTab) else None

    def show_monitor(self) -> None:
        """Go to the live curves."""
        self._window.rail.show_page(MONITOR)

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
            self._offer_export()

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
        self._offer_export()

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
        self._batches.offer_many(self._window.rail.show_page(MANY), tab)

    def _compare(self) -> None:
        tab = self.current_tab()
        self._window.rail.show_page(COMPARE)
        self._batches.offer_compare(tab)

    def _compare_recordings(self, runs: list[KeptRun]) -> None:
        self._window.rail.show_page(COMPARE)
        titles = [run.note.name or self._title(run.manifest.target) for run in runs if run.manifest]
        self._batches.show_compared([run.directory for run in runs if run.manifest], titles)

    # exporting ----------------------------------------------------------------------------------------------
    def _offer_export(self) -> None:
        tab = self.current_tab()
        shown = tab is not None and tab.session.recording is not None
        self._window.offer_export(shown, self._exporter.busy)

    def _export(self) -> None:
        tab = self.current_tab()
        recording = tab.session.recording if tab is not None else None
        if self._exporter.busy:
            self._exporter.give_up()
        elif recording is not None:
            manifest, directory, _ = recording
            self._exporter.ask(directory, Path(manifest.program).stem, self._settings.launcher)

    def _save_picture(self) -> None:
        tab = self.current_tab()
        if tab is None:
            self._window.show_status(self.tr("There is no timeline on this page."))
        else:
            self._pictures.ask(tab.timeline, tab.program.path.stem)

    # files and recordings -----------------------------------------------------------------------------------
    def open_path(self, path: Path) -> None:
        """Open a Python file in a tab of its own, or a recording's folder in the tab that it belongs to."""
        path = path.absolute()
        if (folder := recording_of(path)) is not None:
            self._open_recording(folder)
        elif not path.exists():
            self._window.show_status(self.tr("There is no file {0}.").format(path))
        else:
            self._open_program(path)

    def _open_program(self, path: Path) -> QWidget:
        rail = self._window.rail
        key = f"{_FILE} {path}"
        if not rail.has(key):
            question = self.tr("Runs in its folder, {0}").format(path.parent)
            if not any(each.startswith(_FILE) for each in rail.page_keys()):
                rail.add_heading(self.tr("Opened"))
            rail.add_page(key, path.name, lambda: self._tab(file_subject(path, question)))
        self._settings.opened(str(path))
        return rail.show_page(key)

    def _open_recording(self, directory: Path) -> None:
        try:
            manifest, _ = salvaged(directory)
        except LabError as error:
            self._window.show_status(str(error))
            return
        program = Path(manifest.program)
        target = manifest.target or f"{program.parent.name}.{program.stem}"  # as demos lie in their folders
        demo_id, _, variant_id = target.partition(".")
        if target in self._targets:
            tab = self._window.rail.show_page(demo_id)
        elif Path(manifest.program).is_file():
            tab = self._open_program(Path(manifest.program))
            variant_id = ""
        else:
            gone = self.tr("The program of this recording, {0}, is gone.")
            self._window.show_status(gone.format(manifest.program))
            return
        if isinstance(tab, DemoTab):
            tab.open_recording(directory, variant_id)

    # leaving ------------------------------------------------------------------------------------------------
    async def closed(self) -> None:
        """End everything that runs and wait until nothing of it is left."""
        for tab in self._tabs:
            tab.keep_sizes()
        self.presenter.leave()
        self._machine.close()
        self._settings.save()
        ending = [*(tab.session.closed() for tab in self._tabs), *(page.closed() for page in self._beside)]
        parts = self._exporter, self._history, self._batches, self._finder
        await asyncio.gather(*(part.closed() for part in parts), *ending)


def _searched(demo: Demo) -> str:
    """What a demo is found by besides its title: its question and its programs."""
    found = [demo.question]
    for variant in demo.variants:
        found.append(variant.title)
        try:
            found.append(read_source(demo.program(variant)))
        except LabError:
            continue
    return "\n".join(found)
