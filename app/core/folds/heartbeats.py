"""How the loops that serve windows turned: their heartbeats, how late each was, when a window stood still."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among
from app.core.growing import GrowingTable
from app.core.recording import Events

PERIOD_NS = 50_000_000  # as the tracer's heart beats
#: From this lateness on people notice that a window doesn't answer.
FREEZE_NS = 100_000_000

#: One heartbeat: when (ns since the spawn), how late (ns), of whose loop (actor id).
BEAT = np.dtype([("t", "<i8"), ("late", "<i8"), ("actor", "<i4")])

Beats = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """One heartbeat of a window's loop, as claims read it."""

    actor: int
    t_ns: int
    late_ns: int


class HeartbeatFold:
    """Heartbeats as rows of BEAT, in the order in which they were written."""

    READS = among([Kind.HEARTBEAT])

    def __init__(self) -> None:
        self.beats = GrowingTable(BEAT)

    def feed(self, events: Events) -> None:
        """Take new events in."""
        found = events[events["kind"] == Kind.HEARTBEAT]
        if not len(found):
            return
        beats = np.zeros(len(found), BEAT)
        beats["t"], beats["late"], beats["actor"] = found["t"], found["a"], found["actor"]
        self.beats.append(beats)

    def listed(self) -> list[Heartbeat]:
        """All of them one by one."""
        rows = self.beats.rows()
        return [Heartbeat(int(row["actor"]), int(row["t"]), int(row["late"])) for row in rows]


@dataclass(frozen=True, slots=True)
class Freeze:
    """A time in which a window's loop didn't turn; it still doesn't where `over` is False."""

    start_ns: int
    end_ns: int
    over: bool = True

    @property
    def duration_ns(self) -> int:
        """How long, in ns."""
        return self.end_ns - self.start_ns


def freezes(beats: Beats, least_ns: int = FREEZE_NS, now_ns: int | None = None) -> list[Freeze]:
    """When one loop, whose beats these are, stood still for `least_ns` or longer, in order.

    With `now_ns` the loop is still expected to turn: that the next beat is overdue is a freeze that isn't over.
    """
    late = beats[beats["late"] >= least_ns]
    found = [Freeze(int(beat["t"] - beat["late"]), int(beat["t"])) for beat in late]
    if now_ns is not None and len(beats):
        due_ns = int(beats["t"][-1]) + PERIOD_NS
        if now_ns - due_ns >= least_ns:
            found.append(Freeze(due_ns, now_ns, over=False))
    return found


def lateness(beats: Beats, now_ns: int | None = None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(times, lateness), both in ns: with `now_ns` one point more, for a beat that is overdue by then."""
    times, late = beats["t"].astype(np.int64), beats["late"].astype(np.int64)
    if now_ns is not None and len(beats):
        overdue = now_ns - int(times[-1]) - PERIOD_NS
        if overdue > 0:
            times, late = np.append(times, now_ns), np.append(late, overdue)
    return times, late


def longest_ns(found: Sequence[Freeze]) -> int:
    """The length of the longest freeze, 0 without one."""
    return max((freeze.duration_ns for freeze in found), default=0)


def percentile_ns(beats: Beats, percent: float = 99) -> int | None:
    """How long so many per cent of those waited at most who asked at any moment, in ns; None without a beat.

    While a loop stands still each beat that is left out counts with the rest of the time: those that did come
    would hide the freeze.
    """
    if not len(beats):
        return None
    late = beats["late"].astype(np.int64)
    whole = [np.arange(long, 0, -PERIOD_NS) for long in late[late > PERIOD_NS]]
    return int(np.percentile(np.concatenate([late[late <= PERIOD_NS], *whole]), percent))


@dataclass(frozen=True, slots=True)
class Click:
    """A click and when the window answered it; None: it hasn't."""

    clicked_ns: int
    answered_ns: int | None

    @property
    def waited_ns(self) -> int | None:
        """How long it took to answer it."""
        return None if self.answered_ns is None else self.answered_ns - self.clicked_ns


def answered(clicked_ns: Sequence[int], answered_ns: Sequence[int]) -> list[Click]:
    """Clicks in order, each with the next of the answers at or after it; no two have the same."""
    left = list(answered_ns)
    found = []
    for clicked in clicked_ns:
        answer = next((t for t in left if t >= clicked), None)
        if answer is not None:
            left = left[left.index(answer) + 1 :]
        found.append(Click(clicked, answer))
    return found
