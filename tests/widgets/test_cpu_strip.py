"""The strip of loads draws the shares that it is handed, column by column, and says them in words."""

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from widgets.cpu_strip import Band, CpuStrip, LoadRow
from widgets.palette import LIGHT

HALF_NS = 500


def rows(edges_ns: npt.NDArray[np.int64]) -> list[LoadRow]:
    """A core that is busy in the first half, and a lane of which nothing is known in the second."""
    first = edges_ns[:-1] < HALF_NS
    busy = Band("running", "busy", np.where(first, 1.0, 0.25))
    on = Band("running", "on a core", np.where(first, 0.25, np.nan))
    off = Band("lock", "waits for the GIL", np.where(first, 0.75, np.nan))
    return [LoadRow("core 0", [busy]), LoadRow("worker", [on, off])]


@pytest.fixture
def strip(qtbot: QtBot) -> CpuStrip:
    strip = CpuStrip(rows)
    qtbot.addWidget(strip)
    strip.set_palette_colours(LIGHT)
    strip.set_area(100, 300)
    strip.set_range(0, 2 * HALF_NS)
    strip.set_room(2, key=True)
    strip.resize(320, strip.height())
    strip.show()
    return strip


def colours(strip: CpuStrip, row: int, x: int) -> list[str]:
    """The colours of a row's pixels in a column, from the bottom up."""
    picture: QImage = strip.grab().toImage()
    step = strip.height() // 3
    height = picture.height() // 3
    return [
        picture.pixelColor(x * picture.width() // strip.width(), row * height + y).name()
        for y in range(round(step * 0.7), 0, -1)
    ]


def test_bands_lie_on_each_other_as_high_as_their_shares(strip: CpuStrip) -> None:
    running, lock = QColor(LIGHT.running).name(), QColor(LIGHT.lock).name()
    assert set(colours(strip, 0, 150)) == {running}
    second = colours(strip, 0, 250)
    assert 0 < second.count(running) < len(second) / 2
    lane = colours(strip, 1, 150)
    assert lane[0] == running
    assert lane.count(lock) > 2 * lane.count(running)
    assert not {running, lock} & set(colours(strip, 1, 250))


def test_a_point_is_told_in_words(strip: CpuStrip) -> None:
    second = strip.height() / 2
    assert strip.words_at(QPointF(150, 3)).startswith("core 0 (estimated): 100 % busy")
    assert "25 % on a core, 75 % waits for the GIL" in strip.words_at(QPointF(150, second))
    assert "nobody looked" in strip.words_at(QPointF(250, second))


def test_only_what_is_in_sight_is_asked_for(strip: CpuStrip) -> None:
    strip.set_range(HALF_NS, 2 * HALF_NS)
    shares = strip.rows()[0].bands[0].shares
    assert shares.max() == 0.25
    strip.set_range(0, HALF_NS)
    assert strip.rows()[0].bands[0].shares.min() == 1.0


def test_a_click_or_return_asks_for_lanes(strip: CpuStrip) -> None:
    told: list[bool] = []
    strip.unfolded_changed.connect(told.append)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert told == [True, False]


def test_room_is_made_for_each_row_and_grows_with_the_letters(strip: CpuStrip) -> None:
    before = strip.height()
    strip.set_room(4, key=False)
    assert strip.height() > before
    font = strip.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    before = strip.height()
    strip.setFont(font)
    assert strip.height() >= 1.8 * before
