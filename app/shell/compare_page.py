"""The page that lays runs beside each other: variants run one after the other, or recordings of the history."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.comparison import Compared, compare
from app.core.errors import LabError
from app.core.places import new_run_directory
from app.launch.farm import RunFarm
from app.launch.job import JobLauncher, new_job_launcher
from app.shell.batch_bar import BatchBar
from app.shell.batch_request import Plan
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from app.shell.subject import Subject
from widgets.buttons import ActionButton
from widgets.card import Card
from widgets.comparison_view import ComparisonView
from widgets.empty_words import QuietWords
from widgets.scroll_page import ScrollPage
from widgets.spoken import said
from widgets.stopwatch import Stopwatch
from widgets.theme import GAP, PAD, WIDE, scaled

_TIMEOUT_S = 120.0

#: Plans for the programs of these ids, as the tab shows them; LabError.
MakePlans = Callable[[Sequence[str]], list[Plan]]


class ComparePage(QWidget):
    """Programs to tick, the blocks over one axis, the stopwatch of the chosen one.

    Signals:
        open_requested(object): Path of the recording to show.
    """

    open_requested = Signal(object)

    def __init__(self, farm: RunFarm, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._farm = farm
        self._settings = settings
        self._make_plans: MakePlans | None = None
        self._jobs: JobLauncher | None = None
        self._directories: list[Path] = []
        self._titles: list[str] = []
        self._runs: list[Compared] = []
        self._before: dict[str, int] = {}  # by title, how long the run before took: the ghost
        self._chosen = 0
        self.bar = BatchBar(self.tr("Compare"), self.tr("Run all"))
        self.view = ComparisonView()
        self._empty = QuietWords(
            self.tr(
                "The runs appear here one below the other, over one time axis: which took longest, and on "
                "what it waited."
            )
        )
        self.stopwatch = Stopwatch()
        self._card = Card(self.tr("Honest stopwatch"), self.stopwatch)
        self.open = ActionButton(self.tr("Open"), "play")
        self._card.add_tool(self.open)
        self._arrange()
        self._connect()
        self.bar.set_programs(
            self.tr("Go to a demo and choose Run, Compare variants…, or choose recordings in the history."),
            [],
            [],
        )

    def _arrange(self) -> None:
        page = ScrollPage()
        page.rows.addWidget(self._empty, 1)
        page.rows.addWidget(self.view)
        page.rows.addStretch(0)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.bar)
        self._rows.addWidget(page, 1)
        self._rows.addWidget(self._card)
        follow_font(self, self._space)
        self._card.hide()
        self.view.hide()

    def _space(self) -> None:
        wide = scaled(WIDE, self)
        self._rows.setContentsMargins(wide, scaled(PAD, self), wide, wide)
        self._rows.setSpacing(scaled(GAP, self))

    def _connect(self) -> None:
        self.bar.run_requested.connect(self.run)
        self.bar.stop_requested.connect(self._farm.stop)
        self._farm.run_ended.connect(self._run_ended)
        self._farm.finished.connect(self._over)
        self._farm.failed.connect(self._failed)
        self.view.chosen.connect(self.choose)
        self.open.clicked.connect(lambda: self.open_requested.emit(self._runs[self._chosen].directory))

    @property
    def busy(self) -> bool:
        """Whether something runs or is read."""
        return self._farm.busy or self._jobs is not None

    async def closed(self) -> None:
        """End everything and wait until nothing of it is left."""
        await self._farm.closed()
        if self._jobs is not None:
            await self._jobs.closed()

    def set_subject(self, subject: Subject, make_plans: MakePlans) -> None:
        """Offer the programs of a tab, all that aren't known to hang ticked; while something runs, that stays."""
        if self.busy:
            return
        self._make_plans = make_plans
        tame = [program.id for program in subject.programs if not program.hangs]
        self.bar.set_programs(subject.title, subject.programs, tame)

    def show_recordings(self, directories: Sequence[Path], titles: Sequence[str]) -> None:
        """Lay these recordings beside each other; nothing happens while something runs."""
        if self.busy:
            return
        self._before = {}
        self._directories, self._titles = list(directories), list(titles)
        self._read()

    def reword(self, say: Callable[[str], str]) -> None:
        """Put the titles into another language; what runs, or was run, stays."""
        self._titles = [say(title) for title in self._titles]
        self._before = {say(title): ns for title, ns in self._before.items()}

    def run(self) -> None:
        """Run what is ticked, one after the other, so that none disturbs another."""
        if self.busy or self._make_plans is None:
            return
        try:
            plans = self._make_plans(self.bar.chosen())
            folder = self._settings.runs_folder
            requests = [plan.into(new_run_directory(folder), _TIMEOUT_S) for plan in plans]
        except LabError as error:
            self.bar.say(said(str(error)))
            return
        ghosts = {title: run.wall_ns for title, run in zip(self._titles, self._runs, strict=False)}
        self._before = {plan.title: ghosts[plan.title] for plan in plans if plan.title in ghosts}
        self._directories = [request.directory for request in requests]
        self._titles = [plan.title for plan in plans]
        self._runs = []
        self.bar.set_running(True)
        self.bar.say(self.tr("{0} of {1} runs").format(0, len(requests)))
        self._farm.start(requests, 1, self._settings.launcher)

    def _run_ended(self) -> None:
        self.bar.say(self.tr("{0} of {1} runs").format(self._farm.done, self._farm.total))

    def _over(self, whole: bool) -> None:
        done = self._farm.done
        for left in self._directories[done:]:
            if left.is_dir() and not any(left.iterdir()):
                left.rmdir()
        self._directories, self._titles = self._directories[:done], self._titles[:done]
        self._read()

    def _failed(self, why: str) -> None:
        self._over(whole=False)
        self.bar.say(said(why))

    def _read(self) -> None:
        self._jobs = new_job_launcher(self._settings.launcher, self)
        self._jobs.done.connect(self._show)
        self._jobs.failed.connect(self._not_read)
        self._jobs.cancelled.connect(self._release)
        self._jobs.start(partial(compare, self._directories))

    def _release(self) -> None:
        jobs, self._jobs = self._jobs, None
        if jobs is not None:
            jobs.deleteLater()
        self.bar.set_running(False)

    def _not_read(self, why: str) -> None:
        self._release()
        self.bar.say(said(why))

    def _show(self, runs: list[Compared]) -> None:
        self._release()
        self._runs = runs
        self.bar.say("")
        ghosts = {
            place: self._before[title] for place, title in enumerate(self._titles) if title in self._before
        }
        self.view.set_runs(runs, self._titles, ghosts)
        for part in (self.view, self._card):
            part.setVisible(bool(runs))
        self._empty.setVisible(not runs)
        if runs:
            self.choose(min(self._chosen, len(runs) - 1))

    def choose(self, place: int) -> None:
        """Show the stopwatch of a block."""
        self._chosen = place
        self.view.set_current(place)
        run = self._runs[place]
        self._card.set_title(self.tr("Honest stopwatch · {0}").format(self._titles[place]))
        self.stopwatch.set_phases(run.phases, run.printed)
