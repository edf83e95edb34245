"""Finds what came through a program's pipe that no lane wrote: what C code, or an untraced child, printed.

Each lane's writes come out in their order, but lanes may overtake each other by a little, those of several processes
interleave as their buffers are emptied, some text never comes out (a buffer that was dropped) and some comes out
twice (one that was copied by a fork). So what came is compared with what each lane has written next, and the lane
that agrees for longest is taken to have written it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate, count, islice

_MOST_LANES = 512  # that are compared with what comes next
_MOST_AHEAD = 64  # of which more than the next write is looked at
_LOOK_AHEAD = 32  # writes of a lane that are looked at where some before them may never have come out
_MOST_RECENT = 64
_TAIL = 256  # bytes
_SURE = 8  # a write this long is recognised anywhere, a shorter one only at the beginning of a line
_RUN = 512  # a process that has written so much in one go has emptied a buffer, which may end anywhere
_PROBE = 16
_LINE_END = 0x0A


class _Lane:
    """What one lane wrote and what hasn't come out yet; `ends` of its writes and `gone` count from its first byte."""

    __slots__ = ("_turns", "ends", "gone", "pending", "process", "tail")

    def __init__(self, process: int) -> None:
        self.process = process
        self.pending = bytearray()
        self.ends: deque[int] = deque()
        self.gone = 0
        self.tail = b""  # the last of what has come out
        self._turns: deque[tuple[int, int]] = (
            deque()
        )  # (where it ends, when it was written) of what is pending

    @property
    def turn(self) -> int:
        """When the next write was made, among those of all lanes."""
        while len(self._turns) > 1 and self._turns[0][0] <= self.gone:
            self._turns.popleft()
        return self._turns[0][1]

    def add(self, data: bytes, ends: Sequence[int], turn: int) -> None:
        begin = self.gone + len(self.pending)
        self.pending += data
        self._turns.append((begin + len(data), turn))
        self.ends.extend([begin + end for end in ends] if ends else [begin + len(data)])

    def agrees(self, data: bytes, at: int, begin: int = 0, until: int | None = None) -> int:
        """For how many bytes `data[at:until]` is what this lane wrote next, or from `begin` on."""
        at -= begin
        length = min((len(data) if until is None else until) - at, len(self.pending))
        low, high = begin, min(length, begin + _PROBE)
        while data.startswith(self.pending[low:high], at + low):  # most differ early
            if high == length:
                return length - begin
            low, high = high, min(4 * high, length)
        high -= 1
        while low < high:  # the first difference, by halving
            middle = (low + high + 1) // 2
            if data.startswith(self.pending[low:middle], at + low):
                low = middle
            else:
                high = middle - 1
        return low - begin

    def whole_writes(self, length: int) -> int:
        """The end of the last write that lies within `length` bytes, 0 if there is none."""
        last = 0
        for end in self.ends:
            if end - self.gone > length:
                break
            last = end - self.gone
        return last

    def take(self, length: int) -> None:
        """Wait no more for so many bytes."""
        self.tail = (self.tail + bytes(self.pending[max(length - _TAIL, 0) : length]))[-_TAIL:]
        del self.pending[:length]
        self.gone += length
        while self.ends and self.ends[0] <= self.gone:
            self.ends.popleft()

    def give_back(self, length: int) -> None:
        """Wait again for the last bytes that were taken."""
        data, self.tail = self.tail[-length:], self.tail[:-length]
        self.pending[:0] = data
        self.gone -= length
        lines = accumulate(map(len, data.splitlines(True)), initial=self.gone)
        self.ends.extendleft(reversed(list(lines)[1:]))

    def next_writes(self) -> Iterator[tuple[int, bytes]]:
        """(where, what) of the next writes."""
        begin = 0
        for end in islice(self.ends, _LOOK_AHEAD):
            yield begin, bytes(self.pending[begin : end - self.gone])
            begin = end - self.gone


