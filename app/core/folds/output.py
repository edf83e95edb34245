"""What a program wrote: each lane's text, and what came through the pipe that no lane wrote."""

import os
import struct
from array import array
from collections import deque
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from app.core.events import Kind, among
from app.core.folds.residue import Residue
from app.core.model import Output, Stream
from app.core.recording import Events, Recording
from app.core.rows import picked
from app.tracer import layout

JOIN_NS = 5_000_000  # writes of one lane to one stream that follow each other this closely are one
_TOLD = among((Kind.PRINT, Kind.ENCODING))
_STREAMS: tuple[Stream, Stream] = ("stdout", "stderr")
_UTF_8 = "utf-8", "strict"
_INDEX = struct.Struct("<QQ")
_LENGTH = (1 << layout.TEXT_SHIFT) - 1
_AT_ONCE = 4_096  # bytes of a pipe that are compared at one time
_MOST_CHUNKS = 64  # of a pipe that are read at one time
_SETTLE_NS = 100_000_000  # bytes may arrive before the event that tells who wrote them has been read


class OutputFold:
    """Pieces of text in the order in which they were read; `merged()` gives the contract's entries."""

    READS = _TOLD

    def __init__(self, recording: Recording) -> None:
        self.pieces: list[Output] = []
        # number of a piece of several writes -> (where each ends, when each was)
        self._writes: dict[int, tuple[array[int], array[int]]] = {}
        self._recording = recording
        self._encodings: dict[tuple[int, Stream], tuple[str, str]] = {}
        self._pipes = {stream: _Pipe(recording.directory, stream) for stream in _STREAMS}

    def feed(self, events: Events) -> None:
        """Take new events in."""
        told = picked(events, _TOLD.take(events["kind"]))
        begin = 0
        for at in np.flatnonzero(told["kind"] == Kind.ENCODING):
            self._take_all(told[begin:at])
            self._encode(told[at])
            begin = int(at) + 1
        self._take_all(told[begin:])

    def _take_all(self, printed: Events) -> None:
        # What goes into a pipe between two processes of the program isn't output of the run.
        printed = picked(printed, (printed["flags"] & layout.PRINT_ELSEWHERE) == 0)
        for first, last in _pieces(printed):
            self._take(printed[first : last + 1])

    def _take(self, writes: Events) -> None:
        """Take in writes of one lane that follow each other in time and lie side by side in the text."""
        first, last = writes[0], writes[-1]
        process, actor = int(first["process"]), int(first["actor"])
        begin = int(first["b"]) >> layout.TEXT_SHIFT
        ends = ((writes["b"] >> layout.TEXT_SHIFT) + (writes["b"] & _LENGTH) - begin).tolist()
        data = self._recording.logs[process].segments.bytes_between(begin, begin + ends[-1])
        data, ends = self._with_original_path(data, ends)
        stream = _STREAMS[int(first["flags"]) == 2]
        text = data.decode("utf-8", "replace")
        self._compare(process, stream, actor, data, ends)
        if len(ends) > 1:
            self._writes[len(self.pieces)] = array("l", ends), array("q", writes["t"].tolist())
        self.pieces.append(Output(actor, int(first["t"]), stream, text, int(last["t"])))

    def _with_original_path(self, data: bytes, ends: list[int]) -> tuple[bytes, list[int]]:
        """What comes through the pipe has the program's path in place of its edited copy's: so has this."""
        manifest = self._recording.manifest
        copy = os.fsencode(manifest.copy or "")
        if not copy or copy not in data:
            return data, ends
        original = os.fsencode(manifest.program)
        writes = [data[begin:end].replace(copy, original) for begin, end in pairwise((0, *ends))]
        return b"".join(writes), list(accumulate(map(len, writes)))

    def _encode(self, row: np.void) -> None:
        process = int(row["process"])
        encoding, _, errors = self._recording.logs[process].segments.text(int(row["b"])).partition(" ")
        self._encodings[process, _STREAMS[(int(row["flags"]) & 0xFF) == 2]] = encoding.lower(), errors

    def _compare(self, process: int, stream: Stream, lane: int, data: bytes, ends: list[int]) -> None:
        """Expect these writes in the pipe, in the bytes that the stream makes of them."""
        encoding, errors = self._encodings.get((process, stream), _UTF_8)
        residue = self._pipes[stream].residue
        if encoding == "utf-8":
            residue.wrote(process, data, lane, ends if len(ends) > 1 else ())
            return
        for begin, end in zip([0, *ends[:-1]], ends, strict=True):
            residue.wrote(process, _encoded(data[begin:end], encoding, errors), lane)

    def read_pipes(self, now_ns: int | None) -> int:
        """Look at what came through the pipes until shortly before `now_ns` (since the spawn; None: at all).

        Takes in a bounded amount at one time and returns how many bytes there were; 0: that was all.
        """
        until_ns = None if now_ns is None else now_ns - _SETTLE_NS
        return sum(self._add(stream, *pipe.read(until_ns)) for stream, pipe in self._told_pipes())

    def settle(self) -> None:
        """Nothing will come through the pipes any more."""
        while self.read_pipes(None):
            pass
        for stream, pipe in self._told_pipes():
            self._add(stream, *pipe.end())

    def _told_pipes(self) -> list[tuple[Stream, "_Pipe"]]:
        for number, pipe in enumerate(self._pipes.values()):
            pipe.told = pipe.told and not self._lost(number)
        return list(self._pipes.items())

    def _add(self, stream: Stream, size: int, rest: list[tuple[int, str]]) -> int:
        self.pieces.extend(Output(None, t, stream, text, t) for t, text in rest)
        return size

    def _lost(self, stream: int) -> int:
        return sum(log.segments.lost_text(stream) for log in self._recording.logs)

    @property
    def lost_bytes(self) -> int:
        """Bytes that were printed and not recorded any more."""
        return self._lost(0) + self._lost(1)

    def merged(self) -> list[Output]:
        """All output in the order of time, writes that belong together joined."""
        entries: list[_Entry] = []
        unfinished: dict[tuple[int | None, Stream], _Entry] = {}  # the last entry of each lane and stream
        for piece in self._in_time():
            key = piece.actor, piece.stream
            own = unfinished.get(key)
            # One print is several writes: somebody else's may come between, but they are one line.
            goes_on = own is not None and (own is entries[-1] or not own.texts[-1].endswith("\n"))
            if own is not None and goes_on and piece.t_ns - own.last_ns <= JOIN_NS:
                own.texts.append(piece.text)
                own.last_ns = piece.last_ns
            else:
                unfinished[key] = _Entry(piece)
                entries.append(unfinished[key])
        return [entry.joined() for entry in entries]

    def _in_time(self) -> list[Output]:
        """The pieces in the order of time; where two overlap they are taken apart into their writes."""
        order = sorted(range(len(self.pieces)), key=lambda number: self.pieces[number].t_ns)
        found: list[Output] = []
        latest = -1  # the end of what came before
        unfinished: set[tuple[int | None, Stream]] = set()  # lanes in the middle of a line
        before: tuple[int | None, Stream] | None = None
        for place, number in enumerate(order):
            piece = self.pieces[number]
            key = piece.actor, piece.stream
            following = self.pieces[order[place + 1]].t_ns if place + 1 < len(order) else piece.last_ns + 1
            overlaps = piece.t_ns <= latest or following <= piece.last_ns
            resumes = (
                key in unfinished and before != key
            )  # only the rest of the line belongs to what came before
            latest, before = max(latest, piece.last_ns), key
            (unfinished.discard if piece.text.endswith("\n") else unfinished.add)(key)
            found += self._apart(number) if overlaps or resumes else [piece]
        return sorted(found, key=lambda piece: piece.t_ns)

    def _apart(self, number: int) -> list[Output]:
        """The single writes of a piece."""
        piece = self.pieces[number]
        if number not in self._writes:
            return [piece]
        data = piece.text.encode("utf-8", "replace")
        ends, times = self._writes[number]
        return [
            replace(piece, t_ns=t, last_ns=t, text=data[begin:end].decode("utf-8", "replace"))
            for begin, end, t in zip([0, *ends[:-1]], ends, times, strict=True)
        ]


