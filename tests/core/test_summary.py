"""The object that `run --json` and `inspect --json` print has the fields of the contract, and no others."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from app.core import summary as summary_module
from app.core.demo import Claim, Verdict
from app.core.evidence import Evidence
from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import FIRST, MadeRecording

Shape = Any  # a type, a set of texts, a list of one shape, a dict, or a tuple of shapes of which one fits

NUMBER, TEXT, MAYBE = int, str, type(None)
STATES = {
    *("sleep", "lock", "rlock", "join", "condition", "event", "semaphore", "barrier"),
    *("put", "get", "await", "io", "process", "input", "created", "suspended"),
}
WAIT: dict[str, Shape] = {
    "actor": NUMBER,
    "state": STATES,
    "object": (NUMBER, MAYBE),
    "holder": (NUMBER, MAYBE),
    "file": TEXT,
    "line": NUMBER,
}
ACTOR: dict[str, Shape] = {
    "id": NUMBER,
    "kind": {"thread", "task", "generator"},
    "name": TEXT,
    "pid": NUMBER,
    "parent": (NUMBER, MAYBE),
    "host": (NUMBER, MAYBE),
    "start_ns": NUMBER,
    "end_ns": (NUMBER, MAYBE),
    "end": {"finished", "raised", "cancelled", "killed", "alive"},
    "cpu_ns": (NUMBER, MAYBE),
}
PROCESS = ACTOR | {"kind": {"process", "opaque"}, "status": (NUMBER, MAYBE)}
CONTRACT: dict[str, Shape] = {
    "schema": {1},
    "target": TEXT,
    "python": {"version": TEXT, "executable": TEXT},
    "exit": ({"reason": {"exited", "signalled", "stopped", "timeout"}, "status": (NUMBER, MAYBE)}, MAYBE),
    "wall_ns": (NUMBER, MAYBE),
    "events": NUMBER,
    "lost": NUMBER,
    "omitted": {"spans": NUMBER, "flows": NUMBER, "text_bytes": NUMBER},
    "actors": [(ACTOR, PROCESS)],
    "spans": [WAIT | {"start_ns": NUMBER, "end_ns": (NUMBER, MAYBE)}],
    "objects": [{"id": NUMBER, "kind": TEXT, "name": (TEXT, MAYBE), "file": TEXT, "line": NUMBER}],
    "flows": [
        {
            "kind": {"start", "item", "handover", "wake", "message", "signal"},
            "from": NUMBER,
            "to": NUMBER,
            "sent_ns": NUMBER,
            "received_ns": NUMBER,
        }
    ],
    "accesses": [
        {"actor": NUMBER, "object": NUMBER, "write": bool, "value": TEXT, "t_ns": NUMBER, "line": NUMBER}
    ],
    "output": [{"actor": (NUMBER, MAYBE), "t_ns": NUMBER, "stream": {"stdout", "stderr"}, "text": TEXT}],
    "blocked": [WAIT],
    "diagnosis": [{"code": TEXT, "severity": {"fault", "hint"}, "text": TEXT, "actors": [NUMBER]}],
    "claims": [{"name": TEXT, "holds": (bool, MAYBE), "detail": TEXT}],
}


def misfit(value: Any, shape: Shape, where: str = "") -> str:
    """Where a value isn't as the contract says; empty where it is."""
    match shape:
        case type():
            return "" if type(value) is shape else f"{where} is {value!r}"
        case set():
            return "" if value in shape else f"{where} is {value!r}"
        case tuple():
            found = [misfit(value, each, where) for each in shape]
            return "" if "" in found else found[0]
        case list():
            found = [misfit(each, shape[0], f"{where}[{n}]") for n, each in enumerate(value)]
            return next((each for each in found if each), "")
        case dict():
            if type(value) is not dict:
                return f"{where} is {value!r}"
            if set(value) != set(shape):
                return f"{where} has the fields {sorted(value)}"
            found = [misfit(value[key], each, f"{where}.{key}") for key, each in shape.items()]
            return next((each for each in found if each), "")
        case _:
            raise AssertionError(shape)


def made(directory: Path) -> MadeRecording:
    """A run with something of everything."""
    recording = MadeRecording(directory)
    first = recording.process()
    lock = first.thing(layout.OBJ_LOCK, 1, "lock")
    first.thing(layout.OBJ_ATTRIBUTE, 2, "")
    first.thread(20, 2, "worker")
    first.thread(21, 3, "of the library", flags=layout.THREAD_LIBRARY)
    first.waits(30, 40, 2, layout.LOCK, lock, holder=3)
    first.waits(31, 41, 3)
    first.emit(39, layout.LOCK_RELEASED, 1, obj=lock)
    first.emit(50, layout.ACCESS, 2, layout.ACCESS_WRITE | layout.ACCESS_INT, 2, first.place(8), a=5)
    first.prints(60, "text\n")
    child = recording.fork(first, 101, 70)
    child.waits(80, None, state=layout.SLEEP)
    first.emit(90, layout.CHILD_START, 1, layout.SUBPROCESS, a=102, b=first.text("ls"))
    recording.output("stdout", (61, b"text\n"), (95, b"of ls\n"))
    return recording


def test_the_summary_is_as_the_contract_says(tmp_path: Path) -> None:
    claims = (
        Claim("holds", lambda evidence: Verdict(True, "so")),
        Claim("can't be told", lambda evidence: Verdict(None, "")),
    )
    summary = summarise(Trace.load(made(tmp_path).write()), claims)
    assert misfit(summary, CONTRACT) == ""
    for part in ("actors", "spans", "objects", "flows", "accesses", "output", "blocked", "claims"):
        assert summary[part], f"there are no {part} to look at"
    assert json.loads(json.dumps(summary)) == summary


