"""The table of windows side by side: from heartbeats and watched data to lengths and answers."""

import numpy as np

from app.core.folds.heartbeats import BEAT, Click
from app.core.model import Access
from app.core.window_answers import answers_to, times_of

MS = 1_000_000


def test_the_answers_are_when_the_counter_grew() -> None:
    names = {7: "Window.answers", 8: "Window.clicks"}
    writes = [Access(0, 7, True, "0", 1, 1), Access(0, 8, True, "1", 2, 1), Access(0, 7, True, "1", 3, 1)]
    looks = [Access(0, 7, False, "1", 4, 1), Access(0, 9, True, "1", 5, 1)]
    assert times_of(writes + looks, names, "answers") == [3]


def test_lengths_and_answers_of_a_window() -> None:
    beats = np.zeros(2, BEAT)
    beats["t"], beats["late"] = [100 * MS, 1100 * MS], [1 * MS, 900 * MS]
    told = answers_to(beats, [600 * MS, 700 * MS], [1102 * MS])
    assert told.longest_freeze_ns == 900 * MS
    assert told.heartbeat_p99_ns is not None
    assert 800 * MS < told.heartbeat_p99_ns <= 900 * MS
    assert told.clicks == (Click(600 * MS, 1102 * MS), Click(700 * MS, None))


def test_without_a_heartbeat_nothing_is_known() -> None:
    told = answers_to(np.zeros(0, BEAT), [], [])
    assert (told.longest_freeze_ns, told.heartbeat_p99_ns, told.clicks) == (None, None, ())
