"""What the page knows of a recording, as JSON that can stand inside a page and never become a part of it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from app.core.events import State
from app.core.evidence import Evidence
from app.core.export.exhibit import Exhibit
from app.core.export.lanes import Lane, stretches
from app.core.export.page_source import INKS, Source, inked, sources
from app.core.folds.ledger import ledger
from app.core.progress import Progress, chunks

MOST_SPANS = 200_000
MOST_FLOWS = MOST_HOLDS = 100_000
MOST_OUTPUT = 10_000
MOST_CHARACTERS = 1_000_000
MOST_ACCESSES = 20_000
MOST_UPDATES = 1000
MOST_SAMPLES = 20_000

Row = Sequence[object]


def as_json(value: object) -> str:
    """JSON without a character that means something in HTML: `</script>` in a thread's name stays a name."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@dataclass(frozen=True, slots=True)
class _Cut:
    """What of a recording fits: all that begins before `end_ns`."""

    end_ns: int
    lanes: list[Lane]
    lane_of: dict[int, int]  # actor -> place in `lanes`
    spans_left_out: int

    def lane(self, actor: int | None) -> int:
        return -1 if actor is None else self.lane_of.get(actor, -1)


def _cut(exhibit: Exhibit, most_spans: int) -> _Cut:
    evidence = exhibit.evidence
    left_out = max(len(evidence.spans) - most_spans, 0)
    # A part of time is left out and not here and there a wait: lanes would look as if they ran then.
    end_ns = evidence.spans[most_spans].start_ns if left_out else evidence.end_ns + 1
    shown = [lane for lane in exhibit.lanes if lane.actor.start_ns < end_ns]
    return _Cut(end_ns, shown, {lane.actor.id: place for place, lane in enumerate(shown)}, left_out)


def page_json(
    exhibit: Exhibit, lang: str = "en", most_spans: int = MOST_SPANS, progress: Progress | None = None
) -> Iterator[str]:
    """The pieces of one JSON object."""
    cut = _cut(exhibit, most_spans)
    texts = sources(exhibit)
    places = _Places(texts)
    yield "{"
    spans = (number for lane in cut.lanes for number in _waits(lane, cut, places))
    # Six numbers a wait: state, ns since the end of the one before, length (-1: it lasts), object, holder,
    # place.
    total = 6 * (len(exhibit.evidence.spans) - cut.spans_left_out)
    yield from _array("spans", spans, total, progress)
    head = _head(exhibit, cut, texts, lang)
    head |= {"places": places.rows, "lanes": [_lane(lane, cut) for lane in cut.lanes]}
    for name, value in head.items():
        yield f",\n{as_json(name)}:{as_json(value)}"
    yield "}"


def _array(name: str, numbers: Iterable[int], total: int, progress: Progress | None) -> Iterator[str]:
    yield f'"{name}":['
    comma = ""
    for chunk in chunks(numbers, total, progress):
        yield comma + ",".join(map(str, chunk))
        comma = ",\n"
    yield "]"


class _Places:
    """Lines of the files that are shown (-1 for others), numbered as they come."""

    def __init__(self, texts: Sequence[Source]) -> None:
        self.rows: list[tuple[int, str, int]] = []  # number of the file, its name, line
        self._files = {source.path: number for number, source in enumerate(texts)}
        self._numbers: dict[tuple[str, int], int] = {}

    def number(self, file: str, line: int) -> int:
        if not file or not line:
            return -1
        if (file, line) not in self._numbers:
            self._numbers[file, line] = len(self.rows)
            self.rows.append((self._files.get(file, -1), PurePath(file).name, line))
        return self._numbers[file, line]


def _waits(lane: Lane, cut: _Cut, places: _Places) -> Iterator[int]:
    at = 0
    for stretch in stretches(lane):
        span = stretch.span
        if span is None:
            continue
        if stretch.start_ns >= cut.end_ns:
            break
        lasts = span.end_ns is None
        yield stretch.state or 0
        yield stretch.start_ns - at
        yield -1 if lasts else stretch.end_ns - stretch.start_ns
        yield -1 if span.object is None else span.object
        yield cut.lane(span.holder)
        yield places.number(span.file, span.line)
        at = stretch.end_ns


def _lane(lane: Lane, cut: _Cut) -> dict[str, Any]:
    actor = lane.actor
    return {
        "name": actor.name,
        "kind": actor.kind,
        "pid": actor.pid,
        "process": cut.lane(actor.process),
        "parent": cut.lane(actor.parent),
        "start": actor.start_ns,
        "end": None if actor.end_ns is None else lane.end_ns,
        "ended": actor.end,
        "exception": actor.exception,
        "cpu": actor.cpu_ns,
        "waits": sum(1 for stretch in stretches(lane) if stretch.span and stretch.start_ns < cut.end_ns),
    }


