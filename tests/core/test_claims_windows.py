"""What claims say of windows, on runs made by hand."""

from collections.abc import Callable

import pytest

from app.core import claims_windows as claims
from app.core.demo import Verdict
from app.core.evidence import Evidence
from tests.evidence_builder import MS, MadeRun, cut_short

DOWNLOADING, ANSWERS = 11, 12
Check = Callable[[Evidence], Verdict]


def window(answered: int | None, begin: int = 100, end: int | None = 1000, ended_by: int = 0) -> MadeRun:
    """A window that downloads from `begin` to `end`, and answers About at `answered`."""
    run = MadeRun()
    run.main(end=1500)
    run.watched(DOWNLOADING, "Window.downloading")
    run.watched(ANSWERS, "Window.answers")
    run.writes(0, 10, False, DOWNLOADING)
    run.writes(0, 10, 0, ANSWERS)
    run.writes(0, begin, True, DOWNLOADING)
    if end is not None:
        run.writes(ended_by, end, False, DOWNLOADING)
    if answered is not None:
        run.writes(0, answered, 1, ANSWERS)
    return run


def test_about_answered_meanwhile_or_afterwards_or_never() -> None:
    for at, meanwhile, afterwards, predicted in (
        (500, True, False, 0),
        (1010, False, True, 1),
        (None, False, False, 2),
    ):
        evidence = window(at).evidence()
        assert claims.about_answered_meanwhile(evidence).holds is meanwhile
        assert claims.about_answered_afterwards(evidence).holds is afterwards
        assert claims.when_about_answered(evidence) == predicted


def test_what_a_run_that_was_cut_short_had_not_shown_yet_may_have_come() -> None:
    evidence = cut_short(window(None, end=None).evidence())
    assert claims.about_answered_meanwhile(evidence).holds is None
    assert claims.about_answered_afterwards(evidence).holds is None
    assert claims.when_about_answered(evidence) is None


def test_a_window_stood_still_where_its_heart_did_not_beat() -> None:
    frozen, lively, silent = window(1010), window(500), window(500)
    frozen.beats(0, 50, 1001, 1050)
    lively.beats(0, *range(50, 1400, 50))
    for run, stood, went_on in ((frozen, True, False), (lively, False, True), (silent, None, None)):
        assert claims.stood_still(run.evidence()).holds is stood
        assert claims.heart_went_on(run.evidence()).holds is went_on
    assert "900.0 ms" in claims.stood_still(frozen.evidence()).detail


def test_a_download_that_is_as_short_as_a_heartbeat_tells_nothing() -> None:
    run = window(120, begin=100, end=160)
    run.beats(0, 50, 170)
    assert claims.stood_still(run.evidence()).holds is None
    assert claims.heart_went_on(run.evidence()).holds is None


def test_who_ended_the_download_is_who_wrote_it() -> None:
    own = window(500)
    assert claims.ended_by_the_window(own.evidence()).holds is True
    assert claims.ended_by_another(own.evidence()).holds is False
    wrong = window(500, end=None)
    thread = wrong.thread(110, 1010)
    wrong.writes(thread, 1000, False, DOWNLOADING)
    assert claims.ended_by_the_window(wrong.evidence()).holds is False
    assert claims.ended_by_another(wrong.evidence()).holds is True
    assert claims.who_ended_it(own.evidence()) == 0
    assert claims.who_ended_it(wrong.evidence()) == 1
    task = window(500, end=None)
    on_main = task.task(110, 1000)
    task.writes(on_main, 1000, False, DOWNLOADING)
    assert claims.ended_by_the_window(task.evidence()).holds is True


WHO: dict[str, Callable[[MadeRun], object]] = {
    "thread": lambda run: run.thread(120, 990),
    "process": lambda run: run.process(120, 990),
    "task": lambda run: run.task(120, 990),
    "nobody": lambda run: None,
}
RAN_IN: dict[str, Check] = {
    "thread": claims.ran_in_a_thread,
    "process": claims.ran_in_a_process,
    "task": claims.ran_in_a_task,
    "nobody": claims.nobody_helped,
}


@pytest.mark.parametrize("who", WHO)
def test_who_downloaded_is_told_from_each_other(who: str) -> None:
    run = window(500)
    WHO[who](run)
    assert {name: check(run.evidence()).holds for name, check in RAN_IN.items()} == {
        name: name == who for name in RAN_IN
    }


def test_who_was_there_before_the_download_did_not_download() -> None:
    run = window(500)
    run.thread(20, 1400)
    assert claims.ran_in_a_thread(run.evidence()).holds is False
    assert claims.threads_in_all(run.evidence()) == 2
    assert claims.processes_in_all(run.evidence()) == 1


def test_a_signal_comes_from_a_thread_before_the_end() -> None:
    without = window(500)
    without.thread(120, 990)
    assert claims.told_by_a_signal(without.evidence()).holds is False
    with_one = window(500)
    thread = with_one.thread(120, 990)
    with_one.passes("message", thread, 0, 990, 995)
    assert claims.told_by_a_signal(with_one.evidence()).holds is True
    late = window(500)
    late.passes("message", late.thread(120, 990), 0, 1100)
    assert claims.told_by_a_signal(late.evidence()).holds is False


CHECKS: list[Check] = [
    claims.about_answered_meanwhile,
    claims.about_answered_afterwards,
    claims.stood_still,
    claims.heart_went_on,
    claims.ended_by_the_window,
    claims.ended_by_another,
    claims.ran_in_a_thread,
    claims.ran_in_a_process,
    claims.ran_in_a_task,
    claims.told_by_a_signal,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_without_a_download_nothing_is_claimed(check: Check) -> None:
    run = MadeRun()
    run.main()
    assert check(run.evidence()).holds is False
    assert check(cut_short(run.evidence())).holds is None


def test_the_length_of_the_download_is_known() -> None:
    assert claims.download_ns(window(500).evidence()) == 900 * MS
