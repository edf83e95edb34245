"""The table of windows side by side: from runs made by hand to lengths and answers."""

from app.core.folds.heartbeats import Click
from app.core.window_answers import answers_of
from tests.evidence_builder import MS, MadeRun

DOWNLOADING, CLICKS, ANSWERS = 11, 12, 13


def window(clicked: int, answered: int | None) -> MadeRun:
    """A window that downloads from 100 to 1100 ms; About is due at 600."""
    run = MadeRun()
    run.main(end=1500)
    run.parameters |= {"SECONDS": 1.0, "CLICKS": True}
    for key, name in ((DOWNLOADING, "downloading"), (CLICKS, "clicks"), (ANSWERS, "answers")):
        run.watched(key, f"Window.{name}")
    run.writes(0, 5, 0, CLICKS)
    run.writes(0, 5, 0, ANSWERS)
    run.writes(0, 100, True, DOWNLOADING)
    run.writes(0, 1100, False, DOWNLOADING)
    run.writes(0, clicked, 1, CLICKS)
    if answered is not None:
        run.writes(0, answered, 1, ANSWERS)
    return run


def test_a_lively_window_answers_a_click_when_it_is_made() -> None:
    assert answers_of(window(598, 599).evidence()).clicks == (Click(598 * MS, 599 * MS),)


def test_in_a_frozen_window_the_click_counts_from_when_it_was_due() -> None:
    assert answers_of(window(1101, 1102).evidence()).clicks == (Click(600 * MS, 1102 * MS),)


def test_a_click_may_have_no_answer() -> None:
    assert answers_of(window(600, None).evidence()).clicks == (Click(600 * MS, None),)


def test_without_clicks_of_the_programs_own_none_are_known() -> None:
    run = window(600, 601)
    run.parameters["CLICKS"] = False
    assert answers_of(run.evidence()).clicks == ()


def test_the_heart_of_the_programs_own_window_counts() -> None:
    run = window(600, 601)
    assert answers_of(run.evidence()).longest_freeze_ns is None
    run.beats(0, 100, 150, late=1)
    run.beats(0, 1100, late=900)
    run.beats(run.process(10, 1000), 700, late=5000)
    told = answers_of(run.evidence())
    assert told.longest_freeze_ns == 900 * MS
    assert told.heartbeat_p99_ns is not None
    assert 800 * MS < told.heartbeat_p99_ns <= 900 * MS
