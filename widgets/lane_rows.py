"""The spans of all lanes, kept so that a view of any length costs the same: rows of pixels are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.core.events import State
from app.core.model import OPEN
from widgets.lane_track import Batch, Instants, Lengths, Spans, Track


@dataclass(frozen=True, slots=True)
class Piece:
    """What a lane does around an instant: one wait (`span`, dtype SPAN) or, where `span` is None, running."""

    state: State
    start_ns: int
    end_ns: int  # OPEN: it still lasts
    span: np.void | None


class Lane:
    """One lane's waits: a track per state, and the wait that still lasts."""

    __slots__ = ("actor", "changed_ns", "open", "tracks")

    def __init__(self, actor: int) -> None:
        self.actor = actor
        self.tracks: dict[int, Track] = {}
        self.open: np.void | None = None
        self.changed_ns = OPEN  # from where on it differs from what was last drawn; whoever draws resets it

    def waited(self, edges: Instants) -> Iterator[tuple[int, Lengths]]:
        """For each state that occurs between the sorted `edges`: its ns between one edge and the next."""
        for state, track in self.tracks.items():
            before = track.waited_before(edges)
            if before[0] != before[-1]:
                yield state, before[1:] - before[:-1]
        if self.open is not None and edges[-1] > self.open["start"]:
            late = np.maximum(edges, float(self.open["start"]))
            yield int(self.open["state"]), late[1:] - late[:-1]

    def piece(self, t_ns: int, birth_ns: int, end_ns: int) -> Piece | None:
        """What the lane does at `t_ns`, where it lives from `birth_ns` to `end_ns` (or to a horizon).

        A wait that reaches past `end_ns` has the end OPEN. None where the lane doesn't live.
        """
        if not birth_ns <= t_ns < max(end_ns, birth_ns + 1):
            return None
        span = self._span_at(t_ns)
        if span is not None:
            if span["end"] > end_ns:
                span["end"] = OPEN
            return Piece(State(int(span["state"])), int(span["start"]), int(span["end"]), span)
        start, end = birth_ns, end_ns
        for track in self.tracks.values():
            before, after = track.before(t_ns), track.after(t_ns)
            start = start if before is None else max(start, int(before["end"]))
            end = end if after is None else min(end, int(after["start"]))
        if self.open is not None:
            end = min(end, int(self.open["start"]))
        return Piece(State.RUNNING, start, end, None)

    def main_piece(self, low_ns: int, high_ns: int, birth_ns: int, end_ns: int) -> Piece | None:
        """What covers most of [low, high), a pixel for instance: what is seen there is what is found."""
        low, high = max(low_ns, birth_ns), min(high_ns, end_ns)
        if high <= low:
            return self.piece(low, birth_ns, end_ns) if low_ns <= birth_ns < high_ns else None
        edges = np.array([low, high], np.int64)
        waited = {state: int(length[0]) for state, length in self.waited(edges)}
        waited[State.RUNNING] = high - low - sum(waited.values())
        state = max(waited, key=lambda state: waited[state])
        instants = (low + (high - low) // 2, low, high - 1)
        pieces = [piece for t in instants if (piece := self.piece(t, birth_ns, end_ns)) is not None]
        return next((piece for piece in pieces if piece.state == state), pieces[0] if pieces else None)

    def waits_between(self, low_ns: int, high_ns: int, state: int) -> tuple[np.void | None, np.void | None]:
        """The first and the last wait of a state that have a part in [low, high)."""
        track = self.tracks.get(state)
        first = last = None
        if track is not None:
            first = track.at(low_ns)
            first = track.after(low_ns) if first is None else first
            last = track.before(high_ns - 1)
        if self.open is not None and self.open["state"] == state and self.open["start"] < high_ns:
            last = self.open.copy()
            first = last if first is None else first
        found = [span for span in (first, last) if span is not None and span["start"] < high_ns]
        found = [span for span in found if span["end"] > low_ns]
        for span in found:
            span["actor"] = self.actor
        return (found[0], found[-1]) if found else (None, None)

    def _span_at(self, t_ns: int) -> np.void | None:
        if self.open is not None and self.open["start"] <= t_ns:
            found: np.void | None = self.open.copy()
        else:
            found = next((s for track in self.tracks.values() if (s := track.at(t_ns)) is not None), None)
        if found is not None:
            found["actor"] = self.actor
        return found


class LaneRows:
    """The waits of every lane. Running is what is left between a lane's birth and end: that isn't stored."""

    def __init__(self) -> None:
        self._lanes: dict[int, Lane] = {}
        self._open: dict[int, tuple[int, ...]] = {}  # actor: what tells one lasting wait from another
        self.states: set[int] = set()  # that occur in any lane, lasting ones too
        self.end_ns = 0  # of the last wait that has ended

    def clear(self) -> None:
        """Forget everything."""
        self._lanes, self._open, self.states, self.end_ns = {}, {}, set(), 0

    def __len__(self) -> int:
        return sum(len(track) for lane in self._lanes.values() for track in lane.tracks.values())

    @property
    def nbytes(self) -> int:
        """Bytes that the closed waits take."""
        return sum(track.nbytes for lane in self._lanes.values() for track in lane.tracks.values())

    def lane(self, actor: int) -> Lane:
        """The lane of an actor; an empty one where nothing was ever added."""
        return self._lanes.get(actor) or Lane(actor)

    def add(self, spans: Spans) -> None:
        """Add waits that have ended (dtype SPAN), actors mixed, each actor's in time order."""
        if not len(spans):
            return
        key = spans["actor"].astype(np.int64) * len(State) + spans["state"]
        # Sorting 16 bit keys is linear.
        small = key.min() >= 0 and key.max() < 1 << 16
        order = np.argsort(key.astype(np.uint16) if small else key, kind="stable")
        batch, key = Batch(spans, order), key[order]
        bounds = [0, *(np.flatnonzero(np.diff(key)) + 1).tolist(), len(key)]
        overlaps = np.concatenate((batch.start[1:] < batch.end[:-1], [False]))
        found = [
            (low, high, *self._track(*divmod(int(key[low]), len(State)), int(batch.start[low])))
            for low, high in pairwise(bounds)
        ]
        for low, high, start, track in found:
            if start < track.end or overlaps[low : high - 1].any():
                batch.cut(low, high, track.end)
        batch.add_up()
        for low, high, _start, track in found:
            track.append(batch, low, high)
        self.end_ns = max(self.end_ns, int(batch.end.max()))

    def set_open(self, spans: Spans) -> bool:
        """Replace the waits that still last (dtype SPAN; their ends don't count), at most one a lane.

        Returns whether they are others than before.
        """
        before, self._open = self._open, {}
        changed = False
        columns = (spans[name].tolist() for name in ("actor", "start", "state", "object", "holder", "where"))
        for index, (actor, *rest) in enumerate(zip(*columns, strict=True)):
            known = self._open[actor] = tuple(rest)
            if before.pop(actor, None) != known:
                changed = True
                lane = self._own_lane(actor)
                lane.changed_ns = min(lane.changed_ns, known[0], _start(lane.open))
                lane.open = spans[index].copy()
                lane.open["end"] = OPEN
                self.states.add(known[1])
        for actor in before:
            lane = self._own_lane(actor)
            lane.changed_ns = min(lane.changed_ns, _start(lane.open))
            lane.open = None
        return changed or bool(before)

    def _own_lane(self, actor: int) -> Lane:
        lane = self._lanes.get(actor)
        if lane is None:
            lane = self._lanes[actor] = Lane(actor)
        return lane

    def _track(self, actor: int, state: int, start_ns: int) -> tuple[int, Track]:
        """The track that gets spans from `start_ns` on."""
        lane = self._own_lane(actor)
        lane.changed_ns = min(lane.changed_ns, start_ns)
        if state not in lane.tracks:
            lane.tracks[state] = Track(state)
            self.states.add(state)
        return start_ns, lane.tracks[state]


def _start(span: np.void | None) -> int:
    return OPEN if span is None else int(span["start"])
