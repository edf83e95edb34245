"""Writes events and text into mapped files of fixed size: nothing written is lost when the process dies.

An event costs no system call and takes no lock: its slot comes from one call of an iterator and its bytes go
into the mapping with one `pack_into`. Only growing by a segment, and text, take a (re-entrant, raw) lock.
"""

import mmap
import os
import sys
from _thread import RLock
from struct import Struct, pack_into
from time import perf_counter_ns as now

from . import layout

#: One slot: segment, offset; ts, lane, kind, flags, obj, where, a, b, seq (which is the offset).
pack = Struct(layout.SLOT).pack_into
#: A slot whose `a` and `b` are 0: ts, what `head` gives, seq.
pack_brief = Struct("<Q16s16xQ").pack_into
#: What a slot says between `ts` and `a`: lane, kind, flags, obj, where; for events that are written again and again.
head = Struct("<IHHII").pack
_TEXT_SHIFT = layout.TEXT_SEGMENT.bit_length() - 1
_TEXT_MASK = layout.TEXT_SEGMENT - 1
_SIZE = layout.SLOT_SIZE
_HEAD = layout.HEADER_SIZE

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Take = Callable[[], int]

_FIRST_OWN_DESCRIPTOR = 64
_directory = ""
_tag = ""
_events: list[mmap.mmap] = []
_late: "list[tuple[mmap.mmap, Take]]" = []
_texts: list[mmap.mmap] = []
_nothing: "Take" = iter(()).__next__
_nowhere: "Any" = None
current: "tuple[mmap.mmap, Take]" = (_nowhere, _nothing)  # the segment that is being filled, and its slots
_growing = RLock()
_writing_text = RLock()
_text_end = 0
_lost = 0
_lost_text = [0, 0]


def start(directory: str) -> None:
    """Write this process' events into `directory`.

    Raises OSError where no file can be made there.
    """
    global _directory
    _directory = directory
    restart()


def restart() -> None:
    """Begin files of this process' own: at the start, and in the child after a fork."""
    global _tag, _events, _texts, current, _growing, _writing_text, _text_end, _lost, _late
    _growing, _writing_text = RLock(), RLock()
    _events, _texts, _late = [], [], []
    give_up()
    _text_end = _lost = 0
    _lost_text[:] = [0, 0]
    _tag = str(os.getpid())
    for attempt in range(1, 100):
        try:
            _events.append(_new_segment("events", 0, os.O_EXCL))
            current = _events[0], _slots()
            return
        except FileExistsError:  # this process id was used before, or this is the same process after an exec
            _tag = f"{os.getpid()}r{attempt}"
    raise FileExistsError(_tag)


def give_up() -> None:
    """Write nothing in this process: no file can be made for it."""
    global current
    current = _nowhere, _nothing


