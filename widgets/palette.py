"""The colours of the lab: each means one thing everywhere, in a light and a dark set."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.core.events import State


class Palette(NamedTuple):  # a dataclass of as many fields costs the first paint 4 ms
    """Colours as `#rrggbb`; those from `running` on are of the states of a lane."""

    name: str
    window: str
    rail: str
    card: str
    editor: str
    hover: str
    hairline: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_soft: str
    selection: str
    line_mark: str
    holder_mark: str
    error_mark: str
    good: str
    bad: str
    warning: str
    keyword: str
    function: str
    constant: str
    string: str
    comment: str
    arrow: str
    running: str
    still: str
    lock: str
    lock_edge: str
    queue: str
    queue_edge: str
    join: str

    @property
    def fills(self) -> dict[State, str]:
        """The colour of each state."""
        return _fills(self)

    @property
    def edges(self) -> dict[State, str]:
        """The colour of the edge below some states; the others have none."""
        return _edges(self)


# Below, `State` is imported late: it brings numpy along, which would cost the first paint 65 ms.


@cache
def _fills(palette: Palette) -> dict[State, str]:
    from app.core.events import State

    still = dict.fromkeys((State.SLEEP, State.CREATED, State.SUSPENDED), palette.still)
    joins = dict.fromkeys((State.JOIN, State.PROCESS), palette.join)
    locks = dict.fromkeys(_lock_states(), palette.lock)
    queues = dict.fromkeys(_queue_states(), palette.queue)
    return {State.RUNNING: palette.running, **still, **joins, **locks, **queues}


@cache
def _edges(palette: Palette) -> dict[State, str]:
    locks = dict.fromkeys(_lock_states(), palette.lock_edge)
    return locks | dict.fromkeys(_queue_states(), palette.queue_edge)


def _lock_states() -> tuple[State, ...]:
    from app.core.events import State

    return State.LOCK, State.RLOCK, State.SEMAPHORE, State.CONDITION, State.BARRIER, State.EVENT


def _queue_states() -> tuple[State, ...]:
    from app.core.events import State

    return State.PUT, State.GET, State.IO, State.AWAIT, State.INPUT


LIGHT = Palette(
    name="light",
    window="#f6f6f4",
    rail="#efefeb",
    card="#ffffff",
    editor="#fbfbfa",
    hover="#f1f2f0",
    hairline="#e0e0db",
    text="#1c1e21",
    muted="#6a6d73",
    faint="#92959a",
    accent="#0a5fc9",
    on_accent="#ffffff",
    accent_soft="#e8edf6",
    selection="#cfe0f6",
    line_mark="#fff1c7",
    holder_mark="#fbe3d1",
    error_mark="#fbdfd9",
    good="#07724f",
    bad="#c0391f",
    warning="#8a5c00",
    keyword="#7c3fd6",
    function="#0a5fc9",
    constant="#b35900",
    string="#0b7a58",
    comment="#6d7076",
    arrow="#8a6a55",
    running="#0e9169",
    still="#c8d2dd",
    lock="#f3d0b5",
    lock_edge="#d55e00",
    queue="#cfe0f4",
    queue_edge="#0072b2",
    join="#dbd9e8",
)

DARK = Palette(
    name="dark",
    window="#17191c",
    rail="#1b1d20",
    card="#1e2124",
    editor="#1b1d21",
    hover="#272b2f",
    hairline="#31353a",
    text="#e8eaed",
    muted="#9aa0a6",
    faint="#71777e",
    accent="#6cb2ff",
    on_accent="#0b1a2b",
    accent_soft="#27313d",
    selection="#2f4a6b",
    line_mark="#4a4120",
    holder_mark="#4a3122",
    error_mark="#50261f",
    good="#2fc394",
    bad="#ff7b62",
    warning="#e3b341",
    keyword="#c792ff",
    function="#82bfff",
    constant="#ffae57",
    string="#4cc9a0",
    comment="#8b9198",
    arrow="#c9a58c",
    running="#2fc394",
    still="#48525e",
    lock="#5d3b28",
    lock_edge="#ff8b3d",
    queue="#2b4460",
    queue_edge="#56b4e9",
    join="#3b3b52",
)

#: White on black, and nothing pale: for eyes that need it.
CONTRAST = Palette(
    name="contrast",
    window="#000000",
    rail="#000000",
    card="#000000",
    editor="#000000",
    hover="#2b2b2b",
    hairline="#a8a8a8",
    text="#ffffff",
    muted="#e6e6e6",
    faint="#b4b4b4",
    accent="#ffe14d",
    on_accent="#000000",
    accent_soft="#3d3a1a",
    selection="#004a94",
    line_mark="#4d4300",
    holder_mark="#5c2c00",
    error_mark="#6b0d00",
    good="#4dffb8",
    bad="#ffa896",
    warning="#ffd24d",
    keyword="#dbb8ff",
    function="#9fd0ff",
    constant="#ffc98a",
    string="#7dffd0",
    comment="#d0d0d0",
    arrow="#ffd9bf",
    running="#2ee6a6",
    still="#76808c",
    lock="#a35a1f",
    lock_edge="#ffa04d",
    queue="#2f6fb0",
    queue_edge="#8fd0ff",
    join="#7a76a6",
)

#: Black on white, with colours that a weak projector in a bright room still shows.
PROJECTOR = Palette(
    name="projector",
    window="#ffffff",
    rail="#f2f2f2",
    card="#ffffff",
    editor="#ffffff",
    hover="#e9e9e9",
    hairline="#767676",
    text="#000000",
    muted="#3a3a3a",
    faint="#666666",
    accent="#00429a",
    on_accent="#ffffff",
    accent_soft="#dbe7fa",
    selection="#b5d0f5",
    line_mark="#ffe99a",
    holder_mark="#ffe4cc",
    error_mark="#ffc9bf",
    good="#00553c",
    bad="#8f1b06",
    warning="#644200",
    keyword="#5518ad",
    function="#003d8f",
    constant="#7a3b00",
    string="#005038",
    comment="#454545",
    arrow="#6b3d1f",
    running="#007a55",
    still="#7d8a99",
    lock="#d9822b",
    lock_edge="#8f3a00",
    queue="#5c9bd6",
    queue_edge="#003d6b",
    join="#8a84b8",
)

PALETTES = (LIGHT, DARK, CONTRAST, PROJECTOR)

#: Colours that tell lanes apart in the output, in turn (Okabe-Ito, those that read on both grounds).
LANE_COLOURS = {
    "light": ("#0072b2", "#b34f00", "#00795a", "#a3457f", "#5b5fc7", "#7a6a00"),
    "dark": ("#56b4e9", "#ff9d57", "#2fc394", "#e08fc0", "#9fa4ff", "#e3c94a"),
    "contrast": ("#8fd0ff", "#ffb57d", "#4dffb8", "#ffb0dd", "#c4c8ff", "#ffe14d"),
    "projector": ("#004f80", "#8a3600", "#005c41", "#7a2259", "#3a3d9e", "#574b00"),
}
