"""How many items were in a queue, told each time something was put in or taken out."""

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among
from app.core.growing import GrowingTable
from app.core.recording import Events
from app.core.rows import picked

#: `items` were in the queue `object` from `t` (ns since the spawn) on, because of what `actor` did. 20 bytes.
OCCUPANCY = np.dtype([("t", "<i8"), ("object", "<i4"), ("actor", "<i4"), ("items", "<i4")])

_KINDS = among([Kind.ITEM_PUT, Kind.ITEM_GET, Kind.ITEM_POSTED, Kind.ITEM_RECEIVED])
_MOST_ITEMS = np.iinfo(np.int32).max


class OccupancyFold:
    """Rows of OCCUPANCY in the order in which they were read from the files."""

    READS = _KINDS

    def __init__(self) -> None:
        self._table = GrowingTable(OCCUPANCY)

    def feed(self, events: Events) -> None:
        """Take new events in."""
        told = picked(events, _KINDS.take(events["kind"]))
        told = picked(told, (told["object"] >= 0) & (told["b"] >= 0))
        if not len(told):
            return
        rows = np.empty(len(told), OCCUPANCY)
        for name in ("t", "object", "actor"):
            rows[name] = told[name]
        rows["items"] = np.minimum(told["b"], _MOST_ITEMS)
        self._table.append(rows)

    def sorted(self) -> npt.NDArray[np.void]:
        """All rows in the order of time, shape (n,)."""
        rows = self._table.rows()
        return rows.take(np.argsort(rows["t"], kind="stable"))
