"""Keys by Qt's numbers, as the panel sends them, in the numbers that pygame has for them."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_QT_NAMED = {
    0x01000000: "ESCAPE", 0x01000001: "TAB", 0x01000002: "TAB", 0x01000003: "BACKSPACE",
    0x01000004: "RETURN", 0x01000005: "KP_ENTER", 0x01000006: "INSERT", 0x01000007: "DELETE",
    0x01000008: "PAUSE", 0x01000009: "PRINT", 0x01000010: "HOME", 0x01000011: "END", 0x01000012: "LEFT",
    0x01000013: "UP", 0x01000014: "RIGHT", 0x01000015: "DOWN", 0x01000016: "PAGEUP", 0x01000017: "PAGEDOWN",
    0x01000020: "LSHIFT", 0x01000021: "LCTRL", 0x01000022: "LMETA", 0x01000023: "LALT",
    0x01000024: "CAPSLOCK", 0x01000025: "NUMLOCK", 0x01000026: "SCROLLLOCK", 0x01001103: "RALT",
    **{0x01000030 + number: f"F{number + 1}" for number in range(15)},
}  # fmt: skip
_UNSHIFTED = dict(zip('!@#$%^&*()_+{}|:"<>?~', "1234567890-=[]\\;',./`", strict=True))
#: The places of keys on a keyboard, for characters (USB's numbers, which are SDL's).
_PLACES = {
    **{chr(ord("a") + number): 4 + number for number in range(26)},
    **{character: 30 + number for number, character in enumerate("1234567890")},
    **dict(zip("\r\x1b\b\t -=[]\\", range(40, 50), strict=True)),
    **dict(zip(";'`,./", range(51, 57), strict=True)),
    "\x7f": 76,
}
_SCANCODE = 1 << 30  # in pygame's number of a key that makes no character

_SHIFT, _CTRL, _ALT, _META, _KEYPAD = 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000


def key_of(pygame: Any, qt_key: int, modifiers: int) -> int:
    """pygame's number of a key, 0 if it has none."""
    if qt_key in _QT_NAMED:
        return int(getattr(pygame, f"K_{_QT_NAMED[qt_key]}", 0))
    if not 0x20 <= qt_key <= 0xFF:
        return 0
    character = chr(qt_key).lower()
    if modifiers & _KEYPAD:
        pad = {"+": "PLUS", "-": "MINUS", "*": "MULTIPLY", "/": "DIVIDE", ".": "PERIOD"}.get(
            character, character
        )
        return int(getattr(pygame, f"K_KP_{pad}", 0) or getattr(pygame, f"K_KP{pad}", 0))
    return ord(_UNSHIFTED.get(character, character))


def place_of(key: int) -> int:
    """Where a key is on the keyboard, by pygame's number of it; 0 if that isn't known."""
    return key & ~_SCANCODE if key & _SCANCODE else _PLACES.get(chr(key), 0) if 0 < key < 256 else 0


def modifiers_of(pygame: Any, qt_modifiers: int) -> int:
    """pygame's bits for Qt's."""
    names = ((_SHIFT, "LSHIFT"), (_CTRL, "LCTRL"), (_ALT, "LALT"), (_META, "LMETA"))
    return sum(int(getattr(pygame, f"KMOD_{name}")) for bit, name in names if qt_modifiers & bit)