class _Entry:
    """One entry of the contract's output while it is put together."""

    def __init__(self, first: Output) -> None:
        self.first = first
        self.texts = [first.text]
        self.last_ns = first.last_ns

    def joined(self) -> Output:
        return replace(self.first, text="".join(self.texts), last_ns=self.last_ns)


def _encoded(text: bytes, encoding: str, errors: str) -> bytes:
    try:
        return text.decode("utf-8", "replace").encode(encoding, errors)
    except (LookupError, ValueError, TypeError):  # a codec that this Python hasn't, or a damaged file
        return text


def _pieces(printed: Events) -> list[tuple[int, int]]:
    """The first and last row of each piece, an unbroken run of one lane's writes to one stream."""
    if not len(printed):
        return []
    one, other = printed[:-1], printed[1:]
    ends = (one["b"] >> layout.TEXT_SHIFT) + (one["b"] & _LENGTH)
    goes_on = ends == other["b"] >> layout.TEXT_SHIFT
    goes_on &= other["t"] - one["t"] <= JOIN_NS
    for name in ("process", "actor", "flags"):
        goes_on &= one[name] == other[name]
    breaks = np.flatnonzero(~goes_on)
    firsts = [0, *(int(at) + 1 for at in breaks)]
    return list(zip(firsts, [*(int(at) for at in breaks), len(printed) - 1], strict=True))


