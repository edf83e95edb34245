"""The ledger table shows who lost to whom, as far as time has got, and is a sound Qt model."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app.core.folds.ledger import Deposit, ledger
from app.core.model import Access
from widgets.ledger import LedgerTable
from widgets.ledger_model import Column, LedgerModel
from widgets.palette import DARK

NAMES = {1: "Thread-1", 2: "Thread-2"}


def race() -> list[Deposit]:
    """Both read 0; the second write overwrites the first. Then Thread-1 looks at the sum."""
    return ledger(
        [
            Access(1, 0, False, "0", 10, 14),
            Access(2, 0, False, "0", 20, 14),
            Access(1, 0, True, "1", 30, 16),
            Access(2, 0, True, "1", 40, 16),
            Access(1, 0, False, "1", 50, 20),
        ]
    )


@pytest.fixture
def model(qtbot: QtBot) -> LedgerModel:
    model = LedgerModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setParent(model)
    return model


def rows(model: LedgerModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(len(Column))] for row in range(model.rowCount())
    ]


def struck_out(model: LedgerModel) -> list[int]:
    fonts = [model.index(row, Column.WROTE).data(Qt.ItemDataRole.FontRole) for row in range(model.rowCount())]
    return [row for row, font in enumerate(fonts) if font is not None and font.strikeOut()]


def test_rows_tell_time_lane_read_written_and_what_became_of_it(model: LedgerModel) -> None:
    model.set_deposits(race(), NAMES)
    assert rows(model) == [
        ["10 ns", "Thread-1", "0", "1", "lost to Thread-2"],
        ["20 ns", "Thread-2", "0", "1", ""],
        ["50 ns", "Thread-1", "1", "—", ""],
    ]
    assert struck_out(model) == [0]


def test_a_moment_shows_what_had_happened_by_then(model: LedgerModel) -> None:
    model.set_deposits(race(), NAMES)
    seen = {}
    for t_ns in (5, 10, 25, 30, 40, 25):
        model.set_horizon(t_ns)
        seen[t_ns] = ([row[3] for row in rows(model)], struck_out(model), model.counts())
    assert seen == {
        5: ([], [], (0, 0)),
        10: (["—"], [], (0, 0)),
        25: (["—", "—"], [], (0, 0)),
        30: (["1", "—"], [], (1, 0)),
        40: (["1", "1"], [0], (2, 1)),
    }
    model.set_horizon(None)
    assert model.rowCount() == 3


def test_the_model_stays_sound_while_deposits_come_and_go(model: LedgerModel) -> None:
    accesses = [Access(n % 2 + 1, 0, n % 4 > 1, str(n), n, 1) for n in range(40)]
    for count in (0, 3, 40, 17, 0, 5):
        deposits = ledger(accesses[:count])
        model.set_deposits(deposits, NAMES)
        assert model.rowCount() == len(deposits)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_a_lane_without_a_name_is_told_by_its_number(model: LedgerModel) -> None:
    model.set_deposits(race(), {})
    assert rows(model)[0][1] == "#1"


def test_the_tip_tells_lines_and_who_overwrote(model: LedgerModel) -> None:
    model.set_deposits(race(), NAMES)
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole).splitlines() == [
        "read 0 at 10 ns in line 14",
        "wrote 1 at 30 ns in line 16",
        "overwritten at 40 ns by Thread-2, which had not seen it",
    ]


def test_the_word_for_lost_is_in_the_palettes_colour_for_bad(model: LedgerModel) -> None:
    model.set_deposits(race(), NAMES)
    model.set_palette_colours(DARK)
    assert model.index(0, Column.FATE).data(Qt.ItemDataRole.ForegroundRole).name() == DARK.bad


@pytest.fixture
def table(qtbot: QtBot) -> LedgerTable:
    table = LedgerTable()
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show()
    return table


def words(table: LedgerTable) -> str:
    return table._sum.text()


def test_the_sum_is_told_below(table: LedgerTable) -> None:
    assert words(table) == "Nothing has been written."
    table.set_deposits(race(), NAMES)
    assert words(table) == "1 of 2 writes were lost."
    table.set_horizon(30)
    assert words(table) == "0 of 1 writes were lost."


def test_columns_are_as_wide_as_the_values_in_sight_and_names_get_the_rest(table: LedgerTable) -> None:
    grid = table.findChild(QTableView)
    assert grid is not None
    table.set_deposits(race(), dict.fromkeys(NAMES, "a_pool_with_a_long_name_0"))

    def widths_at(width: int) -> list[int]:
        table.resize(width, 200)
        QApplication.processEvents()
        return [grid.columnWidth(column) for column in Column]

    wanted = [grid.sizeHintForColumn(column) for column in Column]
    wide, narrow = widths_at(900), widths_at(300)
    assert sum(wide) == grid.viewport().width() + 600
    assert all(width >= least for width, least in zip(wide, wanted, strict=True))
    assert narrow[Column.LANE] < wanted[Column.LANE]
    assert narrow[Column.READ : Column.FATE] == wide[Column.READ : Column.FATE]
    grid.setColumnWidth(Column.READ, 200)
    table.set_deposits([], {})
    table.set_deposits(race(), NAMES)
    assert grid.columnWidth(Column.READ) < 200  # another run's values may be shorter


def test_a_row_chosen_by_keys_tells_its_deposit(table: LedgerTable, qtbot: QtBot) -> None:
    deposits = race()
    table.set_deposits(deposits, NAMES)
    grid = table.findChild(QTableView)
    assert grid is not None
    told: list[object] = []
    table.deposit_selected.connect(told.append)
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    assert told[-1] == deposits[1]


def test_the_chosen_row_stays_chosen_when_more_deposits_come(table: LedgerTable, qtbot: QtBot) -> None:
    deposits = race()
    table.set_deposits(deposits[:2], NAMES)
    grid = table.findChild(QTableView)
    assert grid is not None
    grid.selectRow(1)
    table.set_deposits(deposits, NAMES)
    assert [index.row() for index in grid.selectionModel().selectedRows()] == [1]
