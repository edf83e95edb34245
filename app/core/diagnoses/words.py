"""The words of diagnoses: lanes, things, lines and times as a sentence names them."""

from __future__ import annotations

import ntpath
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.core.claims import listing, moment
from app.core.events import ObjectKind, State

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Span

__all__ = ["count", "line", "listing", "moment", "name", "names", "thing", "waits_for"]


def name(evidence: Evidence, actor: int | None) -> str:
    """A lane's name."""
    found = evidence.actors.get(actor) if actor is not None else None
    return found.name if found is not None and found.name else "a lane"


def names(evidence: Evidence, actors: Iterable[int]) -> str:
    """Names of lanes in a row: `Thread-1, Thread-2 and Thread-3`."""
    shown = listing(name(evidence, actor) for actor in actors)
    return " and ".join(shown.rsplit(", ", 1))


def count(number: int, noun: str) -> str:
    """`1 item`, `3 items`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def line(evidence: Evidence, file: str, number: int) -> str:
    """Where something is, in brackets after it; empty where that isn't known."""
    if number <= 0:
        return ""
    base = ntpath.basename(file)  # takes both kinds of slashes: recordings travel
    program = next((actor.name for actor in evidence.actors.values() if actor.how == "first"), base)
    return f" (line {number})" if base == program or not file else f" ({base}, line {number})"


def thing(evidence: Evidence, object: int | None, kind: str = "") -> str:
    """Something that lanes wait for: `the lock “self.lock”`; `kind` where the object itself doesn't tell."""
    found = evidence.objects.get(object) if object is not None else None
    word = found.kind.word if found is not None else kind
    word = {"rlock": "re-entrant lock", "connection": "pipe", "loop": "event loop"}.get(word, word)
    return f"the {word} “{found.title}”" if found is not None and found.name else f"the {word or 'thing'}"


def is_for_a_result(evidence: Evidence, span: Span) -> bool:
    """Whether a lane waits for what another one works out: for a future, or for something without a name."""
    found = evidence.objects.get(span.object) if span.object is not None else None
    return span.state == State.JOIN and (found is None or found.kind == ObjectKind.FUTURE)


def waits_for(evidence: Evidence, span: Span) -> str:
    """What a lane waits for, and where: `waits for the lock “b” (line 9)`."""
    return f"{_waiting(evidence, span)}{line(evidence, span.file, span.line)}"


def _waiting(evidence: Evidence, span: Span) -> str:
    this = thing(evidence, span.object, span.state.word)
    holder = evidence.objects.get(span.object) if span.object is not None else None
    match span.state:
        case State.JOIN | State.PROCESS if span.holder is not None:
            return f"waits for the end of {name(evidence, span.holder)}"
        case State.JOIN if is_for_a_result(evidence, span):
            return "waits for a result"
        case State.JOIN:
            return f"waits until all items of {this} are done"
        case State.PROCESS:
            return "waits for the end of a process"
        case State.AWAIT if span.holder is not None:
            return f"awaits {name(evidence, span.holder)}"
        case State.AWAIT:
            return "awaits a future"
        case State.CONDITION:
            return f"waits to be notified by {this}"
        case State.GET:
            return f"waits for an item of {this}"
        case State.PUT:
            return f"waits for room in {this}"
        case State.BARRIER:
            return f"waits at {this}"
        case State.IO if holder is not None and holder.kind == ObjectKind.CONNECTION:
            return f"waits for a message of {this}"
        case State.SLEEP:
            return "sleeps"
        case State.IO | State.INPUT:
            return "waits for input or output"
        case _:
            return f"waits for {this}"
