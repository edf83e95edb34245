"""Shows in a tab's parts what its session reads, batch by batch: lanes, output, the wish for input."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.core.bookmarks import Bookmark
from app.core.model import Actor
from app.shell.run_session import Advance
from app.shell.source_marks import SourceMarks
from app.shell.tab_face import TabFace
from app.shell.words import Words

_SHARE = 10  # of the whole time that the interpreter's own start may take and still be shown


class RunView(QObject):
    """Fills the parts of a tab while a run goes on or a recording is read; empties them before."""

    def __init__(self, face: TabFace, marks: SourceMarks) -> None:
        super().__init__(face)
        self._face = face
        self._marks = marks
        self._horizon: int | None = None  # up to when console and ledger show what happened; None: everything
        self._lanes: list[Actor] = []
        self._open: npt.NDArray[np.void] | None = None
        self._input_wanted = False
        self._words: Words | None = None
        face.session.begun.connect(self._begun)
        face.session.renewed.connect(self._renewed)
        face.session.advanced.connect(self._advanced)
        face.moment.changed.connect(self._show_moment)
        face.moment.changed.connect(face.findings.moment.show_moment)

    def clear(self) -> None:
        """Show no run, as before the first one."""
        self._face.timeline.clear()
        self._face.moment.clear()
        self._face.bookmarks.close_run()
        self._horizon = None
        self._face.console.clear()
        self._face.findings.clear()
        self._face.say_what_parts_are_for()

    def _begun(self) -> None:
        self._words = None
        self._horizon = None
        self._input_wanted = False
        self._face.timeline.clear()
        self._face.moment.clear()
        self._face.bookmarks.close_run()
        self._face.say_what_parts_are_for()
        self._face.timeline.set_message(self.tr("Starting…"))
        self._face.console.clear()
        self._face.console.set_horizon(None)
        self._face.findings.ledger.set_horizon(None)

    def _renewed(self) -> None:
        """The same run, read anew by somebody else."""
        self._words = None
        self._lanes, self._open = [], None
        self._face.timeline.clear()
        self._face.bookmarks.close_run()
        self._face.console.clear()

    def _advanced(self, advance: Advance) -> None:
        trace = self._face.session.trace
        if trace is None:
            return
        if self._words is None:
            self._words = Words(trace)
            self._marks.open_run(Path(trace.recording.manifest.program))
            self._face.timeline.set_describe(self._words.describe)
            self._face.timeline.set_labels(self._words.label)
            self._face.timeline.set_causes(self._words.causes)
            self._face.bookmarks.open_run(self._face.session.directory, self._words.name, self._bookmark)
        if advance.lanes:
            self._face.timeline.set_message(None)
        if advance.lanes is not self._lanes:
            self._lanes = advance.lanes
            self._face.timeline.set_lanes(advance.lanes)
        if len(advance.spans):
            self._face.timeline.add_spans(advance.spans)
        if advance.open_spans is not self._open:
            self._open = advance.open_spans
            self._face.timeline.set_open(advance.open_spans)
        if advance.flows:
            self._face.timeline.add_flows(advance.flows)
        if advance.output:
            actors = trace.actors.actors
            wrote = {piece.actor for piece in advance.output if piece.actor is not None}
            self._face.console.append(
                advance.output, {each: actors[each].name for each in wrote if each in actors}
            )
        self.ask_for_input(advance.wants_input)
        self._face.moment.grow(advance.horizon_ns, trace.program_ns, self._face.session.running)

    def ask_for_input(self, wanted: bool) -> None:
        """Show the line that answers `input()`, and put the keyboard there unless somebody edits."""
        if wanted == self._input_wanted:
            return
        self._input_wanted = wanted
        self._face.console.set_input_wanted(wanted)
        typing = isinstance(QApplication.focusWidget(), QLineEdit) or has_keyboard(self._face.pane)
        if wanted and self._face.isVisible() and not typing:
            self._face.console.focus_input()

    def finish(self) -> None:
        """Everything has been read."""
        trace = self._face.session.trace
        self._face.moment.finish(self._face.timeline_end, trace.program_ns if trace is not None else 0)
        early = self.tr("Nothing has been printed by this moment.")
        self._face.console.set_message(
            early if self._face.console.text() else self.tr("The program printed nothing.")
        )
        self._show_from_the_first_line()

    def _show_from_the_first_line(self) -> None:
        """Leave the start of the interpreter out of sight where it takes much of the picture."""
        trace = self._face.session.trace
        if not self._face.moment.whole:
            return  # somebody looks at something
        if trace is not None and trace.program_ns * _SHARE > self._face.timeline_end > trace.program_ns:
            self._face.timeline.zoom_to(
                trace.program_ns - (self._face.timeline_end - trace.program_ns) // 50, self._face.timeline_end
            )

    def _show_moment(self, t_ns: int) -> None:
        horizon = None if self._face.moment.whole else t_ns
        if horizon != self._horizon:
            self._horizon = horizon
            self._face.console.set_horizon(horizon)
            self._face.findings.ledger.set_horizon(horizon)

    def _bookmark(self) -> Bookmark:
        """One of what is shown now."""
        lane = self._marks.lane
        return Bookmark(self._face.moment.t_ns, lane=lane if lane >= 0 else None)


def has_keyboard(part: QWidget) -> bool:
    """Whether what is typed goes to this part, or to something within."""
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)
