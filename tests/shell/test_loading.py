"""Large recordings are read and judged aside: the window says how far that is, and lets it be given up."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.events import SLOT
from app.core.evidence import Evidence
from app.core.trace import Trace
from app.shell import run_session
from app.shell.letting_go import LettingGo
from app.shell.predictions import Predictions
from app.tracer import layout
from tests.recording_builder import MadeRecording
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, bank_account, own_file, program_of, recordings, subject_of

WAITS = 30_000  # with their ends as many events again: more than are judged at once


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of so many waits of two threads."""
    made = MadeRecording(tmp_path_factory.mktemp("large") / "run")
    process = made.process()
    for lane in (2, 3):
        process.thread(11, lane, f"Thread-{lane}")
    slots = np.zeros((WAITS, 2), SLOT)
    slots["kind"] = layout.WAIT_BEGIN, layout.WAIT_END
    slots["flags"] = layout.SLEEP
    slots["lane"] = (2 + np.arange(WAITS) % 2)[:, None]
    slots["b"] = -1
    rows = slots.reshape(-1)
    rows["ts"] = 20_000_000 + np.arange(len(rows)) * 5_000
    process.emit_all(rows)
    return made.write()


class Gate:
    """Lets whoever reads aside go on piece by piece, and notes in which threads it was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: set[int] = set()
        self.reached = threading.Event()
        self.open = threading.Event()
        drain = Trace.drain

        def waiting(trace: Trace, *most: int) -> int:
            self.threads.add(threading.get_ident())
            if trace.events:
                self.reached.set()
                self.open.wait(20)
            return drain(trace, *most)

        monkeypatch.setattr(Trace, "drain", waiting)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(monkeypatch)
    yield gate
    gate.open.set()


@pytest.fixture
def shown(show: MakeTab, tmp_path: Path) -> ShownTab:
    return show(own_file(tmp_path, "print('mine')"))


async def test_a_recording_is_read_by_another_thread_and_then_shown_whole(
    shown: ShownTab, large: Path, gate: Gate
) -> None:
    gate.open.set()
    ending = await shown.open_recording(large)
    assert threading.get_ident() not in gate.threads
    assert ending.events >= 2 * WAITS
    assert len(shown.tab.timeline._state.rows) == WAITS
    assert shown.lanes() == ["program.py", "Thread-2", "Thread-3"]
    assert shown.tab.session.work == ""


async def test_while_it_is_read_the_bar_says_how_far_that_is(
    shown: ShownTab, large: Path, gate: Gate
) -> None:
    told: list[tuple[str, float]] = []
    shown.tab.session.worked.connect(lambda work, share: told.append((work, share)))
    shown.tab.open_recording(large)
    await shown.until(lambda: not shown.tab.loading.isHidden())
    assert "Reading the recording" in shown.tab.loading.words
    assert shown.tab.session.trace is None  # nobody touches what somebody else reads
    gate.open.set()
    await shown.ended()
    assert shown.tab.loading.isHidden()
    works = list(dict.fromkeys(work for work, _ in told))
    assert works == ["reading", "showing", "judging", ""]
    shares = [share for work, share in told if work == "reading"]
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 1


async def test_reading_that_is_given_up_shows_nothing_and_says_so(
    shown: ShownTab, large: Path, gate: Gate
) -> None:
    shown.tab.open_recording(large)
    await shown.until(gate.reached.is_set)
    shown.tab.loading.cancel.click()
    gate.open.set()
    await shown.until(lambda: shown.refusals)
    assert "gave up" in shown.said[-1]
    assert shown.lanes() == []
    assert "gave up" in shown.tab.timeline._state.message
    assert shown.tab.session.trace is None
    assert not shown.tab.session.busy
    shown.refusals.clear()
    await shown.open_recording(large)
    assert len(shown.lanes()) == 3


async def test_stop_gives_reading_up_too(shown: ShownTab, large: Path, gate: Gate) -> None:
    shown.tab.open_recording(large)
    await shown.until(gate.reached.is_set)
    shown.tab.bar.stop.click()
    gate.open.set()
    await shown.until(lambda: shown.refusals)


async def test_judging_that_is_given_up_leaves_the_timeline_and_claims_nothing(
    shown: ShownTab, large: Path
) -> None:
    def give_up(work: str, share: float) -> None:
        if work == "judging":
            shown.tab.session.stop()

    shown.tab.session.worked.connect(give_up)
    ending = await shown.open_recording(large)
    assert not ending.judged
    assert len(shown.tab.timeline._state.rows) == WAITS
    assert "gave up" in shown.note()
    assert "never waits" not in shown.note()
    assert shown.claims() == {}


async def test_quitting_while_a_recording_is_read_leaves_no_thread(
    shown: ShownTab, large: Path, gate: Gate
) -> None:
    before = threading.active_count()
    shown.tab.open_recording(large)
    await shown.until(gate.reached.is_set)
    gate.open.set()
    await shown.tab.session.closed()
    assert not shown.tab.session.busy
    assert shown.tab.session.trace is None
    assert shown.refusals == []
    assert threading.active_count() <= before + 1  # the loop keeps one for the next job


# What a run has left unread -----------------------------------------------------------------------------------


SLEEPS = """
    from threading import Thread
    from time import sleep
    def work():
        for turn in range(20):
            sleep(0.001)
            print("turn", turn)
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


