"""What a table of several windows says of each: how long it stood still, when it answered its clicks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.folds.heartbeats import Beats, Click, answered, freezes, longest_ns, percentile_ns
from app.core.model import Access


@dataclass(frozen=True, slots=True)
class WindowAnswers:
    """One window. Lengths in ns; None where nothing is known."""

    longest_freeze_ns: int | None
    heartbeat_p99_ns: int | None
    clicks: tuple[Click, ...]


def times_of(accesses: Sequence[Access], names: Mapping[int, str], attribute: str) -> list[int]:
    """When a watched counter of the window grew, in ns since the spawn; `names` of the objects by id."""
    return [
        access.t_ns
        for access in accesses
        if access.write and access.value != "0" and names.get(access.object, "").endswith(f".{attribute}")
    ]


def answers_to(beats: Beats, clicked_ns: Sequence[int], answered_ns: Sequence[int]) -> WindowAnswers:
    """What the heartbeats of one window and its answers come to; times in ns since the spawn."""
    return WindowAnswers(
        longest_ns(freezes(beats, least_ns=0)) if len(beats) else None,
        percentile_ns(beats),
        tuple(answered(clicked_ns, answered_ns)),
    )
