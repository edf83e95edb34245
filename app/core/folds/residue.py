"""Finds what came through a program's pipe that no lane wrote: what C code, or an untraced child, printed."""

from collections import deque

_SHORTEST = 2  # bytes of a piece that may be looked for further on


class _Written:
    """What one process wrote and what hasn't come out yet, with the ends of its pieces."""

    def __init__(self) -> None:
        self.pending = bytearray()
        self.ends: deque[int] = deque()  # of pieces, counted from the very first byte
        self.gone = 0

    def add(self, data: bytes) -> None:
        self.pending += data
        self.ends.append(self.gone + len(self.pending))

    def take(self, length: int) -> None:
        del self.pending[:length]
        self.gone += length
        while self.ends and self.ends[0] <= self.gone:
            self.ends.popleft()

    def first_piece(self) -> bytes:
        return bytes(self.pending[: self.ends[0] - self.gone]) if self.ends else b""

    def whole_pieces(self, length: int) -> int:
        """The end of the last whole piece within `length` bytes, 0 if there is none."""
        last = 0
        for end in self.ends:
            if end - self.gone > length:
                break
            last = end - self.gone
        return last


class Residue:
    """Compares the bytes of one stream with what the lanes of each process wrote to it."""

    def __init__(self) -> None:
        self._written: dict[int, _Written] = {}

    def wrote(self, process: int, data: bytes) -> None:
        """A lane of a process wrote this piece."""
        if data:
            self._written.setdefault(process, _Written()).add(data)

    def came(self, data: bytes) -> bytes:
        """These bytes came out of the pipe; return those that no lane wrote."""
        rest = bytearray()
        at = 0
        while at < len(data):
            process, length = self._longest(data, at)
            if length:
                self._written[process].take(length)
                at += length
            else:
                until = self._next_known(data, at)
                rest += data[at:until]
                at = until
        return bytes(rest)

    def _longest(self, data: bytes, at: int) -> tuple[int, int]:
        """The process whose next pieces agree with `data[at:]` for longest, and for how many bytes."""
        best = (-1, 0)
        for process, written in self._written.items():
            common = _common(data, at, written.pending)
            # A piece may come in two chunks; one that breaks off in the middle agrees by chance.
            length = common if at + common == len(data) else written.whole_pieces(common)
            if length > best[1]:
                best = process, length
        return best

    def _next_known(self, data: bytes, at: int) -> int:
        """Where, after `at`, something begins that a lane wrote; the end of the data if nowhere."""
        found = [len(data)]
        for written in self._written.values():
            piece = written.first_piece()
            if len(piece) >= _SHORTEST:
                place = data.find(piece, at + 1)
                if place > 0:
                    found.append(place)
        return min(found)


def _common(data: bytes, at: int, written: bytearray) -> int:
    """How many bytes `data[at:]` and `written` have in common at their beginning."""
    low, high = 0, min(len(data) - at, len(written))
    if data[at : at + high] == written[:high]:
        return high
    while low < high:  # the first difference, by halving
        middle = (low + high + 1) // 2
        if data[at + low : at + middle] == written[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
