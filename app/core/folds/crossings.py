"""Arrows between processes: items and messages, locks handed over and wake-ups, signals.

The two ends of an arrow lie in the files of two processes, which are read one after the other: each end waits
here for the other one, whichever comes first.
"""

from collections import deque

import numpy as np

from app.core.events import Kind, among
from app.core.model import Flow, FlowKind
from app.core.recording import Events, Recording
from app.tracer import layout

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
#: A signal whose handler hasn't run by then had none: it counts as received when it was sent.
_HANDLED_NS = 1_000_000_000

End = tuple[int, int]  # (actor, when)
Key = tuple[int, int]  # (object or -1, key on the way)


class Crossings:
    """Appends to `flows` what goes from one process to another (or goes the same way within one)."""

    def __init__(self, recording: Recording, flows: list[Flow]) -> None:
        self._recording = recording
        self._flows = flows
        self._posted: dict[int, End] = {}  # number of an item -> who put it
        self._submitted: dict[int, End] = {}  # the same for submissions to a pool
        self._sent: dict[tuple[FlowKind, Key], End] = {}
        self._received: dict[tuple[FlowKind, Key], End] = {}
        self._streams: dict[int, _Stream] = {}
        self._signals: deque[tuple[int, int, int, int]] = deque()  # (when, sender, pid, number)
        self._handled: dict[tuple[int, int], deque[End]] = {}  # (pid, number) -> who handled it

    def feed(self, events: Events) -> None:
        """Take new events in."""
        for row in events[_KINDS[events["kind"]]]:
            self._take(row)
        if len(events) and self._signals:
            self._settle_signals(int(events["t"].max()) - _HANDLED_NS)

    def settle(self) -> None:
        """Nothing more will come."""
        self._settle_signals(None)

    def _take(self, row: np.void) -> None:
        t, actor, obj, a, b = (int(row[name]) for name in ("t", "actor", "object", "a", "b"))
        match int(row["kind"]):
            case Kind.ITEM_POSTED:
                (self._posted if obj >= 0 else self._submitted)[a] = actor, t
            case Kind.ITEM_SENT:
                self._send("item", (obj, b), self._putter(a, (actor, t)))
            case Kind.ITEM_RECEIVED:
                self._receive("item", (obj, a), (actor, t))
            case Kind.MESSAGE_SENT if int(row["flags"]) & layout.MESSAGE_STREAM:
                self._stream(a).sent.append((b, actor, t))
                self._stream(a).match(self._flows)
            case Kind.MESSAGE_RECEIVED if int(row["flags"]) & layout.MESSAGE_STREAM:
                self._stream(a).received.append((b, actor, t))
                self._stream(a).match(self._flows)
            case Kind.MESSAGE_SENT:
                self._send("message", (obj, a), (actor, t))
            case Kind.MESSAGE_RECEIVED:
                self._receive("message", (obj, a), (actor, t))
            case Kind.PASSED_ON:
                self._pass_on(int(row["flags"]), a, b, (actor, t))
            case Kind.SIGNAL_SENT:
                self._signal(t, actor, a, b)
            case Kind.SIGNAL_RECEIVED:
                pid = self._recording.logs[int(row["process"])].pid
                self._handle(pid, b, (self._recording.known_child(pid), t))
            case Kind.CHILD_END if b < 0:
                self._signal_ends(a, -b)
            case _:
                pass  # a child that ended by itself

    # items and messages -----------------------------------------------------------------------------------
    def _putter(self, number: int, sender: End) -> End:
        """Who put the item that `sender` sends; the tasks of one submission to a pool have one number."""
        return self._posted.pop(number, None) or self._submitted.get(number, sender)

    def _send(self, kind: FlowKind, key: Key, sender: End) -> None:
        receiver = self._received.pop((kind, key), None)
        if receiver is None:
            self._sent[kind, key] = sender
        else:
            self._add(kind, sender, receiver)

    def _receive(self, kind: FlowKind, key: Key, receiver: End) -> None:
        sender = self._sent.pop((kind, key), None)
        if sender is None:
            self._received[kind, key] = receiver
        else:
            self._add(kind, sender, receiver)

    def _add(self, kind: FlowKind, sender: End, receiver: End) -> None:
        self._flows.append(Flow(kind, sender[0], receiver[0], sender[1], max(receiver[1], sender[1])))

    def _stream(self, key: int) -> "_Stream":
        return self._streams.setdefault(key, _Stream())

    # locks and the like -----------------------------------------------------------------------------------
    def _pass_on(self, how: int, who: int, when: int, receiver: End) -> None:
        sender = self._recording.lane_elsewhere(who >> layout.PID_SHIFT, who & layout.LANE_MASK)
        sent_ns = when - self._recording.manifest.spawn_ns
        if sender < 0 or sender == receiver[0] or not 0 <= sent_ns <= receiver[1]:
            return
        kind: FlowKind = "wake" if how == layout.PASSED_WAKE else "handover"
        self._flows.append(Flow(kind, sender, receiver[0], sent_ns, receiver[1]))

    # signals ----------------------------------------------------------------------------------------------
    def _signal(self, t: int, sender: int, pid: int, number: int) -> None:
        handled = self._handled.get((pid, number), deque())
        while handled and handled[0][1] < t:  # nobody of the run sent that one
            handled.popleft()
        if handled:
            receiver, handled_ns = handled.popleft()
            self._tell_signal(sender, receiver, t, handled_ns)
        else:
            self._signals.append((t, sender, pid, number))

    def _handle(self, pid: int, number: int, receiver: End) -> None:
        for signal in self._signals:
            t, sender, whom, which = signal
            if (whom, which) == (pid, number) and t <= receiver[1]:
                self._signals.remove(signal)
                self._tell_signal(sender, receiver[0], t, receiver[1])
                return
        self._handled.setdefault((pid, number), deque()).append(receiver)

    def _signal_ends(self, pid: int, number: int) -> None:
        """A child was ended by a signal: by the last of this number that was sent to it."""
        for signal in reversed(self._signals):
            t, sender, whom, which = signal
            if (whom, which) == (pid, number):
                self._signals.remove(signal)
                self._tell_signal(sender, self._recording.known_child(pid), t, t)
                return

    def _settle_signals(self, until_ns: int | None) -> None:
        while self._signals and (until_ns is None or self._signals[0][0] < until_ns):
            t, sender, pid, _ = self._signals.popleft()
            self._tell_signal(sender, self._recording.known_child(pid), t, t)

    def _tell_signal(self, sender: int, receiver: int, sent_ns: int, handled_ns: int) -> None:
        if receiver >= 0 and sender != receiver:
            self._flows.append(Flow("signal", sender, receiver, sent_ns, handled_ns))


class _Stream:
    """One direction of a stream of bytes: what was sent has arrived when the receiver has got that far."""

    def __init__(self) -> None:
        self.sent: deque[tuple[int, int, int]] = deque()  # (end of the bytes, actor, when)
        self.received: deque[tuple[int, int, int]] = deque()

    def match(self, flows: list[Flow]) -> None:
        """Move the pairs that are complete into `flows`."""
        while self.sent and self.received:
            end, sender, sent_ns = self.sent[0]
            reached, receiver, received_ns = self.received[0]
            if reached < end:
                self.received.popleft()
                continue
            self.sent.popleft()
            flows.append(Flow("message", sender, receiver, sent_ns, max(received_ns, sent_ns)))
