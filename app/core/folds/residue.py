"""Finds what came through a program's pipe that no lane wrote: what C code, or an untraced child, printed.

Each lane's writes come out in their order, but the lanes of a process may overtake each other by a little, those of
several processes interleave as their buffers are emptied, some text never comes out (a buffer that was dropped) and
some comes out twice (one that was copied by a fork).
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

_MOST_LANES = 256  # of a process that are looked at when the next write in time doesn't fit
_LOOK_AHEAD = 8  # writes of a lane that are looked at where some before them may never have come out
_MOST_RECENT = 64
_SURE = 8  # a write this long is recognised anywhere, a shorter one only at the beginning of a line
_RUN = 512  # a process that has written so much in one go has emptied a buffer, which may end anywhere


class _Piece:
    """Text that one lane wrote, in writes that end at `ends`; what lies before `at` has come out."""

    __slots__ = ("at", "data", "ends", "lane", "number")

    def __init__(self, lane: int, data: bytes, ends: Sequence[int]) -> None:
        self.lane = lane
        self.data = data
        self.ends = ends or (len(data),)
        self.at = 0
        self.number = 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.data)

    def next_write(self) -> bytes:
        return self.data[self.at : self.ends[self.number]]

    def take(self, length: int) -> None:
        self.at += length
        while self.number < len(self.ends) and self.ends[self.number] <= self.at:
            self.number += 1

    def give_back(self, length: int) -> None:
        self.at -= length
        self.number = bisect_right(self.ends, self.at)

    def writes(self) -> Iterator[tuple[int, bytes]]:
        """(where, what) of the writes that haven't come out."""
        begin = self.at
        for end in self.ends[self.number :]:
            yield begin, self.data[begin:end]
            begin = end


class _Written:
    """What one process wrote and what hasn't come out yet."""

    def __init__(self) -> None:
        self._in_time: deque[_Piece] = deque()
        self._lanes: dict[int, deque[_Piece]] = {}

    def add(self, piece: _Piece) -> None:
        self._in_time.append(piece)
        self._lanes.setdefault(piece.lane, deque()).append(piece)

    def add_again(self, piece: _Piece) -> bool:
        """Wait again for a piece that is just about to be given back something; False if its lane has gone on."""
        pieces = self._lanes.setdefault(piece.lane, deque())
        while pieces and pieces[0].done and pieces[0] is not piece:
            pieces.popleft()
        if pieces and pieces[0] is not piece:
            if pieces[0].at:
                return False
            pieces.appendleft(piece)
        elif not pieces:
            pieces.append(piece)
        if not any(each is piece for each in islice(self._in_time, _MOST_RECENT)):
            self._in_time.appendleft(piece)
        return True

    def let_go(self, piece: _Piece) -> None:
        """Forget a piece of which nothing is waited for any more."""
        pieces = self._lanes.get(piece.lane)
        if pieces and pieces[0] is piece and piece.done:
            pieces.popleft()
            if not pieces:
                del self._lanes[piece.lane]

    def first(self) -> _Piece | None:
        """The next piece in time."""
        while self._in_time and self._in_time[0].done:
            self._in_time.popleft()
        return self._in_time[0] if self._in_time else None

    def lanes(self) -> Iterator[deque[_Piece]]:
        """The pieces of each lane that is waited for."""
        for lane, pieces in list(islice(self._lanes.items(), _MOST_LANES)):
            while pieces and pieces[0].done:
                pieces.popleft()
            if pieces:
                yield pieces
            else:
                self._lanes.pop(lane, None)


