"""Shows what a pygame program draws in the lab's panel, and notes what it does off its main thread."""

from __future__ import annotations

from _thread import RLock, get_ident
from time import perf_counter

from . import pygame_input, screen, screen_layout, stand_in, wrong_thread
from .layout import TOUCHED_DISPLAY, TOUCHED_EVENTS

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_WAIT_MS = 8
_BLANK_CURSOR = 10  # Qt's numbers of shapes
_CURSORS = {"ARROW": 0, "CROSSHAIR": 2, "WAIT": 3, "IBEAM": 4, "SIZENS": 5, "SIZEWE": 6, "SIZENESW": 7,
            "SIZENWSE": 8, "SIZEALL": 9, "HAND": 13, "NO": 14, "WAITARROW": 16}  # fmt: skip

_QUEUE = ("get", "pump", "poll", "peek", "clear")
_SHOWS = ("flip", "update")


def patch_pygame(pygame: Any) -> None:
    """See the display and the events of `pygame`, once the program has imported it."""
    if not hasattr(pygame.display, "set_mode") or not hasattr(pygame.event, "get"):
        return  # a part that could not be loaded
    wanted = screen.wanted()
    painter = Painter(pygame) if wanted else None
    hands = pygame_input.Hands(pygame) if wanted else None
    main = get_ident()
    for name in _SHOWS:
        _follow(pygame.display, name, TOUCHED_DISPLAY, main, after=painter.show if painter else None)
    for name in _QUEUE:
        _follow(pygame.event, name, TOUCHED_EVENTS, main, before=hands.feed if hands else None)
    _patch_set_mode(pygame, painter, main)
    if painter is not None and hands is not None:
        _patch_wait(pygame, hands, main)
        hands.patch_state()
        _patch_captions(pygame, painter)
        _patch_cursors(pygame, painter)


def _follow(
    module: Any,
    name: str,
    what: int,
    main: int,
    before: Callable[[], None] | None = None,
    after: Callable[[], None] | None = None,
) -> None:
    stock = getattr(module, name)
    title = f"{module.__name__}.{name}"

    def call(*args: Any, **kwargs: Any) -> Any:
        if get_ident() != main:
            wrong_thread.tell(what, title)
        if before is not None:
            before()
        result = stock(*args, **kwargs)
        if after is not None:
            after()
        return result

    stand_in.replace(module, name, call)


def _patch_set_mode(pygame: Any, painter: Painter | None, main: int) -> None:
    stock = pygame.display.set_mode

    def set_mode(*args: Any, **kwargs: Any) -> Any:
        if get_ident() != main:
            wrong_thread.tell(TOUCHED_DISPLAY, "pygame.display.set_mode")
        if painter is None:
            return stock(*args, **kwargs)
        flags = kwargs.get("flags", args[1] if len(args) > 1 else 0)
        if isinstance(flags, int) and flags & pygame.OPENGL:
            painter.say(screen_layout.OPENGL)
        surface = stock(*args, **kwargs)
        if not surface.get_flags() & pygame.OPENGL:
            painter.begin()
        return surface

    stand_in.replace(pygame.display, "set_mode", set_mode)


def _patch_wait(pygame: Any, hands: pygame_input.Hands, main: int) -> None:
    """Let a wait for an event end when something comes from the panel: nothing wakes SDL for that."""
    stock = pygame.event.wait

    def wait(*args: Any, **kwargs: Any) -> Any:
        if get_ident() != main:
            wrong_thread.tell(TOUCHED_EVENTS, "pygame.event.wait")
        timeout = kwargs.get("timeout", args[0] if args else 0)
        if screen.current() is None or not isinstance(timeout, int):
            return stock(*args, **kwargs)
        end = perf_counter() + timeout / 1000 if timeout > 0 else None
        while True:
            hands.feed()
            left = _WAIT_MS if end is None else min(_WAIT_MS, round((end - perf_counter()) * 1000))
            found = stock(max(left, 1))
            if found.type != pygame.NOEVENT or (end is not None and perf_counter() >= end):
                return found

    stand_in.replace(pygame.event, "wait", wait)


def _patch_captions(pygame: Any, painter: Painter) -> None:
    stock = pygame.display.set_caption

    def set_caption(*args: Any, **kwargs: Any) -> Any:
        result = stock(*args, **kwargs)
        painter.show()
        return result

    stand_in.replace(pygame.display, "set_caption", set_caption)


def _patch_cursors(pygame: Any, painter: Painter) -> None:
    """The driver without a window knows no cursors of the system and refuses them."""
    shapes = {getattr(pygame, f"SYSTEM_CURSOR_{name}", -1): shape for name, shape in _CURSORS.items()}
    set_stock, visible_stock = pygame.mouse.set_cursor, pygame.mouse.set_visible

    def set_cursor(*args: Any, **kwargs: Any) -> Any:
        asked = args[0] if len(args) == 1 else None
        asked = (
            asked.data[0] if isinstance(asked, pygame.cursors.Cursor) and asked.type == "system" else asked
        )
        if isinstance(asked, int) and asked in shapes:
            painter.set_cursor(shapes[asked])
            return None
        return set_stock(*args, **kwargs)

    def set_visible(*args: Any, **kwargs: Any) -> Any:
        was = visible_stock(*args, **kwargs)
        painter.hide_cursor(not (args and args[0]))
        return was

    stand_in.replace(pygame.mouse, "set_cursor", set_cursor)
    stand_in.replace(pygame.mouse, "set_visible", set_visible)


class Painter:
    """Copies the display's surface to the screen."""

    def __init__(self, pygame: Any) -> None:
        self._pygame = pygame
        self._door = RLock()  # some programs draw in a thread
        self._cursor = 0
        self._hidden = False

    def begin(self) -> None:
        """There is a display now."""
        if screen.opened() is not None:
            self.show()

    def say(self, flag: int) -> None:
        """Tell why nothing can be shown."""
        mine = screen.opened()
        if mine is not None:
            mine.say(self._title(), flag)

    def show(self) -> None:
        """Show what has been drawn."""
        mine = screen.current()
        surface = self._pygame.display.get_surface() if mine is not None else None
        if mine is None or surface is None:
            return
        with self._door:
            width, height = surface.get_size()
            room = mine.room(width, height)
            if room is None:
                mine.say(self._title(), screen_layout.TOO_LARGE)
                return
            self._copy(surface, room, width, height)
            resizable = surface.get_flags() & self._pygame.RESIZABLE
            flags = screen_layout.RESIZABLE if resizable else 0
            cursor = _BLANK_CURSOR if self._hidden else self._cursor
            mine.publish(width, height, self._title(), flags, cursor)

    def _copy(self, surface: Any, room: memoryview, width: int, height: int) -> None:
        masks = surface.get_masks()[:3] == (0xFF0000, 0xFF00, 0xFF) and surface.get_bytesize() == 4
        if masks and surface.get_pitch() == width * 4:
            view = surface.get_view("0")
            room[:] = memoryview(view)
        else:
            target = self._pygame.image.frombuffer(room, (width, height), "BGRA")
            target.blit(surface, (0, 0))

    def _title(self) -> str:
        try:
            return str(self._pygame.display.get_caption()[0])
        except (self._pygame.error, IndexError):
            return ""

    def set_cursor(self, shape: int) -> None:
        """Another shape of the pointer, in Qt's numbers."""
        self._cursor = shape
        self.show()

    def hide_cursor(self, hidden: bool) -> None:
        """Whether the pointer isn't to be seen."""
        self._hidden = hidden
        self.show()
