"""What a key means while somebody presents: those of keyboards and remotes, and those that were taught."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt

from app.shell.settings import TAUGHT_WISHES

_Key = Qt.Key


class Wish(StrEnum):
    """What a presenter can want; the values are the names in the settings."""

    NEXT = "next"
    BACK = "back"
    FIRST = "first"
    LAST = "last"
    LEAVE = "leave"  # one level
    TOGGLE = "toggle"  # presenting at all
    BLACK = "black"
    WHITE = "white"
    FULL_SCREEN = "full_screen"
    KEYS = "keys"
    SPOTLIGHT = "spotlight"
    MAGNIFIER = "magnifier"


#: What a button of a remote can be taught; the rest is for keyboards.
TAUGHT: Final = tuple(map(Wish, TAUGHT_WISHES))

KEYS: Final[Mapping[int, Wish]] = {
    _Key.Key_PageDown: Wish.NEXT,
    _Key.Key_Right: Wish.NEXT,
    _Key.Key_Space: Wish.NEXT,
    _Key.Key_N: Wish.NEXT,
    _Key.Key_PageUp: Wish.BACK,
    _Key.Key_Left: Wish.BACK,
    _Key.Key_P: Wish.BACK,
    _Key.Key_Backspace: Wish.BACK,
    _Key.Key_Home: Wish.FIRST,
    _Key.Key_End: Wish.LAST,
    _Key.Key_Escape: Wish.LEAVE,
    _Key.Key_F5: Wish.TOGGLE,
    _Key.Key_B: Wish.BLACK,
    _Key.Key_Period: Wish.BLACK,
    _Key.Key_W: Wish.WHITE,
    _Key.Key_Comma: Wish.WHITE,
    _Key.Key_F11: Wish.FULL_SCREEN,
    _Key.Key_Question: Wish.KEYS,
    _Key.Key_S: Wish.SPOTLIGHT,
    _Key.Key_Z: Wish.MAGNIFIER,
}

#: Keys that do nothing by themselves: a remote isn't taught by them.
_HELPERS: Final = frozenset(
    (_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_Meta, _Key.Key_AltGr, _Key.Key_CapsLock, 0)
)
_MOST_DIGITS = 3


def can_be_taught(key: int) -> bool:
    """Whether a remote may send this key for something: no key by itself, no digit, no Return, no Escape."""
    digits = range(_Key.Key_0, _Key.Key_9 + 1)
    others = (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Escape, _Key.Key_Tab, _Key.Key_Backtab)
    return key not in _HELPERS and key not in digits and key not in others


class RemoteKeys:
    """Turns keys into wishes; digits are kept until Return asks for the step of that number."""

    def __init__(self, taught: Mapping[int, Wish] | None = None) -> None:
        """`taught`: keys that mean something else than here, or something at all."""
        self.taught = dict(taught or {})
        self._typed = ""

    @property
    def typed(self) -> str:
        """The digits so far."""
        return self._typed

    def forget_typed(self) -> bool:
        """Forget the digits; whether there were any."""
        typed, self._typed = self._typed, ""
        return bool(typed)

    def wish(self, key: int) -> Wish | int | None:
        """What is wanted: a wish, the number of a step, or nothing (yet)."""
        if _Key.Key_0 <= key <= _Key.Key_9:
            self._typed = (self._typed + chr(key))[-_MOST_DIGITS:]
            return None
        if key in (_Key.Key_Return, _Key.Key_Enter):
            typed, self._typed = self._typed, ""
            return int(typed) if typed else None
        found = self.taught.get(key) or KEYS.get(key)
        if found is not Wish.LEAVE:  # which takes the digits back first
            self._typed = ""
        return found