def _head(exhibit: Exhibit, cut: _Cut, texts: Sequence[Source], lang: str) -> dict[str, Any]:
    evidence, manifest = exhibit.evidence, exhibit.manifest
    flows, output = _flows(evidence, cut), _output(evidence, cut)
    return {
        "lang": lang,
        "target": manifest.target if _is_variant(manifest.target) else "",
        "program": PurePath(manifest.program).name,
        "python": manifest.python.version,
        "started_at": manifest.started_at,
        "edited": manifest.edited,
        "parameters": [[name, _literal(value)] for name, value in manifest.parameters.items()],
        "changed": list(manifest.changed),
        "exit": [evidence.reason, evidence.status],
        "wall": evidence.wall_ns,
        "events": exhibit.events,
        "program_ns": exhibit.program_ns,
        "end": min(evidence.end_ns, cut.end_ns),
        "states": [state.word for state in State],
        "things": _things(evidence),
        "flows": flows,
        "holds": _holds(evidence, cut),
        "output": output,
        "updates": _updates(evidence, cut),
        "claims": [[claim.name, verdict.holds, verdict.detail] for claim, verdict in exhibit.verdicts],
        "diagnoses": [[each.severity, each.text] for each in exhibit.diagnoses],
        "cores": _cores(exhibit, cut),
        "files": [_file(source) for source in texts],
        "problems": [*exhibit.problems, *(source.problem for source in texts if source.problem)],
        "lost": exhibit.lost,
        "omitted": {
            "spans": cut.spans_left_out,
            "lanes": len(exhibit.lanes) - len(cut.lanes),
            "flows": len(evidence.flows) - len(flows),
            "output": len(evidence.output) - len(output),
        },
    }


def _is_variant(target: str) -> bool:
    """Whether it names a program of a demo: the path of a file is nobody's business."""
    return re.fullmatch(r"\w+\.\w+", target) is not None and not target.endswith(".py")


def _literal(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _things(evidence: Evidence) -> dict[int, list[str]]:
    """Kind and name of what lanes waited for or watched."""
    used = {span.object for span in evidence.spans} | {access.object for access in evidence.accesses}
    return {
        thing.id: [thing.kind.word, thing.title] for thing in evidence.objects.values() if thing.id in used
    }


def _flows(evidence: Evidence, cut: _Cut) -> list[Row]:
    """kind, from, to, when it was sent, how long until it was received; in the order of the effect."""
    shown = [
        flow
        for flow in evidence.flows
        if flow.received_ns < cut.end_ns and flow.sender in cut.lane_of and flow.receiver in cut.lane_of
    ][:MOST_FLOWS]
    shown.sort(key=lambda flow: flow.received_ns)
    return [
        (
            flow.kind,
            cut.lane(flow.sender),
            cut.lane(flow.receiver),
            flow.sent_ns,
            flow.received_ns - flow.sent_ns,
        )
        for flow in shown
    ]


def _holds(evidence: Evidence, cut: _Cut) -> dict[int, list[Row]]:
    """Per lock who had it: lane, from when, to when (None: to the end), line."""
    room = MOST_HOLDS
    found: dict[int, list[Row]] = {}
    waited_for = {span.object for span in evidence.spans}
    for lock, holds in evidence.held.items():
        if lock not in waited_for:
            continue
        rows = [
            (cut.lane(hold.actor), hold.start_ns, hold.end_ns, hold.line)
            for hold in holds[:room]
            if hold.start_ns < cut.end_ns and hold.actor in cut.lane_of
        ]
        room -= len(rows)
        found[lock] = list(rows)
    return found


def _output(evidence: Evidence, cut: _Cut) -> list[Row]:
    """lane, when, stream, text."""
    rows: list[Row] = []
    room = MOST_CHARACTERS
    for piece in evidence.output[:MOST_OUTPUT]:
        room -= len(piece.text)
        if room < 0 or piece.t_ns >= cut.end_ns:
            break
        rows.append((cut.lane(piece.actor), piece.t_ns, piece.stream, piece.text))
    return rows


def _updates(evidence: Evidence, cut: _Cut) -> list[Row]:
    """Of watched data: object, lane, read when, what; written when, what, line; lost or not."""
    accesses = [access for access in evidence.accesses if access.t_ns < cut.end_ns][:MOST_ACCESSES]
    rows: list[Row] = []
    for thing in dict.fromkeys(access.object for access in accesses):
        for update in ledger([access for access in accesses if access.object == thing]):
            line = update.write_line if update.read_line is None else update.read_line
            read, written = (update.read_ns, update.read_value), (update.write_ns, update.write_value)
            rows.append((thing, cut.lane(update.actor), *read, *written, line, update.lost))
    return rows[:MOST_UPDATES]


def _cores(exhibit: Exhibit, cut: _Cut) -> list[list[int]]:
    """Per core flat rows: begin, end in ns, busy in 1/1000."""
    found = []
    for times, busy, lengths in exhibit.core_loads.values():
        row: list[int] = []
        for t, load, length in zip(times.tolist(), busy.tolist(), lengths.tolist(), strict=True):
            begin = max(t - length, 0)
            if begin < cut.end_ns and len(row) < 3 * MOST_SAMPLES:
                row += [begin, min(t, cut.end_ns), load]
        found.append(row)
    return found


def _file(source: Source) -> dict[str, Any]:
    runs = [number for run in inked(source.text or "") for number in run]
    return {"name": PurePath(source.path).name, "text": source.text, "inks": runs, "names": INKS}
