"""Arrows between lanes: who started, handed a lock to, woke, or passed an item to whom."""

from collections import deque

from app.core.events import Kind, among
from app.core.folds.crossings import Crossings
from app.core.folds.passages import Passages
from app.core.model import Flow
from app.core.recording import Events, Recording
from app.tracer import layout

_KINDS = among(
    [
        Kind.THREAD_START,
        Kind.THREAD_BEGIN,
        Kind.TASK_START,
        Kind.TASK_BEGIN,
        Kind.CHILD_START,
        Kind.PROCESS_BEGIN,
        Kind.LOCK_RELEASED,
        Kind.WAIT_END,
        Kind.WAKE,
        Kind.ITEM_PUT,
        Kind.ITEM_GET,
    ]
)
_LOCKS = (layout.LOCK, layout.RLOCK)
_MOST_WOKEN = 100_000  # a larger number can only come from a damaged file
_WOKEN = (layout.CONDITION, layout.EVENT, layout.SEMAPHORE, layout.BARRIER)


class FlowFold:
    """Flows in the order in which they arrived."""

    def __init__(self, recording: Recording) -> None:
        self.flows: list[Flow] = []
        self._recording = recording
        self._sent: dict[int, tuple[int, int]] = {}  # receiver -> (sender, when)
        self._begun: dict[int, int] = {}  # receiver -> when, where its begin was read before its start
        self._released: dict[int, tuple[int, int]] = {}  # lock -> (who, when)
        self._wakes: dict[
            int, deque[tuple[int, int]]
        ] = {}  # condition or the like -> (who, when), one a waiter
        self._items: dict[tuple[int, int], tuple[int, int]] = {}  # (queue, item) -> (putter, when)
        self._crossings = Crossings(recording, self.flows)
        self._passages = Passages(recording, self.flows)

    def feed(self, events: Events) -> None:
        """Take new events in."""
        self._crossings.feed(events)
        self._passages.feed(events)
        for row in events[_KINDS[events["kind"]]]:
            t, actor, obj = int(row["t"]), int(row["actor"]), int(row["object"])
            match int(row["kind"]):
                case Kind.THREAD_START | Kind.TASK_START:
                    log = self._recording.logs[int(row["process"])]
                    self._start(self._recording.actor(log, int(row["obj"])), actor, t)
                case Kind.CHILD_START:
                    self._start(self._recording.child(int(row["a"])), actor, t)
                case Kind.THREAD_BEGIN | Kind.TASK_BEGIN | Kind.PROCESS_BEGIN:
                    self._begin(actor, t)
                case Kind.LOCK_RELEASED:
                    self._released[obj] = actor, t
                case Kind.WAIT_END if int(row["flags"]) in _LOCKS:  # got it, neither timed out nor raised
                    self._hand_over(obj, actor, t)
                case Kind.WAKE:
                    self._wakes.setdefault(obj, deque()).extend(
                        [(actor, t)] * min(int(row["a"]), _MOST_WOKEN)
                    )
                case Kind.WAIT_END if int(row["flags"]) in _WOKEN:
                    self._woken(obj, actor, t)
                case Kind.ITEM_PUT:
                    self._items[obj, int(row["a"])] = actor, t
                case Kind.ITEM_GET:
                    sender, sent = self._items.pop((obj, int(row["a"])), (-1, 0))
                    if sender >= 0:
                        self.flows.append(Flow("item", sender, actor, sent, t))
                case _:
                    pass  # a wait that ended without the lock

    def settle(self) -> None:
        """Nobody writes any more: an arrow leads to those too that haven't told of themselves."""
        for receiver, (sender, sent) in self._sent.items():
            self.flows.append(Flow("start", sender, receiver, sent, sent))
        self._sent.clear()
        self._crossings.settle()

    def _start(self, receiver: int, sender: int, t: int) -> None:
        if receiver in self._begun:
            self.flows.append(Flow("start", sender, receiver, t, max(self._begun[receiver], t)))
        else:
            self._sent[receiver] = sender, t

    def _begin(self, receiver: int, t: int) -> None:
        if receiver in self._sent:
            sender, sent = self._sent.pop(receiver)
            self.flows.append(Flow("start", sender, receiver, sent, max(t, sent)))
        self._begun[receiver] = t

    def _woken(self, thing: int, receiver: int, t: int) -> None:
        wakes = self._wakes.get(thing)
        if wakes and wakes[0][1] <= t:
            sender, sent = wakes.popleft()
            if sender != receiver:
                self.flows.append(Flow("wake", sender, receiver, sent, t))

    def _hand_over(self, lock: int, receiver: int, t: int) -> None:
        if lock >= 0 and self._recording.things[lock].shared:
            return  # between processes the table that they share tells it
        sender, sent = self._released.get(lock, (-1, 0))
        if sender >= 0 and sender != receiver:
            self.flows.append(Flow("handover", sender, receiver, sent, t))
