"""Which lanes a timeline shows, in what order, and how they are grouped: names, indents, one stripe each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.core.model import Actor

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class LaneName:
    """What is written beside a lane."""

    text: str
    note: str  # a muted addition: a process' pid
    indent: int  # steps to the right
    ruled: bool  # a hairline above: another process' lanes begin


class LaneList:
    """Lanes in the order in which they are shown."""

    def __init__(self, actors: Sequence[Actor] = ()) -> None:
        self.actors = tuple(actors)
        self.index = {actor.id: i for i, actor in enumerate(self.actors)}
        self.names = _names(self.actors)
        self.kinds = frozenset(actor.kind for actor in self.actors)
        self._identities = [_identity(actor) for actor in self.actors]
        self._rules = np.cumsum([name.ruled for name in self.names], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.actors)

    @property
    def rules(self) -> int:
        """How many hairlines there are."""
        return int(self._rules[-1]) if len(self._rules) else 0

    def tops(self, pitch: int, gap: int) -> npt.NDArray[np.int64]:
        """Where each lane begins, in pixels from the first, if a lane takes `pitch` and a hairline `gap`."""
        tops: npt.NDArray[np.int64] = np.arange(len(self.actors), dtype=np.int64) * pitch + self._rules * gap
        return tops

    def is_of(self, actors: Sequence[Actor]) -> bool:
        """Whether these actors in this order would look the same."""
        return len(actors) == len(self.actors) and [_identity(actor) for actor in actors] == self._identities


def _identity(actor: Actor) -> tuple[int, str, int, int, str]:
    return actor.id, actor.name, actor.pid, actor.process, actor.kind


def _names(actors: Sequence[Actor]) -> tuple[LaneName, ...]:
    processes = dict.fromkeys(actor.process for actor in actors)
    if len(processes) < 2:
        return tuple(LaneName(actor.name, "", 0, False) for actor in actors)
    sizes = dict.fromkeys(processes, 0)
    for actor in actors:
        sizes[actor.process] += 1
    by_id = {actor.id: actor for actor in actors}
    depths = {process: _depth(process, by_id) for process in processes}
    names = []
    before: int | None = None
    for actor in actors:
        own = actor.kind in ("process", "opaque")
        indent = min(depths[actor.process] + (not own), _DEEPEST)
        # A row of processes with one lane each needs no hairlines.
        ruled = before is not None and before != actor.process and sizes[before] + sizes[actor.process] > 2
        names.append(LaneName(actor.name, str(actor.pid) if own else "", indent, ruled))
        before = actor.process
    return tuple(names)


def _depth(process: int, by_id: dict[int, Actor]) -> int:
    """How many processes among those shown lie between this one and the first."""
    seen = {process}
    depth = 0
    actor = by_id.get(process)
    while actor is not None and actor.parent is not None and (parent := by_id.get(actor.parent)) is not None:
        if parent.process in seen:
            break
        seen.add(parent.process)
        depth += 1
        actor = by_id.get(parent.process)
    return depth
