"""The one object that `run --json` and `inspect --json` print, made from a recording."""

from collections.abc import Sequence
from typing import Any

from app.core.demo import Claim, Verdict
from app.core.diagnoses import diagnose
from app.core.diagnosis import Diagnosis
from app.core.evidence import Evidence, gather
from app.core.model import Actor, Span
from app.core.progress import Cancelled
from app.core.trace import Trace

MOST_SPANS = MOST_FLOWS = 200_000
MOST_TEXT = 4_000_000


def judge(claims: Sequence[Claim], evidence: Evidence) -> list[tuple[Claim, Verdict]]:
    """Let each claim look at the evidence; one that fails on it can't tell."""
    if not evidence.actors:
        return [(claim, Verdict(None, "Nothing was recorded.")) for claim in claims]
    verdicts = []
    for claim in claims:
        try:
            verdict = claim.check(evidence)
        except Cancelled:
            raise
        except Exception as error:  # a claim of a student's demo may be wrong: the others still count
            verdict = Verdict(None, f"The claim itself failed: {type(error).__name__}: {error}")
        verdicts.append((claim, verdict))
    return verdicts


def summarise(trace: Trace, claims: Sequence[Claim] = ()) -> dict[str, Any]:
    """The contract's object for a recording that has been read to its end."""
    evidence = gather(trace)
    manifest = trace.recording.manifest
    output, omitted_text = _output(evidence)
    used = {span.object for span in evidence.spans} | {access.object for access in evidence.accesses}
    used |= set(evidence.held)
    return {
        "schema": 1,
        "target": manifest.target,
        "python": {"version": manifest.python.version, "executable": manifest.python.executable},
        "exit": {"reason": evidence.reason, "status": evidence.status} if evidence.reason else None,
        "wall_ns": manifest.wall_ns,
        "events": trace.events,
        "lost": trace.recording.lost,
        "omitted": {
            "spans": max(len(evidence.spans) - MOST_SPANS, 0),
            "flows": max(len(evidence.flows) - MOST_FLOWS, 0),
            "text_bytes": omitted_text + trace.output.lost_bytes,
        },
        "actors": [_actor(actor, evidence) for actor in evidence.actors.values()],
        "spans": [_span(span, evidence) for span in evidence.spans[:MOST_SPANS]],
        "objects": [_object(trace, thing_id) for thing_id in sorted(evidence.objects) if thing_id in used],
        "flows": [
            {
                "kind": flow.kind,
                "from": flow.sender,
                "to": flow.receiver,
                "sent_ns": flow.sent_ns,
                "received_ns": flow.received_ns,
            }
            for flow in evidence.flows[:MOST_FLOWS]
        ],
        "accesses": [
            {
                "actor": access.actor,
                "object": access.object,
                "write": access.write,
                "value": access.value,
                "t_ns": access.t_ns,
                "line": access.line,
            }
            for access in evidence.accesses[:MOST_SPANS]
        ],
        "output": output,
        "blocked": [_blocked(span, evidence) for span in evidence.spans if span.end_ns is None],
        "diagnosis": [_diagnosis(each) for each in diagnose(evidence)],
        "claims": [
            {"name": claim.name, "holds": verdict.holds, "detail": verdict.detail}
            for claim, verdict in judge(claims, evidence)
        ],
    }


def _actor(actor: Actor, evidence: Evidence) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": actor.id,
        "kind": actor.kind,
        "name": actor.name,
        "pid": actor.pid,
        "parent": actor.parent if actor.parent in evidence.actors else None,
        "host": actor.host,
        "start_ns": actor.start_ns,
        "end_ns": actor.end_ns,
        "end": actor.end,
        "cpu_ns": actor.cpu_ns,
    }
    if actor.kind in ("process", "opaque"):
        told["status"] = actor.status
    return told


def _span(span: Span, evidence: Evidence) -> dict[str, Any]:
    return {
        "actor": span.actor,
        "state": span.state.word,
        "start_ns": span.start_ns,
        "end_ns": span.end_ns,
        "object": span.object,
        "holder": span.holder if span.holder in evidence.actors else None,
        "file": span.file,
        "line": span.line,
    }


def _blocked(span: Span, evidence: Evidence) -> dict[str, Any]:
    told = _span(span, evidence)
    return {key: told[key] for key in ("actor", "state", "object", "holder", "file", "line")}


def _diagnosis(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "code": diagnosis.code,
        "severity": diagnosis.severity,
        "text": diagnosis.text,
        "actors": list(diagnosis.actors),
    }


def _object(trace: Trace, thing_id: int) -> dict[str, Any]:
    thing = trace.recording.things[thing_id]
    place = trace.recording.places[thing.where] if thing.where >= 0 else None
    return {
        "id": thing.id,
        "kind": thing.kind.word,
        "name": thing.name or None,
        "file": place.file if place else "",
        "line": place.line if place else 0,
    }


def _output(evidence: Evidence) -> tuple[list[dict[str, Any]], int]:
    """The entries that fit, and how many bytes don't."""
    entries, room, omitted = [], MOST_TEXT, 0
    for piece in evidence.output:
        data = piece.text.encode("utf-8", "replace")
        omitted += max(len(data) - room, 0)
        data = data[:room]
        room -= len(data)
        if data:
            text = data.decode("utf-8", "ignore")
            entries.append({"actor": piece.actor, "t_ns": piece.t_ns, "stream": piece.stream, "text": text})
    return entries, omitted
