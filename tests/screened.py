"""Runs programs with windows as the lab's window does, and acts on them through their screens."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import RecordingError
from app.core.screen import Act, Given, Picture, ScreenReader, screen_files
from app.core.trace import Trace
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.run import Run
from app.tracer import screen_layout as layout

LEFT, RIGHT = 1, 2
_TOO_LONG_S = 10
_POLL_S = 0.004

Colour = tuple[int, int, int]


@dataclass
class Person:
    """Somebody who looks at one screen and acts on it."""

    run: Run
    directory: Path
    reader: ScreenReader | None = None
    picture: Picture | None = None
    said: bytearray = field(default_factory=bytearray)
    _buttons: int = 0

    # eyes ---------------------------------------------------------------------------------------------------
    def look(self) -> Picture | None:
        """The last picture that there is."""
        if self.reader is None:
            for path in screen_files(self.directory):
                try:
                    self.reader = ScreenReader(path)
                except RecordingError:
                    return None
        if self.reader is not None:
            self.picture = self.reader.newest() or self.picture
        return self.picture

    async def until(self, fact: Callable[[], object], what: str = "") -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + _TOO_LONG_S
        while self.look() is None or not fact():
            over = self.run.outcome is not None
            assert not over, f"it ended first: {what} {self.said.decode()} {self.errors()}"
            assert time.monotonic() < deadline, f"it never came to this: {what} {self.said.decode()}"
            await asyncio.sleep(_POLL_S)

    def errors(self) -> str:
        """What the program wrote to its stderr."""
        path = self.directory / "stderr"
        return path.read_text(errors="replace") if path.exists() else ""

    async def until_said(self, words: str) -> None:
        """Wait until the program has printed something."""
        await self.until(lambda: words.encode() in self.said, f"to print {words!r}")

    async def until_colour(self, x: int, y: int, colour: Colour) -> None:
        """Wait until a pixel has a colour."""
        await self.until(lambda: self.colour(x, y) == colour, f"{colour} at {x}, {y}")

    def colour(self, x: int, y: int) -> Colour | None:
        """Red, green and blue of a pixel of the last picture."""
        shown = self.picture
        if shown is None or not (0 <= x < shown.width and 0 <= y < shown.height):
            return None
        at = (y * shown.width + x) * 4
        blue, green, red = shown.pixels[at : at + 3]
        return red, green, blue

    def find(self, colour: Colour) -> tuple[int, int] | None:
        """The middle of the rows and columns that have a colour, None if none has."""
        assert self.picture is not None
        wanted = bytes((colour[2], colour[1], colour[0]))
        pixels, width = self.picture.pixels, self.picture.width
        found = [
            index for index in range(0, len(pixels) // 4, 3) if pixels[index * 4 : index * 4 + 3] == wanted
        ]
        if not found:
            return None
        columns = [index % width for index in found]
        return (min(columns) + max(columns)) // 2, (found[0] // width + found[-1] // width) // 2

    async def found(self, colour: Colour) -> tuple[int, int]:
        """Wait until something has a colour: where."""
        await self.until(lambda: self.find(colour), f"{colour} anywhere")
        place = self.find(colour)
        assert place is not None
        return place

    # hands --------------------------------------------------------------------------------------------------
    def give(self, kind: int, *numbers: int, text: str = "", modifiers: int = 0) -> None:
        """One input."""
        assert self.reader is not None
        a, b, c, d = (*numbers, 0, 0, 0, 0)[:4]
        self.reader.give(Given(Act(kind), a, b, c, d, modifiers, text))

    def move(self, x: int, y: int) -> None:
        """Move the pointer."""
        self.give(layout.MOVE, x, y, self._buttons)

    def press(self, x: int, y: int, button: int = LEFT) -> None:
        """Press a button and keep it down."""
        self._buttons |= button
        self.give(layout.PRESS, x, y, self._buttons, button)

    def release(self, x: int, y: int, button: int = LEFT) -> None:
        """Let the button go."""
        self._buttons &= ~button
        self.give(layout.RELEASE, x, y, self._buttons, button)

    def click(self, x: int, y: int, button: int = LEFT) -> None:
        """Press and release."""
        self.move(x, y)
        self.press(x, y, button)
        self.release(x, y, button)

    def key(self, key: int, text: str = "", modifiers: int = 0) -> None:
        """Press and release a key (Qt's number)."""
        self.give(layout.KEY_DOWN, key, text=text, modifiers=modifiers)
        self.give(layout.KEY_UP, key, text=text, modifiers=modifiers)

    def type(self, text: str) -> None:
        """Type letters."""
        for letter in text:
            self.key(ord(letter.upper()), letter)

    def close(self) -> None:
        """Close the window."""
        self.give(layout.CLOSE)


Play = Callable[[Person], Awaitable[None]]


@dataclass(frozen=True)
class Shown:
    """What is known after the program has ended."""

    outcome: Outcome
    said: str
    errors: str
    directory: Path
    picture: Picture | None

    def trace(self) -> Trace:
        """What was recorded."""
        return Trace.load(self.directory)


def show(source: str, folder: Path, act: Play, *, stop: bool = False, timeout_s: float = 15) -> Shown:
    """Run a program in a screen, let a person act on it, and wait for its end (`stop`: end it)."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "program.py"
    program.write_text(source, encoding="utf-8")
    request = RunRequest(
        program=program,
        target="program.py",
        directory=folder / "run",
        cwd=folder,
        timeout_s=timeout_s,
        sampled=False,
        embedded=True,
    )
    return asyncio.run(_show(request, act, stop))


async def _show(request: RunRequest, act: Play, stop: bool) -> Shown:
    said = bytearray()
    run = Run(request, on_output=lambda stream, chunk: said.extend(chunk) if stream == "stdout" else None)
    person = Person(run, request.directory, said=said)
    running = asyncio.create_task(run.run())
    try:
        await act(person)
    except BaseException:
        stop = True
        raise
    finally:
        if stop:
            run.stop()
        outcome = await running
        person.look()
        if person.reader is not None:
            person.reader.close()
    return Shown(outcome, said.decode(), person.errors(), request.directory, person.picture)
