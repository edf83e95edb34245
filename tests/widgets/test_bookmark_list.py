"""The list of bookmarks is a sound Qt model; keys and clicks say what somebody wants."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.core.bookmarks import Bookmark
from widgets.bookmark_list import BookmarkList
from widgets.bookmark_model import LANE, NOTE, TIME, BookmarkModel

MS = 1_000_000
MARKS = [Bookmark(5 * MS, "first", 3), Bookmark(70 * MS)]


def name(lane: int) -> str:
    return f"Thread-{lane}"


@pytest.fixture
def marks(qtbot: QtBot) -> BookmarkList:
    made = BookmarkList()
    qtbot.addWidget(made)
    made.set_marks(MARKS, name)
    made.show()
    return made


def test_it_says_time_note_and_lane(qtbot: QtBot) -> None:
    model = BookmarkModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setParent(model)
    model.set_marks(MARKS, name)
    rows = [[model.index(row, column).data() for column in (TIME, NOTE, LANE)] for row in range(2)]
    assert rows == [["5.00 ms", "first", "Thread-3"], ["70.0 ms", "(no note)", ""]]
    assert model.index(1, NOTE).data(Qt.ItemDataRole.EditRole) == ""
    model.set_marks([], name)
    assert model.rowCount() == 0


def test_only_a_note_that_differs_is_told(qtbot: QtBot) -> None:
    model = BookmarkModel()
    model.set_marks(MARKS, name)
    told: list[tuple[int, str]] = []
    model.renamed.connect(lambda row, note: told.append((row, note)))
    assert model.setData(model.index(0, NOTE), "first")
    assert model.setData(model.index(0, NOTE), "two\nlines")
    assert not model.setData(model.index(0, TIME), "9")
    assert told == [(0, "two lines")]


def test_return_goes_there_and_delete_deletes(marks: BookmarkList, qtbot: QtBot) -> None:
    marks._table.setCurrentIndex(marks.model.index(1, TIME))
    with qtbot.waitSignal(marks.chosen) as chosen:
        QTest.keyClick(marks._table, Qt.Key.Key_Return)
    assert chosen.args == [1]
    with qtbot.waitSignal(marks.delete_requested) as deleted:
        QTest.keyClick(marks._table, Qt.Key.Key_Delete)
    assert deleted.args == [1]


def test_a_click_goes_there(marks: BookmarkList, qtbot: QtBot) -> None:
    place = marks._table.visualRect(marks.model.index(0, TIME)).center()
    with qtbot.waitSignal(marks.chosen) as chosen:
        QTest.mouseClick(marks._table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [0]


def test_an_empty_list_says_what_it_is_for(marks: BookmarkList) -> None:
    assert marks._table.isVisible()
    marks.set_marks([], name)
    assert marks._empty.isVisible()
    assert not marks._table.isVisible()
    assert not marks._delete.isEnabled()
