"""Tables that grow by chunks of fixed size, so that no growth copies what is there already."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from app.core.rows import as_bytes, joined

_CHUNK = 1 << 16


class GrowingTable:
    """Rows of one structured dtype; append-only."""

    def __init__(self, dtype: np.dtype[np.void]) -> None:
        self.dtype = dtype
        self._chunks: list[npt.NDArray[np.void]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, rows: npt.NDArray[np.void]) -> None:
        """Add rows, shape (n,)."""
        taken, rows = 0, as_bytes(rows)
        while taken < len(rows):
            offset = self._count % _CHUNK
            if not offset:
                self._chunks.append(np.empty(_CHUNK, self.dtype))
            part = rows[taken : taken + _CHUNK - offset]
            as_bytes(self._chunks[-1])[offset : offset + len(part)] = part
            taken += len(part)
            self._count += len(part)

    def put(self, name: str, places: npt.NDArray[np.intp], values: npt.NDArray[np.generic]) -> None:
        """Write one column of the rows at `places`, shape (n,)."""
        chunks = places // _CHUNK
        if len(places) and chunks[0] == chunks[-1] and bool((chunks == chunks[0]).all()):
            self._chunks[int(chunks[0])][name][places % _CHUNK] = values
            return
        for chunk in np.unique(chunks).tolist():
            chosen = chunks == chunk
            self._chunks[chunk][name][places[chosen] % _CHUNK] = values[chosen]

    def take(self, places: npt.NDArray[np.intp]) -> npt.NDArray[np.void]:
        """The rows at `places`, shape (n,); a copy."""
        chunks = places // _CHUNK
        found = np.empty(len(places), self.dtype)
        for chunk in np.unique(chunks).tolist():
            chosen = chunks == chunk
            as_bytes(found)[chosen] = as_bytes(self._chunks[chunk].take(places[chosen] % _CHUNK))
        return found

    def newest_first(self) -> Iterator[npt.NDArray[np.void]]:
        """All rows as views, chunk by chunk, the chunk that was begun last first."""
        for chunk in range(len(self._chunks) - 1, -1, -1):
            yield self._chunks[chunk][: self._count - chunk * _CHUNK]

    def rows(self, begin: int = 0, stop: int | None = None) -> npt.NDArray[np.void]:
        """The rows from `begin` up to `stop` (None: all), shape (n,).

        A view where they lie in one chunk, else a copy.
        """
        parts = []
        stop = self._count if stop is None else min(stop, self._count)
        while begin < stop:
            chunk, offset = divmod(begin, _CHUNK)
            end = min(_CHUNK, offset + stop - begin)
            parts.append(self._chunks[chunk][offset:end])
            begin += end - offset
        return joined(parts, self.dtype)
