"""How values become bars, and that a click finds what a bar holds."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from widgets.histogram_bins import counts, edges


def test_few_whole_numbers_get_a_bar_each() -> None:
    bounds = edges([3, 1, 1, 5])
    assert bounds.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]
    assert counts([3, 1, 1, 5], bounds).tolist() == [2, 0, 1, 0, 1]


@pytest.mark.parametrize("values", [[0.1, 0.7, 0.70001], [1, 900], [0, 0], [2.5], [-1e9, 1e9], [-0.5, -0.5]])
def test_every_value_is_in_some_bar(values: list[float]) -> None:
    bounds = edges(values)
    assert bool(np.all(np.diff(bounds) > 0))
    assert counts(values, bounds).sum() == len(values)
    assert len(bounds) <= 41


def test_no_values_make_an_empty_bar() -> None:
    assert counts([], edges([])).tolist() == [0]


def test_rows_share_an_axis_and_a_click_names_its_bar(qtbot: QtBot) -> None:
    from widgets.histogram import Histogram, Series

    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.set_series([Series("without", [1, 2, 2]), Series("with", [12, 12])], "balance")
    assert histogram.bars(0) == [(0.5, 1.5, 1), (1.5, 2.5, 2)]
    assert histogram.bars(1) == [(11.5, 12.5, 2)]
    chosen: list[tuple[int, float, float]] = []
    histogram.bar_chosen.connect(lambda row, low, high: chosen.append((row, low, high)))
    histogram._rows[1]._clicked(12.2)
    histogram._rows[1]._clicked(2)  # no bar of this row
    histogram._rows[1]._clicked(500)
    assert chosen == [(1, 11.5, 12.5)]
    histogram.set_series([Series("with", [])], "balance")
    assert histogram.bars(0) == []


def test_few_whole_numbers_stand_below_their_bars_and_counts_have_room(qtbot: QtBot) -> None:
    from widgets.histogram import Histogram, Series

    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.resize(600, 400)
    histogram.set_series([Series("without", [1.0] * 40 + [2.0, 2.0])], "balance")
    histogram.show()
    qtbot.waitExposed(histogram)
    plot = histogram._rows[0]._plot
    below, beside = (plot._item.getAxis(side) for side in ("bottom", "left"))
    assert below._tickLevels[0] == [(1.0, "1"), (2.0, "2")]
    many = len(beside._tickLevels[0])
    assert many > 3
    histogram.resize(600, 160)
    qtbot.waitUntil(lambda: 1 < len(beside._tickLevels[0]) < many)
    histogram.set_series([Series("without", [0.25, 0.5, 0.75] * 9)], "seconds")
    assert below._tickLevels is None  # pyqtgraph finds its own
