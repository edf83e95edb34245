"""Rows and splitters lay their parts one above the other where there is little room."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets.page_head import PageHead
from widgets.stacking import StackingGrid, StackingRow, StackingSplitter

HEIGHT = 200


def part(width: int) -> QWidget:
    widget = QWidget()
    widget.setMinimumSize(width, 20)
    return widget


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Wider than what is in it: a window itself isn't made narrower than that."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, HEIGHT)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(window: QWidget, widget: QWidget, width: int) -> None:
    widget.setParent(window)
    widget.resize(width, HEIGHT)
    widget.show()


def test_parts_lie_side_by_side_while_they_fit(window: QWidget) -> None:
    left, right = part(200), part(100)
    row = StackingRow({left: 1, right: 0})
    row.set_spacing(10)
    show(window, row, 310)
    assert not row.stacked
    assert left.y() == right.y()
    assert (left.width(), right.x()) == (200, 210)


def test_parts_lie_one_above_the_other_where_they_do_not_fit(qtbot: QtBot, window: QWidget) -> None:
    left, right = part(200), part(100)
    row = StackingRow({left: 1, right: 0})
    row.set_spacing(10)
    show(window, row, 309)
    assert row.stacked
    qtbot.waitUntil(lambda: right.y() > left.y())
    assert left.x() == right.x() == 0
    assert row.minimumSizeHint().width() == 200  # the widest part, not both
    row.resize(310, HEIGHT)
    assert not row.stacked
    qtbot.waitUntil(lambda: right.y() == left.y())


def test_parts_without_a_share_keep_their_widths_in_a_wide_row(window: QWidget) -> None:
    left, right = QPushButton("Run"), QPushButton("Stop")
    row = StackingRow({left: 0, right: 0})
    row.set_spacing(10)
    show(window, row, 900)
    assert (left.width(), right.width()) == (left.sizeHint().width(), right.sizeHint().width())
    assert right.x() == left.width() + 10


def test_of_rows_in_rows_the_outer_one_stacks_first(qtbot: QtBot, window: QWidget) -> None:
    inner = StackingRow({part(100): 0, part(100): 0})
    outer = StackingRow({part(100): 1, inner: 0})
    for row in (inner, outer):
        row.set_spacing(0)
    show(window, outer, 300)
    assert (outer.stacked, inner.stacked) == (False, False)
    outer.resize(250, HEIGHT)
    qtbot.waitUntil(lambda: (outer.stacked, inner.stacked) == (True, False))
    outer.resize(150, HEIGHT)
    qtbot.waitUntil(lambda: (outer.stacked, inner.stacked) == (True, True))


def test_a_part_that_is_not_shown_needs_no_room(window: QWidget) -> None:
    hidden = part(500)
    row = StackingRow({part(100): 1, hidden: 0})
    hidden.hide()
    show(window, row, 150)
    assert not row.stacked


@pytest.fixture
def splitter(window: QWidget) -> StackingSplitter:
    made = StackingSplitter((part(200), part(100)))
    made.setHandleWidth(8)
    show(window, made, 608)
    return made


def test_panes_keep_their_shares_when_they_come_back_side_by_side(splitter: StackingSplitter) -> None:
    splitter.setSizes([400, 200])
    splitter.resize(307, HEIGHT)
    assert splitter.stacked
    splitter.resize(608, HEIGHT)
    assert not splitter.stacked
    assert splitter.sizes() == [400, 200]
    assert splitter.handleWidth() == 8


class Reluctant(QWidget):
    """Can be narrow, but not beside another."""

    def width_beside(self) -> int:
        return 300


def test_a_pane_that_needs_more_beside_another_goes_above_it(qtbot: QtBot, window: QWidget) -> None:
    splitter = StackingSplitter((Reluctant(), part(200)))
    show(window, splitter, 480)
    assert splitter.stacked
    assert splitter.minimumSizeHint().width() == 200
    splitter.resize(520, HEIGHT)
    assert not splitter.stacked


def test_panes_one_above_the_other_are_roomy(splitter: StackingSplitter) -> None:
    assert splitter.minimumSizeHint().height() <= 20
    splitter.resize(300, HEIGHT)
    assert splitter.stacked
    assert splitter.minimumSizeHint().width() == 200
    assert splitter.minimumSizeHint().height() > 2 * 20


def test_parts_of_a_grid_go_into_as_few_rows_as_fit(qtbot: QtBot, window: QWidget) -> None:
    parts = [part(100) for _ in range(4)]
    grid = StackingGrid(3)
    grid.set_spacing(10)
    grid.set_parts(parts)
    show(window, grid, 500)
    assert grid.minimumSizeHint().width() == 100
    qtbot.waitUntil(lambda: rows(parts) == [2, 2])  # three and one would be less even
    grid.resize(150, HEIGHT)
    qtbot.waitUntil(lambda: rows(parts) == [1, 1, 1, 1])
    grid.set_parts(parts[:3])
    grid.resize(500, HEIGHT)
    qtbot.waitUntil(lambda: rows(parts[:3]) == [3])
    assert parts[3].isHidden()


def rows(parts: list[QWidget]) -> list[int]:
    """How many parts lie in each row."""
    heights = [each.y() for each in parts]
    return [heights.count(y) for y in sorted(set(heights))]


def test_parts_that_come_to_need_less_go_side_by_side_again_though_the_row_keeps_its_width(
    qtbot: QtBot, window: QWidget
) -> None:
    left, right = part(200), part(200)
    row = StackingRow({left: 0, right: 0})
    show(window, row, 320)
    assert row.stacked
    left.setMinimumWidth(100)  # as with smaller letters
    qtbot.waitUntil(lambda: not row.stacked)


def test_a_page_says_what_it_is_about_beside_its_title_or_below(qtbot: QtBot, window: QWidget) -> None:
    head = PageHead("Bank account", "A dozen threads pay one coin each into the same account.")
    show(window, head, 900)
    title = next(each for each in head.findChildren(QLabel) if each is not head.words)
    qtbot.waitUntil(lambda: head.words.x() > title.x())
    head.resize(250, HEIGHT)
    qtbot.waitUntil(lambda: head.words.y() > title.y() and head.words.x() == title.x())
