"""The two ends of an arrow that know each other by a key, as items and messages do."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from app.core.folds.grouping import begins_group

Row = tuple[int, int, int, int, int]  # place of the event that completed it, sender, when, receiver, when


class Ends(NamedTuple):
    """Ends of arrows as columns, shape (n,), in the order of the events that told of them.

    `at` are the places of these events in their batch, `sends` is True for a sender's end.
    """

    keys: npt.NDArray[np.int64]
    sends: npt.NDArray[np.bool_]
    actors: npt.NDArray[np.int32]
    times: npt.NDArray[np.int64]
    at: npt.NDArray[np.intp]

    def at_places(self, chosen: npt.NDArray[np.intp]) -> "Ends":
        """Some of them, in this order."""
        return Ends(
            self.keys[chosen], self.sends[chosen], self.actors[chosen], self.times[chosen], self.at[chosen]
        )


class Meetings:
    """Brings senders and receivers together.

    `either`: a receiver too may be heard of first (in another process' file); otherwise it has then met nobody.
    """

    def __init__(self, either: bool) -> None:
        self._either = either
        self._sent: dict[int, tuple[int, int]] = {}
        self._received: dict[int, tuple[int, int]] = {}

    def meet(self, ends: Ends) -> npt.NDArray[np.int64]:
        """Take new ends in; returns who met, shape (n, 5): place of the later event, sender, when, receiver, when."""
        ends = ends.at_places(np.argsort(ends.keys, kind="stable"))
        first = np.append(begins_group(ends.keys), True)
        pairs = first[:-2] & ~first[1:-1] & first[2:] & (ends.sends[:-1] != ends.sends[1:])
        if not self._either:
            pairs &= ends.sends[:-1]
        one = self._unexpected(ends.keys, np.flatnonzero(pairs))
        alone = np.ones(len(ends.keys), np.bool_)
        alone[one] = alone[one + 1] = False
        met = _told(ends, one)
        left = self._one_by_one(ends.at_places(np.flatnonzero(alone)))
        return np.concatenate((met, np.array(left, np.int64))) if left else met

    def waiting(self) -> list[tuple[int, int, int]]:
        """Who has sent and met nobody so far: key, sender, when."""
        return [(key, *sent) for key, sent in self._sent.items()]

    def _unexpected(self, keys: npt.NDArray[np.int64], one: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Those pairs for whose keys nobody has been waiting since an earlier batch."""
        if not (len(one) and (self._sent or self._received)):
            return one
        sent, received = self._sent, self._received
        return one[[key not in sent and key not in received for key in keys[one].tolist()]]

    def _one_by_one(self, ends: Ends) -> list[Row]:
        found: list[Row] = []
        ends = ends.at_places(np.argsort(ends.at, kind="stable"))
        columns = (ends.keys, ends.sends, ends.actors, ends.times, ends.at)
        for key, sends, actor, t, at in zip(*(column.tolist() for column in columns), strict=True):
            if sends:
                receiver = self._received.pop(key, None)
                if receiver is None:
                    self._sent[key] = actor, t
                else:
                    found.append((at, actor, t, *receiver))
            else:
                sender = self._sent.pop(key, None)
                if sender is not None:
                    found.append((at, *sender, actor, t))
                elif self._either:
                    self._received[key] = actor, t
        return found


def _told(ends: Ends, one: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """The pairs whose first end stands at `one` and whose second behind it."""
    sender = np.where(ends.sends[one], one, one + 1)
    receiver = 2 * one + 1 - sender
    met = np.empty((len(one), 5), np.int64)
    met[:, 0] = np.maximum(ends.at[one], ends.at[one + 1])
    met[:, 1], met[:, 2] = ends.actors[sender], ends.times[sender]
    met[:, 3], met[:, 4] = ends.actors[receiver], ends.times[receiver]
    return met