def _new_segment(ending: str, number: int, exclusive: int = 0) -> mmap.mmap:
    size = _HEAD + layout.SLOTS * _SIZE if ending == "events" else layout.TEXT_SEGMENT
    path = os.path.join(_directory, f"{_tag}.{number}.{ending}")
    fd = os.open(path, os.O_RDWR | os.O_CREAT | exclusive | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _reserve(fd, size)
        segment = mapped(fd, size)
    except OSError:
        os.unlink(path)
        raise
    finally:
        os.close(fd)
    if ending == "events":
        # The magic comes last: who reads along takes a file that has it for one whose header is whole.
        pack_into(layout.HEADER, segment, 0, b"", layout.VERSION, _SIZE, os.getpid(), number, 0)
        pack_into("<Q", segment, layout.PARENT_OFFSET, os.getppid())
        segment[: len(layout.MAGIC)] = layout.MAGIC
    return segment


def path(ending: str) -> str:
    """A file of this process' own in the run's directory."""
    return os.path.join(_directory, f"{_tag}.{ending}")


def map_shared(file: str, size: int) -> mmap.mmap:
    """Map a file of the run that all its processes write; whoever comes first makes it, full of zeros.

    Raises OSError where that can't be done.
    """
    path = os.path.join(_directory, file)
    fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _reserve(fd, size)
        return mapped(fd, size)
    finally:
        os.close(fd)


def _reserve(fd: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(fd, 0, size)  # a full disk shall fail here, not with a SIGBUS in the program
    else:
        os.ftruncate(fd, size)


def mapped(fd: int, size: int) -> mmap.mmap:
    """Map a file, out of the way of the descriptors that the program is the first to get (3, 4, ...)."""
    if sys.version_info >= (3, 13):
        return mmap.mmap(fd, size, trackfd=False)  # type: ignore[call-overload, unused-ignore, no-any-return]
    low: list[int] = []
    try:
        while not low or low[-1] < _FIRST_OWN_DESCRIPTOR:  # a mapping keeps a copy: the lowest that is free
            low.append(os.dup(fd))
        os.close(low.pop())
    except OSError:  # there are no more: then it takes what there is
        while low:
            os.close(low.pop())
    try:
        return mmap.mmap(fd, size)
    finally:
        for taken in low:
            os.close(taken)


def emit(lane: int, kind: int, flags: int = 0, obj: int = 0, where: int = 0, a: int = 0, b: int = 0) -> None:
    """Write one event that happens now."""
    segment, take = current
    try:
        at = take()
    except StopIteration:
        emit_grown(now(), lane, kind, flags, obj, where, a, b)
        return
    pack(segment, at, now(), lane, kind, flags, obj, where, a, b, at)


def emit_at(
    ts: int, lane: int, kind: int, flags: int = 0, obj: int = 0, where: int = 0, a: int = 0, b: int = 0
) -> None:
    """Write one event that happened at `ts` (`perf_counter_ns`)."""
    segment, take = current
    try:
        at = take()
    except StopIteration:
        emit_grown(ts, lane, kind, flags, obj, where, a, b)
        return
    pack(segment, at, ts, lane, kind, flags, obj, where, a, b, at)


def emit_grown(ts: int, lane: int, kind: int, flags: int, obj: int, where: int, a: int, b: int) -> None:
    """Write one event where the current segment is full."""
    slot = _grown_slot() or (_late_slot() if kind in layout.LATE else None)
    if slot is None:
        _count_lost()
        return
    segment, at = slot
    pack(segment, at, ts, lane, kind, flags, obj, where, a, b, at)


def _slots() -> "Take":
    """Hands out the slots of a segment by their offsets, one by one in one step."""
    return iter(range(_HEAD, _HEAD + layout.SLOTS * _SIZE, _SIZE)).__next__


if not getattr(sys, "_is_gil_enabled", lambda: True)():
    _slots_in_one_step = _slots

    def _slots() -> "Take":
        take, taking = _slots_in_one_step(), RLock()

        def take_alone() -> int:
            with taking:
                return take()

        return take_alone


def _grown_slot() -> "tuple[mmap.mmap, int] | None":
    with _growing:
        while True:
            segment, take = current
            try:
                at = take()
            except StopIteration:
                if not _grow():
                    return None
            else:
                return segment, at


def _grow() -> bool:
    """Go on in a new segment; False where there is no room for one."""
    global current
    number = len(_events)
    if not 0 < number < layout.MAX_SEGMENTS:
        return False
    try:
        segment = _new_segment("events", number)
    except OSError:  # no room left: the rest is counted
        return False
    if len(_events) == number:  # a signal handler may have grown it meanwhile
        _events.append(segment)
        current = segment, _slots()
    return True


def _late_slot() -> "tuple[mmap.mmap, int] | None":
    """A slot of the one segment behind the last: it isn't among the others, where every event would find it."""
    index = layout.MAX_SEGMENTS
    if len(_events) < index:
        return None
    with _growing:
        try:
            if not _late:
                _late.append((_new_segment("events", index), _slots()))
            segment, take = _late[0]
            at = take()
        except (OSError, StopIteration):
            return None
        return segment, at


def _count_lost() -> None:
    global _lost
    with _growing:
        _lost += 1
        if _events:  # a child of a fork may have no file at all
            pack_into("<Q", _events[0], layout.LOST_OFFSET, _lost)


def count_lost_text(stream: int, size: int) -> None:
    """Count printed bytes (of stream 0 or 1) that there was no room for."""
    with _growing:
        _lost_text[stream] += size
        if _events:
            pack_into("<Q", _events[0], layout.TEXT_LOST_OFFSET[stream], _lost_text[stream])


def text(data: bytes, reserve: int = 0) -> int:
    """Keep `data` (at most MAX_TEXT bytes) and return its reference, or -1 where there is no room.

    `reserve` segments are left for others: prints leave room for names.
    """
    length = len(data)
    if not length:
        return 0
    begin = _take(length, layout.MAX_TEXT_SEGMENTS - reserve)
    if begin < 0:
        return -1
    segment = begin >> _TEXT_SHIFT
    try:
        mapped = _texts[segment]
    except IndexError:
        grown = _text_segment(segment)
        if grown is None:
            return -1
        mapped = grown
    offset = begin & _TEXT_MASK
    mapped[offset : offset + length] = data
    return begin << layout.TEXT_SHIFT | length


def _take(length: int, segments: int) -> int:
    """Take room for `length` bytes that lie in one segment; -1 where there is none."""
    global _text_end
    # No call and no loop between the reading and the writing of _text_end: the interpreter switches threads
    # at those alone, so that this is one step wherever there is a GIL.
    begin = _text_end
    end = begin + length
    if begin >> _TEXT_SHIFT != end - 1 >> _TEXT_SHIFT:
        begin = end - 1 >> _TEXT_SHIFT << _TEXT_SHIFT
        end = begin + length
    if begin >> _TEXT_SHIFT >= segments:
        return -1
    _text_end = end
    return begin


if not getattr(sys, "_is_gil_enabled", lambda: True)():
    _take_in_one_step = _take

    def _take(length: int, segments: int) -> int:
        with _writing_text:
            return _take_in_one_step(length, segments)


def _text_segment(index: int) -> mmap.mmap | None:
    with _growing:
        while len(_texts) <= index:
            number = len(_texts)
            try:
                segment = _new_segment("text", number)
            except OSError:
                return None
            if len(_texts) == number:  # a signal handler may have grown it meanwhile
                _texts.append(segment)
        return _texts[index]


def name(value: object) -> int:
    """Keep a short name and return its reference (0 where there is no room)."""
    return max(text(str(value).encode("utf-8", "replace")[: layout.MAX_TEXT >> 4]), 0)
