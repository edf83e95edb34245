"""Lengths and instants of time as a person reads them: "77.4 ms", "1.37 s", "2 min 3 s"."""

from __future__ import annotations

#: Units below a minute: name and length in ns, the largest first.
UNITS = (("s", 1_000_000_000), ("ms", 1_000_000), ("µs", 1_000), ("ns", 1))

_MINUTE_NS = 60 * 1_000_000_000
_HOUR_NS = 60 * _MINUTE_NS


def duration(ns: int) -> str:
    """A length of time in three digits or two units: "850 ns", "77.4 ms", "1.37 s", "2 min 3 s"."""
    if ns < 0:
        return "\u2212" + duration(-ns)
    if ns >= _HOUR_NS - _MINUTE_NS // 2:
        hours, minutes = divmod(round(ns / _MINUTE_NS), 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if ns >= _MINUTE_NS - 500_000_000:
        minutes, seconds = divmod(round(ns / UNITS[0][1]), 60)
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    for name, unit in UNITS[:-1]:
        # 999.7 of the smaller unit would be written as 1000 of it.
        if ns * 2000 >= unit * 1999:
            value = ns / unit
            return f"{value:.{2 if value < 9.995 else 1 if value < 99.95 else 0}f} {name}"
    return f"{ns} ns"


def instant(t_ns: int, resolution_ns: float = 0) -> str:
    """A moment, with the digits that `resolution_ns` (the length of a pixel, say) gives sense: "58.0 ms"."""
    if t_ns < 0:
        return "\u2212" + instant(-t_ns, resolution_ns)
    if t_ns == 0:
        return "0"
    name, unit = unit_of(t_ns)
    return f"{t_ns / unit:.{_decimals(unit, resolution_ns or t_ns / 100)}f} {name}"


def unit_of(ns: int) -> tuple[str, int]:
    """The unit in which a time is written: its name and its length in ns."""
    return next((unit for unit in UNITS if abs(ns) >= unit[1]), UNITS[-1])


def _decimals(unit: int, resolution_ns: float) -> int:
    count = 0
    while unit > 1 and resolution_ns < unit:
        unit //= 10
        count += 1
    return count
