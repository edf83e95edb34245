"""The plot of a window's heartbeat: a line, red blocks, and words that say the longest freeze."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.core.folds.heartbeats import BEAT, Beats
from widgets.heartbeat_plot import HeartbeatPlot
from widgets.palette import DARK, LIGHT

MS = 1_000_000


def beats(*rows: tuple[int, int]) -> Beats:
    """(when, how late), in ms."""
    made = np.zeros(len(rows), BEAT)
    made["t"] = [t * MS for t, _ in rows]
    made["late"] = [late * MS for _, late in rows]
    return made


CALM = beats(*((50 * n, n % 3) for n in range(1, 40)))
FROZEN = beats((50, 0), (3100, 3000), (3150, 2))


@pytest.fixture
def plot(qtbot: QtBot) -> HeartbeatPlot:
    plot = HeartbeatPlot()
    qtbot.addWidget(plot)
    plot.resize(400, 140)
    return plot


def reddish(plot: HeartbeatPlot) -> int:
    """Pixels that are much redder than they are green."""
    picture = plot.grab().toImage()
    colours = (
        picture.pixelColor(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
    )
    return sum(colour.red() > colour.green() + 20 for colour in colours)


def test_a_calm_heart_is_a_line_without_a_block(plot: HeartbeatPlot) -> None:
    plot.show_beats(CALM)
    assert plot.blocks() == []
    assert plot.words == "longest freeze 2.00 ms"
    assert reddish(plot) == 0


def test_a_freeze_is_a_red_block_with_its_length(plot: HeartbeatPlot) -> None:
    plot.show_beats(FROZEN)
    assert [block.duration_ns for block in plot.blocks()] == [3000 * MS]
    assert plot.words == "longest freeze 3.00 s"
    assert plot.accessibleDescription() == plot.words
    assert reddish(plot) > 500


def test_a_beat_that_does_not_come_is_a_block_that_grows(plot: HeartbeatPlot) -> None:
    plot.show_beats(CALM, now_ns=2000 * MS)
    assert plot.blocks() == []
    plot.show_beats(CALM, now_ns=3000 * MS)
    assert plot.words == "frozen for 1.00 s so far"
    plot.show_beats(CALM, now_ns=5000 * MS)
    assert plot.words == "frozen for 3.00 s so far"
    assert [block.over for block in plot.blocks()] == [False]


def test_without_a_beat_that_is_said(plot: HeartbeatPlot) -> None:
    plot.show_beats(FROZEN)
    plot.clear()
    assert plot.words == "no beat yet"
    assert plot.blocks() == []
    plot.show_beats(beats(), now_ns=9000 * MS)
    assert plot.words == "no beat yet"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_drawn_in_the_colours_of_the_palette(plot: HeartbeatPlot, palette: object) -> None:
    plot.set_palette_colours(palette)  # type: ignore[arg-type]
    plot.show_beats(CALM)
    ground = plot.grab().toImage().pixelColor(plot.width() - 20, plot.height() // 2)
    assert ground.name() == palette.card  # type: ignore[attr-defined]


def test_thousands_of_freezes_are_drawn_as_the_longest_ones(plot: HeartbeatPlot) -> None:
    plot.show_beats(beats(*((400 * n, 150 + n % 7) for n in range(3000))))
    assert len(plot.blocks()) == 200
    assert {block.duration_ns for block in plot.blocks()} == {156 * MS}
