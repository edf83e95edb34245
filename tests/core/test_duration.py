"""Times are written as people read them."""

import pytest

from widgets.duration import duration, instant


@pytest.mark.parametrize(
    ("ns", "words"),
    [
        (0, "0 ns"),
        (1, "1 ns"),
        (850, "850 ns"),
        (999, "999 ns"),
        (1_000, "1.00 µs"),
        (9_994, "9.99 µs"),
        (9_996, "10.0 µs"),
        (99_960, "100 µs"),
        (999_700, "1.00 ms"),
        (77_400_000, "77.4 ms"),
        (132_000_000, "132 ms"),
        (1_370_000_000, "1.37 s"),
        (17_000_000_000, "17.0 s"),
        (59_400_000_000, "59.4 s"),
        (59_600_000_000, "1 min"),
        (123_000_000_000, "2 min 3 s"),
        (3_599_800_000_000, "1 h"),
        (3_900_000_000_000, "1 h 5 min"),
        (-3_200_000, "\u22123.20 ms"),
    ],
)
def test_a_length_has_three_digits_or_two_units(ns: int, words: str) -> None:
    assert duration(ns) == words


@pytest.mark.parametrize(
    ("t_ns", "resolution_ns", "words"),
    [
        (0, 1, "0"),
        (58_000_000, 100_000, "58.0 ms"),
        (58_000_000, 2_000_000, "58 ms"),
        (1_234_567_890, 1_000, "1.234568 s"),
        (1_234_567_890, 1_000_000_000, "1 s"),
        (450, 1, "450 ns"),
        (58_000_000, 0, "58.0 ms"),
        (-58_000_000, 100_000, "\u221258.0 ms"),
    ],
)
def test_an_instant_has_the_digits_that_can_be_seen(t_ns: int, resolution_ns: float, words: str) -> None:
    assert instant(t_ns, resolution_ns) == words
