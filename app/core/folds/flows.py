"""Arrows between lanes: who started, handed a lock to, woke, or passed an item to whom."""

from collections import deque

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among, one_by_one
from app.core.folds.arrows import Arrows, Flows, as_flows
from app.core.folds.crossings import Crossings
from app.core.folds.grouping import grouped, latest, mixed
from app.core.folds.meetings import Ends, Meetings
from app.core.folds.passages import Passages
from app.core.growing import GrowingTable
from app.core.model import FLOW, Flow
from app.core.recording import Events, Recording
from app.tracer import layout

_LANE_STARTS = among([Kind.THREAD_START, Kind.TASK_START])
_LANES = _LANE_STARTS | among([Kind.THREAD_BEGIN, Kind.TASK_BEGIN])
_PROCESSES = among([Kind.CHILD_START, Kind.PROCESS_BEGIN])
_ITEMS = among([Kind.ITEM_PUT, Kind.ITEM_GET])
_MOST_WOKEN = 100_000  # a larger number can only come from a damaged file
# The flags of waits that got what they waited for, neither timed out nor raised.
_GOT = among([layout.LOCK, layout.RLOCK])
_WOKEN = among([layout.CONDITION, layout.EVENT, layout.SEMAPHORE, layout.BARRIER, layout.JOIN, layout.AWAIT])


