"""Reading a recording that somebody watches: the same facts, shares that grow to the whole, and a way out."""

from pathlib import Path

import numpy as np
import pytest

from app.core.demo import Claim, Verdict
from app.core.ending import judged
from app.core.events import SLOT
from app.core.evidence import Evidence
from app.core.progress import CHUNK, Cancelled, Watched
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import FIRST, MadeProcess, MadeRecording


def sleeps(process: MadeProcess, count: int) -> None:
    slots = np.zeros((count, 2), SLOT)
    slots["kind"] = layout.WAIT_BEGIN, layout.WAIT_END
    slots["flags"], slots["lane"], slots["b"] = layout.SLEEP, 1, -1
    rows = slots.reshape(-1)
    rows["ts"] = 20_000_000 + np.arange(len(rows)) * 5_000
    process.emit_all(rows)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two processes, of which one filled more than one file."""
    made = MadeRecording(tmp_path_factory.mktemp("loading") / "run")
    first = made.process()
    sleeps(first, layout.SLOTS)
    sleeps(made.fork(first, FIRST + 1, 12), 5_000)
    return made.write()


def test_shares_grow_from_nothing_to_the_whole(directory: Path) -> None:
    shares: list[float] = []
    Trace.load(directory, shares.append).close()
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert len(set(shares)) > 3


def test_what_is_read_is_the_same(directory: Path) -> None:
    watched, alone = Trace.load(directory, lambda share: None), Trace.load(directory)
    assert watched.events == alone.events > 2 * layout.SLOTS
    seen = [judged(watched, (), lambda share: None).evidence, judged(alone, ()).evidence]
    first, second = (sorted(each.spans, key=lambda span: (span.start_ns, span.actor)) for each in seen)
    assert first == second
    assert seen[0].actors == seen[1].actors
    for trace in (watched, alone):
        trace.close()


def test_whoever_watches_can_end_it_and_the_files_are_let_go(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[Trace] = []
    close = Trace.close

    def closing(trace: Trace) -> None:
        closed.append(trace)
        close(trace)

    monkeypatch.setattr(Trace, "close", closing)

    def give_up(share: float) -> None:
        if share > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        Trace.load(directory, give_up)
    (trace,) = closed
    assert 0 < trace.events < layout.SLOTS


def test_judging_can_be_ended_in_the_middle(directory: Path) -> None:
    trace = Trace.load(directory)
    shares: list[float] = []

    def give_up(share: float) -> None:
        shares.append(share)
        if share > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        judged(trace, (), give_up)
    assert shares[-1] < 0.5
    trace.close()


def test_what_is_left_to_read_is_counted(directory: Path) -> None:
    trace = Trace(directory)
    whole = trace.recording.unread
    trace.drain(1000)
    assert trace.recording.passed >= 1000
    assert trace.recording.passed + trace.recording.unread == whole
    while trace.drain():
        pass
    assert (trace.recording.passed, trace.recording.unread) == (whole, 0)
    trace.close()


def test_a_single_claim_that_takes_long_can_be_given_up(directory: Path) -> None:
    trace = Trace.load(directory)
    looks: list[int] = []
    begun: list[bool] = []

    def slow(evidence: Evidence) -> Verdict:
        begun.append(True)
        for _ in range(1_000):
            looks.append(sum(1 for _ in evidence.spans))
        return Verdict(True, "at last")

    def give_up(share: float) -> None:
        if begun:
            raise Cancelled

    with pytest.raises(Cancelled):
        judged(trace, [Claim("slow", slow)], give_up)
    assert looks == []
    trace.close()


def test_a_sequence_that_is_watched_is_the_same_one() -> None:
    ticks: list[int] = []
    items = list(range(2 * CHUNK + 1))
    watched = Watched(items, lambda: ticks.append(1))
    assert list(watched) == items
    assert len(ticks) == 3
    assert (watched[5], watched[-1], list(watched[:3]), len(watched)) == (5, items[-1], [0, 1, 2], len(items))