class _Pipe:
    """One stream's captured bytes, read as they grow."""

    def __init__(self, directory: Path, stream: Stream) -> None:
        self.residue = Residue()
        self.told = True  # False once lanes wrote more than was recorded: then nothing can be compared
        self._bytes = directory / stream
        self._index = directory / f"{stream}.index"
        self._next_record = 0
        self._last_ns = 0
        self._waiting: deque[tuple[int, bytes]] = deque()  # chunks that haven't been compared

    def read(self, until_ns: int | None) -> tuple[int, list[tuple[int, str]]]:
        """The size of some chunks that came before `until_ns` (None: any), and what no lane wrote of them.

        That is (when, text).
        """
        if not self._waiting:
            self._waiting.extend(self._chunks(until_ns))
        size, found = 0, []
        while self._waiting and size < _AT_ONCE:
            t, data = self._waiting.popleft()
            if len(data) > _AT_ONCE:
                # Both parts end behind a whole line where there is one: a line end may be two bytes.
                cut = data.rfind(b"\n", 0, _AT_ONCE) + 1 or _AT_ONCE
                self._waiting.appendleft((t, data[cut:]))
                data = data[:cut]
            size += len(data)
            self._last_ns = t
            found += self._compare(data, final=False)
        return size, found

    def end(self) -> tuple[int, list[tuple[int, str]]]:
        """Nothing more comes: what was held back, as `read` tells it."""
        return 0, self._compare(b"", final=True)

    def _compare(self, data: bytes, final: bool) -> list[tuple[int, str]]:
        rest = self.residue.came(data.replace(b"\r\n", b"\n"), final) if self.told else b""
        return [(self._last_ns, rest.decode("utf-8", "replace"))] if rest else []

    def _chunks(self, until_ns: int | None) -> list[tuple[int, bytes]]:
        """The next chunks as (when, bytes), some at one time."""
        try:
            with self._index.open("rb") as file:
                file.seek(self._next_record * _INDEX.size)
                raw = file.read()
            if len(raw) < _INDEX.size:
                return []
            size = self._bytes.stat().st_size
        except OSError:
            return []
        records = [_INDEX.unpack_from(raw, at) for at in range(0, len(raw) - _INDEX.size + 1, _INDEX.size)]
        chunks: list[tuple[int, bytes]] = []
        with self._bytes.open("rb") as file:
            for number, (t, begin) in enumerate(records):
                last = number + 1 == len(records)
                if until_ns is not None and (last or t > until_ns):
                    break  # the newest chunk may still be growing
                if len(chunks) >= _MOST_CHUNKS or begin > size:  # no chunk begins there: a damaged file
                    break
                file.seek(begin)
                end = size if last else min(records[number + 1][1], size)
                chunks.append((t, file.read(max(end - begin, 0))))
                self._next_record += 1
        return chunks
