"""Feeds the strip below a timeline: the load of the cores, and what became of lanes that wanted to compute."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject

from app.core.folds.load_over_time import core_load, lane_load
from app.core.model import Actor
from app.core.trace import Trace
from app.shell.run_session import RunSession
from widgets.cpu_strip import Band, CpuStrip, LoadRow
from widgets.timeline_pane import TimelinePane

_EACH = 4  # cores have a row each; where there are more, one row is for all
_MOST_LANES = 6
_EVERY_S = 0.5  # while it runs: lanes are chosen, and rows counted, anew


class LoadStrip(QObject):
    """One row per core; below them the selected lane, or those lanes that were on a core longest."""

    def __init__(self, pane: TimelinePane, session: RunSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timeline, self._session = pane.timeline, session
        self.strip = CpuStrip(self._rows)
        self.strip.hide()
        self._lanes: Sequence[Actor] = ()
        self._due_s = 0.0
        pane.add_strip(self.strip)
        pane.timeline.range_changed.connect(self.strip.set_range)
        pane.timeline.area_changed.connect(self.strip.set_area)
        pane.timeline.cursor_shown.connect(self.strip.set_cursor_ns)
        pane.timeline.lane_selected.connect(self._choose)
        self.strip.unfolded_changed.connect(self._choose)
        pane.timeline.run_changed.connect(self._hide_without_lanes)
        session.advanced.connect(self._advanced)
        session.ended.connect(self._choose)

    def _hide_without_lanes(self) -> None:
        if not self._timeline.has_lanes:
            self.strip.hide()

    def _advanced(self) -> None:
        now_s = time.perf_counter()
        if now_s >= self._due_s:
            self._due_s = now_s + _EVERY_S
            self._choose()

    def _choose(self) -> None:
        """Choose the lanes that have a row, and show or hide the whole."""
        trace = self._session.trace
        if trace is None:
            self.strip.hide()
            return
        self._lanes = self._chosen(trace)
        cores = len(trace.cpu.core_loads)
        rows = (cores if cores <= _EACH else 1) + len(self._lanes)
        self.strip.set_range(*self._timeline.range_ns)
        self.strip.set_room(rows, key=bool(self._lanes))
        self.strip.setVisible(rows > 0)

    def _chosen(self, trace: Trace) -> list[Actor]:
        selected = _host(trace, self._timeline.selected_lane)
        chosen = [] if selected is None else [selected]
        if self.strip.unfolded:
            shown = [actor for actor in trace.actors.actors.values() if not actor.hidden]
            busy = sorted(shown, key=lambda actor: -_on_a_core(trace, actor))[:_MOST_LANES]
            chosen += [each for each in busy if each is not selected and _on_a_core(trace, each)]
        return sorted(chosen[:_MOST_LANES], key=lambda actor: (actor.start_ns, actor.id))

    # rows ---------------------------------------------------------------------------------------------------
    def _rows(self, edges_ns: npt.NDArray[np.int64]) -> list[LoadRow]:
        trace = self._session.trace
        if trace is None:
            return []
        return [*self._cores(trace, edges_ns), *(self._lane(trace, each, edges_ns) for each in self._lanes)]

    def _cores(self, trace: Trace, edges_ns: npt.NDArray[np.int64]) -> list[LoadRow]:
        loads = sorted(trace.cpu.core_loads.items())
        shares = [core_load(track.rows(), edges_ns) for _, track in loads]
        busy = partial(Band, "running", self.tr("busy"), soft=True)
        if len(loads) > _EACH:
            return [LoadRow(self.tr("{0} cores").format(len(loads)), [busy(np.mean(shares, axis=0))])]
        names = [self.tr("core {0}").format(core) for core, _ in loads]
        return [LoadRow(name, [busy(share)]) for name, share in zip(names, shares, strict=True)]

    def _lane(self, trace: Trace, actor: Actor, edges_ns: npt.NDArray[np.int64]) -> LoadRow:
        rows = trace.cpu.thread(actor)
        told = lane_load(rows, partial(self._timeline.ran_before, actor), edges_ns)
        bands = [Band("running", self.tr("on a core"), told.on)]
        if (rows[2] >= 0).all():
            bands.append(Band("lock_edge", self.tr("waits for a core"), told.ready))
            bands.append(Band("lock", self.tr("waits for the GIL, or rests in C code"), told.off))
        else:
            bands.append(Band("lock", self.tr("waits for the GIL or a core, or rests in C code"), told.off))
        return LoadRow(actor.name, bands)


def _host(trace: Trace, lane: int) -> Actor | None:
    """The thread or process on which a lane runs, where something is known of it."""
    actor = trace.actors.actors.get(lane)
    while actor is not None and actor.kind in ("task", "generator"):
        actor = trace.actors.actors.get(-1 if actor.host is None else actor.host)
    return actor if actor is not None and trace.cpu.thread(actor).shape[1] > 1 else None


def _on_a_core(trace: Trace, actor: Actor) -> int:
    """How long a lane was seen on a core, ns; 0 where it wasn't looked at twice."""
    rows = trace.cpu.thread(actor) if actor.kind in ("process", "thread") else np.empty((3, 0))
    return int(rows[1].max()) if rows.shape[1] > 1 else 0
