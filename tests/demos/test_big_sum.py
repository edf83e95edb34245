"""What the big sum says of the memory that it takes, before it takes it."""

import sys

import pytest

from app.core.demo import Demo
from app.discovery import FoundDemo, discover

COUNT = 100_000


@pytest.fixture(scope="module")
def demo() -> Demo:
    return next(each.demo for each in discover() if isinstance(each, FoundDemo) and each.id == "big_sum")


def estimate(demo: Demo, variant_id: str, count: object = COUNT) -> int:
    variant = next(each for each in demo.variants if each.id == variant_id)
    return variant.memory({"N": count})


def test_the_estimate_is_near_what_a_list_of_numbers_takes(demo: Demo) -> None:
    numbers = list(range(1_000_000, 1_000_000 + COUNT))
    takes = sys.getsizeof(numbers) + sum(map(sys.getsizeof, numbers))
    assert takes <= estimate(demo, "list_lesson") < 1.3 * takes


def test_slices_are_copies_of_the_list_but_not_of_its_numbers(demo: Demo) -> None:
    slices = sum(sys.getsizeof(list(range(COUNT))[first::8]) for first in range(8))
    more = estimate(demo, "eight_slices") - estimate(demo, "list_lesson")
    assert 0.8 * slices <= more <= slices


def test_what_keeps_no_numbers_takes_no_memory(demo: Demo) -> None:
    kept = {each.id for each in demo.variants if each.memory({"N": COUNT}) > 0}
    assert kept == {"list_lesson", "eight_slices", "shared_memory"}


def test_without_a_number_there_is_nothing_to_estimate(demo: Demo) -> None:
    assert estimate(demo, "list_lesson", None) == estimate(demo, "list_lesson", "many") == 0
