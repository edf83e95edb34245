"""The page that runs programs many times and shows how often which value came out. Imports pyqtgraph."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import LabError
from app.core.run_facts import TIME, Measure, RunFacts, measures
from app.shell.batch_bar import BatchBar
from app.shell.batch_request import Plan
from app.shell.many_runs import ManyRuns
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from app.shell.subject import Subject
from widgets.buttons import ActionButton
from widgets.card import Card
from widgets.duration import duration
from widgets.empty_words import EmptyWords
from widgets.histogram import Histogram, Series
from widgets.number_field import CountField
from widgets.spoken import reason, said
from widgets.stacking import StackingSplitter
from widgets.theme import PAD, WIDE, scaled

MOST_RUNS = 1000
_USUAL_RUNS = 100
_MOST_TITLES = 6

#: Plans for the programs of these ids, as the tab shows them; LabError.
MakePlans = Callable[[Sequence[str]], list[Plan]]


class ManyRunsPage(QWidget):
    """Programs to tick, how often, bars, and the runs one by one.

    Signals:
        open_requested(object): Path of the recording of one run.
    """

    open_requested = Signal(object)

    def __init__(self, runs: ManyRuns, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._settings = settings
        self._make_plans: MakePlans | None = None
        self._titles: list[str] = []
        self._facts: list[tuple[int, RunFacts]] = []
        self.bar = BatchBar(self.tr("Many runs"), self.tr("Run"))
        self.count = CountField()
        self.parallel = CountField()
        self.measure = QComboBox()
        self.histogram = Histogram()
        self.list = QListWidget()
        self.open = ActionButton(self.tr("Open"), "play")
        self._arrange()
        self._connect()
        self.bar.set_programs(self.tr("Go to a demo and choose Run, Run many times…"), [], [])

    def _arrange(self) -> None:
        cores = os.cpu_count() or 1
        self.count.setRange(1, MOST_RUNS)
        self.count.setValue(_USUAL_RUNS)
        self.parallel.setRange(1, cores)
        self.parallel.setValue(max(1, cores - 1))
        self.parallel.setToolTip(self.tr("More at a time are sooner done, but disturb each other"))
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.bar.add_tool(self.tr("runs of each"), self.count)
        self.bar.add_tool(self.tr("at a time"), self.parallel)
        self.list.setAccessibleName(self.tr("Runs"))
        EmptyWords(self.list, self.tr("Each run appears here: open one to see how it came to its result."))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        bars = Card(self.tr("How often"), self.histogram)
        bars.add_tool(self.measure)
        self.measure.setAccessibleName(self.tr("What is counted"))
        runs = Card(self.tr("Runs"), self.list)
        runs.add_tool(self.open)
        self._split = StackingSplitter((bars, runs))
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([760, 360])
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.bar)
        self._rows.addWidget(self._split, 1)
        follow_font(self, self._space)
        self._choose()

    def _space(self) -> None:
        wide = scaled(WIDE, self)
        self._rows.setContentsMargins(wide, scaled(PAD, self), wide, wide)
        self._rows.setSpacing(scaled(PAD, self))

    def _connect(self) -> None:
        self.bar.run_requested.connect(self.run)
        self.bar.stop_requested.connect(self._runs.stop)
        self._runs.begun.connect(self._begun)
        self._runs.facts_read.connect(self._take)
        self._runs.progressed.connect(self._tell)
        self._runs.finished.connect(self._finished)
        self._runs.failed.connect(self._failed)
        self.measure.currentIndexChanged.connect(self._show)
        self.histogram.bar_chosen.connect(self.choose_bar)
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemDoubleClicked.connect(self._open_item)
        self.open.clicked.connect(self._open)

    def set_subject(self, subject: Subject, chosen: str, make_plans: MakePlans) -> None:
        """Offer the programs of a tab, the shown one ticked; while something runs, that stays."""
        if self._runs.busy:
            return
        self._make_plans = make_plans
        self.bar.set_programs(subject.title, subject.programs, [chosen])

    def reword(self, say: Callable[[str], str]) -> None:
        """Put the titles into another language; what runs, or was run, stays."""
        self._titles = [say(title) for title in self._titles]
        for place in range(self.measure.count()):
            self.measure.setItemText(place, self._measure_words(Measure(*self.measure.itemData(place))))
        self._show()

    # running ------------------------------------------------------------------------------------------------
    def run(self) -> None:
        """Run what is ticked."""
        if self._runs.busy or self._make_plans is None:
            return
        try:
            plans = self._make_plans(self.bar.chosen()[:_MOST_TITLES])
            self._titles = [plan.title for plan in plans]
            settings = self._settings
            self._runs.start(
                plans, self.count.value(), self.parallel.value(), settings.runs_folder, settings.launcher
            )
        except LabError as error:
            self.bar.say(said(str(error)))
        except OSError as error:
            self.bar.say(self.tr("The runs can't be recorded: {0}.").format(reason(error)))

    def _begun(self) -> None:
        self._facts.clear()
        self.list.clear()
        self.bar.set_running(True)
        self._tell()
        self._show()

    def _tell(self) -> None:
        farm = self._runs.farm
        words = self.tr("{0} of {1} runs").format(farm.done, farm.total)
        if farm.busy and farm.left_s is not None:
            words = self.tr("{0} · about {1} left").format(words, duration(round(farm.left_s * 1e9)))
        self.bar.say(words)

    def _finished(self, whole: bool) -> None:
        self.bar.set_running(False)
        words = self.tr("{0} runs") if whole else self.tr("given up after {0} runs")
        self.bar.say(words.format(len(self._facts)))

    def _failed(self, why: str) -> None:
        self.bar.set_running(False)
        self.bar.say(said(why))

    # what came out ------------------------------------------------------------------------------------------
    def _take(self, facts: list[tuple[int, RunFacts]]) -> None:
        self._facts += facts
        self._offer_measures()
        self._show()

    def _offer_measures(self) -> None:
        found = measures([facts for _, facts in self._facts])
        if found == [self.measure.itemData(place) for place in range(self.measure.count())]:
            return
        chosen = self.measure.currentData()
        self.measure.blockSignals(True)
        self.measure.clear()
        for each in found:
            self.measure.addItem(self._measure_words(each), each)
        self.measure.setCurrentIndex(found.index(chosen) if chosen in found else 0)
        self.measure.blockSignals(False)

    def _measure_words(self, measure: Measure) -> str:
        match measure.kind:
            case "watched":
                return self.tr("{0} at the end").format(measure.label)
            case "printed":
                return self.tr("printed: {0}").format(measure.label)
            case _:
                return self.tr("time in s")

    def shown_measure(self) -> Measure:
        """What is counted."""
        chosen = self.measure.currentData()
        return Measure(*chosen) if chosen is not None else TIME

    def _show(self) -> None:
        measure = self.shown_measure()
        rows: list[list[float]] = [[] for _ in self._titles]
        for program, facts in self._facts:
            if measure in facts.values:
                rows[program].append(facts.values[measure])
        series = [Series(title, values) for title, values in zip(self._titles, rows, strict=True)]
        self.histogram.set_series(series, self._measure_words(measure))
        for place, (program, facts) in enumerate(self._facts):
            item = self.list.item(place)
            if item is None:
                item = QListWidgetItem()
                self.list.addItem(item)
            item.setText(f"{self._titles[program]} · {self._fact_words(facts, measure)}")

    def _fact_words(self, facts: RunFacts, measure: Measure) -> str:
        if facts.exit is None:
            return said(facts.problem) or self.tr("not ended")
        value = facts.values.get(measure)
        words = "–" if value is None else f"{value:g}"
        if facts.exit.reason == "exited" and facts.exit.status == 0:
            return words
        status = "" if facts.exit.status is None else facts.exit.status
        return f"{words} · {said(f'{facts.exit.reason} {status}'.rstrip())}"

    def choose_bar(self, program: int, low: float, high: float) -> None:
        """Choose the runs of a bar in the list."""
        measure = self.shown_measure()
        self.list.clearSelection()
        first = None
        for place, (owner, facts) in enumerate(self._facts):
            value = facts.values.get(measure)
            if owner == program and value is not None and low <= value < high:
                item = self.list.item(place)
                item.setSelected(True)
                first = first or item
        if first is not None:
            self.list.scrollToItem(first, QListWidget.ScrollHint.PositionAtTop)

    def chosen(self) -> list[Path]:
        """The recordings of the chosen runs."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self._facts[row][1].directory for row in rows]

    def _choose(self) -> None:
        self.open.setEnabled(bool(self.list.selectedItems()))

    def _open(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.open_requested.emit(chosen[0])

    def _open_item(self, item: QListWidgetItem) -> None:
        self.open_requested.emit(self._facts[self.list.row(item)][1].directory)
