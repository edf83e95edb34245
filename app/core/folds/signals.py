"""Signals as arrows: from who sent one to who handled it or was ended by it."""

from collections import deque

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among, one_by_one
from app.core.folds.arrows import Arrows
from app.core.recording import Events, Recording

#: A signal whose handler hasn't run by then had none: it counts as received when it was sent.
_HANDLED_NS = 1_000_000_000
_KINDS = among([Kind.SIGNAL_SENT, Kind.SIGNAL_RECEIVED, Kind.CHILD_END])

End = tuple[int, int]  # (actor, when)


class Signals:
    """Brings signals that were sent together with their effect."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._signals: deque[tuple[int, int, int, int]] = deque()  # (when, sender, pid, number)
        self._handled: dict[tuple[int, int], deque[End]] = {}  # (pid, number) -> who handled it

    def feed(self, told: Events, at: npt.NDArray[np.intp], arrows: Arrows) -> None:
        """Take new events in, which stand at the places `at` of their batch."""
        chosen = np.flatnonzero(_KINDS.take(told["kind"]))
        for row, place in zip(one_by_one(told.take(chosen)), at[chosen].tolist(), strict=True):
            t, actor, a, b = row.t, row.actor, row.a, row.b
            match row.kind:
                case Kind.SIGNAL_SENT:
                    self._send(t, actor, a, b, place, arrows)
                case Kind.SIGNAL_RECEIVED:
                    pid = self._recording.logs[row.process].pid
                    self._handle(pid, b, (self._recording.known_child(pid), t), place, arrows)
                case Kind.CHILD_END if b < 0:
                    self._end(a, -b, place, arrows)
                case _:
                    pass  # a child that ended by itself

    def _send(self, t: int, sender: int, pid: int, number: int, at: int, arrows: Arrows) -> None:
        handled = self._handled.get((pid, number), deque())
        while handled and handled[0][1] < t:  # nobody of the run sent that one
            handled.popleft()
        if handled:
            receiver, handled_ns = handled.popleft()
            _tell(sender, receiver, t, handled_ns, at, arrows)
        else:
            self._signals.append((t, sender, pid, number))

    def _handle(self, pid: int, number: int, receiver: End, at: int, arrows: Arrows) -> None:
        for signal in self._signals:
            t, sender, whom, which = signal
            if (whom, which) == (pid, number) and t <= receiver[1]:
                self._signals.remove(signal)
                _tell(sender, receiver[0], t, receiver[1], at, arrows)
                return
        self._handled.setdefault((pid, number), deque()).append(receiver)

    def _end(self, pid: int, number: int, at: int, arrows: Arrows) -> None:
        """A child was ended by a signal: by the last of this number that was sent to it."""
        for signal in reversed(self._signals):
            t, sender, whom, which = signal
            if (whom, which) == (pid, number):
                self._signals.remove(signal)
                _tell(sender, self._recording.known_child(pid), t, t, at, arrows)
                return

    def settle_until(self, events: Events, arrows: Arrows) -> None:
        """Those that were sent long before the latest of these events had no handler."""
        if self._signals:
            self._settle(int(events["t"].max()) - _HANDLED_NS, len(events), arrows)

    def settle(self, arrows: Arrows) -> None:
        """Nothing more will come."""
        self._settle(None, 0, arrows)

    def _settle(self, until_ns: int | None, at: int, arrows: Arrows) -> None:
        while self._signals and (until_ns is None or self._signals[0][0] < until_ns):
            t, sender, pid, _ = self._signals.popleft()
            _tell(sender, self._recording.known_child(pid), t, t, at, arrows)


def _tell(sender: int, receiver: int, sent_ns: int, handled_ns: int, at: int, arrows: Arrows) -> None:
    if receiver >= 0 and sender != receiver:
        arrows.tell(at, "signal", sender, receiver, sent_ns, handled_ns)