class Residue:
    """Compares the bytes of one stream with what the lanes of each process wrote to it."""

    def __init__(self) -> None:
        self._turns = count()
        self._processes: set[int] = set()
        self._lanes: dict[tuple[int, int], _Lane] = {}
        self._waiting: dict[int, dict[_Lane, None]] = {}  # by the next byte of each
        self._last: _Lane | None = None  # whose text came last
        self._run = 0  # bytes that its process wrote in one go
        self._recent: dict[_Lane, None] = {}  # whose text came, the latest last
        self._held = b""  # the end of what came: a write may go on in what comes next

    def wrote(self, process: int, data: bytes, lane: int = 0, ends: Sequence[int] = ()) -> None:
        """A lane of a process wrote `data`, in several writes where `ends` says so."""
        if data:
            self._processes.add(process)
            found = self._lanes.setdefault((process, lane), _Lane(process))
            found.add(data, ends, next(self._turns))
            self._waiting.setdefault(found.pending[0], {})[found] = None

    def came(self, data: bytes, final: bool = False) -> bytes:
        """These bytes came out of the pipe; return those that no lane wrote, as far as that is certain."""
        data, self._held = self._held + data, b""
        rest = bytearray()
        at = 0
        while at < len(data):
            if not final and self._may_go_on(data, at):
                self._held = data[at:]
                break
            length = self._known(data, at) or self._after_a_gap(data, at) or self._cut(data, at)
            if not length:
                self._run = 0
                length = self._next_known(data, at, final) - at
                rest += data[at : at + length]
            at += length
        return bytes(rest)

    def _known(self, data: bytes, at: int) -> int:
        """How many bytes from `at` on some lane wrote; they are waited for no more."""
        lane, length = self._best(data, at)
        # Threads tear each other's lines, processes seldom do.
        doubtful = len(self._processes) > 1 and not _ends_line(data, at, length)
        if (not length or doubtful) and self._exchange(data, at):
            lane, length = self._best(data, at)
        if lane is not None and length:
            self._take(lane, length)
        return length

    def _best(self, data: bytes, at: int) -> tuple[_Lane | None, int]:
        """The lane that wrote what is at `at`, as far as one can tell, and how many bytes of it."""
        lanes = list(islice(self._waiting.get(data[at], ()), _MOST_LANES))
        if len(lanes) < 2:
            return (lanes[0], _lines(lanes[0], data, at)) if lanes else (None, 0)
        line = data.find(b"\n", at) + 1 or len(data)
        found = [(lane, lane.whole_writes(lane.agrees(data, at, until=line))) for lane in lanes]
        whole = [lane for lane, length in found if at + length == line]
        if whole:  # a line that several wrote is that of the first
            return min(whole, key=lambda lane: lane.turn), line - at
        return max(found, key=lambda each: (each[1], each[0].process == self._process(), -each[0].turn))

    def _process(self) -> int:
        return -1 if self._last is None else self._last.process

    def _take(self, lane: _Lane, length: int) -> None:
        self._run = self._run + length if lane.process == self._process() else length
        self._last = lane
        first = lane.pending[0]
        lane.take(length)
        self._recent.pop(lane, None)
        self._recent[lane] = None
        if len(self._recent) > _MOST_RECENT:
            del self._recent[next(iter(self._recent))]
        self._wait_for(lane, first)

    def _wait_for(self, lane: _Lane, before: int) -> None:
        """Note what a lane waits for now, after it waited for the byte `before`."""
        self._waiting[before].pop(lane, None)
        if lane.pending:
            self._waiting.setdefault(lane.pending[0], {})[lane] = None

    def _ahead(self) -> Iterator[tuple[_Lane, int, bytes]]:
        """The next writes of the lanes: (lane, where, what)."""
        waiting = (lane for lanes in self._waiting.values() for lane in lanes)
        for lane in list(islice(waiting, _MOST_AHEAD)):
            for begin, write in lane.next_writes():
                yield lane, begin, write

    def _exchange(self, data: bytes, at: int) -> bool:
        """Whether something was taken for another lane's that may as well have been the lane's whose line is next.

        Then the other's is still to come.
        """
        for lane, begin, write in self._ahead():
            if begin and data.startswith(write, at):
                whole_line = data.find(b"\n", at, at + lane.agrees(data, at, begin)) >= 0
                if whole_line and self._give_back(lane, bytes(lane.pending[:begin])):
                    self._take(lane, begin)
                    return True
        return False

    def _give_back(self, lane: _Lane, text: bytes) -> bool:
        """Let another lane whose last text was the same as this of the given lane wait for it again."""
        for other in reversed(self._recent):
            if other is not lane and other.tail.endswith(text):
                before = other.pending[0] if other.pending else text[0]
                other.give_back(len(text))
                self._waiting.setdefault(before, {})
                self._wait_for(other, before)
                return True
        return False

    def _after_a_gap(self, data: bytes, at: int) -> int:
        """What a lane wrote before may never come."""
        for lane, begin, write in self._ahead():
            if data.startswith(write, at) and _is_sure(write, data, at):
                self._take(lane, begin + len(write))
                return len(write)
        return 0

    def _cut(self, data: bytes, at: int) -> int:
        """A process that empties its buffer may stop in the middle of a write and go on with it later."""
        if self._run < _RUN:
            return 0
        waiting = [lane for lane in self._waiting.get(data[at], ()) if lane.process == self._process()]
        found = [(lane.agrees(data, at), lane) for lane in waiting]
        if not found:
            return 0
        longest, lane = max(found, key=lambda each: each[0])
        # What comes next may begin with the very byte that would have gone on here.
        ends = [end for end in range(longest, 0, -1) if self._others_go_on(data, at + end)]
        length = ends[0] if ends else longest
        self._take(lane, length)
        self._run = 0
        return length

    def _others_go_on(self, data: bytes, at: int) -> bool:
        if at == len(data):
            return True
        others = [lane for lane in self._waiting.get(data[at], ()) if lane.process != self._process()]
        return any(_lines(lane, data, at) for lane in others)

    def _may_go_on(self, data: bytes, at: int) -> bool:
        """Whether the rest of the data is the beginning of a line that is waited for, and not all of it."""
        if data.find(b"\n", at) >= 0:
            return False
        rest = len(data) - at
        return any(lane.agrees(data, at, begin) == rest for lane, begin, _ in self._ahead())

    def _next_known(self, data: bytes, at: int, final: bool) -> int:
        """Where, after `at`, something begins that a lane wrote; the end of the data if nowhere."""
        nearest = len(data)
        last_line = data.rfind(b"\n", at) + 1
        if not final and 0 < last_line < len(data) and self._may_go_on(data, last_line):
            nearest = last_line
        for _, _, write in self._ahead():
            place = _find_sure(write, data, at + 1, nearest)
            if place > 0:
                nearest = place
        return nearest


def _is_sure(write: bytes, data: bytes, at: int) -> bool:
    """Whether a write that is found at `at` isn't there by chance."""
    return len(write) >= _SURE or (at > 0 and data[at - 1] == _LINE_END and len(write) > 1)


def _find_sure(write: bytes, data: bytes, begin: int, end: int) -> int:
    """Where between `begin` (not 0) and `end` this write is found, and not by chance; -1 if nowhere."""
    if len(write) >= _SURE:
        return data.find(write, begin, end)
    if len(write) < 2:
        return -1
    place = data.find(bytes((_LINE_END,)) + write, begin - 1, end)
    return place + 1 if place >= 0 else -1


def _ends_line(data: bytes, at: int, length: int) -> bool:
    return length > 0 and data[at + length - 1] == _LINE_END


def _lines(lane: _Lane, data: bytes, at: int) -> int:
    """For how many bytes the data is what the lane wrote, up to the end of a line if there is one."""
    length = lane.whole_writes(lane.agrees(data, at))
    # Lines begin alike: the beginning of the next one may be another lane's.
    lines = data.rfind(b"\n", at, at + length) + 1 - at
    return lane.whole_writes(lines) or length if 0 < lines < length else length