class FlowFold:
    """Flows in the order in which they arrived: `table` has them as rows of FLOW."""

    READS = (
        _LANES
        | _PROCESSES
        | _ITEMS
        | among([Kind.LOCK_RELEASED, Kind.WAIT_END, Kind.WAKE])
        | Crossings.READS
        | Passages.READS
    )

    def __init__(self, recording: Recording) -> None:
        self.table = GrowingTable(FLOW)
        self._made: list[Flow] = []
        self._recording = recording
        self._born = Meetings(either=True)  # threads and tasks with those who started them
        self._sent: dict[int, tuple[int, int]] = {}  # process -> (sender, when)
        self._begun: dict[int, int] = {}  # process -> when, where its begin was read before its start
        # lock + 1 -> (who let it go last or -1, when)
        self._released = np.zeros((64, 2), np.int64) - (1, 0)
        # condition or the like -> (who, when), one a waiter
        self._wakes: dict[int, deque[tuple[int, int]]] = {}
        self._items = Meetings(either=False)
        self._crossings = Crossings(recording)
        self._passages = Passages(recording)

    @property
    def flows(self) -> list[Flow]:
        """All flows, made when asked for; what goes on live reads `since`."""
        self._made += as_flows(self.table.rows(len(self._made)))
        return self._made

    def since(self, begin: int, stop: int | None = None) -> Flows:
        """The flows from number `begin` up to `stop` (None: all)."""
        return Flows(self.table.rows(begin, stop))

    def feed(self, events: Events) -> None:
        """Take new events in."""
        for part in (self._crossings, self._passages):
            arrows = Arrows()
            part.feed(events, arrows)
            arrows.move_to(self.table)
        arrows = Arrows()
        kinds = events["kind"]
        got = kinds == Kind.WAIT_END
        self._take_births(events, np.flatnonzero(_LANES.take(kinds)), arrows)
        self._take_processes(events, np.flatnonzero(_PROCESSES.take(kinds)), arrows)
        self._take_locks(events, kinds == Kind.LOCK_RELEASED, got & _GOT.take(events["flags"]), arrows)
        # A task that awaits what isn't known to be passed on by another thread is woken by nobody.
        woken = got & _WOKEN.take(events["flags"]) & (events["object"] >= 0)
        self._take_wakes(events, np.flatnonzero(woken | (kinds == Kind.WAKE)), arrows)
        self._take_items(events, np.flatnonzero(_ITEMS.take(kinds)), arrows)
        arrows.move_to(self.table)

    def settle(self) -> None:
        """Nobody writes any more: an arrow leads to those too that haven't told of themselves."""
        arrows = Arrows()
        for receiver, (sender, sent) in self._sent.items():
            arrows.tell(0, "start", sender, receiver, sent, sent)
        self._sent.clear()
        for receiver, sender, sent in self._born.waiting():
            arrows.tell(0, "start", sender, receiver, sent, sent)
        self._born = Meetings(either=True)
        self._crossings.settle(arrows)
        arrows.move_to(self.table)

    # starts -----------------------------------------------------------------------------------------------
    def _take_births(self, events: Events, at: npt.NDArray[np.intp], arrows: Arrows) -> None:
        """Threads and tasks: the key by which their start and their begin know each other is their lane."""
        if not len(at):
            return
        told = events.take(at)
        starts = _LANE_STARTS.take(told["kind"])
        born = told["actor"].copy()
        born[starts] = self._recording.lanes_of(told["process"][starts], told["obj"][starts])
        known = np.flatnonzero(born >= 0)
        ends = Ends(born.astype(np.int64), starts, told["actor"], told["t"], at)
        arrows.add_met("start", self._born.meet(ends.at_places(known)))

    def _take_processes(self, events: Events, at: npt.NDArray[np.intp], arrows: Arrows) -> None:
        for place, row in zip(at.tolist(), one_by_one(events.take(at)), strict=True):
            if row.kind == Kind.CHILD_START:
                self._start(self._recording.child(row.a), row.actor, row.t, place, arrows)
            else:
                self._begin(row.actor, row.t, place, arrows)

    def _start(self, receiver: int, sender: int, t: int, at: int, arrows: Arrows) -> None:
        if receiver in self._begun:
            arrows.tell(at, "start", sender, receiver, t, max(self._begun[receiver], t))
        else:
            self._sent[receiver] = sender, t

    def _begin(self, receiver: int, t: int, at: int, arrows: Arrows) -> None:
        if receiver in self._sent:
            sender, sent = self._sent.pop(receiver)
            arrows.tell(at, "start", sender, receiver, sent, max(t, sent))
        self._begun[receiver] = t

    # locks ------------------------------------------------------------------------------------------------
    def _take_locks(
        self, events: Events, released: npt.NDArray[np.bool_], got: npt.NDArray[np.bool_], arrows: Arrows
    ) -> None:
        at = np.flatnonzero(released | got)
        if not len(at):
            return
        at = at[grouped(events["object"][at])]
        locks, freed = events["object"][at], released[at]
        self._make_room(int(locks.max()) + 2)
        last = latest(locks, freed)
        # Between processes the table that they share tells it.
        takes = np.flatnonzero(~freed & ~self._recording.are_shared(locks))
        actors, times = events["actor"][at], events["t"][at]
        before = self._released[locks[takes] + 1]
        senders = np.where(last[takes] >= 0, actors[last[takes]], before[:, 0])
        sent = np.where(last[takes] >= 0, times[last[takes]], before[:, 1])
        chosen = (senders >= 0) & (senders != actors[takes])
        takes = takes[chosen]
        arrows.add(at[takes], "handover", senders[chosen], actors[takes], sent[chosen], times[takes])
        # The last of several for one lock stays.
        self._released[locks[freed] + 1] = np.stack((actors[freed], times[freed]), axis=1)

    def _make_room(self, locks: int) -> None:
        if locks > len(self._released):
            grown = np.zeros((2 * locks, 2), np.int64) - (1, 0)
            grown[: len(self._released)] = self._released
            self._released = grown

    # wake-ups ---------------------------------------------------------------------------------------------
    def _take_wakes(self, events: Events, at: npt.NDArray[np.intp], arrows: Arrows) -> None:
        if not len(at):
            return
        names = ("kind", "object", "actor", "t", "a")
        columns = (events[name][at].tolist() for name in names)
        for place, kind, thing, actor, t, count in zip(at.tolist(), *columns, strict=True):
            if kind == Kind.WAKE:
                waiting = self._wakes.setdefault(thing, deque())
                waiting.extend([(actor, t)] * min(count, _MOST_WOKEN))
                continue
            wakes = self._wakes.get(thing)
            if wakes and wakes[0][1] <= t:
                sender, sent = wakes.popleft()
                if sender != actor:
                    arrows.tell(place, "wake", sender, actor, sent, t)

    # items ------------------------------------------------------------------------------------------------
    def _take_items(self, events: Events, at: npt.NDArray[np.intp], arrows: Arrows) -> None:
        if not len(at):
            return
        told = events.take(at)
        keys = mixed(told["object"], told["a"])
        puts = told["kind"] == Kind.ITEM_PUT
        arrows.add_met("item", self._items.meet(Ends(keys, puts, told["actor"], told["t"], at)))