class Residue:
    """Compares the bytes of one stream with what the lanes of each process wrote to it."""

    def __init__(self) -> None:
        self._written: dict[int, _Written] = {}
        self._last = _Written()  # the process whose text came last
        self._run = 0  # bytes that it wrote in one go
        self._recent: deque[tuple[_Written, _Piece, bytes, int]] = deque(maxlen=_MOST_RECENT)
        self._held = b""  # the end of what came: a write may go on in what comes next

    def wrote(self, process: int, data: bytes, lane: int = 0, ends: Sequence[int] = ()) -> None:
        """A lane of a process wrote `data`, in several writes where `ends` says so."""
        if data:
            self._written.setdefault(process, _Written()).add(_Piece(lane, data, ends))

    def came(self, data: bytes, final: bool = False) -> bytes:
        """These bytes came out of the pipe; return those that no lane wrote, as far as that is certain."""
        data, self._held = self._held + data, b""
        rest = bytearray()
        at = 0
        while at < len(data):
            length = self._in_time(data, at) or self._of_a_lane(data, at)
            if not length and not final and self._may_go_on(data[at:]):
                self._held = data[at:]
                break
            length = length or self._after_a_gap(data, at) or self._cut(data, at)
            if not length:
                self._run = 0
                length = self._next_known(data, at, final) - at
                rest += data[at : at + length]
            at += length
        return bytes(rest)

    def _in_time(self, data: bytes, at: int) -> int:
        best, length = self._last, _fit(self._last.first(), data, at)
        if not length:
            for written in self._written.values():
                fits = _fit(written.first(), data, at)
                if fits > length:
                    best, length = written, fits
        piece = best.first()
        if length and piece is not None:
            self._take(best, piece, length)
        return length

    def _of_a_lane(self, data: bytes, at: int) -> int:
        """A lane may have been held up between its write and its telling so."""
        for written in self._written.values():
            for pieces in written.lanes():
                length = _fit(pieces[0], data, at)
                if length:
                    self._take(written, pieces[0], length)
                    return length
        return 0

    def _after_a_gap(self, data: bytes, at: int) -> int:
        """What a lane wrote before may never come, or have been taken for another lane's."""
        for written in self._written.values():
            for pieces in written.lanes():
                for count, (number, begin, write) in enumerate(_ahead(pieces)):
                    if not data.startswith(write, at):
                        continue
                    if (count == 1 and self._exchange(pieces[0])) or _is_sure(write, data, at):
                        for lost in islice(pieces, number):
                            lost.take(len(lost.data) - lost.at)
                        pieces[number].take(begin - pieces[number].at)
                        self._take(written, pieces[number], len(write))
                        return len(write)
        return 0

    def _exchange(self, piece: _Piece) -> bool:
        """Whether what was taken for another lane's last write may have been this lane's, which is the same.

        Then the other's is still to come.
        """
        write = piece.next_write()
        for place, (written, other, taken, end) in enumerate(self._recent):
            if taken == write and other.lane != piece.lane and other.at == end and written.add_again(other):
                other.give_back(len(write))
                del self._recent[place]
                return True
        return False

    def _cut(self, data: bytes, at: int) -> int:
        """A process that empties its buffer may stop in the middle of a write and go on with it later."""
        first = self._last.first()
        if first is None or self._run < _RUN:
            return 0
        longest = _common(data, at, first.next_write())
        # What comes next may begin with the very byte that would have gone on here.
        ends = [end for end in range(longest, 0, -1) if self._others_go_on(data, at + end)]
        length = ends[0] if ends else longest
        first.take(length)
        self._run = 0
        return length

    def _others_go_on(self, data: bytes, at: int) -> bool:
        others = [written.first() for written in self._written.values() if written is not self._last]
        return at == len(data) or any(_fit(first, data, at) for first in others)

    def _take(self, written: _Written, piece: _Piece, length: int) -> None:
        taken = piece.data[piece.at : piece.at + length] if length < _SURE else b""
        piece.take(length)
        written.let_go(piece)
        self._recent.append((written, piece, taken, piece.at))
        self._run = self._run + length if written is self._last else length
        self._last = written

    def _expected(self) -> Iterator[bytes]:
        """The writes that may come next."""
        for written in self._written.values():
            for pieces in written.lanes():
                for _, _, write in _ahead(pieces):
                    yield write

    def _may_go_on(self, end: bytes) -> bool:
        """Whether the data ends in the middle of a write that is waited for."""
        return any(
            pieces[0].next_write().startswith(end)
            for written in self._written.values()
            for pieces in written.lanes()
        )

    def _next_known(self, data: bytes, at: int, final: bool) -> int:
        """Where, after `at`, something begins that a lane wrote; the end of the data if nowhere."""
        nearest = len(data)
        last_line = data.rfind(b"\n", at) + 1
        if not final and last_line and any(each.startswith(data[last_line:]) for each in self._expected()):
            nearest = last_line  # it may go on
        for write in self._expected():
            if len(write) >= _SURE:
                place = data.find(write, at + 1, nearest)
            else:  # which is sure at the beginning of a line alone
                place = data.find(b"\n" + write, at, nearest) + 1 if len(write) > 1 else 0
            if place > 0:
                nearest = place
        return nearest


def _fit(piece: _Piece | None, data: bytes, at: int) -> int:
    """The length of the piece, or of its next write, if that is what is at `at`; else 0."""
    if piece is None:
        return 0
    if not piece.at and data.startswith(piece.data, at):
        return len(piece.data)
    write = piece.next_write()
    return len(write) if data.startswith(write, at) else 0


def _ahead(pieces: deque[_Piece]) -> Iterator[tuple[int, int, bytes]]:
    """The next writes of a lane: (number of the piece, where in it, what)."""
    found = (
        (number, begin, write)
        for number, piece in enumerate(islice(pieces, _LOOK_AHEAD))
        for begin, write in piece.writes()
    )
    return islice(found, _LOOK_AHEAD)


def _is_sure(write: bytes, data: bytes, at: int) -> bool:
    """Whether a write that is found at `at` isn't there by chance."""
    return len(write) >= _SURE or (at > 0 and data[at - 1] == 0x0A and len(write) > 1)


def _common(data: bytes, at: int, write: bytes) -> int:
    """How many bytes `data[at:]` and the write have in common at their beginning."""
    low, high = 0, min(len(data) - at, len(write))
    while low < high:  # the first difference, by halving
        middle = (low + high + 1) // 2
        if data.startswith(write[:middle], at):
            low = middle
        else:
            high = middle - 1
    return low
