"""Turns what a person does in the panel into pygame's events, and into the state of its keyboard and mouse.

Both change only when the program looks at its events, as they would with a window of its own.
"""

from __future__ import annotations

from . import pygame_keys, screen, screen_layout, stand_in

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_BUTTONS = {1: 1, 4: 2, 2: 3, 8: 6, 16: 7}  # Qt's to pygame's
_KEYS = 512
_NOTCH = 120  # eighths of a degree


class Hands:
    """Keyboard and mouse of one pygame program."""

    def __init__(self, pygame: Any) -> None:
        self._pygame = pygame
        self._post = pygame.event.post
        self.down: set[int] = set()  # places of keys
        self.buttons: set[int] = set()
        self.at = 0, 0
        self._moved = 0, 0
        self.modifiers = 0
        self.focused = True
        self.inside = False

    def feed(self) -> None:
        """Take what has come, and tell the program; it looks at its events now."""
        mine = screen.current()
        if mine is None:
            return
        mine.serve()
        while (given := mine.take()) is not None:
            try:
                self._give(given)
            except self._pygame.error:  # its queue is full, or closed already
                return

    def _event(self, name: str, **facts: Any) -> None:
        kind = getattr(self._pygame, name, None)
        if kind is not None:
            self._post(self._pygame.event.Event(kind, facts | {"window": None}))

    def _give(self, given: screen.Input) -> None:
        a, b, c, d = given.numbers
        self.modifiers = pygame_keys.modifiers_of(self._pygame, given.modifiers)
        match given.kind:
            case screen_layout.MOVE:
                self._move(a, b)
            case screen_layout.PRESS | screen_layout.RELEASE:
                self._button(given.kind == screen_layout.PRESS, (a, b), _BUTTONS.get(d, 0))
            case screen_layout.WHEEL:
                self._wheel(c, d)
            case screen_layout.KEY_DOWN | screen_layout.KEY_UP:
                self._key(given, given.kind == screen_layout.KEY_DOWN)
            case screen_layout.TEXT:
                self._event("TEXTINPUT", text=given.text)
            case screen_layout.FOCUS:
                self.focused = bool(a)
                if not a:
                    self.down.clear()
                self._event("WINDOWFOCUSGAINED" if a else "WINDOWFOCUSLOST")
            case screen_layout.LEAVE:
                self.inside = False
                self._event("WINDOWLEAVE")
            case screen_layout.CLOSE:
                self._event("WINDOWCLOSE")
                self._post(self._pygame.event.Event(self._pygame.QUIT))
            case screen_layout.RESIZE:
                self._resize(a, b)
            case _:
                pass  # of a newer lab

    def _move(self, x: int, y: int) -> None:
        if not self.inside:
            self.inside = True
            self._event("WINDOWENTER")
        relative = x - self.at[0], y - self.at[1]
        self._moved = self._moved[0] + relative[0], self._moved[1] + relative[1]
        self.at = x, y
        pressed = tuple(int(number in self.buttons) for number in (1, 2, 3))
        self._event("MOUSEMOTION", pos=self.at, rel=relative, buttons=pressed, touch=False)

    def _button(self, down: bool, at: tuple[int, int], button: int) -> None:
        if at != self.at:
            self._move(*at)
        (self.buttons.add if down else self.buttons.discard)(button)
        self._event("MOUSEBUTTONDOWN" if down else "MOUSEBUTTONUP", pos=at, button=button, touch=False)

    def _wheel(self, right: int, up: int) -> None:
        x, y = right / _NOTCH, up / _NOTCH
        whole = round(x) or (x > 0) - (x < 0), round(y) or (y > 0) - (y < 0)
        self._event(
            "MOUSEWHEEL", flipped=False, x=whole[0], y=whole[1], precise_x=x, precise_y=y, touch=False
        )
        if whole[1]:  # as ever since the first version of SDL
            for kind in ("MOUSEBUTTONDOWN", "MOUSEBUTTONUP"):
                self._event(kind, pos=self.at, button=4 if whole[1] > 0 else 5, touch=False)

    def _key(self, given: screen.Input, down: bool) -> None:
        if given.numbers[1] and not self._pygame.key.get_repeat()[0]:
            return
        key = pygame_keys.key_of(self._pygame, given.numbers[0], given.modifiers)
        place = pygame_keys.place_of(key)
        (self.down.add if down else self.down.discard)(place)
        facts = {"key": key, "mod": self.modifiers, "unicode": given.text, "scancode": place}
        self._event("KEYDOWN" if down else "KEYUP", **facts)
        if down and given.text.isprintable() and given.text:
            self._event("TEXTINPUT", text=given.text)

    def _resize(self, width: int, height: int) -> None:
        """Give the window another size if the program lets people do that: SDL tells it itself."""
        surface = self._pygame.display.get_surface()
        if surface is None or width <= 0 or height <= 0 or not surface.get_flags() & self._pygame.RESIZABLE:
            return
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            window = getattr(self._pygame, "Window", None)
            if window is not None:
                window.from_display_module().size = width, height
        self._event("VIDEORESIZE", size=(width, height), w=width, h=height)

    # the state that programs ask for ------------------------------------------------------------------------
    def patch_state(self) -> None:
        """Answer for keyboard and mouse, of which the driver without a window knows nothing."""
        pygame = self._pygame
        keys: Any = pygame.key.ScancodeWrapper
        answers: dict[Any, dict[str, Callable[..., Any]]] = {
            pygame.key: {
                "get_pressed": lambda: keys(tuple(place in self.down for place in range(_KEYS))),
                "get_mods": lambda: self.modifiers,
                "get_focused": lambda: self.focused,
            },
            pygame.mouse: {
                "get_pressed": self._get_pressed,
                "get_pos": lambda: self.at,
                "get_rel": self._get_rel,
                "get_focused": lambda: self.inside,
            },
        }
        for module, functions in answers.items():
            for name, answer in functions.items():
                self._patch(module, name, answer)

    def _patch(self, module: Any, name: str, answer: Callable[..., Any]) -> None:
        stock = getattr(module, name)

        def ask(*args: Any, **kwargs: Any) -> Any:
            stocks_own = stock(*args, **kwargs)  # which refuses what is to be refused
            return answer(*args, **kwargs) if screen.current() is not None else stocks_own

        stand_in.replace(module, name, ask)

    def _get_pressed(self, num_buttons: int = 3, **unused: Any) -> tuple[bool, ...]:
        return tuple(number in self.buttons for number in (1, 2, 3, 6, 7)[:num_buttons])

    def _get_rel(self) -> tuple[int, int]:
        moved, self._moved = self._moved, (0, 0)
        return moved
