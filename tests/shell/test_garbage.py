"""The search for garbage stays out of the frames, and everything is as it was when the window is gone."""

import gc

import pytest

from app.shell import garbage


class Ring:
    """Refers to itself, so that only the search for garbage frees it."""

    alive = 0

    def __init__(self) -> None:
        Ring.alive += 1
        self.itself = self

    def __del__(self) -> None:
        Ring.alive -= 1


def test_no_search_goes_through_everything_while_the_window_lives() -> None:
    usual = gc.get_threshold()
    searches: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            searches.append(info["generation"])

    gc.callbacks.append(note)
    try:
        with garbage.out_of_frames():
            kept = [[number] for number in range(300_000)]
            assert gc.get_freeze_count() > 0
    finally:
        gc.callbacks.remove(note)
    assert kept
    assert searches
    assert 2 not in searches
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0


def test_what_is_left_goes_when_the_next_run_begins() -> None:
    with garbage.out_of_frames():
        for _ in range(10):
            Ring()
        garbage.clear()
        assert Ring.alive == 0


def test_a_failure_leaves_the_search_as_it_was() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), garbage.out_of_frames():
        raise ZeroDivisionError
    assert gc.get_threshold() == usual