async def test_a_run_of_which_much_is_left_is_read_anew_and_shown_once(
    show: MakeTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = subject_of(program_of(tmp_path, SLEEPS))
    live, again = show(subject), show(subject)
    monkeypatch.setattr(run_session, "_REST", -1)
    renewed: list[bool] = []
    live.tab.session.renewed.connect(lambda: renewed.append(True))
    await live.run()
    assert renewed == [True]
    await again.open_recording(recordings()[-1])
    assert live.lanes() == again.lanes()
    assert [live.lane(name) for name in live.lanes()] == [again.lane(name) for name in again.lanes()]
    assert len(live.output()) == 40
    assert live.output() == again.output()


async def test_given_up_it_shows_what_was_seen_live(
    show: MakeTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_session, "_REST", -1)
    live = show(subject_of(program_of(tmp_path, SLEEPS)))

    def give_up(work: str, share: float) -> None:
        if work == "reading":
            live.tab.session.stop()

    live.tab.session.worked.connect(give_up)
    ending = await live.run()
    assert not ending.judged
    assert "You gave up reading" in live.note()
    assert live.tab.session.trace is not None


# What it was made of ------------------------------------------------------------------------------------------


async def test_what_a_recording_was_made_of_goes_bit_by_bit_when_another_is_opened(
    shown: ShownTab, large: Path
) -> None:
    await shown.open_recording(large)
    shown.tab.open_recording(large)
    going: LettingGo = shown.tab.session._letting_go
    assert going.left == WAITS
    await shown.ended()
    await shown.until(lambda: going.left == 0)


async def test_evidence_at_which_somebody_looks_stays_whole(shown: ShownTab, large: Path) -> None:
    ending = await shown.open_recording(large)
    evidence = ending.evidence
    del ending
    shown.tab.open_recording(large)
    assert shown.tab.session._letting_go.left == 0
    await shown.ended()
    assert len(evidence.spans) == WAITS


async def test_the_answer_to_a_question_is_worked_out_aside_too(
    show: MakeTab, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show(bank_account())
    asked = shown.tab.predictions.asked
    assert asked is not None
    threads: list[int] = []
    own = Predictions.work_out

    def noting(self: Predictions, evidence: Evidence) -> float | None:
        if self._known is None:
            threads.append(threading.get_ident())
        return own(self, evidence)

    monkeypatch.setattr(Predictions, "work_out", noting)
    shown.tab.session.also = shown.tab.predictions.work_out
    ending = await shown.open_recording(large)
    shown.tab.predictions.end_run(ending.evidence)
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
