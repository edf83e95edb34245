"""Reads the pictures of a traced program's windows while it runs, and hands it mouse and keys.

The file may be anything: what it says is checked before it is believed.
"""

import mmap
import os
import struct
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from app.core.errors import RecordingError
from app.tracer import screen_layout as layout


class Act(IntEnum):
    """What a person does to a screen; `app.tracer.screen_layout` says what the numbers of each are."""

    MOVE = layout.MOVE
    PRESS = layout.PRESS
    RELEASE = layout.RELEASE
    WHEEL = layout.WHEEL
    KEY_DOWN = layout.KEY_DOWN
    KEY_UP = layout.KEY_UP
    TEXT = layout.TEXT
    FOCUS = layout.FOCUS
    RESIZE = layout.RESIZE
    CLOSE = layout.CLOSE
    LEAVE = layout.LEAVE


@dataclass(frozen=True, slots=True)
class Given:
    """One act with its numbers, the modifiers (Qt's) that were down, and its text."""

    act: Act
    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    modifiers: int = 0
    text: str = ""


_WORD = struct.Struct("<Q")
_INPUT = struct.Struct(layout.INPUT)
_PICTURE = struct.Struct(layout.PICTURE)
_TRIES = 5
_MOST_PIXELS = 1 << 26
_MOST_WAITING = 10_000


@dataclass(frozen=True, slots=True)
class Picture:
    """One whole picture: `pixels` are BGRX, 4 bytes each, rows from the top without gaps; empty: nothing to show.

    `cursor` is Qt's number of a shape, `flags` are those of `app.tracer.screen_layout`.
    """

    number: int
    width: int
    height: int
    scale: float
    flags: int
    cursor: int
    title: str
    pixels: bytes

    def why_not(self) -> str:
        """`opengl`, `quick`, `too_large` or `closed` where it can't be shown, else empty."""
        words = {layout.OPENGL: "opengl", layout.QUICK: "quick", layout.TOO_LARGE: "too_large"}
        words[layout.CLOSED] = "closed"
        return next((word for flag, word in words.items() if self.flags & flag and not self.pixels), "")

    @property
    def resizable(self) -> bool:
        """Whether the program says that its window may get another size."""
        return bool(self.flags & layout.RESIZABLE)


def screen_files(directory: Path) -> list[Path]:
    """The screens in a run's directory, oldest process first."""
    try:
        with os.scandir(directory) as entries:
            found = [Path(entry.path) for entry in entries if entry.name.endswith(".screen")]
    except OSError:
        return []
    return sorted(found, key=lambda path: (len(path.name), path.name))


def remove_screens(directory: Path) -> None:
    """Delete the screens of a run that is over; pictures are no part of a recording."""
    for path in screen_files(directory):
        try:
            path.unlink()
        except OSError:
            pass  # still mapped somewhere: the next start of the lab comes by


