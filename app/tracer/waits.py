"""Tells one wait from its begin to its end, around the standard library's own call that waits."""

from __future__ import annotations

from . import lanes, layout, places
from .lanes import here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def nanoseconds(timeout: Any) -> int:
    """A time-out in seconds as ns for an event, -1 for none."""
    try:
        return -1 if timeout is None or timeout < 0 else min(int(timeout * 1e9), 1 << 62)
    except (TypeError, ValueError, OverflowError):
        return -1


def tell(
    state: int,
    call: Callable[[], Any],
    *,
    obj: int = 0,
    holder: int = 0,
    limit: int = -1,
    level: int = 3,
    timed_out: Callable[[Any], bool] = lambda result: False,
) -> Any:
    """Call `call`, which waits, and tell it as one wait of the running lane; return or raise what it does.

    Waits of the library within it aren't told. `level` says how many frames out the caller's caller is;
    `timed_out` says of the result whether the time-out ended the wait.
    """
    lane = here.lane or lanes.adopt()
    if lane == lanes.MAIN:  # where the handlers of signals run
        state |= outside
    emit(lane, layout.WAIT_BEGIN, state, obj, places.place(level), holder, limit)
    here.depth += 1
    outcome = layout.OUTCOME_RAISED
    try:
        result = call()
        outcome = layout.OUTCOME_TIMED_OUT if timed_out(result) else 0
        return result
    except BaseException as error:
        if isinstance(error, _time_outs):
            outcome = layout.OUTCOME_TIMED_OUT
        raise
    finally:
        here.depth -= 1
        emit(lane, layout.WAIT_END, state & layout.STATE_MASK | outcome, obj)


outside = 0  # OUTSIDE from when on the program handles a signal


def expect_signals() -> None:
    """Let it be known that a signal may end what the main thread waits for."""
    global outside
    outside = layout.OUTSIDE


#: Exceptions that mean that a time-out ended a wait; modules that are imported later add theirs.
_time_outs: tuple[type[BaseException], ...] = (TimeoutError,)


def add_time_out(kind: type[BaseException]) -> None:
    """Let exceptions of this kind mean that a wait timed out."""
    global _time_outs
    _time_outs += (kind,)


def is_time_out(error: BaseException) -> bool:
    """Whether an exception means that a time-out ended a wait."""
    return isinstance(error, _time_outs)
