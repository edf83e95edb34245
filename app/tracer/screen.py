"""The screen of this process: a mapped file with its last pictures, through which mouse and keys come back.

Whoever draws asks for `room`, fills it and publishes; what the panel sends is taken with `take`.
"""

from __future__ import annotations

import os
from mmap import mmap
from struct import Struct
from time import perf_counter_ns as now

from . import lanes, layout, screen_layout, writer

_WORD = Struct("<Q")
_INPUT = Struct(screen_layout.INPUT)
_PICTURE = Struct(screen_layout.PICTURE)
_CAPACITY = 4 * (3840 * 2160 if os.name != "nt" else 1920 * 1200)  # files aren't sparse there
_TOLD_EVERY_NS = 250_000_000

_screen: Screen | None = None
_failed = False


def wanted() -> bool:
    """Whether the lab shows this program's windows in a panel."""
    return bool(os.environ.get("CONCURRENCY_LAB_SCREEN"))


def current() -> Screen | None:
    """The screen of this very process, None where there is none: a fork doesn't inherit it."""
    return _screen if _screen is not None and _screen.pid == os.getpid() else None


def opened() -> Screen | None:
    """The screen of this process, made now if need be; None where it can't be made."""
    global _screen, _failed
    if current() is None and not _failed:
        try:
            _screen = Screen()
        except (OSError, ValueError):
            _failed = True
    return current()


class Input:
    """One thing that a person did, as `screen_layout` says."""

    __slots__ = ("kind", "modifiers", "numbers", "t_ns", "text")

    def __init__(
        self, kind: int, numbers: tuple[int, int, int, int], modifiers: int, t_ns: int, text: str
    ) -> None:
        self.kind = kind
        self.numbers = numbers
        self.modifiers = modifiers
        self.t_ns = t_ns
        self.text = text


class Screen:
    """Writes pictures and reads inputs."""

    def __init__(self) -> None:
        """Make the file; OSError where that can't be done."""
        self.pid = os.getpid()
        self._path = writer.path("screen")
        size = screen_layout.SLOTS_AT + 3 * (screen_layout.PIXELS_AT + _CAPACITY)
        self._grown = [0, 0, 0]
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.ftruncate(fd, size)
            _reserve(fd, 0, screen_layout.SLOTS_AT)
            self._map: mmap = writer.mapped(fd, size)
        finally:
            os.close(fd)
        self._bytes = memoryview(self._map)
        self._number = 0
        self._front = 0
        self._filling = 0
        self._taken = 0
        self._shown = 0
        self._told_ns = 0
        self._set(screen_layout.PID_AT, self.pid)
        self._set(screen_layout.CAPACITY_AT, _CAPACITY)
        self._set(screen_layout.MAGIC_AT, screen_layout.MAGIC)

    def _set(self, at: int, value: int) -> None:
        _WORD.pack_into(self._map, at, value)

    def _get(self, at: int) -> int:
        return int(_WORD.unpack_from(self._map, at)[0])

    # pictures -----------------------------------------------------------------------------------------------
    def room(self, width: int, height: int) -> memoryview | None:
        """Where the pixels of the next picture go, None where it doesn't fit or there is no room on the disk."""
        size = width * height * 4
        if not 0 <= size <= _CAPACITY:
            return None
        held = self._get(screen_layout.HELD_AT)
        self._filling = next(slot for slot in (0, 1, 2) if slot not in (self._front, held - 1))
        begin = self._slot(self._filling)
        if self._grown[self._filling] < size:
            try:
                fd = os.open(self._path, os.O_RDWR)
                try:
                    _reserve(fd, begin, screen_layout.PIXELS_AT + size)
                finally:
                    os.close(fd)
            except OSError:
                return None
            self._grown[self._filling] = size
        begin += screen_layout.PIXELS_AT
        return self._bytes[begin : begin + size]

    def publish(
        self, width: int, height: int, title: str, flags: int = 0, cursor: int = 0, scale: float = 1.0
    ) -> None:
        """Show what has been put into the `room`."""
        words = title.encode("utf-8", "replace")[: screen_layout.MAX_TITLE]
        begin = self._slot(self._filling)
        _PICTURE.pack_into(self._map, begin, width, height, scale, flags, cursor, len(words))
        at = begin + screen_layout.TITLE_AT
        self._map[at : at + len(words)] = words
        self._number += 1
        self._front = self._filling
        self._set(screen_layout.PUBLISHED_AT, self._number << 2 | self._front)
        self._tell()

    def say(self, title: str, flags: int) -> None:
        """Show no pixels, but why there are none."""
        if self.room(0, 0) is not None:
            self.publish(0, 0, title, flags)

    def _slot(self, number: int) -> int:
        return screen_layout.SLOTS_AT + number * (screen_layout.PIXELS_AT + _CAPACITY)

    def _tell(self) -> None:
        self._shown += 1
        t_ns = now()
        if t_ns - self._told_ns >= _TOLD_EVERY_NS:
            lane = lanes.here.lane or lanes.adopt()
            writer.emit(lane, layout.FRAMES_SHOWN, 0, 0, 0, self._shown)
            self._shown, self._told_ns = 0, t_ns

    # inputs -------------------------------------------------------------------------------------------------
    def serve(self) -> None:
        """The program looks at its events now."""
        _WORD.pack_into(self._map, screen_layout.SERVED_AT, now())

    def has_input(self) -> bool:
        """Whether there is something to take."""
        return self._taken < self._get(screen_layout.GIVEN_AT)

    def take(self) -> Input | None:
        """The next thing that a person did, None if there is nothing more."""
        if self._taken >= self._get(screen_layout.GIVEN_AT):
            return None
        at = screen_layout.RING_AT + self._taken % screen_layout.INPUTS * screen_layout.INPUT_SIZE
        kind, length, a, b, c, d, modifiers, t_ns = _INPUT.unpack_from(self._map, at)
        begin = at + screen_layout.INPUT_TEXT_AT
        text = self._map[begin : begin + min(length, screen_layout.MAX_TEXT)].decode("utf-8", "replace")
        self._taken += 1
        self._set(screen_layout.TAKEN_AT, self._taken)
        return Input(kind, (a, b, c, d), modifiers, t_ns, text)


def _reserve(fd: int, begin: int, size: int) -> None:
    """A full disk shall be an error here, not a SIGBUS in the program when it draws."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(fd, begin, size)
