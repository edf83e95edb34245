"""What a diagnosis is: a plain sentence on what went wrong in a run, or an observation on how it went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "hint"]
FaultCode = Literal[
    "deadlock",
    "self_deadlock",
    "starved_get",
    "join_before_drain",
    "never_awaited",
    "blocking_in_coroutine",
    "busy_wait",
    "died_holding",
    "lost_update",
    "wrong_thread",
]
HintCode = Literal["convoy", "serialised", "oversubscribed", "uneven"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One finding. `actors` are those that it is about, the one that matters most first."""

    code: FaultCode | HintCode
    severity: Severity
    text: str
    actors: tuple[int, ...]


def fault(code: FaultCode, actors: Iterable[int], *sentences: str) -> Diagnosis:
    """Something is wrong with the program: what happened, and the change that would help."""
    return Diagnosis(code, "fault", " ".join(sentences), tuple(dict.fromkeys(actors)))


def hint(code: HintCode, actors: Iterable[int], *sentences: str) -> Diagnosis:
    """Something was seen that may be meant so."""
    return Diagnosis(code, "hint", " ".join(sentences), tuple(dict.fromkeys(actors)))
