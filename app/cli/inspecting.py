"""The command `inspect`, and how a summary reads as text."""

import argparse
import json
from collections import Counter
from typing import Any

from app.cli.printing import complain, say
from app.core.errors import RecordingError
from app.core.recording import Recording
from app.core.summary import summarise
from app.core.trace import Trace
from app.discovery import claims_of


def inspect(parsed: argparse.Namespace) -> int:
    """Print the summary of a recording and exit as its program did."""
    Recording(parsed.directory).close()  # refuses what is no recording before anything is printed
    trace = Trace.load(parsed.directory)
    recording = trace.recording
    if recording.problems and not recording.logs:
        raise RecordingError(" ".join(recording.problems))
    # The claims are about the program as it is given, not about one that was rewritten.
    claims = () if recording.manifest.edited else claims_of(recording.manifest.target)
    summary = summarise(trace, claims)
    trace.close()
    complain(recording.problems)
    say(json.dumps(summary) if parsed.json else as_text(summary))
    return exit_code(summary["exit"])


def exit_code(exit: dict[str, Any] | None) -> int:
    """The exit code of `run` for this end; 0 for a run that hasn't ended."""
    match exit:
        case {"reason": "exited", "status": int(status)}:
            return status
        case {"reason": "signalled", "status": int(signal)}:
            return 128 + signal
        case {"reason": "timeout"}:
            return 124
        case {"reason": "stopped"}:
            return 130
        case _:
            return 0


def as_text(summary: dict[str, Any]) -> str:
    """A few lines for people."""
    exit = summary["exit"]
    how = (
        f"{exit['reason']} {exit['status'] if exit['status'] is not None else ''}".strip()
        if exit
        else "not ended"
    )
    wall = f"{summary['wall_ns'] / 1e6:.1f} ms" if summary["wall_ns"] is not None else "?"
    lines = [f"{summary['target']}: {how}, {wall}, {summary['events']} events, {summary['lost']} lost"]
    waits: Counter[int] = Counter(span["actor"] for span in summary["spans"])
    waited_ns: Counter[int] = Counter()
    for span in summary["spans"]:
        waited_ns[span["actor"]] += (span["end_ns"] or span["start_ns"]) - span["start_ns"]
    for actor in summary["actors"]:
        number, waited = waits[actor["id"]], waited_ns[actor["id"]] / 1e6
        lines.append(f"  {actor['kind']:8} {actor['name']}: {actor['end']}, {number} waits, {waited:.1f} ms")
    for claim in summary["claims"]:
        word = {True: "holds", False: "does not hold", None: "can't be told here"}[claim["holds"]]
        lines.append(f"  claim: {claim['name']}: {word}. {claim['detail']}")
    lines += [f"  {each['severity']}: {each['code']}: {each['text']}" for each in summary["diagnosis"]]
    return "\n".join(lines)
