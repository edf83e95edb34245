"""How values are put together into bars: whole numbers one by one where that gives few, else in equal steps."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_MOST_WHOLE = 60
_MOST_BARS = 40
_LEAST_BARS = 5


def edges(values: Sequence[float]) -> npt.NDArray[np.float64]:
    """The edges of the bars, ascending, one more than bars; the same for all programs that share an axis."""
    if not values:
        return np.array([0.0, 1.0])
    found = np.asarray(values, float)
    low, high = float(found.min()), float(found.max())
    if high - low < _MOST_WHOLE and bool(np.all(found == np.round(found))):
        return np.arange(low - 0.5, high + 1)
    if low == high:
        width = abs(low) / 10 or 1.0
        return np.array([low - width / 2, low + width / 2])
    count = min(max(round(len(found) ** 0.5) * 2, _LEAST_BARS), _MOST_BARS)
    result = np.linspace(low, high, count + 1)
    result[-1] = np.nextafter(high, np.inf)  # the greatest belongs to the last bar
    return result


def counts(values: Sequence[float], bounds: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """How many values each bar holds."""
    found: npt.NDArray[np.int64] = np.histogram(np.asarray(values, float), bounds)[0].astype(np.int64)
    return found
