"""What a run came to, once its recording has been read: evidence, verdicts, diagnoses, and what is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from app.core.demo import Claim, Verdict
from app.core.diagnoses import diagnose
from app.core.diagnosis import Diagnosis
from app.core.evidence import Evidence, gather, gather_open
from app.core.folds.at_moment import Moments
from app.core.folds.ledger import Deposit, ledgers
from app.core.folds.occupancy import OCCUPANCY
from app.core.manifest import Manifest
from app.core.progress import Progress, Watched, part
from app.core.summary import judge
from app.core.trace import Trace

_GATHERED, _JUDGED = 0.5, 0.6  # of the time that it takes
_MANY = 10_000  # spans: of more, whoever draws has no time to work moments out


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended and what it shows; nothing is judged where somebody gave that up."""

    manifest: Manifest
    evidence: Evidence
    verdicts: list[tuple[Claim, Verdict]] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)
    deposits: list[Deposit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    lost: int = 0
    events: int = 0
    occupancy: npt.NDArray[np.void] = field(default_factory=lambda: np.empty(0, OCCUPANCY))
    judged: bool = True
    waited_ns: int = 0  # by all lanes together
    moments: Moments | None = None  # how things stood at any time; None: to be worked out when asked for


def judged(
    trace: Trace,
    claims: Sequence[Claim],
    progress: Progress | None = None,
    *,
    also: Callable[[Evidence], object] | None = None,
) -> Ending:
    """What a trace shows that has been read to its end; `also` is let look at the evidence too.

    Lets through what `progress` raises.
    """
    evidence = gather(trace, part(progress, 0.0, _GATHERED))
    if also is not None:
        also(evidence)
    occupancy = trace.occupancy.sorted()
    seen, tell = _watched(evidence, progress)
    return Ending(
        manifest=trace.recording.manifest,
        evidence=evidence,
        verdicts=judge(claims, seen),
        diagnoses=diagnose(seen, part(tell, _JUDGED, 1.0)),
        deposits=ledgers(evidence.accesses),
        problems=list(trace.recording.problems),
        lost=trace.recording.lost,
        events=trace.events,
        occupancy=occupancy,
        waited_ns=sum(span.duration_ns or 0 for span in evidence.spans),
        moments=Moments(evidence, occupancy) if len(evidence.spans) > _MANY else None,
    )


def _watched(evidence: Evidence, progress: Progress | None) -> tuple[Evidence, Progress | None]:
    """Evidence of which no look at all waits takes long without a report, and what hears of shares instead."""
    if progress is None:
        return evidence, None
    told = [_GATHERED]

    def tell(share: float) -> None:
        told[0] = share
        progress(share)

    return replace(evidence, spans=Watched(evidence.spans, lambda: progress(told[0]))), tell


def unjudged(trace: Trace, why: str) -> Ending:
    """What can be said at once of a trace that nobody wants to be judged; `why` in a sentence."""
    return Ending(
        manifest=trace.recording.manifest,
        evidence=gather_open(trace, trace.end_ns),
        problems=[*trace.recording.problems, why],
        lost=trace.recording.lost,
        events=trace.events,
        judged=False,
    )
