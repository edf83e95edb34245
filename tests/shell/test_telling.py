"""What of a run is told, and that what hasn't changed is the same as before."""

from pathlib import Path

import pytest

from app.core.trace import Trace
from app.shell.telling import Telling
from app.tracer import layout
from tests.recording_builder import MS, MadeRecording

S = 1_000 * MS


@pytest.fixture
def trace(tmp_path: Path) -> Trace:
    """A process that waits for a lock from 200 ms on, and prints at 300 ms: nothing of it has been read."""
    made = MadeRecording(tmp_path / "run")
    process = made.process(t=100)
    process.waits(200, None, state=layout.LOCK)
    process.prints(300, "so far\n")
    return Trace(made.write())


def test_what_has_happened_is_told_whenever_it_comes(trace: Trace) -> None:
    telling = Telling()
    first = telling.news(trace, 400 * MS, live=True)
    assert not first.lanes
    while trace.poll(401 * MS):
        pass
    second = telling.news(trace, 400 * MS + 1, live=True)
    assert len(second.lanes) == len(second.open_spans) == len(second.output) == 1


def test_each_event_that_shows_is_told_by_itself(trace: Trace) -> None:
    telling = Telling()
    told = []
    while trace.poll(401 * MS, most=1):
        told.append(telling.news(trace, 10 * S, live=True))
    (said,) = (number for number, advance in enumerate(told) if advance.output)
    assert told[said].open_spans is told[said - 1].open_spans  # it came with nothing else
    assert told[said].open_spans is not told[0].open_spans


def test_where_nothing_but_time_has_passed_the_rest_is_the_same(trace: Trace) -> None:
    while trace.poll(400 * MS):
        pass
    telling = Telling()
    before = telling.news(trace, 10 * S, live=True)
    after = telling.news(trace, 10 * S + 16 * MS, live=True)
    assert after.horizon_ns == 10 * S + 16 * MS
    assert after.lanes is before.lanes
    assert after.open_spans is before.open_spans
    assert not len(after.spans)
    assert not after.output


def test_the_end_is_told_however_little_time_has_passed(trace: Trace) -> None:
    while trace.poll(400 * MS):
        pass
    telling = Telling()
    telling.news(trace, 10 * S, live=True)
    trace.settle()
    assert telling.rest(trace).horizon_ns == trace.end_ns
    assert telling.told_all(trace)
