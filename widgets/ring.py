"""The last values of a curve, always in one piece: each is written twice, so that a view never wraps around."""

import numpy as np
import numpy.typing as npt


class Ring:
    """Holds the last `size` values in order of time, NaN where there was none yet. Costs two writes a value."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._store = np.full(2 * size, np.nan)
        self._next = 0

    def add(self, value: float) -> None:
        """Add the newest; the oldest goes."""
        self._store[self._next] = self._store[self._next + self._size] = value
        self._next = (self._next + 1) % self._size

    def values(self) -> npt.NDArray[np.float64]:
        """The last `size` values, the newest at the end: a view, shape (size,), valid until the next `add`."""
        return self._store[self._next : self._next + self._size]

    def clear(self) -> None:
        """Forget all values."""
        self._store.fill(np.nan)
