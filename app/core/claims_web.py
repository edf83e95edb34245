"""What claims ask about questions to servers: how many were open at once, did each reader come to its end.

Servers of the program's own are known by this: they sleep before they answer. Of real hosts nothing is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import cut_short, everywhere, in_turn, listing, overlapped, work
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Actor

Check = Callable[["Evidence"], Verdict]
NOT_SEEN = "The servers are no part of this program, so this can't be told."


def all_asked_at_once(evidence: Evidence) -> Verdict:
    """There was a moment in which all the servers were at work."""
    return overlapped(evidence) if work(evidence) else Verdict(None, NOT_SEEN)


def asked_in_turn(evidence: Evidence) -> Verdict:
    """Each server was asked when the one before had answered."""
    return in_turn(evidence) if work(evidence) else Verdict(None, NOT_SEEN)


def every_reader_came_to_its_end(evidence: Evidence) -> Verdict:
    """Whoever asked a server read to the end of the answer, and ended by itself."""
    if not work(evidence):
        return Verdict(None, NOT_SEEN)
    readers = _readers(evidence)
    stuck = [reader for reader in readers if reader.end != "finished"]
    if stuck:
        told = f"{listing(f'{reader.name}: {reader.end}' for reader in stuck)}."
        return Verdict(None if cut_short(evidence) else False, told)
    return everywhere(
        evidence, bool(readers), f"Came to the end: {listing(r.name for r in readers) or 'nobody'}."
    )


def each_reader_in_a_thread(evidence: Evidence) -> Verdict:
    """Each question was asked by another thread."""
    if not work(evidence):
        return Verdict(None, NOT_SEEN)
    readers = _readers(evidence)
    holds = len(readers) == len(work(evidence)) and all(reader.kind == "thread" for reader in readers)
    return everywhere(evidence, holds, f"Asked by {listing(reader.name for reader in readers) or 'nobody'}.")


def readers_that_ended(evidence: Evidence) -> float | None:
    """The prediction's answer: 0 if a reader still waited, 1 if one failed, 2 if all came to their end."""
    readers = _readers(evidence)
    if not readers or cut_short(evidence):
        return None
    ends = {reader.end for reader in readers}
    return 1 if "raised" in ends else 2 if ends == {"finished"} else 0


def _readers(evidence: Evidence) -> list[Actor]:
    servers = {span.actor for span in work(evidence)}
    senders = dict.fromkeys(flow.sender for flow in evidence.flows if flow.kind == "message")
    return [evidence.actors[sender] for sender in senders if sender not in servers]
