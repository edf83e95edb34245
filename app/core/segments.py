"""Reads the mapped files of one process: events as numpy views, text by reference; executes nothing."""

import mmap
import os
import platform
import struct
import time
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.core.errors import RecordingError
from app.core.events import SLOT
from app.core.rows import as_bytes, copied, joined, picked
from app.tracer import layout

Slots = npt.NDArray[np.void]

#: Where stores become visible in the order in which they are made, a slot with its sequence number is whole
#: at once.
_ORDERED_STORES = platform.machine().lower() in ("x86_64", "amd64", "i686", "x86")


#: A slot that was taken, and isn't filled after this time though later ones are, stays empty: an exception (Ctrl-C)
#: came between.
_PATIENCE_S = 2.0
_TEXT_SHIFT = layout.TEXT_SEGMENT.bit_length() - 1
_TEXT_MASK = layout.TEXT_SEGMENT - 1
_NUMBERED = 1  # the version whose slots had numbers


@cache
def _offsets(count: int) -> npt.NDArray[np.uint64]:
    return np.arange(count, dtype=np.uint64) * np.uint64(layout.SLOT_SIZE) + np.uint64(layout.HEADER_SIZE)


class Segments:
    """The files of one process in a recording, read once from begin to end while they grow."""

    def __init__(self, directory: Path, tag: str) -> None:
        """Open the files; RecordingError where the first isn't an events segment of this version."""
        self.directory = directory
        self.tag = tag
        self.held_up = False  # whether the last read left events that come behind one that isn't whole
        self.holes = 0  # slots that were taken and never filled
        self._views: list[Slots] = []
        self._maps: list[mmap.mmap] = []
        self._texts: dict[int, mmap.mmap | None] = {}
        self._next = 0  # the first slot that hasn't been read
        self._seen_whole = 0
        self._hole: tuple[int, float] = -1, 0.0  # at which slot, since when
        self.pid, self.parent_pid = self._read_header()

    def _read_header(self) -> tuple[int, int]:
        first = self._map("events", 0)
        if first is None or len(first) < layout.HEADER_SIZE:
            raise RecordingError(f"{self.tag}.0.events is cut short: it has no header.")
        magic, version, size, pid, _, _ = struct.unpack_from(layout.HEADER, first, 0)
        if magic != layout.MAGIC:
            raise RecordingError(f"{self.tag}.0.events wasn't written by the lab's tracer.")
        if version not in (_NUMBERED, layout.VERSION) or size != layout.SLOT_SIZE:
            raise RecordingError(
                f"{self.tag}.0.events was written by another version ({version}) of the tracer."
            )
        self._numbered = version == _NUMBERED
        self._add_view(first)
        (parent,) = struct.unpack_from("<Q", first, layout.PARENT_OFFSET)
        return int(pid), int(parent)

    def _map(self, ending: str, number: int) -> mmap.mmap | None:
        path = os.path.join(self.directory, f"{self.tag}.{number}.{ending}")  # looked for in every frame
        try:
            fd = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return None
        try:
            return mmap.mmap(fd, 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):  # empty: it is just being made
            return None
        finally:
            os.close(fd)

    def _add_view(self, mapped: mmap.mmap) -> None:
        count = min((len(mapped) - layout.HEADER_SIZE) // layout.SLOT_SIZE, layout.SLOTS)
        self._maps.append(mapped)
        self._views.append(np.frombuffer(mapped, SLOT, max(count, 0), layout.HEADER_SIZE))

    @property
    def lost(self) -> int:
        """Events that the tracer counted instead of writing, and slots that were never filled."""
        (counted,) = struct.unpack_from("<Q", self._maps[0], layout.LOST_OFFSET)
        return int(counted) + self.holes

    def lost_text(self, stream: int) -> int:
        """Bytes that were printed to stdout (0) or stderr (1) and not recorded any more."""
        (counted,) = struct.unpack_from("<Q", self._maps[0], layout.TEXT_LOST_OFFSET[stream])
        return int(counted)

    def first_ns(self) -> int:
        """When the first event was, by the clock; 0 where there is none."""
        ts = self._views[0]["ts"][self._views[0]["seq"] > 0]
        return int(ts[0]) if len(ts) else 0

    @property
    def passed(self) -> int:
        """How many slots have been read or left out."""
        return self._next

    def taken(self) -> int:
        """How many slots have been taken so far, read or not."""
        index = self._next // layout.SLOTS
        if not self._has(index):
            return self._next
        while self._has(index + 1):
            index += 1
        filled = np.flatnonzero(self._views[index]["seq"])
        return index * layout.SLOTS + (int(filled[-1]) + 1 if len(filled) else 0)

    def read(self, most: int, final: bool = False) -> Slots:
        """Return at most `most` new slots in the order of their numbers; a copy, shape (n,), dtype SLOT.

        `final` says that nobody writes any more: holes are then skipped and counted.
        """
        if final:
            return self._read_final(most)
        parts: list[Slots] = []
        sure = self._seen_whole
        self.held_up = False
        while most > 0 and (part := self._read_whole(most, sure)) is not None:
            parts.append(part)
            most -= len(part)
        return copied(parts[0]) if len(parts) == 1 else joined(parts, SLOT)

    def _unread(self, most: int) -> tuple[Slots, npt.NDArray[np.bool_]] | None:
        """The next slots of one segment and which of them are whole; None where there are no more files."""
        index, offset = divmod(self._next, layout.SLOTS)
        if not self._has(index):
            return None
        view = self._views[index][offset : offset + most]
        return view, view["seq"] == self._marks(index)[offset : offset + len(view)]

    def _marks(self, index: int) -> npt.NDArray[np.uint64]:
        """What the slots of a segment say when they are whole, shape (SLOTS,)."""
        count = layout.SLOTS
        if not self._numbered:
            return _offsets(count)
        return np.arange(index * count + 1, (index + 1) * count + 1, dtype=np.uint64)

    def _has(self, index: int) -> bool:
        """Whether there is a segment with this number; the following one is opened."""
        if index == len(self._views) and index <= layout.MAX_SEGMENTS:
            following = self._map("events", index)
            if following is not None and len(following) >= layout.HEADER_SIZE:
                self._add_view(following)
        return index < len(self._views)

    def _read_whole(self, most: int, sure: int) -> Slots | None:
        """Slots up to the first that isn't whole yet; None where there is nothing more to be had now."""
        found = self._unread(most)
        if found is None:
            return None
        view, whole = found
        ready = len(view) if whole.all() else int(whole.argmin())
        if not ready and self._skips_hole(whole):
            return self._read_whole(most, sure)
        self._seen_whole = max(self._seen_whole, self._next + ready)
        if not _ORDERED_STORES:
            ready = max(min(ready, sure - self._next), 0)
        # A thread may have been stopped in the middle of writing one, while others went on.
        self.held_up = bool(whole[ready:].any()) or (
            ready < len(view) and self._has(self._next // layout.SLOTS + 1)
        )
        if not ready:
            return None
        self._next += ready
        return view[:ready]

    def _skips_hole(self, whole: npt.NDArray[np.bool_]) -> bool:
        """Whether the next slot stays empty, as far as one can tell; then it is left out."""
        if not whole.any() and not self._has(self._next // layout.SLOTS + 1):
            return False
        slot, since = self._hole
        if slot != self._next:
            self._hole = self._next, time.monotonic()
            return False
        if time.monotonic() - since < _PATIENCE_S:
            return False
        empty = int(whole.argmax()) if whole.any() else len(whole)
        self._next += empty
        self.holes += empty
        return True

    def _read_final(self, most: int) -> Slots:
        """Slots up to the last that was written, without those that were never filled."""
        self.held_up = False
        most = min(most, self._left(most))
        slots, count = np.empty(most, SLOT), 0
        while count < most:
            index, offset = divmod(self._next, layout.SLOTS)
            if not self._has(index):
                break
            view = self._views[index][offset : offset + most - count]
            part = slots[count : count + len(view)]
            as_bytes(part)[:] = as_bytes(view)  # once that is done they are in the processor's cache
            whole = part["seq"] == self._marks(index)[offset : offset + len(view)]
            used = len(view)
            if not whole.all():
                used = max(min(used, self._written(index) - offset), 0)
                filled = picked(part[:used], whole[:used])
                self.holes += used - len(filled)
                part = part[: len(filled)]
                as_bytes(part)[:] = as_bytes(filled)
            if not used:
                break
            self._next += used
            count += len(part)
        few = 2 * count < most  # whoever keeps them shan't keep room for many
        return copied(slots[:count]) if few else slots[:count]

    def _left(self, most: int) -> int:
        """How many slots the files have beyond those that have been read, if there aren't more than `most`."""
        index, offset = divmod(self._next, layout.SLOTS)
        left = -offset
        while left < most and self._has(index):
            left += len(self._views[index])
            index += 1
        return max(left, 0)

    def _written(self, index: int) -> int:
        """How many slots of a segment have been taken: all if there is another one, else up to the last whole one."""
        view = self._views[index]
        if self._has(index + 1):
            return len(view)
        whole = np.flatnonzero(view["seq"] == self._marks(index)[: len(view)])
        return int(whole[-1]) + 1 if len(whole) else 0

    def says(self, kind: int) -> bool:
        """Whether an event of this kind has been written so far, read or not."""
        index = 0
        while self._has(index):
            view = self._views[index]
            if bool(((view["kind"] == kind) & (view["seq"] > 0)).any()):
                return True
            index += 1
        return False

    def text(self, reference: int) -> str:
        """The text that a slot refers to; empty where the reference leads nowhere."""
        begin, length = reference >> layout.TEXT_SHIFT, reference & ((1 << layout.TEXT_SHIFT) - 1)
        if not 0 < length <= layout.MAX_TEXT:
            return ""
        mapped = self._texts.get(begin >> _TEXT_SHIFT)
        offset = begin & _TEXT_MASK
        if mapped is not None and offset + length <= layout.TEXT_SEGMENT:  # as nearly ever
            return mapped[offset : offset + length].decode("utf-8", "replace")
        return self.bytes_between(begin, begin + length).decode("utf-8", "replace")

    def bytes_between(self, begin: int, end: int) -> bytes:
        """The text bytes from `begin` up to `end`; fewer where the files end."""
        parts = []
        while begin < end:
            segment, offset = divmod(begin, layout.TEXT_SEGMENT)
            mapped = self._text_segment(segment)
            if mapped is None:
                break
            parts.append(mapped[offset : offset + end - begin])
            begin = (segment + 1) * layout.TEXT_SEGMENT
        return b"".join(parts)

    def _text_segment(self, number: int) -> mmap.mmap | None:
        if not 0 <= number < layout.MAX_TEXT_SEGMENTS:
            return None
        if self._texts.get(number) is None:
            self._texts[number] = self._map("text", number)
        return self._texts[number]

    def close(self) -> None:
        """Let go of the files (a mapped file can't be deleted on Windows)."""
        self._views.clear()
        for mapped in (*self._maps, *(text for text in self._texts.values() if text is not None)):
            mapped.close()
        self._texts.clear()
