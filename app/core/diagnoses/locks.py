"""Who has a lock now, and whether a lock is used as a lock or as a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.evidence import Held

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Span


def holder_now(evidence: Evidence, wait: Span) -> Held | None:
    """Who has the lock that a lane waits for; None where that can't be told, or nobody has it."""
    assert wait.object is not None
    holds = evidence.holds(wait.object)
    last = holds[-1] if holds else None
    if last is not None and last.end_ns is None:
        return last
    # A lock that is used very often doesn't tell each use; but whoever waits for it sees who has it.
    let_go_ns = evidence.released.get(wait.object, wait.start_ns - 1)
    if wait.holder is None or let_go_ns >= wait.start_ns:
        return None
    if last is not None and last.end_ns is not None and last.end_ns > wait.start_ns:
        return None
    return Held(wait.holder, wait.start_ns, None, 0)


def is_passed_on(evidence: Evidence, lock: int | None) -> bool:
    """Whether lanes let this lock go that didn't take it: then it is a signal, and anyone may let it go."""
    return lock in evidence.passed_on


def guards(evidence: Evidence, lock: int | None, hold: Held) -> bool:
    """Whether whoever took a lock is the only one that will let it go, as far as was seen."""
    if lock is None or is_passed_on(evidence, lock):
        return False
    before = [held for held in evidence.holds(lock) if held.end_ns is not None]
    return hold.scoped or bool(before) or lock in evidence.released
