"""All the waits of one kind of one lane, kept so that the time waited before any instant is found at once."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt

from app.core.model import SPAN

Times = npt.NDArray[np.int64]
Instants = npt.NDArray[np.int64] | npt.NDArray[np.float64]
Lengths = npt.NDArray[np.float64]  # of time, in ns
Spans = npt.NDArray[np.void]

#: What a span says besides its times: kept packed, it is only read for a hover or a label.
_DETAIL = np.dtype([("object", "<i4"), ("holder", "<i4"), ("where", "<i4"), ("outcome", "u1")])
_DETAIL_NAMES = _DETAIL.names or ()

# A full chunk is never moved: growing by copying stalled the window for 400 ms. Only a track's first chunk
# grows, from a few spans (a program may have thousands of short lanes) to what is copied in 0.1 ms.
_SMALLEST = 16
_MOVABLE = 1 << 16
_CHUNK = 1 << 18
_BLOCK = 8  # spans; 2 bytes each
_SPARSE = 2  # steps between two corners: something long lies among short spans
_MANY = 4  # spans from one instant to the next
_FEW = 512  # spans: to read each of them costs next to nothing


class Batch:
    """Spans (dtype SPAN) sorted by track, in the columns in which tracks keep them."""

    __slots__ = ("detail", "end", "start", "waited")

    def __init__(self, spans: Spans, order: npt.NDArray[np.intp]) -> None:
        self.start: Times = spans["start"][order]
        self.end: Times = np.maximum(spans["end"][order], self.start)
        self.detail = np.empty(len(order), _DETAIL)
        for name in _DETAIL_NAMES:
            self.detail[name] = spans[name][order]
        self.waited: Times = np.zeros(len(order) + 1, np.int64)

    def cut(self, low: int, high: int, earliest_ns: int) -> None:
        """Cut spans of one track that begin before their predecessor's end: nobody waits twice at once."""
        start, end = self.start[low:high], self.end[low:high]
        np.maximum.accumulate(np.maximum(end, earliest_ns), out=end)
        np.maximum(start[1:], end[:-1], out=start[1:])
        start[0] = max(start[0], earliest_ns)

    def add_up(self) -> None:
        """Work out `waited`, the time waited before each span, from the starts and ends."""
        np.cumsum(self.end - self.start, out=self.waited[1:])


