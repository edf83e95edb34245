"""The trace for Perfetto: names, slices, arrows, counters, instants."""

import io
import json
from collections import defaultdict
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.core.events import State
from app.core.export.exhibit import Exhibit, read_exhibit
from app.core.export.perfetto import export_perfetto
from app.core.folds.occupancy import OCCUPANCY
from app.core.model import Flow
from tests.evidence_builder import LOCK, MadeRun
from tests.exhibits import HOSTILE, VARIED, exhibit
from tests.recorded import Recorded, record

Event = dict[str, Any]


def exported(what: Exhibit) -> list[Event]:
    """The events of the trace."""
    file = io.StringIO()
    export_perfetto(what, file)
    trace = json.loads(file.getvalue())
    events: list[Event] = trace["traceEvents"]
    return events


def of(events: list[Event], phase: str, name: str = "") -> list[Event]:
    """Those of one kind."""
    return [event for event in events if event["ph"] == phase and name in ("", event["name"])]


def slices(events: list[Event]) -> dict[tuple[int, int], list[Event]]:
    """Per track its slices."""
    found = defaultdict(list)
    for event in of(events, "X"):
        found[event["pid"], event["tid"]].append(event)
    return found


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(VARIED, tmp_path_factory.mktemp("varied"))


@pytest.fixture(scope="module")
def trace(varied: Recorded) -> list[Event]:
    return exported(read_exhibit(varied.directory))


def test_every_lane_of_a_real_run_has_its_name_and_place(varied: Recorded, trace: list[Event]) -> None:
    names = {event["args"]["name"] for event in of(trace, "M", "thread_name")}
    assert names == set(varied.names())
    assert {"存款-0", "stuck", HOSTILE} <= names
    order = [event["args"]["sort_index"] for event in of(trace, "M", "thread_sort_index")]
    assert order == sorted(order)
    assert "program.py" in {event["args"]["name"] for event in of(trace, "M", "process_name")}


def test_names_stand_as_they_are_since_perfetto_shows_escapes(varied: Recorded) -> None:
    file = io.StringIO()
    export_perfetto(read_exhibit(varied.directory), file)
    assert "存款-0" in file.getvalue()


def test_slices_of_a_lane_follow_each_other_without_a_gap(trace: list[Event]) -> None:
    for track in slices(trace).values():
        at = track[0]["ts"]
        for each in track:
            assert each["ts"] == pytest.approx(at, abs=0.001)
            at = each["ts"] + each["dur"]


def test_every_wait_of_a_real_run_is_a_slice(varied: Recorded, trace: list[Event]) -> None:
    waits = of(trace, "X")
    told = sorted((each["ts"], each["name"]) for each in waits if each["cat"] == "wait")
    recorded = sorted((span["start_ns"] / 1000, span["state"]) for span in varied.spans())
    assert told == recorded
    assert any(each["cat"] == "unseen" for each in waits)


def test_a_wait_says_for_what_who_has_it_and_where(varied: Recorded, trace: list[Event]) -> None:
    (wait,) = (each for each in of(trace, "X", "lock") if "still_waiting" in each["args"])
    assert wait["args"]["object"] == "self.lock"
    assert wait["args"]["where"].startswith("program.py:")
    held = [each["args"].get("holder") for each in of(trace, "X", "lock")]
    assert "存款-0" in held


def test_both_ends_of_every_arrow_lie_on_slices(trace: list[Event]) -> None:
    tracks = slices(trace)
    starts, ends = of(trace, "s"), of(trace, "f")
    assert starts
    assert [each["id"] for each in starts] == [each["id"] for each in ends] == list(range(1, len(starts) + 1))
    for end in (*starts, *ends):
        track = tracks[end["pid"], end["tid"]]
        assert any(each["ts"] <= end["ts"] <= each["ts"] + each["dur"] for each in track)
    assert all(end["ts"] >= start["ts"] for start, end in zip(starts, ends, strict=True))
    assert {"start", "item", "handover"} <= {each["name"] for each in starts}


