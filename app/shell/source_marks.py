"""Marks in a tab's source where its lanes are at the moment that is shown, or what a lesson talks about."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.core.languages import original
from app.shell.current_lines import current_lines
from app.shell.tab_face import TabFace

_EVERY_MS = 60


class SourceMarks(QObject):
    """Follows a tab's moment and chosen lane. `lane` is -1 while none is chosen, `pointed` what a lesson marks."""

    def __init__(self, face: TabFace) -> None:
        super().__init__(face)
        self._face = face
        self.lane = -1
        self.pointed: tuple[int, int] | None = None
        self._recorded: Path | None = None  # the program's file as the recording names it
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_EVERY_MS)
        self._soon.timeout.connect(self.mark)
        face.session.begun.connect(self._begun)
        face.moment.changed.connect(self._mark_soon)
        face.timeline.lane_selected.connect(self.choose_lane)

    def _begun(self) -> None:
        self.lane, self.pointed, self._recorded = -1, None, None

    def _mark_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def open_run(self, program: Path) -> None:
        """The run that is shown is of this file, as its recording names it."""
        self._recorded = program

    def choose_lane(self, actor: int) -> None:
        """Mark where this lane is."""
        self.lane = actor
        self.mark()

    def point_at(self, lines: tuple[int, int] | None) -> None:
        """Mark these lines, first and last, until something else is shown; None: no longer."""
        self.pointed = lines
        self.mark()
        if lines is not None:
            self._face.pane.source.show_line(lines[1])
            self._face.pane.source.show_line(lines[0])

    def mark(self) -> None:
        """Mark what is to be marked now."""
        source = self._face.pane.source
        if self.pointed is not None:
            first, last = self.pointed
            source.mark_lines(dict.fromkeys(range(first, last + 1), "current"))
            return
        trace = self._face.session.trace
        if trace is None or self._recorded is None or not self.recorded_is(self._face.program.path):
            source.mark_lines({})
            return
        t_ns = self._face.moment.t_ns
        lane = self.lane if self.lane >= 0 else self._busiest()
        marks = current_lines(trace, lane, t_ns, self._recorded)
        source.mark_lines(marks)
        here = next((line for line, role in marks.items() if role == "current"), None)
        if here is not None and self.lane >= 0:
            source.show_line(here)

    def recorded_is(self, path: Path) -> bool:
        """Whether the recording is of this program, in whatever language: line for line they are the same."""
        return self._recorded is not None and original(self._recorded) == original(path)

    def _busiest(self) -> int:
        """While no lane is chosen: the main one, as long as something runs."""
        session = self._face.session
        running = session.busy or not self._face.moment.whole
        if session.trace is None or not running or not session.trace.recording.logs:
            return -1
        return session.trace.recording.logs[0].lanes.get(1)
