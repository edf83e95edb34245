"""The waits of a run in 32 bytes each: what is small lies together in two words."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from app.core.growing import GrowingTable
from app.core.model import SPAN

Spans = npt.NDArray[np.void]

#: `who`: actor, holder + 1 (24 bits each: a run of 16 million lanes can't be), state and the flags of SPAN.
#: `what`: object + 1, where + 1 (32 bits each).
_PACKED = np.dtype([("start", "<i8"), ("end", "<i8"), ("who", "<u8"), ("what", "<u8")])
_LANE = (1 << 24) - 1
_HALF = (1 << 32) - 1
_HOLDER, _SMALL, _WHERE = np.uint64(24), np.uint64(48), np.uint64(32)
#: How many bits each of the small ones has, and from which on.
_FIELDS = (("state", 5, 0), ("outcome", 2, 5), ("suspends", 1, 7), ("bounded", 1, 8), ("outside", 1, 9))
_PART = 1 << 12  # rows that are unpacked at one time


class SpanTable:
    """Rows of SPAN; append-only."""

    def __init__(self) -> None:
        self._table = GrowingTable(_PACKED)

    def __len__(self) -> int:
        return len(self._table)

    def append(self, spans: Spans) -> None:
        """Add rows, shape (n,)."""
        small = np.zeros(len(spans), np.uint64)
        for name, _, shift in _FIELDS:
            small |= spans[name].astype(np.uint64) << np.uint64(shift)
        packed = np.empty(len(spans), _PACKED)
        packed["start"], packed["end"] = spans["start"], spans["end"]
        packed["who"] = _word(spans["actor"], 0) | _word(spans["holder"], 1) << _HOLDER | small << _SMALL
        packed["what"] = _word(spans["object"], 1) | _word(spans["where"], 1) << _WHERE
        self._table.append(packed)

    def rows(self, begin: int = 0, stop: int | None = None) -> Spans:
        """The rows from `begin` up to `stop` (None: all), shape (n,); a copy."""
        if begin == len(self):  # as in nearly every frame
            return np.empty(0, SPAN)
        return _unpacked(self._table.rows(begin, stop))

    def newest_first(self) -> Iterator[Spans]:
        """All rows in parts of bounded size, the newest part first."""
        for packed in self._table.newest_first():
            for end in range(len(packed), 0, -_PART):
                yield _unpacked(packed[max(end - _PART, 0) : end])


def _word(values: npt.NDArray[np.int32], added: int) -> npt.NDArray[np.uint64]:
    return (values.astype(np.int64) + added).view(np.uint64)


def _unpacked(packed: npt.NDArray[np.void]) -> Spans:
    spans = np.zeros(len(packed), SPAN)
    spans["start"], spans["end"] = packed["start"], packed["end"]
    who, what = packed["who"].view(np.uint64), packed["what"].view(np.uint64)
    spans["actor"] = who & np.uint64(_LANE)
    spans["holder"] = ((who >> _HOLDER) & np.uint64(_LANE)).view(np.int64) - 1
    spans["object"] = (what & np.uint64(_HALF)).view(np.int64) - 1
    spans["where"] = (what >> _WHERE).view(np.int64) - 1
    small = (who >> _SMALL).astype(np.uint16)
    for name, bits, shift in _FIELDS:
        spans[name] = (small >> shift) & ((1 << bits) - 1)
    return spans
