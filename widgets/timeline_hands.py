"""What keys and pointer mean on a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from widgets.timeline import Timeline

_ZOOM_STEP = 1.5
_WHEEL_ZOOM = 1.25  # a notch
_PAN_STEP = 0.1  # of the range in sight
_NOTCH = 120  # Qt's eighths of a degree

_Key = Qt.Key
#: What a key does; with Ctrl or Alt only those of the second table are ours (Ctrl and + is the size of the window).
KEYS: dict[int, Callable[[Timeline], None]] = {
    _Key.Key_Left: lambda timeline: timeline.pan_by(-_PAN_STEP),
    _Key.Key_Right: lambda timeline: timeline.pan_by(_PAN_STEP),
    _Key.Key_Up: lambda timeline: timeline.select_neighbour(-1),
    _Key.Key_Down: lambda timeline: timeline.select_neighbour(1),
    _Key.Key_Plus: lambda timeline: timeline.zoom_by(_ZOOM_STEP),
    _Key.Key_Equal: lambda timeline: timeline.zoom_by(_ZOOM_STEP),
    _Key.Key_Minus: lambda timeline: timeline.zoom_by(1 / _ZOOM_STEP),
    _Key.Key_0: lambda timeline: timeline.zoom_to_fit(),
    _Key.Key_Home: lambda timeline: timeline.go_to_start(),
    _Key.Key_End: lambda timeline: timeline.follow_present(),
    _Key.Key_F: lambda timeline: timeline.follow_present(),
    _Key.Key_M: lambda timeline: timeline.bookmark_requested.emit(),
    _Key.Key_H: lambda timeline: timeline.go_to_cause(),
    _Key.Key_Question: lambda timeline: timeline.show_keys(),
    _Key.Key_C: lambda timeline: timeline.fold_group(timeline.selected_lane),
    _Key.Key_A: lambda timeline: timeline.fold_groups(),
    _Key.Key_Return: lambda timeline: timeline.zoom_to_piece(),
    _Key.Key_Enter: lambda timeline: timeline.zoom_to_piece(),
}
STEP_KEYS: dict[int, Callable[[Timeline], None]] = {
    _Key.Key_Left: lambda timeline: timeline.previous_event(),
    _Key.Key_Right: lambda timeline: timeline.next_event(),
}

_IGNORED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def key_action(event: QKeyEvent) -> Callable[[Timeline], None] | None:
    """What a key press means; None: nothing here."""
    modifiers = event.modifiers() & ~_IGNORED
    if modifiers in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        return STEP_KEYS.get(event.key())
    return KEYS.get(event.key()) if modifiers == Qt.KeyboardModifier.NoModifier else None


@dataclass(slots=True)
class Drag:
    """A button is down: where it went down, where the pointer was last, whether it has moved far enough."""

    press: QPointF
    last: QPointF
    band: bool  # it chooses a stretch of time instead of moving the view
    scrub: bool = False  # it moves the cursor
    moving: bool = False


def turn_wheel(timeline: Timeline, event: QWheelEvent, anchor_ns: int) -> bool:
    """Zoom (with Ctrl), pan (sideways, or with Shift) or scroll the lanes; False: nothing to scroll."""
    angle, pixels = event.angleDelta(), event.pixelDelta()
    across = angle.x() or (angle.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        timeline.zoom_by(_WHEEL_ZOOM ** (angle.y() / _NOTCH), anchor_ns)
        return True
    if abs(across) >= abs(angle.y()) and across:
        share = -pixels.x() / max(timeline.width(), 1) if pixels.x() else -across / _NOTCH * _PAN_STEP
        timeline.pan_by(share)
        return True
    return timeline.scroll_lanes(-angle.y() / _NOTCH * 3, -pixels.y())
