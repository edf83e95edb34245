"""Arrows between processes: items and messages, locks handed over and wake-ups, signals.

The two ends of an arrow lie in the files of two processes, which are read one after the other: each end waits
for the other one, whichever comes first.
"""

from collections import deque

import numpy as np
import numpy.typing as npt

from app.core.events import Kind, among
from app.core.folds.arrows import Arrows
from app.core.folds.grouping import mixed
from app.core.folds.meetings import Ends, Meetings
from app.core.folds.signals import Signals
from app.core.model import FlowKind
from app.core.recording import Events, Recording
from app.tracer import layout

_MESSAGES = among([Kind.MESSAGE_SENT, Kind.MESSAGE_RECEIVED])
_KINDS = among(
    [
        Kind.ITEM_POSTED,
        Kind.ITEM_SENT,
        Kind.ITEM_RECEIVED,
        Kind.MESSAGE_SENT,
        Kind.MESSAGE_RECEIVED,
        Kind.PASSED_ON,
        Kind.SIGNAL_SENT,
        Kind.SIGNAL_RECEIVED,
        Kind.CHILD_END,
    ]
)

End = tuple[int, int]  # (actor, when)
Places = npt.NDArray[np.intp]


class Crossings:
    """Finds what goes from one process to another (or goes the same way within one)."""

    READS = _KINDS

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._posted: dict[int, End] = {}  # number of an item -> who put it
        self._submitted: dict[int, End] = {}  # the same for submissions to a pool
        self._items = Meetings(either=True)
        self._messages = Meetings(either=True)
        self._streams: dict[int, _Stream] = {}
        self._signals = Signals(recording)

    def feed(self, events: Events, arrows: Arrows) -> None:
        """Take new events in."""
        at = np.flatnonzero(self.READS.take(events["kind"]))
        if len(at):
            told = events.take(at)
            self._take_items(told, at, arrows)
            self._take_messages(told, at, arrows)
            self._take_passed(told, at, arrows)
            self._signals.feed(told, at, arrows)
        if len(events):
            self._signals.settle_until(events, arrows)

    def settle(self, arrows: Arrows) -> None:
        """Nothing more will come."""
        self._signals.settle(arrows)

    # items and messages -----------------------------------------------------------------------------------
    def _take_items(self, told: Events, at: Places, arrows: Arrows) -> None:
        kinds = told["kind"]
        posted = kinds == Kind.ITEM_POSTED
        for who, chosen in (
            (self._posted, posted & (told["object"] >= 0)),
            (self._submitted, posted & (told["object"] < 0)),
        ):
            if chosen.any():
                columns = (told[name][chosen].tolist() for name in ("actor", "t"))
                who.update(zip(told["a"][chosen].tolist(), zip(*columns, strict=True), strict=True))
        sends = kinds == Kind.ITEM_SENT
        chosen = np.flatnonzero(sends | (kinds == Kind.ITEM_RECEIVED))
        if not len(chosen):
            return
        sends = sends[chosen]
        rows = told.take(chosen)
        self._name_putters(rows, np.flatnonzero(sends))
        keys = mixed(rows["object"], np.where(sends, rows["b"], rows["a"]))
        # Who is woken by an item is marked by its sign until it has met the sender.
        woken = ~sends & (rows["flags"] & layout.ITEM_WAKES != 0)
        actors = np.where(woken, -2 - rows["actor"], rows["actor"])
        met = self._items.meet(Ends(keys, sends, actors, rows["t"], at[chosen]))
        wakes = met[:, 3] < -1
        met[wakes, 3] = -2 - met[wakes, 3]
        arrows.add_met("item", met[~wakes])
        arrows.add_met("wake", met[wakes])

    def _name_putters(self, rows: Events, sent: Places) -> None:
        """Let an item that is sent be its putter's; the tasks of one submission to a pool have one number."""
        columns = (rows[name][sent].tolist() for name in ("a", "actor", "t"))
        posted, submitted = self._posted, self._submitted
        putters: list[End] = [
            posted.pop(number) if number in posted else submitted.get(number, (actor, t))
            for number, actor, t in zip(*columns, strict=True)
        ]
        if putters:
            rows["actor"][sent], rows["t"][sent] = zip(*putters, strict=True)

    def _take_messages(self, told: Events, at: Places, arrows: Arrows) -> None:
        messages = _MESSAGES.take(told["kind"])
        streams = told["flags"] & layout.MESSAGE_STREAM != 0
        chosen = np.flatnonzero(messages & ~streams)
        if len(chosen):
            rows = told.take(chosen)
            sends = rows["kind"] == Kind.MESSAGE_SENT
            keys = mixed(rows["object"], rows["a"])
            ends = Ends(keys, sends, rows["actor"], rows["t"], at[chosen])
            arrows.add_met("message", self._messages.meet(ends))
        chosen = np.flatnonzero(messages & streams)
        columns = (told[name][chosen].tolist() for name in ("kind", "a", "b", "actor", "t"))
        for place, kind, key, reached, actor, t in zip(at[chosen].tolist(), *columns, strict=True):
            stream = self._streams.setdefault(key, _Stream())
            (stream.sent if kind == Kind.MESSAGE_SENT else stream.received).append((reached, actor, t))
            stream.match(place, arrows)

    # locks and the like -----------------------------------------------------------------------------------
    def _take_passed(self, told: Events, at: Places, arrows: Arrows) -> None:
        chosen = np.flatnonzero(told["kind"] == Kind.PASSED_ON)
        if not len(chosen):
            return
        rows, at = told.take(chosen), at[chosen]
        senders = self._elsewhere(rows["a"])
        sent, received = rows["b"] - self._recording.manifest.spawn_ns, rows["t"]
        good = (senders >= 0) & (senders != rows["actor"]) & (sent >= 0) & (sent <= received)
        wakes = rows["flags"] == layout.PASSED_WAKE
        kinds: list[tuple[FlowKind, npt.NDArray[np.bool_]]] = [("wake", wakes), ("handover", ~wakes)]
        for kind, of_kind in kinds:
            these = good & of_kind
            receivers = rows["actor"][these]
            arrows.add(at[these], kind, senders[these], receivers, sent[these], received[these])

    def _elsewhere(self, lanes: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """Actor ids of lanes of any process, -1 where there is none; shape as given."""
        unique, first, which = np.unique(lanes, return_index=True, return_inverse=True)
        actors = np.empty(len(unique), np.int32)
        for number in np.argsort(first).tolist():  # ids are given out in the order of asking
            lane = int(unique[number])
            actors[number] = self._recording.lane_elsewhere(lane >> layout.PID_SHIFT, lane & layout.LANE_MASK)
        return actors[which.reshape(-1)]


class _Stream:
    """One direction of a stream of bytes: what was sent has arrived when the receiver has got that far."""

    def __init__(self) -> None:
        self.sent: deque[tuple[int, int, int]] = deque()  # (end of the bytes, actor, when)
        self.received: deque[tuple[int, int, int]] = deque()

    def match(self, at: int, arrows: Arrows) -> None:
        """Move the pairs that are complete into `arrows`."""
        while self.sent and self.received:
            end, sender, sent_ns = self.sent[0]
            reached, receiver, received_ns = self.received[0]
            if reached < end:
                self.received.popleft()
                continue
            self.sent.popleft()
            arrows.tell(at, "message", sender, receiver, sent_ns, max(received_ns, sent_ns))
