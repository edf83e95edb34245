"""What a table of several windows says of each: how long it stood still, when it answered its clicks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.core.claims_windows import counted, download_begun_ns
from app.core.folds.heartbeats import BEAT, Click, answered, freezes, longest_ns, percentile_ns

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.folds.heartbeats import Beats


@dataclass(frozen=True, slots=True)
class WindowAnswers:
    """One window. Lengths in ns; None where nothing is known."""

    longest_freeze_ns: int | None
    heartbeat_p99_ns: int | None
    clicks: tuple[Click, ...]


def beats_of_main(evidence: Evidence) -> Beats:
    """The heartbeats of the program's own window, shape (n,)."""
    own = [beat for beat in evidence.heartbeats if beat.actor == evidence.main.id]
    beats = np.zeros(len(own), BEAT)
    beats["t"] = [beat.t_ns for beat in own]
    beats["late"] = [beat.late_ns for beat in own]
    beats["actor"] = [beat.actor for beat in own]
    return beats


def answers_of(evidence: Evidence) -> WindowAnswers:
    """What a run of the frozen window shows.

    The program clicks About itself when half of the download's time has passed. That is a timer of its own loop,
    which in a window that stands still comes late: then the click counts from when it was due.
    """
    beats = beats_of_main(evidence)
    begun_ns = download_begun_ns(evidence)
    seconds = evidence.parameters.get("SECONDS")
    clicks: list[Click] = []
    if begun_ns is not None and isinstance(seconds, int | float) and evidence.parameters.get("CLICKS"):
        due_ns = begun_ns + int(seconds * 5e8)
        made = [access.t_ns for access in counted(evidence, "clicks")]
        answers = counted(evidence, "answers")
        clicks = answered([min([due_ns, *made[:1]])], answers)
    return WindowAnswers(
        longest_ns(freezes(beats, least_ns=0)) if len(beats) else None,
        percentile_ns(beats),
        tuple(clicks),
    )
