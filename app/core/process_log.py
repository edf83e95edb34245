"""What one process wrote, and how its serial numbers read."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from app.core.events import ObjectKind
from app.core.model import Thing
from app.core.segments import Segments

MOST_SERIAL = 1 << 23  # a larger one can only come from a damaged file


class Lookup:
    """Serial numbers of one process to indices of the recording's tables; -1 where unknown."""

    def __init__(self) -> None:
        self._table = np.full(64, -1, np.int32)  # the last one stays -1: it stands for all that are too large

    def set(self, serial: int, index: int) -> None:
        """Let `serial` stand for `index`."""
        if not 0 <= serial < MOST_SERIAL:
            return
        if serial + 1 >= len(self._table):
            grown = np.full(max(2 * len(self._table), serial + 2), -1, np.int32)
            grown[: len(self._table)] = self._table
            self._table = grown
        self._table[serial] = index

    def set_many(self, serials: npt.NDArray[np.integer], indices: npt.NDArray[np.integer]) -> None:
        """Let each of `serials` (sorted, 0 up to the largest that can be) stand for its index; shapes (n,)."""
        if len(serials):
            self.set(int(serials[-1]), int(indices[-1]))
            self._table[serials] = indices

    def get(self, serial: int) -> int:
        """The index that `serial` stands for."""
        return int(self._table[serial]) if 0 <= serial < len(self._table) else -1

    def map(self, serials: npt.NDArray[np.integer]) -> npt.NDArray[np.int32]:
        """The indices of many serials, shape as given."""
        return self._table.take(serials, mode="clip")

    def copy(self) -> "Lookup":
        """A table of its own with the same content."""
        other = Lookup()
        other._table = self._table.copy()
        return other


@dataclass(slots=True, eq=False)
class ProcessLog:
    """What one process wrote, and how its serial numbers read."""

    index: int
    segments: Segments
    parent: "ProcessLog | None" = None
    forked: bool = False
    lanes: Lookup = field(default_factory=Lookup)
    objects: Lookup = field(default_factory=Lookup)
    inherited: Lookup | None = None  # objects of the parent at the fork: copies of them are this process' own
    places: Lookup = field(default_factory=Lookup)
    files: dict[int, str] = field(default_factory=dict)
    alike: dict[tuple[ObjectKind, str, int], list[Thing]] = field(
        default_factory=dict
    )  # of one name and place
    caught_up: bool = True
    last_ns: int = 0  # when the last event that has been read was

    @property
    def pid(self) -> int:
        """The process id."""
        return self.segments.pid
