"""Arrows: those in sight are found in any order of arrival, and only those that can be told apart."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.model import Flow
from widgets import timeline_flows
from widgets.timeline_flows import FlowArrows

Found = list[tuple[int, int, int, int]]


def found(
    flows: list[Flow],
    start_ns: int,
    end_ns: int,
    *,
    horizon_ns: int = 10**9,
    apart_ns: float = 1,
    batch: int = 1000,
) -> Found:
    arrows = FlowArrows()
    for first in range(0, len(flows), batch):
        arrows.add(flows[first : first + batch])
    rows = arrows.in_sight(start_ns, end_ns, horizon_ns, apart_ns)
    return sorted(row[:4] for row in rows.tolist())


def test_arrows_in_the_range_are_found() -> None:
    flows = [Flow("start", 0, i, 100 * i, 100 * i + 10) for i in range(1, 20)]
    assert found(flows, 450, 750) == [(500, 510, 0, 5), (600, 610, 0, 6), (700, 710, 0, 7)]


def test_an_arrow_that_begins_in_sight_and_ends_soon_after_is_found() -> None:
    assert found([Flow("item", 1, 2, 90, 120)], 0, 100) == [(90, 120, 1, 2)]
    assert found([Flow("item", 1, 2, 101, 120)], 0, 100) == []


def test_no_arrow_comes_before_its_time() -> None:
    flows = [Flow("item", 1, 2, 90, 120)]
    assert found(flows, 0, 200, horizon_ns=119) == []
    assert len(found(flows, 0, 200, horizon_ns=120)) == 1


@pytest.mark.parametrize("batch", [1, 3, 50])
def test_the_order_of_arrival_does_not_matter(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_flows, "_CHUNK", 32)
    flows = [Flow("wake", i % 5, 5 + i % 7, 100 * i, 100 * i + 10) for i in range(200)]
    shuffled = [flows[i] for i in np.random.default_rng(1).permutation(len(flows))]
    assert found(shuffled, 0, 30_000, batch=batch) == found(flows, 0, 30_000)
    assert len(found(flows, 0, 30_000)) == 200


def test_arrows_too_near_at_one_lane_are_left_out() -> None:
    flows = [Flow("wake", 0, 1, 100, 110), Flow("wake", 2, 1, 103, 113), Flow("wake", 4, 5, 104, 114)]
    assert found(flows, 0, 1000, apart_ns=6) == [(104, 114, 4, 5)]


def test_arrows_as_near_at_other_lanes_are_shown() -> None:
    flows = [Flow("wake", 2 * i, 2 * i + 1, 100 + i, 110 + i) for i in range(8)]
    assert len(found(flows, 0, 1000, apart_ns=6)) == 8


def test_a_crowd_is_left_out_without_hiding_the_others() -> None:
    crowd = [Flow("wake", i, i + 1, 500, 510 + i % 3) for i in range(0, 200, 2)]
    assert found([*crowd, Flow("wake", 0, 1, 100, 110)], 0, 1000, apart_ns=20) == [(100, 110, 0, 1)]


def test_what_was_chosen_stays_when_the_view_moves() -> None:
    random = np.random.default_rng(3)
    flows = [
        Flow("wake", int(i % 9), int(9 + i % 5), int(t), int(t) + 3)
        for i, t in enumerate(random.integers(0, 20_000, 900))
    ]
    whole = {row for row in found(flows, 0, 20_000, apart_ns=40) if row[0] >= 5000 and row[1] <= 9000}
    part = {row for row in found(flows, 4000, 10_000, apart_ns=40) if row[0] >= 5000 and row[1] <= 9000}
    assert whole == part
    assert whole


def test_kinds_are_known_and_everything_can_be_forgotten() -> None:
    arrows = FlowArrows()
    arrows.add([Flow("start", 0, 1, 5, 6), Flow("handover", 1, 2, 7, 8)])
    assert arrows.kinds == {"start", "handover"}
    assert len(arrows) == 2
    arrows.clear()
    assert len(arrows) == 0
    assert arrows.kinds == set()
    assert len(arrows.in_sight(0, 100, 100, 1)) == 0
