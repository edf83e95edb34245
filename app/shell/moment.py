"""The one time that all views of a tab show: the present, a replayed time, or where the cursor stands."""

from PySide6.QtCore import QObject, Signal

from app.shell.replay_bar import ReplayBar
from widgets.timeline import Timeline


class Moment(QObject):
    """Keeps timeline and replay in step.

    Two times belong to it: how far the run is drawn (the horizon), and the moment itself. They are the same
    until somebody puts the cursor somewhere: then the moment is the cursor's, what is drawn stays, and
    playing moves the cursor.

    Signals:
        changed(object): the moment in ns since the spawn; also while a run goes on, once a frame.
    """

    changed = Signal(object)

    def __init__(self, timeline: Timeline, replay: ReplayBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self._replay = replay
        self._horizon_ns = 0
        replay.moved.connect(self._moved)
        replay.live_requested.connect(self.go_live)
        timeline.cursor_pinned.connect(self._pinned)
        timeline.follow_changed.connect(self._show_whether_live)
        timeline.present_requested.connect(self._present)

    @property
    def t_ns(self) -> int:
        """What all views show, in ns since the spawn."""
        pinned = self._timeline.pinned_ns
        return self._horizon_ns if pinned is None else pinned

    @property
    def whole(self) -> bool:
        """Whether everything is shown that has been recorded by now."""
        return self._timeline.pinned_ns is None and self._horizon_ns >= self._replay.end_ns

    def clear(self) -> None:
        """Another run begins."""
        self._horizon_ns = 0
        self._replay.set_end(0)

    def grow(self, horizon_ns: int, begin_ns: int, live: bool) -> None:
        """So much has been read; the views follow unless somebody holds them.

        `live`: the program still runs. A recording that is being read can't be held.
        """
        if live or self._replay.live:
            self._replay.grow(horizon_ns, begin_ns)
        if not self._replay.paused:
            self._draw_to(horizon_ns)
        self._show_whether_live()
        self.changed.emit(self.t_ns)

    def finish(self, end_ns: int, begin_ns: int = 0) -> None:
        """The run has ended; who holds the views keeps what is shown."""
        held = self._replay.paused
        self._replay.finish(end_ns, begin_ns)
        if not held:
            self._draw_to(end_ns)
        self.changed.emit(self.t_ns)

    def go_to(self, t_ns: int | None) -> None:
        """Put the cursor at an instant, as a click there would; None: take it away."""
        self._timeline.set_cursor(t_ns)
        self._pinned(t_ns)

    def go_live(self) -> None:
        """Show the present, without a cursor, and move along with it."""
        self._timeline.set_cursor(None)
        self._replay.resume()
        self._draw_to(self._replay.end_ns)
        self._timeline.set_follow(True)
        self._show_whether_live()
        self.changed.emit(self.t_ns)

    def _present(self) -> None:
        if self._replay.live:
            self.go_live()

    def _moved(self, t_ns: int) -> None:
        """Somebody plays or moves the slider."""
        if self._timeline.pinned_ns is None:
            self._draw_to(t_ns)
        else:
            self._timeline.set_cursor(t_ns)
            self._timeline.show_instant(t_ns)
            if t_ns > self._horizon_ns:
                self._draw_to(t_ns)
        self._show_whether_live()
        self.changed.emit(self.t_ns)

    def _pinned(self, t_ns: int | None) -> None:
        """Somebody put the cursor somewhere or took it away."""
        self._replay.show_time(self._horizon_ns if t_ns is None else t_ns)
        self._show_whether_live()
        self.changed.emit(self.t_ns)

    def _draw_to(self, t_ns: int) -> None:
        self._horizon_ns = t_ns
        self._timeline.set_horizon(t_ns)

    def _show_whether_live(self) -> None:
        self._replay.set_following(
            self._timeline.following and not self._replay.paused and self._timeline.pinned_ns is None
        )
