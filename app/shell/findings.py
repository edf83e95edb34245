"""The pane that says what a run shows: claims, the ledger of watched data, how it ended, what wasn't seen."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.core.diagnosis import Diagnosis
from app.core.evidence import Evidence
from app.shell.moment_pane import MomentPane
from app.shell.run_session import Ending
from app.shell.words import title_of
from widgets.claim_badges import ClaimBadges
from widgets.code_words import with_code
from widgets.duration import duration
from widgets.ledger import LedgerTable
from widgets.spoken import said


class Findings(QWidget):
    """Badges and a note; beside them the ledger, where a program watches data.

    Signals:
        moment_chosen(object, object): time in ns and lane (or None) of a row of the ledger, or of a picture.
    """

    moment_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badges = ClaimBadges()
        self.ledger = LedgerTable()
        self.moment = MomentPane()
        self.ledger.deposit_selected.connect(
            lambda deposit: self.moment_chosen.emit(deposit.begin_ns, deposit.actor)
        )
        self.moment.moment_chosen.connect(self.moment_chosen)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setDrawBase(False)
        self.pages.addTab(self.badges, self.tr("Claims"))
        self.pages.addTab(self.ledger, self.tr("Ledger"))
        self.pages.addTab(self.moment, self.tr("Moment"))
        self.pages.setTabToolTip(
            2,
            self.tr(
                "Who held which lock, what was in the queues, and who waited, at the moment that is shown"
            ),
        )
        self.pages.setTabToolTip(1, self.tr("Each read and write of the watched data, in order of time"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.pages)
        self.clear()

    def clear(self, note: str = "") -> None:
        """Nothing has been run."""
        self.badges.set_claims([])
        self.show_diagnoses([])
        self.badges.set_note(note)
        self.ledger.set_deposits([], {})
        self.moment.set_run(None)
        self._show_pages(ledger=False)

    def show_diagnoses(self, diagnoses: Sequence[Diagnosis]) -> None:
        """What is wrong, or was noticed, with a word on each."""
        self.badges.set_diagnoses(
            [(title_of(each), with_code(said(each.text)), each.severity == "fault") for each in diagnoses]
        )

    def show_standing(self, evidence: Evidence | None, occupancy: npt.NDArray[np.void] | None = None) -> None:
        """While it runs and lanes stand still: how they stand; None: they move again."""
        self.moment.set_run(evidence, occupancy, standing=True)
        self._show_pages(ledger=self.pages.isTabVisible(1))

    def show_ending(self, ending: Ending, note: str) -> None:
        """Show what a run has shown; `note` is the variant's own word."""
        self.badges.set_claims(
            [(claim.name, verdict.holds, said(verdict.detail)) for claim, verdict in ending.verdicts]
        )
        self.show_diagnoses(ending.diagnoses)
        sentences = [with_code(note)] if note and not ending.manifest.edited else []
        sentences += [escape(each) for each in self._remarks(ending)]
        self.badges.set_note("<br><br>".join(sentences))
        names = {actor.id: actor.name for actor in ending.evidence.actors.values()}
        self.ledger.set_deposits(ending.deposits, names)
        self.moment.set_run(ending.evidence, ending.occupancy, ending.moments)
        self._show_pages(ledger=bool(ending.deposits))

    def _show_pages(self, ledger: bool) -> None:
        moment = self.moment.has_anything()
        self.pages.setTabVisible(1, ledger)
        self.pages.setTabVisible(2, moment)
        self.pages.tabBar().setVisible(ledger or moment)
        if not self.pages.isTabVisible(self.pages.currentIndex()):
            self.pages.setCurrentIndex(0)

    def _remarks(self, ending: Ending) -> list[str]:
        remarks = [said(each) for each in ending.problems]
        if ending.lost:
            remarks.append(self.tr("{0} events came too fast to be recorded one by one.").format(ending.lost))
        if ending.manifest.left_behind:
            remarks.append(
                self.tr(
                    "{0} processes were still there when the program had ended; the lab ended them."
                ).format(ending.manifest.left_behind)
            )
        actors = ending.evidence.actors.values()
        failure = next((actor.exception for actor in actors if actor.how == "first"), "")
        why = self._why_so_little(ending.evidence) if ending.judged and not failure else ""
        if failure:
            remarks.append(self.tr("The program ended with {0}.").format(failure.rstrip(".")))
            if failure.startswith("TclError") and "display" in failure:
                remarks.append(
                    self.tr(
                        "Windows of tkinter open on the screen itself, never in the lab, and there is no screen."
                    )
                )
        elif why:
            remarks.append(why)
        elif not ending.verdicts and ending.judged:
            remarks.append(self._in_numbers(ending.evidence, ending.waited_ns))
        return remarks

    def _in_numbers(self, evidence: Evidence, waited: int) -> str:
        """What there is to see of a program for which nothing is claimed."""
        kinds = Counter(actor.kind for actor in evidence.actors.values())
        counts = (
            (kinds["process"] + kinds["opaque"], self.tr("1 process"), self.tr("{0} processes")),
            (kinds["thread"], self.tr("1 thread"), self.tr("{0} threads")),
            (kinds["task"], self.tr("1 task"), self.tr("{0} tasks")),
        )
        lanes = ", ".join(one if n == 1 else many.format(n) for n, one, many in counts if n)
        if not waited:
            return self.tr("{0}.").format(lanes)
        waits = self.tr("1 wait of {1}") if len(evidence.spans) == 1 else self.tr("{0} waits of {1} in all")
        return f"{lanes}; {waits.format(len(evidence.spans), duration(waited))}."

    def _why_so_little(self, evidence: Evidence) -> str:
        """Why there is nothing to see, where there is nothing."""
        if all(actor.kind == "opaque" for actor in evidence.actors.values()):
            return self.tr("Nothing was recorded: the interpreter couldn't be traced, or ended at once.")
        opaque = [actor.name for actor in evidence.processes() if actor.kind == "opaque"]
        if opaque:
            return self.tr("What {0} did can't be seen: it is no traced Python.").format(
                ", ".join(opaque[:3])
            )
        if len(evidence.actors) > 1 or evidence.spans:
            return ""
        return self.tr("One lane that never waits: there is no concurrency in this program.")


def ending_sentence(ending: Ending) -> str:
    """How a run ended, for the status bar: "exited 0 · 132 ms · 87 events"."""
    exit = ending.manifest.exit
    if exit is None:
        how = said("not ended")
    elif exit.status is None:
        how = said(exit.reason)
    else:
        how = f"{said(exit.reason)} {exit.status}"
    events = QCoreApplication.translate("Findings", "{0} events").format(ending.events)
    told = f"{how} · {duration(ending.evidence.wall_ns)} · {events}"
    if ending.manifest.generators and not ending.manifest.python.monitors:
        slowed = QCoreApplication.translate("Findings", "slowed by generator lanes")
        return f"{told} · {slowed}"
    return told
