"""Says in plain words why a program stands still, and what else went wrong in it, from its events alone."""

from collections.abc import Callable

from app.core.diagnoses.coroutines import blocking_in_coroutine, never_awaited
from app.core.diagnoses.dead_holders import died_holding
from app.core.diagnoses.deadlocks import deadlocks
from app.core.diagnoses.impasse import Impasse
from app.core.diagnoses.load import oversubscribed, uneven
from app.core.diagnoses.lost_updates import lost_updates
from app.core.diagnoses.polling import busy_wait
from app.core.diagnoses.queueing import convoys, serialised
from app.core.diagnoses.starvation import starved
from app.core.diagnoses.wrong_threads import wrong_thread
from app.core.diagnosis import Diagnosis
from app.core.evidence import Evidence
from app.core.progress import Progress, part

MOST = 5  # of one code


def diagnose(evidence: Evidence, progress: Progress | None = None) -> list[Diagnosis]:
    """What is wrong with a run that has ended, the faults first, then what was merely noticed.

    Lets through what `progress` raises.
    """
    tell = part(progress, 0.0, 1.0)
    tell(0.0)
    still = standstill(evidence)
    if evidence.lost:
        return still
    looks: list[Callable[[Evidence], list[Diagnosis]]] = [
        lambda evidence: blocking_in_coroutine(evidence, still),
        lost_updates,
        wrong_thread,
        busy_wait,
        serialised,
        convoys,
        oversubscribed,
        uneven,
    ]
    found = list(still)
    for number, look in enumerate(looks, 1):
        tell(number / (len(looks) + 1))
        found += _some(look(evidence))
    return found


def standstill(evidence: Evidence) -> list[Diagnosis]:
    """Why lanes will never go on, as far as what they wait for now tells it: quick enough for a live run."""
    if evidence.lost:  # a wait whose end is missing looks as if it lasted
        return _some(never_awaited(evidence))
    impasse = Impasse(evidence)
    found = [*_some(deadlocks(impasse)), *_some(died_holding(impasse))]
    found += _some(starved(impasse, found))
    return [*found, *_some(never_awaited(evidence))]


def _some(found: list[Diagnosis]) -> list[Diagnosis]:
    return found[:MOST]