class _Chunk:
    """Consecutive spans. `waited[i]` is the time waited before span i; its length is the step to the next."""

    __slots__ = ("_block_start", "_block_waited", "count", "detail", "start", "waited")

    def __init__(self, capacity: int, waited: int) -> None:
        self.count = 0
        self.start: Times = np.empty(capacity, np.int64)
        self.waited: Times = np.empty(capacity + 1, np.int64)
        self.waited[0] = waited
        self.detail = np.empty(capacity, _DETAIL)
        self._block_start: Lengths = np.zeros(0)
        self._block_waited: Lengths = np.zeros(0)

    @property
    def room(self) -> int:
        return len(self.start) - self.count

    def take(self, batch: Batch, low: int, high: int) -> None:
        first, last = self.count, self.count + high - low
        self.start[first:last] = batch.start[low:high]
        np.add(
            batch.waited[low + 1 : high + 1],
            self.waited[first] - batch.waited[low],
            out=self.waited[first + 1 : last + 1],
        )
        self.detail[first:last] = batch.detail[low:high]
        self.count = last

    def grow(self, capacity: int) -> None:
        """Move to arrays with more room."""
        for name, more in (("start", 0), ("waited", 1), ("detail", 0)):
            old = getattr(self, name)
            new = np.empty(capacity + more, old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def waited_before(self, instants: Instants) -> Lengths:
        start = self.start[: self.count]  # searched for whole numbers: it would be copied as floats else
        low = max(int(start.searchsorted(int(instants[0]), "right")) - 1, 0)
        high = max(int(start.searchsorted(int(instants[-1]), "right")), low + 1)
        each = (high - low) // len(instants)
        if each >= _MANY and high - low > _FEW:
            return self._dense(instants, low, high, each)
        return self._exact(instants, low, high)

    def _exact(self, instants: Instants, low: int, high: int) -> Lengths:
        """A line with two corners a span, read at the instants; the spans are those of [low, high)."""
        corners, waited = np.empty(2 * (high - low)), np.empty(2 * (high - low))
        before = self.waited[low : high + 1]
        corners[::2] = self.start[low:high]
        waited[::2], waited[1::2] = before[:-1], before[1:]
        corners[1::2] = corners[::2] + (waited[1::2] - waited[::2])
        return np.interp(instants, corners, waited)

    def _dense(self, instants: Instants, low: int, high: int, each: int) -> Lengths:
        """As `_exact`, but with some corners for the `each` spans between two instants.

        That is wrong by some hundredths of the step between two instants, and spares memory's time.
        """
        stride = 1 << (each.bit_length() - (1 if each >= _BLOCK else 2))
        start: Instants
        waited: Instants
        if each < _BLOCK:
            start, waited = self.start[low:high:stride], self.waited[low:high:stride]
        else:
            low -= low % _BLOCK
            blocks = slice(low // _BLOCK, -(-high // _BLOCK), max(stride // _BLOCK, 1))
            start, waited = (column[blocks] for column in self._blocks())
        corners, known = np.empty(len(start) + 1), np.empty(len(start) + 1)
        corners[:-1], known[:-1] = start, waited
        known[-1] = self.waited[high]
        corners[-1] = self.start[high - 1] + known[-1] - self.waited[high - 1]
        found = np.interp(instants, corners, known)
        step = (instants[-1] - instants[0]) / (len(instants) - 1)
        sparse = np.flatnonzero(corners[1:] - corners[:-1] > _SPARSE * step)
        if len(sparse):
            inside = np.zeros(len(instants) + 1, np.int32)
            inside[instants.searchsorted(corners[sparse])] += 1  # no two begin or end at the same instant
            inside[instants.searchsorted(corners[sparse + 1], "right")] -= 1
            chosen = np.flatnonzero(inside.cumsum()[:-1])
            found[chosen] = self._at(instants[chosen])
        return found

    def _at(self, instants: Instants) -> Lengths:
        """As `_exact`, for few instants among many spans."""
        start = self.start[: self.count]
        index = np.maximum(start.searchsorted(instants.astype(np.int64), "right") - 1, 0)
        before = self.waited[index]
        waited: Lengths = before + np.minimum(
            np.maximum(instants - start[index], 0), self.waited[index + 1] - before
        )
        return waited

    def _blocks(self) -> tuple[Lengths, Lengths]:
        """`start` and `waited` of each first span of a block; kept, and made longer as spans come."""
        known, count = len(self._block_start), -(-self.count // _BLOCK)
        if known < count:
            fresh = slice(known * _BLOCK, self.count, _BLOCK)
            self._block_start = np.concatenate((self._block_start, self.start[fresh]))
            self._block_waited = np.concatenate((self._block_waited, self.waited[fresh]))
        return self._block_start, self._block_waited


class Track:
    """Spans of one state in one lane, in time order and without overlap; about 30 bytes each."""

    __slots__ = ("_chunks", "_firsts", "end", "state")

    def __init__(self, state: int) -> None:
        self.state = state
        self.end = np.iinfo(np.int64).min  # of the last span
        self._chunks: list[_Chunk] = []
        self._firsts: list[int] = []  # start of each chunk

    def __len__(self) -> int:
        return sum(chunk.count for chunk in self._chunks)

    @property
    def nbytes(self) -> int:
        """Bytes that are in use."""
        each = 16 + _DETAIL.itemsize + 16 // _BLOCK
        return sum(chunk.count * each + 8 for chunk in self._chunks)

    def append(self, batch: Batch, low: int, high: int) -> None:
        """Add the spans from `low` up to `high` of a batch; they come after all those before."""
        self.end = int(batch.start[high - 1] + batch.waited[high] - batch.waited[high - 1])
        while low < high:
            chunk = self._open_chunk(int(batch.start[low]), high - low)
            part = min(low + chunk.room, high)
            chunk.take(batch, low, part)
            low = part

    def _open_chunk(self, start: int, wanted: int) -> _Chunk:
        """A chunk with room: the last one, grown if it may, or a new one whose first span is at `start`."""
        last = self._chunks[-1] if self._chunks else None
        if last is not None and last.room:
            return last
        if last is not None and last.count < _MOVABLE:
            last.grow(max(min(_MOVABLE, last.count + wanted), 4 * last.count))
            return last
        capacity = _CHUNK if last else max(_SMALLEST, min(wanted, _MOVABLE))
        self._chunks.append(_Chunk(capacity, int(last.waited[last.count]) if last else 0))
        self._firsts.append(start)
        return self._chunks[-1]

    def waited_before(self, instants: Instants) -> Lengths:
        """How many ns of this state lie before each of the sorted `instants`; exact where spans are few."""
        if len(self._chunks) == 1:
            return self._chunks[0].waited_before(instants)
        bounds = [0, *np.searchsorted(instants, self._firsts[1:]).tolist(), len(instants)]
        parts = [
            chunk.waited_before(instants[low:high])
            for chunk, low, high in zip(self._chunks, bounds, bounds[1:], strict=False)
            if high > low
        ]
        return np.concatenate(parts) if len(parts) != 1 else parts[0]

    def within(self, low_ns: int, high_ns: int, most: int) -> tuple[Times, Times] | None:
        """Starts and ends of the spans that have a part in [low, high); None where they are more than `most`."""
        starts: list[Times] = []
        ends: list[Times] = []
        for chunk in self._chunks:
            start, waited = chunk.start[: chunk.count], chunk.waited[: chunk.count + 1]
            first = max(int(start.searchsorted(low_ns, "right")) - 1, 0)
            last = int(start.searchsorted(high_ns, "left"))
            if last - first - 1 > most:
                return None
            begins = start[first:last]
            stops = begins + np.diff(waited[first : last + 1]) if last > first else begins
            chosen = stops > low_ns
            starts.append(begins[chosen])
            ends.append(stops[chosen])
            most -= len(starts[-1])
        return (np.concatenate(starts), np.concatenate(ends)) if most >= 0 else None

    def at(self, t_ns: int) -> np.void | None:
        """The span (dtype SPAN, without its actor) that covers an instant."""
        span = self.before(t_ns)
        return span if span is not None and span["end"] > t_ns else None

    def before(self, t_ns: int) -> np.void | None:
        """The last span that begins at or before an instant."""
        found = self._last_before(t_ns)
        return None if found is None else self._span(*found)

    def after(self, t_ns: int) -> np.void | None:
        """The first span that begins after an instant."""
        found = self._last_before(t_ns)
        number, index = (0, 0) if found is None else (found[0], found[1] + 1)
        if number < len(self._chunks) and index == self._chunks[number].count:
            number, index = number + 1, 0
        return self._span(number, index) if number < len(self._chunks) else None

    def _last_before(self, t_ns: int) -> tuple[int, int] | None:
        """Chunk and index of the last span that begins at or before an instant."""
        number = int(np.searchsorted(np.asarray(self._firsts, np.int64), t_ns, "right")) - 1
        if number < 0:
            return None
        chunk = self._chunks[number]
        return number, int(chunk.start[: chunk.count].searchsorted(t_ns, "right")) - 1

    def _span(self, number: int, index: int) -> np.void:
        chunk = self._chunks[number]
        span = np.zeros((), SPAN)
        span["start"] = chunk.start[index]
        span["end"] = chunk.start[index] + chunk.waited[index + 1] - chunk.waited[index]
        span["state"] = self.state
        for name in _DETAIL_NAMES:
            span[name] = chunk.detail[name][index]
        return cast(np.void, span[()])
