"""How late an event loop is: what somebody would have waited who had asked it at any moment."""

from collections import deque

#: So long a beat counts.
WINDOW_NS = 5_000_000_000


class Pulse:
    """Takes the times at which a timer of `interval_ms` fired."""

    def __init__(self, interval_ms: int, window_ns: int = WINDOW_NS) -> None:
        self._interval_ns = interval_ms * 1_000_000
        self._window_ns = window_ns
        self._last_ns: int | None = None
        self._waits: deque[tuple[int, int]] = deque()  # (when, lateness), both in ns

    def beat(self, now_ns: int) -> None:
        """The timer fired.

        A loop that stood still for 100 ms would have kept waiting everybody who asked it meanwhile: each beat
        left out counts with the rest of the time. The beats that did come would hide the freeze.
        """
        if self._last_ns is not None:
            late = max(now_ns - self._last_ns - self._interval_ns, 0)
            self._waits.append((now_ns, late))
            oldest = now_ns - self._window_ns
            late = min(late, self._window_ns)
            while (late := late - self._interval_ns) > 0:
                self._waits.append((now_ns, late))
            while self._waits[0][0] < oldest:
                self._waits.popleft()
        self._last_ns = now_ns

    def rest(self) -> None:
        """The timer is stopped: the time until it starts again doesn't count."""
        self._last_ns = None

    def p99_ms(self) -> float | None:
        """The 99th percentile of the lateness in ms; None before the second beat."""
        if not self._waits:
            return None
        waits = sorted(late for _, late in self._waits)
        return waits[min(len(waits) - 1, len(waits) * 99 // 100)] / 1e6

    def worst_ms(self, since_ns: int) -> float:
        """The greatest lateness since a moment, in ms."""
        return max((late for when, late in self._waits if when >= since_ns), default=0) / 1e6
