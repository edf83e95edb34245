"""Tells the wait of a library call that may wait or not, when something within it is about to block."""

from __future__ import annotations

from . import lanes, layout, places, waits
from .lanes import here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Late:
    """A wait that may come."""

    __slots__ = ("begun", "ended", "lane", "limit", "obj", "state", "until_message")

    def __init__(self, lane: int, state: int, obj: int, limit: int, until_message: bool) -> None:
        self.lane = lane
        self.state = state
        self.obj = obj
        self.limit = limit
        self.begun = self.ended = False
        self.until_message = until_message

    def begin(self, flags: int) -> None:
        """Tell that it has come."""
        self.begun = True
        where = places.place(3)
        emit(self.lane, layout.WAIT_BEGIN, self.state | flags, self.obj, where, 0, self.limit)

    def end(self, outcome: int) -> None:
        """Tell that it is over, if it came."""
        if self.begun and not self.ended:
            emit(self.lane, layout.WAIT_END, self.state | outcome, self.obj)
        self.ended = True


def call(
    state: int,
    stock: Callable[[], Any],
    *,
    obj: int = 0,
    limit: int = -1,
    timed_out: Callable[[Any], bool] = lambda result: False,
    until_message: bool = False,
) -> Any:
    """Call `stock` and return or raise what it does; if it blocks, tell that as one wait of the running lane.

    Within a call that is told further out nothing is told here; what blocks may begin that one's wait.
    `until_message`: it is over when a message has come, although the call has yet to unpickle it.
    """
    if here.depth:
        return stock()
    late = Late(here.lane or lanes.adopt(), state, obj, limit, until_message)
    here.depth, here.late = 1, late
    outcome = layout.OUTCOME_RAISED
    try:
        result = stock()
        outcome = layout.OUTCOME_TIMED_OUT if timed_out(result) else 0
        return result
    except BaseException as error:
        if waits.is_time_out(error):
            outcome = layout.OUTCOME_TIMED_OUT
        raise
    finally:
        here.depth, here.late = 0, None
        late.end(outcome)


def about_to_block(flags: int = 0) -> None:
    """Something within a call is going to block; `flags` WAIT_UNSURE: perhaps."""
    late: Any = here.late
    if late is not None and not late.begun and not late.ended:
        late.begin(flags)


def message_came() -> None:
    """A message has been received: a wait for one is over, and what unpickles it is told as ever."""
    late: Any = here.late
    if late is not None and late.until_message:
        late.end(0)
        here.depth, here.late = 0, None


def is_expected() -> bool:
    """Whether somebody wants to know before something blocks."""
    late: Any = here.late
    return late is not None and not late.begun


def silently(stock: Callable[[], Any]) -> Any:
    """Call something of the library whose own waits aren't told, not even as part of a wait further out."""
    late, here.late = here.late, None
    here.depth += 1
    try:
        return stock()
    finally:
        here.depth -= 1
        here.late = late