def test_a_misfit_is_found() -> None:
    assert misfit({"a": 1}, {"a": TEXT}) == ".a is 1"
    assert misfit({"a": 1, "b": 2}, {"a": NUMBER}) == " has the fields ['a', 'b']"
    assert misfit([True], [NUMBER]) == "[0] is True"
    assert misfit(None, (NUMBER, TEXT)) == " is None"


def test_arrays_are_sorted_by_their_start(tmp_path: Path) -> None:
    summary = summarise(Trace.load(made(tmp_path).write()))
    keys = {
        "actors": "start_ns",
        "spans": "start_ns",
        "flows": "sent_ns",
        "accesses": "t_ns",
        "output": "t_ns",
    }
    for part, key in keys.items():
        times = [entry[key] for entry in summary[part]]
        assert times == sorted(times)


def test_every_number_leads_to_what_is_listed(tmp_path: Path) -> None:
    summary = summarise(Trace.load(made(tmp_path).write()))
    actors = {actor["id"] for actor in summary["actors"]} | {None}
    objects = {thing["id"] for thing in summary["objects"]} | {None}
    for part in ("actors", "spans", "flows", "accesses", "output", "blocked"):
        for entry in summary[part]:
            assert {entry.get(key) for key in ("actor", "holder", "from", "to", "parent", "host")} <= actors
            assert entry.get("object") in objects


def test_what_the_library_does_for_itself_is_left_out(tmp_path: Path) -> None:
    summary = summarise(Trace.load(made(tmp_path).write()))
    assert [actor["name"] for actor in summary["actors"]] == [
        "program.py",
        "worker",
        "program.py (fork)",
        "ls",
    ]
    assert len(summary["spans"]) == 2


def test_nothing_of_a_run_without_events_is_missing(tmp_path: Path) -> None:
    summary = summarise(Trace.load(MadeRecording(tmp_path, reason=None).write()))
    assert misfit(summary, CONTRACT) == ""
    assert (summary["exit"], summary["wall_ns"], summary["events"]) == (None, None, 0)


@pytest.mark.parametrize(("most", "count"), [(3, 10), (10, 10), (0, 2)])
def test_more_than_is_listed_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, count: int
) -> None:
    monkeypatch.setattr(summary_module, "MOST_SPANS", most)
    monkeypatch.setattr(summary_module, "MOST_FLOWS", most)
    recording = MadeRecording(tmp_path)
    first = recording.process()
    for n in range(count):
        first.waits(20 + n, 20.5 + n)
        first.thread(50 + n, 2 + n, f"t{n}")
    summary = summarise(Trace.load(recording.write()))
    assert (len(summary["spans"]), len(summary["flows"])) == (most, most)
    assert summary["omitted"] == {"spans": count - most, "flows": count - most, "text_bytes": 0}
    starts = [span["start_ns"] for span in summary["spans"]]
    assert starts == sorted(starts)


def test_what_still_waits_is_listed_whatever_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_module, "MOST_SPANS", 1)
    recording = MadeRecording(tmp_path)
    first = recording.process()
    first.waits(20, 30)
    first.waits(40, None)
    assert len(summarise(Trace.load(recording.write()))["blocked"]) == 1


# Claims --------------------------------------------------------------------------------------------------


def test_claims_are_judged_each_by_itself(tmp_path: Path) -> None:
    def fails(evidence: Evidence) -> Verdict:
        raise KeyError("no such actor")

    claims = (
        Claim("first", lambda evidence: Verdict(False, "not so")),
        Claim("broken", fails),
        Claim("last", lambda evidence: Verdict(len(evidence.actors) == 4, "four")),
    )
    summary = summarise(Trace.load(made(tmp_path).write()), claims)
    assert summary["claims"] == [
        {"name": "first", "holds": False, "detail": "not so"},
        {"name": "broken", "holds": None, "detail": "The claim itself failed: KeyError: 'no such actor'"},
        {"name": "last", "holds": True, "detail": "four"},
    ]


def test_nothing_can_be_claimed_of_a_run_that_told_nothing(tmp_path: Path) -> None:
    claims = (Claim("first", lambda evidence: Verdict(True, "")),)
    summary = summarise(Trace.load(MadeRecording(tmp_path, reason=None).write()), claims)
    assert [claim["holds"] for claim in summary["claims"]] == [None]


def test_evidence_knows_who_is_who(tmp_path: Path) -> None:
    seen: list[Evidence] = []

    def look(evidence: Evidence) -> Verdict:
        seen.append(evidence)
        return Verdict(True, "")

    summarise(Trace.load(made(tmp_path).write()), (Claim("look", look),))
    (evidence,) = seen
    assert (evidence.main.pid, evidence.main.how) == (FIRST, "first")
    assert [actor.name for actor in evidence.threads()] == ["worker"]
    assert [actor.name for actor in evidence.processes()] == ["program.py (fork)", "ls"]
    assert [actor.name for actor in evidence.children_of(evidence.main.id)] == [
        "worker",
        "program.py (fork)",
        "ls",
    ]
    (worker,) = evidence.threads()
    (wait,) = evidence.waits(actor=worker.id)
    assert evidence.waits(state=wait.state, object=wait.object) == [wait]
    assert wait.duration_ns == 10_000_000
    assert [held.actor for held in evidence.holds(wait.object or 0)] == [worker.id]
    assert evidence.holds(99) == ()
    starts = [actor.start_ns for actor in evidence.actors.values()]
    assert all(one <= other for one, other in itertools.pairwise(starts))


def test_evidence_without_a_process_has_no_main() -> None:
    evidence = Evidence({}, {}, [], [], [], [], {}, "exited", 0, 0, 0)
    with pytest.raises(LookupError):
        _ = evidence.main
