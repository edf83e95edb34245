"""Says whether a program that opens a window has where to open it."""

from __future__ import annotations

import os
import sys

NO_DISPLAY = "It opens a window, and there is no display here."


def no_display(choice: str) -> str | None:
    """Why no window can be opened here, None if one can.

    `choice` is the variable by which people choose a display of another kind: QT_QPA_PLATFORM, SDL_VIDEODRIVER.
    """
    if sys.platform in ("win32", "darwin") or os.environ.get(choice):
        return None
    return None if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") else NO_DISPLAY
