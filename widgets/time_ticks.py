"""Where the ticks of a time axis stand and what they say; and those of an axis that counts."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.duration import unit_of

_SECOND_NS = 1_000_000_000
# From a minute on people count in sixties.
_LONG_STEPS = tuple(_SECOND_NS * s for s in (10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600))
# A label of more digits is split: the common part stands once at the left, the ticks say what is added to it.
_LONGEST_LABEL = 5


@dataclass(frozen=True, slots=True)
class Ticks:
    """Instants on the axis with their labels; with a `base`, the labels count from `base_ns`."""

    instants: tuple[int, ...]
    labels: tuple[str, ...]
    base_ns: int = 0
    base: str = ""


def tick_step(least_ns: float) -> int:
    """The smallest round step of at least `least_ns`: 1, 2, 2.5, 5 times a power of ten, or as on a clock."""
    if least_ns > 5 * _SECOND_NS:
        return next((s for s in _LONG_STEPS if s >= least_ns), _hours(least_ns))
    power = 1
    while power * 10 < least_ns:
        power *= 10
    steps = (power, 2 * power, 5 * power // 2 if power > 1 else 5, 5 * power, 10 * power)
    return next(step for step in steps if step >= least_ns)


def _hours(least_ns: float) -> int:
    hours = 12
    while hours * 3600 * _SECOND_NS < least_ns:
        hours *= 2
    return hours * 3600 * _SECOND_NS


def whole_ticks(top: float, most: float) -> list[tuple[int, str]]:
    """Whole numbers from 0 up to `top`, about `most` of them at the most, with what they say."""
    step = tick_step(top / max(most, 1))
    return [(number, str(number)) for number in range(0, int(top) + 1, step)]


def ticks(start_ns: int, end_ns: int, least_ns: float) -> Ticks:
    """Ticks from `start_ns` to `end_ns`, at least `least_ns` apart."""
    step = tick_step(least_ns)
    instants = tuple(range(-(-start_ns // step) * step, end_ns + 1, step))
    if not instants:
        return Ticks((), ())
    name, unit = unit_of(instants[-1])
    if len(str(instants[-1] // max(_digit(step), 1))) <= _LONGEST_LABEL:
        return Ticks(instants, tuple(_label(t, step) for t in instants))
    base_unit = 10 ** len(str(step * len(instants)))
    base = instants[0] // base_unit * base_unit
    decimals = max(len(str(unit)) - len(str(base_unit)), 0)
    labels = tuple("+" + _label(t - base, step) for t in instants)
    return Ticks(instants, labels, base, f"{base / unit:.{decimals}f} {name}")


def _digit(step: int) -> int:
    """The place value of the last digit that a step changes: 10 for 20, 1 for 25."""
    place = 1
    while step % (place * 10) == 0:
        place *= 10
    return place


def _label(t_ns: int, step: int) -> str:
    """As short as it can be: "0", "25 ms", "1.5 s", "2:30"."""
    if t_ns == 0:
        return "0"
    if step >= 10 * _SECOND_NS and t_ns >= 60 * _SECOND_NS:
        minutes, seconds = divmod(t_ns // _SECOND_NS, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    name, unit = unit_of(t_ns)
    decimals = max(len(str(unit)) - len(str(_digit(step))), 0)
    number = f"{t_ns / unit:.{decimals}f}"
    return f"{number.rstrip('0').rstrip('.') if decimals else number} {name}"
