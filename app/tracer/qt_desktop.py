"""The windows of a Qt program as one picture: we are their window manager where there is no other.

The first window is the picture; others lie over it, with a strip above them that has their title.
"""

from __future__ import annotations

from . import screen_layout

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

STRIP = 24  # pixels, the height of the title strip of a window that isn't the first
_GAP = 12
_POPUP, _TOOLTIP, _SPLASH, _TYPE_MASK = 0x9, 0xD, 0xF, 0xFF  # Qt::WindowType
_BARE = (_POPUP, _TOOLTIP, _SPLASH)


class Frame:
    """What is known of one visible window in this moment; never kept, since its window may go at any time."""

    __slots__ = (
        "bare",
        "device",
        "handle",
        "height",
        "id",
        "key",
        "over",
        "title",
        "widget",
        "width",
        "x",
        "y",
    )

    def __init__(self, widget: Any, handle: Any, device: Any) -> None:
        self.widget, self.handle, self.device = widget, handle, device
        rect = handle.geometry()
        self.x, self.y, self.width, self.height = rect.x(), rect.y(), rect.width(), rect.height()
        self.id = int(handle.winId())
        self.key = device.cacheKey()
        kind = int(handle.type().value)
        self.bare = kind & _TYPE_MASK in _BARE
        self.over = self.bare and kind & _TYPE_MASK != _SPLASH
        self.title = widget.windowTitle()

    @property
    def facts(self) -> tuple[object, ...]:
        return self.id, self.x, self.y, self.width, self.height, self.key, self.title

    def has(self, x: int, y: int) -> bool:
        """Whether a point of the screen is in it."""
        return bool(self.x <= x < self.x + self.width and self.y <= y < self.y + self.height)


