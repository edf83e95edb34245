"""How a prediction's answer is read off a recording: by the checks that its claims use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims_cores import turn_starts
from app.core.claims_sums import last_value

if TYPE_CHECKING:
    from app.core.demo import Verdict
    from app.core.evidence import Evidence

Answer = Callable[["Evidence"], float | None]


def first_that_holds(*checks: Callable[[Evidence], Verdict] | None) -> Answer:
    """The index of the first check that holds, None where none does; a choice without a check is passed over."""

    def answer(evidence: Evidence) -> float | None:
        for index, check in enumerate(checks):
            if check is not None and check(evidence).holds:
                return index
        return None

    return answer


def told_by(check: Callable[[Evidence], Verdict], true: int = 1, false: int = 0) -> Answer:
    """The index `true` where the check holds, `false` where it doesn't, None where it can't be told."""

    def answer(evidence: Evidence) -> float | None:
        holds = check(evidence).holds
        return None if holds is None else true if holds else false

    return answer


def true_or_false(check: Callable[[Evidence], Verdict]) -> Answer:
    """0 where the check holds, 1 where it doesn't, None where it can't be told."""
    return told_by(check, true=0, false=1)


def value_of(name: str) -> Answer:
    """The number that main wrote last to the watched data of this name."""
    return lambda evidence: last_value(evidence, name)


def turns(evidence: Evidence) -> float | None:
    """How often another lane wrote to watched data than before; None where nobody wrote."""
    return len(turn_starts(evidence)) or None