class ScreenReader:
    """One process' screen: take its newest picture, give it inputs, ask how long it hasn't answered."""

    def __init__(self, path: Path) -> None:
        """Open a screen; RecordingError where the file isn't one (yet)."""
        self.path = path
        self._map = _mapped(path)
        if self._get(layout.MAGIC_AT) != layout.MAGIC:
            self._map.close()
            raise RecordingError(f"{path.name} isn't a screen.")
        self.pid = self._get(layout.PID_AT)
        self._capacity = self._get(layout.CAPACITY_AT)
        needed = layout.SLOTS_AT + 3 * (layout.PIXELS_AT + self._capacity)
        if not 0 < self._capacity <= 4 * _MOST_PIXELS or len(self._map) < needed:
            self._map.close()
            raise RecordingError(f"{path.name} is cut short.")
        self._number = 0
        self._given = self._get(layout.GIVEN_AT)
        self._waiting: deque[tuple[int, bytes]] = deque()  # (kind, bytes) that the ring had no room for
        self._clicks: deque[tuple[int, int]] = deque()  # (number of the input, when) of presses

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()

    def _get(self, at: int) -> int:
        return int(_WORD.unpack_from(self._map, at)[0])

    # pictures -----------------------------------------------------------------------------------------------
    def newest(self) -> Picture | None:
        """The newest picture, None if there is none that hasn't been taken. Never a torn one."""
        for _ in range(_TRIES):
            published = self._get(layout.PUBLISHED_AT)
            if published >> 2 == self._number:
                return None
            slot = published & 3
            if slot > 2:
                return None
            _WORD.pack_into(self._map, layout.HELD_AT, slot + 1)
            if self._get(layout.PUBLISHED_AT) == published:
                picture = self._read(published >> 2, slot)
                _WORD.pack_into(self._map, layout.HELD_AT, 0)
                self._number = published >> 2
                return picture
        return None  # a flood of pictures: the next look gets one

    def newest_number(self) -> int:
        """How many pictures there have been."""
        return self._get(layout.PUBLISHED_AT) >> 2

    def _read(self, number: int, slot: int) -> Picture | None:
        begin = layout.SLOTS_AT + slot * (layout.PIXELS_AT + self._capacity)
        width, height, scale, flags, cursor, length = _PICTURE.unpack_from(self._map, begin)
        size = width * height * 4
        if size > self._capacity or length > layout.MAX_TITLE:
            return None
        at = begin + layout.TITLE_AT
        title = self._map[at : at + length].decode("utf-8", "replace")
        at = begin + layout.PIXELS_AT
        scale = scale if 0.1 <= scale <= 16 else 1.0
        return Picture(number, width, height, scale, flags, cursor, title, self._map[at : at + size])

    # how it is ----------------------------------------------------------------------------------------------
    def silent_ns(self) -> int:
        """For how long the program hasn't looked at its events; 0 if it never did."""
        served = self._get(layout.SERVED_AT)
        return max(time.perf_counter_ns() - served, 0) if served else 0

    def waiting_clicks(self) -> int:
        """Presses of a button that the program hasn't taken yet."""
        taken = self._get(layout.TAKEN_AT)
        while self._clicks and self._clicks[0][0] < taken:
            self._clicks.popleft()
        return len(self._clicks)

    # inputs -------------------------------------------------------------------------------------------------
    def give(self, given: Given) -> None:
        """Hand over one act; a long text goes in pieces."""
        for piece in list(_pieces(given.text)) or [b""]:
            numbers = [
                max(min(each, 0x7FFFFFFF), -0x80000000) for each in (given.a, given.b, given.c, given.d)
            ]
            modifiers = given.modifiers & 0xFFFFFFFF
            head = _INPUT.pack(given.act, len(piece), *numbers, modifiers, time.perf_counter_ns())
            self._queue(given.act, head + piece)
        self.flush()

    def _queue(self, kind: int, record: bytes) -> None:
        if kind == layout.MOVE and self._waiting and self._waiting[-1][0] == kind:
            self._waiting.pop()  # only where the pointer is last matters
        if len(self._waiting) < _MOST_WAITING:
            self._waiting.append((kind, record))

    def flush(self) -> None:
        """Write what waits, as far as there is room; call it now and then."""
        taken = self._get(layout.TAKEN_AT)
        if taken > self._given:
            return  # nonsense in the file
        while self._waiting and self._given - taken < layout.INPUTS:
            kind, record = self._waiting[0]
            if kind == layout.MOVE and self._given - taken >= layout.ROOM_FOR_MOVES:
                if len(self._waiting) == 1:
                    return  # until there is room, or something else comes: then it is left out
                self._waiting.popleft()
                continue
            self._waiting.popleft()
            at = layout.RING_AT + self._given % layout.INPUTS * layout.INPUT_SIZE
            self._map[at : at + len(record)] = record
            if kind == layout.PRESS:
                self._clicks.append((self._given, time.perf_counter_ns()))
            self._given += 1
            _WORD.pack_into(self._map, layout.GIVEN_AT, self._given)


def _pieces(text: str) -> Iterator[bytes]:
    """The text as UTF-8 in pieces that fit, no character cut."""
    piece = b""
    for character in text:
        word = character.encode("utf-8", "replace")
        if len(piece) + len(word) > layout.MAX_TEXT:
            yield piece
            piece = b""
        piece += word
    if piece:
        yield piece


def _mapped(path: Path) -> mmap.mmap:
    try:
        with open(path, "r+b") as file:
            mapped = mmap.mmap(file.fileno(), 0)
    except (OSError, ValueError) as error:
        raise RecordingError(f"{path.name} can't be read.") from error
    if len(mapped) < layout.SLOTS_AT:
        mapped.close()
        raise RecordingError(f"{path.name} is cut short.")
    return mapped
