"""Lanes that wait are placed so that each is left of whom it waits for, and a ring is a ring."""

from collections.abc import Mapping

import pytest

from widgets.wait_layout import MOST_IN_COLUMN, Spot, arrange_waits


def spots(following: Mapping[int, int], ring: tuple[int, ...] = ()) -> dict[int, Spot]:
    return {spot.actor: spot for spot in arrange_waits(following, ring).spots}


@pytest.mark.parametrize(
    ("following", "ring"),
    [
        ({1: 2, 2: 3}, ()),
        ({1: 9, 2: 9, 3: 9, 0: 1}, ()),
        ({1: 2, 2: 3, 3: 1, 0: 1, 7: 0}, (1, 2, 3)),
        ({1: 2, 3: 4}, ()),
    ],
)
def test_who_waits_stands_left_of_whom_it_waits_for(following: dict[int, int], ring: tuple[int, ...]) -> None:
    placed = spots(following, ring)
    assert set(placed) == {*following, *following.values()}
    for waiter, on in following.items():
        if waiter not in ring:
            assert placed[waiter].x < placed[on].x


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9, 40])
def test_each_of_a_ring_has_a_row_or_a_column_of_its_own_beside_any_other(count: int) -> None:
    ring = tuple(range(count))
    following = {each: (each + 1) % count for each in ring} | {count: 0}
    layout = arrange_waits(following, ring)
    placed = {spot.actor: spot for spot in layout.spots if spot.actor in ring}
    assert len(placed) == count
    assert all(0 <= spot.x <= 1 and 0 <= spot.y <= 1 for spot in placed.values())
    for one in ring:
        for other in range(one):
            across = abs(placed[one].x - placed[other].x) * layout.columns
            down = abs(placed[one].y - placed[other].y) * layout.rows
            assert across > 0.9 or down > 0.9


def test_of_a_crowd_some_are_counted_only() -> None:
    crowd = arrange_waits(dict.fromkeys(range(1, 101), 0), ())
    assert crowd.left_out == 100 - MOST_IN_COLUMN
    assert len(crowd.spots) == MOST_IN_COLUMN + 1
    assert crowd.rows == MOST_IN_COLUMN


def test_a_second_ring_doesnt_go_round_for_ever() -> None:
    placed = spots({1: 2, 2: 1, 5: 6, 6: 5}, (1, 2))
    assert set(placed) == {1, 2, 5, 6}


def test_nobody_waits() -> None:
    assert arrange_waits({}, ()).spots == ()
