"""Gives a Qt program what a person does in the panel, through the door that Qt's own platforms use.

QtGui exports the functions by which QtTest acts; so double clicks, popups, shortcuts and modality are Qt's own
work. Where they aren't to be had, events are sent to the window, which is second best.
"""

from __future__ import annotations

import sys

from . import screen_layout

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_MOUSE = (
    "_Z19qt_handleMouseEventP7QWindowRK7QPointFS3_6QFlagsIN2Qt11MouseButtonEES6_N6QEvent4TypeES4_"
    "INS5_16KeyboardModifierEEi"
)
_KEY = "_Z17qt_handleKeyEventP7QWindowN6QEvent4TypeEi6QFlagsIN2Qt16KeyboardModifierEERK7QStringbt"
_WHEEL = "_Z19qt_handleWheelEventP7QWindowRK7QPointFS3_6QPointS4_6QFlagsIN2Qt16KeyboardModifierEENS6_11ScrollPhaseE"
_LIBRARIES = {"linux": "libQt6Gui.so.6", "darwin": "QtGui"}

_PRESS, _RELEASE, _MOVE, _KEY_PRESS, _KEY_RELEASE = 2, 3, 5, 6, 7  # QEvent::Type
_MOUSE_TYPES = {screen_layout.PRESS: _PRESS, screen_layout.RELEASE: _RELEASE, screen_layout.MOVE: _MOVE}


class Hands:
    """Acts on windows of the running program: QWindows, with points in their own pixels and on their screen."""

    def __init__(self, core: Any, gui: Any) -> None:
        self._core = core
        self._gui = gui
        self._texts: dict[str, Any] = {}  # Qt keeps no copy of what it is given
        self._library: Any = None
        self._shiboken: Any = None
        try:
            import ctypes  # only for programs with Qt

            library = ctypes.CDLL(_LIBRARIES[sys.platform])
            self._mouse, self._key, self._wheel = (getattr(library, name) for name in (_MOUSE, _KEY, _WHEEL))
            self._mouse.restype = self._key.restype = self._wheel.restype = None
            self._shiboken = sys.modules["shiboken6"]
            self._ctypes: Any = ctypes
            self._library = library
        except (ImportError, OSError, AttributeError, KeyError):
            pass

    def _pointer(self, window: Any) -> Any:
        return self._ctypes.c_void_p(self._shiboken.getCppPointer(window)[0])

    def _point(self, point: tuple[int, int]) -> Any:
        return (self._ctypes.c_double * 2)(*map(float, point))

    def mouse(
        self,
        kind: int,
        window: Any,
        at: tuple[int, int],
        on_screen: tuple[int, int],
        buttons: int,
        button: int,
        modifiers: int,
        t_ms: int,
    ) -> None:
        """Move, press or release (kinds of `screen_layout`) at a time that never goes back."""
        event = _MOUSE_TYPES[kind]
        if self._library is not None:
            c = self._ctypes
            self._mouse(
                self._pointer(window),
                c.byref(self._point(at)),
                c.byref(self._point(on_screen)),
                c.c_int(buttons),
                c.c_int(button),
                c.c_int(event),
                c.c_int(modifiers),
                c.c_int(t_ms & 0x7FFFFFFF),
            )
            return
        qt, points = self._core.Qt, [self._core.QPointF(*map(float, each)) for each in (at, on_screen)]
        sent = self._gui.QMouseEvent(
            self._core.QEvent.Type(event),
            *points,
            qt.MouseButton(button),
            qt.MouseButton(buttons),
            qt.KeyboardModifier(modifiers),
        )
        self._core.QCoreApplication.sendEvent(window, sent)

    def wheel(
        self,
        window: Any,
        at: tuple[int, int],
        on_screen: tuple[int, int],
        right: int,
        up: int,
        modifiers: int,
    ) -> None:
        """Turn the wheel, in eighths of a degree."""
        if self._library is not None:
            c = self._ctypes
            angle = c.c_int64((up & 0xFFFFFFFF) << 32 | right & 0xFFFFFFFF)
            at_point, screen_point = self._point(at), self._point(on_screen)
            self._wheel(
                self._pointer(window),
                c.byref(at_point),
                c.byref(screen_point),
                c.c_int64(0),
                angle,
                c.c_int(modifiers),
                c.c_int(0),
            )
            return
        qt, point = self._core.Qt, self._core.QPoint
        sent = self._gui.QWheelEvent(
            self._core.QPointF(*map(float, at)),
            self._core.QPointF(*map(float, on_screen)),
            point(0, 0),
            point(right, up),
            qt.MouseButton.NoButton,
            qt.KeyboardModifier(modifiers),
            qt.ScrollPhase.NoScrollPhase,
            False,
        )
        self._core.QCoreApplication.sendEvent(window, sent)

    def key(self, down: bool, window: Any, key: int, modifiers: int, text: str, repeats: bool) -> None:
        """Press or release a key (Qt's number)."""
        event = _KEY_PRESS if down else _KEY_RELEASE
        if self._library is not None:
            c = self._ctypes
            self._key(
                self._pointer(window),
                c.c_int(event),
                c.c_int(key),
                c.c_int(modifiers),
                c.byref(self._string(text)),
                c.c_bool(repeats),
                c.c_ushort(1),
            )
            return
        sent = self._gui.QKeyEvent(
            self._core.QEvent.Type(event), key, self._core.Qt.KeyboardModifier(modifiers), text, repeats
        )
        self._core.QCoreApplication.sendEvent(window, sent)

    def _string(self, text: str) -> Any:
        """A QString that points to memory of ours, which stays."""
        if text not in self._texts:
            c = self._ctypes
            words = c.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
            string = (c.c_void_p * 3)(None, c.addressof(words), len(words) // 2 - 1)
            self._texts[text] = string, words
        return self._texts[text][0]

    def text(self, text: str) -> None:
        """What an input method has made, for whatever has the keyboard."""
        target = self._gui.QGuiApplication.focusObject()
        if target is not None:
            event = self._gui.QInputMethodEvent("", [])
            event.setCommitString(text)
            self._core.QCoreApplication.sendEvent(target, event)

    def leave(self, window: Any) -> None:
        """The pointer has left the window."""
        self._core.QCoreApplication.sendEvent(window, self._core.QEvent(self._core.QEvent.Type.Leave))