class Desktop:
    """Finds the windows, stacks them, paints them."""

    def __init__(self, core: Any, gui: Any, widgets: Any) -> None:
        self._core, self._gui, self._widgets = core, gui, widgets
        self._stack: list[int] = []  # from the lowest to the highest
        self._main = 0
        self.origin = (0, 0)  # of the picture on the program's screen

    def frames(self) -> list[Frame]:
        """The visible windows from the lowest to the highest."""
        found = {}
        for widget in self._widgets.QApplication.topLevelWidgets():
            if widget.isHidden() or widget.isMinimized():
                continue
            handle, store = widget.windowHandle(), widget.backingStore()
            device = store.paintDevice() if store is not None and handle is not None else None
            if isinstance(device, self._gui.QImage) and not device.isNull():
                frame = Frame(widget, handle, device)
                found[frame.id] = frame
        self._restack(found)
        return [found[each] for each in self._stack]

    def _restack(self, found: dict[int, Frame]) -> None:
        self._stack = [each for each in self._stack if each in found]
        new = sorted(each for each in found if each not in self._stack)
        for each in new:
            self._place(found[each], [found[other] for other in self._stack])
            self._stack.append(each)
        plain = [each for each in self._stack if not found[each].bare]
        if self._main not in plain:
            self._main = plain[0] if plain else (self._stack[0] if self._stack else 0)
        self._stack.sort(key=lambda each: found[each].over)  # popups and tool tips on top; the rest as it was

    def _place(self, new: Frame, others: list[Frame]) -> None:
        """Give a new window a place, once: beside one of the same rank that it would hide, else within the first."""
        plain = [each for each in others if not each.bare]
        if new.bare or not plain:
            return
        x, y = new.x, new.y
        if new.handle.transientParent() is None and not new.widget.isModal():
            if any(abs(each.x - x) < STRIP and abs(each.y - y) < STRIP for each in plain):
                x, y = max(each.x + each.width for each in plain) + _GAP, plain[0].y + STRIP
        else:
            main = next((each for each in plain if each.id == self._main), plain[0])
            x = max(min(x, main.x + main.width - new.width), main.x)
            y = max(min(y, main.y + main.height - new.height), main.y + STRIP)
        if (x, y) != (new.x, new.y):
            new.x, new.y = x, y
            new.handle.setPosition(x, y)

    def lift(self, frame_id: int) -> None:
        """Put a window on top of the others, but not of popups."""
        if frame_id in self._stack:
            self._stack.remove(frame_id)
            self._stack.append(frame_id)

    def is_main(self, frame: Frame) -> bool:
        """Whether it is the one whose title the panel has."""
        return frame.id == self._main

    def has_strip(self, frame: Frame) -> bool:
        """Whether there is a title above it."""
        return not frame.bare and not self.is_main(frame)

    def title(self, frames: list[Frame]) -> str:
        """That of the first window."""
        return next((str(each.title) for each in frames if self.is_main(each)), "")

    # painting -----------------------------------------------------------------------------------------------
    def bounds(self, frames: list[Frame]) -> tuple[int, int, int, int]:
        """Left, top, width and height of what the picture shows; sets `origin`."""
        if not frames:
            return 0, 0, 0, 0
        left = min(each.x for each in frames)
        top = min(each.y - (STRIP if self.has_strip(each) else 0) for each in frames)
        right = max(each.x + each.width for each in frames)
        bottom = max(each.y + each.height for each in frames)
        self.origin = left, top
        return left, top, right - left, bottom - top

    def paint(self, frames: list[Frame], room: memoryview, width: int, height: int) -> None:
        """Put the picture of all windows into `room`, 4 bytes a pixel."""
        only = frames[0]
        plain = (self._gui.QImage.Format.Format_RGB32, self._gui.QImage.Format.Format_ARGB32_Premultiplied)
        if (
            len(frames) == 1
            and (only.device.width(), only.device.height()) == (width, height)
            and only.device.bytesPerLine() == width * 4
            and only.device.format() in plain
        ):
            room[:] = only.device.constBits()
            return
        canvas = self._gui.QImage(room, width, height, width * 4, plain[0])
        canvas.fill(0xFFE8E8E4)
        painter = self._gui.QPainter(canvas)
        for frame in frames:
            x, y = frame.x - self.origin[0], frame.y - self.origin[1]
            if self.has_strip(frame):
                self._paint_strip(painter, frame, x, y - STRIP)
            painter.drawImage(self._core.QRect(x, y, frame.width, frame.height), frame.device)
            if not self.is_main(frame):
                top = y - (STRIP if self.has_strip(frame) else 0)
                painter.setPen(self._gui.QColor(0xA0, 0xA0, 0x9A))
                painter.drawRect(x, top, frame.width - 1, y - top + frame.height - 1)
        painter.end()

    def _paint_strip(self, painter: Any, frame: Frame, x: int, y: int) -> None:
        qt = self._core.Qt
        painter.fillRect(x, y, frame.width, STRIP, self._gui.QColor(0xDD, 0xDD, 0xD8))
        painter.setPen(self._gui.QColor(0x30, 0x30, 0x30))
        inside = self._core.QRect(x + 8, y, frame.width - 16, STRIP)
        painter.drawText(inside, int(qt.AlignmentFlag.AlignVCenter.value), str(frame.title))
        right = int((qt.AlignmentFlag.AlignVCenter | qt.AlignmentFlag.AlignRight).value)
        painter.drawText(inside, right, "\N{MULTIPLICATION SIGN}")

    # finding ------------------------------------------------------------------------------------------------
    def under(self, frames: list[Frame], x: int, y: int) -> tuple[Frame | None, bool]:
        """The highest window at a point of the screen, and whether the point is in its title strip."""
        for frame in reversed(frames):
            if frame.has(x, y):
                return frame, False
            if self.has_strip(frame) and frame.has(x, y + STRIP):
                return frame, True
        return None, False

    def flags(self, frames: list[Frame]) -> int:
        """What has to be said besides the pixels."""
        names = " ".join(
            str(window.metaObject().className())
            for window in self._gui.QGuiApplication.topLevelWindows()
            if window.isVisible()
        )
        if "Quick" in names:
            return screen_layout.QUICK
        if "OpenGL" in names:
            return screen_layout.OPENGL
        return 0