def test_a_queue_is_a_counter(trace: list[Event]) -> None:
    items = [event["args"]["items"] for event in of(trace, "C", "items")]
    assert len(items) == 6
    assert items[-1] == 0
    assert max(items) >= 1


def test_prints_and_accesses_are_instants(trace: list[Event]) -> None:
    instants = of(trace, "i")
    written = [each["args"]["value"] for each in instants if each["name"] == "write Account.balance"]
    assert written == ["0", "1", "2", "3"]
    assert "print: the end" in {each["name"] for each in instants}
    assert all(each["s"] == "t" for each in instants if each["cat"] == "access")


def test_an_open_wait_is_cut_at_the_end_of_the_recording() -> None:
    run = MadeRun()
    run.main(100)
    thread = run.thread(10, None, ended="alive")
    run.waits(thread, State.LOCK, 20, None, LOCK, 0)
    (wait,) = of(exported(exhibit(run)), "X", "lock")
    assert (wait["ts"], wait["dur"]) == (20_000, 80_000)
    assert wait["args"] == {
        "object": "self.lock",
        "holder": "program.py",
        "where": "program.py:1",
        "still_waiting": True,
    }


def test_a_pid_that_was_used_twice_is_two_processes() -> None:
    run = MadeRun()
    run.main(100)
    for start in (10, 50):
        child = run.process(start, start + 20)
        run.actors[child].pid = 4000
        run.thread(start + 5, start + 10, parent=child, process=child)
    events = exported(exhibit(run))
    assert len({event["pid"] for event in of(events, "M", "process_name")}) == 3
    places = [(event["pid"], event["tid"]) for event in of(events, "M", "thread_name")]
    numbers = [tid for _, tid in places]
    assert len(set(numbers)) == len(numbers) == 5
    assert {pid for pid, _ in places}.isdisjoint(tid for pid, tid in places if tid != pid)


def test_an_arrow_from_a_lane_that_has_ended_stays_on_its_last_slice() -> None:
    run = MadeRun()
    run.main(100)
    thread = run.thread(10, 20)
    made = exhibit(run)
    flow = Flow("message", thread, 0, 50_000_000, 60_000_000)
    sent = replace(made, evidence=replace(made.evidence, flows=[flow]))
    (start,), (end,) = of(exported(sent), "s"), of(exported(sent), "f")
    assert start["ts"] < 20_000
    assert end["ts"] == 60_000


def test_two_queues_of_one_name_are_two_counters() -> None:
    run = MadeRun()
    run.main(100)
    made = exhibit(run)
    rows = np.array([(1_000, LOCK, 0, 1), (2_000, 7, 0, 2), (3_000, LOCK, 0, 0)], OCCUPANCY)
    events = of(exported(Exhibit(made.directory, made.manifest, made.evidence, made.lanes, queues=rows)), "C")
    assert [event["name"] for event in events] == ["self.lock", "queue", "self.lock"]


def test_cores_and_memory_are_counters() -> None:
    run = MadeRun()
    run.main(100)
    made = exhibit(run)
    loads = {0: np.array([[50_000_000, 100_000_000], [1000, 250], [50_000_000, 50_000_000]])}
    memory = {0: np.array([[50_000_000], [12_500_000]])}
    events = exported(
        Exhibit(made.directory, made.manifest, made.evidence, made.lanes, core_loads=loads, memory=memory)
    )
    busy = [(event["ts"], event["args"]["% busy"]) for event in of(events, "C", "core 0")]
    assert busy == [(0, 100), (50_000, 25)]
    assert [event["args"]["MB"] for event in of(events, "C", "memory")] == [12.5]


def test_a_recording_of_nothing_is_an_empty_trace() -> None:
    run = MadeRun()
    run.main()
    made = exhibit(run)
    nothing = replace(made.evidence, actors={}, spans=[])
    assert exported(Exhibit(made.directory, made.manifest, nothing, [])) == []
