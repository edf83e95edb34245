"""Says in plain words why a program stands still, and what else went wrong in it, from its events alone."""

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

MOST = 5  # of one code


def diagnose(evidence: Evidence) -> list[Diagnosis]:
    """What is wrong with a run that has ended, the faults first, then what was merely noticed."""
    still = standstill(evidence)
    if evidence.lost:
        return still
    return [
        *still,
        *_some(blocking_in_coroutine(evidence, still)),
        *_some(lost_updates(evidence)),
        *_some(wrong_thread(evidence)),
        *_some(busy_wait(evidence)),
        *_some(serialised(evidence)),
        *_some(convoys(evidence)),
        *_some(oversubscribed(evidence)),
        *_some(uneven(evidence)),
    ]


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
