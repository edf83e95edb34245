"""Typed letters find titles, the likeliest first."""

import pytest

from app.core.fuzzy import best, fit

TITLES = ["Open program", "Open recording", "Run", "Run many times", "Compare variants", "运行多次", "全屏"]


def found(query: str) -> list[str]:
    return best(query, TITLES, str)


def test_without_letters_everything_is_there_as_it_came() -> None:
    assert found("  ") == TITLES


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("run", "Run"),
        ("rmt", "Run many times"),
        ("many", "Run many times"),
        ("rec", "Open recording"),
        ("recording open", "Open recording"),
        ("CV", "Compare variants"),
        ("多", "运行多次"),
        ("运次", "运行多次"),
        ("屏", "全屏"),
    ],
)
def test_the_likeliest_comes_first(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_what_lacks_a_letter_is_not_found() -> None:
    assert found("openx") == []
    assert fit("mr", "Run many") is None


def test_letters_side_by_side_are_worth_more_than_scattered_ones() -> None:
    assert (fit("pro", "Open program") or 0) > (fit("pro", "pause record often") or 0)


def test_each_word_is_looked_for_in_any_order() -> None:
    assert fit("many run", "Run many times") is not None
    assert fit("many stop", "Run many times") is None


def test_a_likely_letter_doesnt_hide_a_place_further_left() -> None:
    assert fit("ndt", "tandem, not") is not None
    assert fit("ner", "inner r n") is not None
    assert fit("dx", "x d") is None
