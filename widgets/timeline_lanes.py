"""Which lanes a timeline shows, in what order, and how they are grouped: names, indents, one stripe each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from app.core.model import Actor

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class LaneName:
    """What is written beside a lane."""

    text: str
    note: str  # a muted addition: a process' pid, or how many lanes are folded away below it
    indent: int  # steps to the right
    ruled: bool  # a hairline above: another process' lanes begin
    fold: bool | None = None  # a process with lanes of its own: whether they are folded away


class LaneList:
    """Lanes in the order in which they are shown; those of `folded` processes (actor ids) are counted only."""

    def __init__(self, actors: Sequence[Actor] = (), folded: Collection[int] = ()) -> None:
        self.folded = frozenset(folded)
        groups = _groups(actors)
        away = self.folded & groups.keys()
        self.actors = tuple(a for a in actors if a.process not in away or a.id == a.process)
        self.index = {actor.id: i for i, actor in enumerate(self.actors)}
        #: Actor to the index of its lane, or, if that is folded away, of its process.
        self.rows = self.index if not away else {a.id: self._row(a) for a in actors}
        self.names = _names(self.actors, groups, away)
        self.groups = groups.keys()
        self.kinds = frozenset(actor.kind for actor in actors)
        self._identities = [_identity(actor) for actor in actors]
        self._rules = np.cumsum([name.ruled for name in self.names], dtype=np.int64)

    def _row(self, actor: Actor) -> int:
        row = self.index.get(actor.id)
        return self.index[actor.process] if row is None else row

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
        return (
            len(actors) == len(self._identities)
            and [_identity(actor) for actor in actors] == self._identities
        )


def _identity(actor: Actor) -> tuple[int, str, int, int, str]:
    return actor.id, actor.name, actor.pid, actor.process, actor.kind


def _groups(actors: Sequence[Actor]) -> dict[int, list[Actor]]:
    """The processes that are shown, with the lanes that run in them, where there are any."""
    shown = {actor.id for actor in actors}
    groups: dict[int, list[Actor]] = {}
    for actor in actors:
        if actor.process != actor.id and actor.process in shown:
            groups.setdefault(actor.process, []).append(actor)
    return groups


def _folded_words(members: Sequence[Actor]) -> str:
    """ "+ 200 threads" """
    kinds = {actor.kind for actor in members}
    if kinds == {"thread"}:
        text = QCoreApplication.translate("Timeline", "+ {0} threads")
    elif kinds == {"task"}:
        text = QCoreApplication.translate("Timeline", "+ {0} tasks")
    else:
        text = QCoreApplication.translate("Timeline", "+ {0} lanes")
    return text.format(len(members))


def _names(
    actors: Sequence[Actor], groups: Mapping[int, Sequence[Actor]], away: Collection[int]
) -> tuple[LaneName, ...]:
    processes = dict.fromkeys(actor.process for actor in actors)
    sizes = dict.fromkeys(processes, 0)
    for actor in actors:
        sizes[actor.process] += 1
    by_id = {actor.id: actor for actor in actors}
    several = len(processes) > 1
    depths = {process: _depth(process, by_id) if several else 0 for process in processes}
    names = []
    before: int | None = None
    for actor in actors:
        own = actor.kind in ("process", "opaque")
        note = str(actor.pid) if own and several else ""
        fold = None
        if members := groups.get(actor.id):
            fold = actor.id in away
            note = _folded_words(members) if fold else note
        indent = min(depths[actor.process] + (not own), _DEEPEST) if several else 0
        # A row of processes with one lane each needs no hairlines.
        ruled = before is not None and before != actor.process and sizes[before] + sizes[actor.process] > 2
        names.append(LaneName(actor.name, note, indent, ruled, fold))
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
