"""The rail: pages in chapters, built when first shown, found by what they say."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.shell.rail import Rail


@pytest.fixture
def built() -> list[str]:
    """The pages that were built, in that order."""
    return []


@pytest.fixture
def rail(qtbot: QtBot, built: list[str]) -> Rail:
    rail = Rail()
    qtbot.addWidget(rail)

    def add(key: str, title: str, searched: str = "") -> None:
        def build() -> QWidget:
            built.append(key)
            return QLabel(key)

        rail.add_page(key, title, build, searched)

    rail.add_heading("Start")
    add("lesson", "Lesson")
    rail.add_heading("Threads")
    add("bank", "Bank account", "from threading import Lock")
    add("pool", "Pool", "ThreadPoolExecutor")
    rail.add_heading("Tasks")
    add("ping", "Ping", "import asyncio")
    rail.resize(900, 600)
    rail.show()
    qtbot.waitExposed(rail)
    return rail


def shown(rail: Rail) -> list[str]:
    """The lines that can be seen."""
    return [rail.bar.tabText(index) for index in range(rail.bar.count()) if rail.bar.isTabVisible(index)]


def current(rail: Rail) -> str:
    return rail.bar.tabText(rail.bar.currentIndex())


def test_nothing_is_built_before_it_is_shown(rail: Rail, built: list[str]) -> None:
    assert "bank" not in built
    built.clear()
    page = rail.show_page("bank")
    assert isinstance(page, QLabel)
    assert rail.current_page() is page
    rail.show_page("lesson")
    assert rail.show_page("bank") is page
    assert built.count("bank") == 1
    assert "ping" not in built


def test_up_and_down_go_from_page_to_page_and_skip_the_chapters(rail: Rail) -> None:
    rail.show_page("lesson")
    rail.bar.setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(rail.bar, Qt.Key.Key_Down)
        seen.append(current(rail))
    assert seen == ["Bank account", "Pool", "Ping", "Ping", "Ping"]
    for _ in range(4):
        QTest.keyClick(rail.bar, Qt.Key.Key_Up)
    assert current(rail) == "Lesson"


def test_a_click_on_a_chapter_goes_nowhere(rail: Rail) -> None:
    rail.show_page("bank")
    heading = next(index for index in range(rail.bar.count()) if rail.bar.tabText(index) == "Tasks")
    QTest.mouseClick(rail.bar, Qt.MouseButton.LeftButton, pos=rail.bar.tabRect(heading).center())
    assert current(rail) == "Bank account"


def test_a_click_on_a_page_goes_there(rail: Rail) -> None:
    index = next(index for index in range(rail.bar.count()) if rail.bar.tabText(index) == "Ping")
    QTest.mouseClick(rail.bar, Qt.MouseButton.LeftButton, pos=rail.bar.tabRect(index).center())
    assert current(rail) == "Ping"


def test_the_filter_leaves_pages_that_have_all_words_and_their_chapters(rail: Rail) -> None:
    rail.show_page("bank")
    rail.search.setFocus()
    QTest.keyClicks(rail.search, "LOCK thread")
    assert shown(rail) == ["Threads", "Bank account"]
    rail.search.clear()
    assert shown(rail) == ["Start", "Lesson", "Threads", "Bank account", "Pool", "Tasks", "Ping"]


def test_the_filter_finds_titles_and_source(rail: Rail) -> None:
    rail.show_page("bank")
    rail.filter("bank")
    assert shown(rail) == ["Threads", "Bank account"]
    rail.filter("asyncio")
    assert shown(rail) == ["Threads", "Bank account", "Tasks", "Ping"]
    rail.set_searched("pool", "concurrent.futures")
    rail.filter("futures")
    assert shown(rail) == ["Threads", "Bank account", "Pool"]


def test_filtering_neither_builds_pages_nor_leaves_the_one_that_is_shown(
    rail: Rail, built: list[str]
) -> None:
    rail.show_page("bank")
    built.clear()
    rail.search.setFocus()
    for text in ("ping", "nothing has this", ""):
        rail.search.setText(text)
        assert current(rail) == "Bank account"
        assert rail.search.hasFocus()
    assert built == []


def test_a_page_that_doesnt_fit_the_filter_is_hidden_when_it_is_left(rail: Rail) -> None:
    rail.show_page("bank")
    rail.search.setText("asyncio")
    QTest.keyClick(rail.bar, Qt.Key.Key_Down)
    assert current(rail) == "Ping"
    assert shown(rail) == ["Tasks", "Ping"]


def test_return_goes_to_the_first_page_that_was_found(rail: Rail) -> None:
    rail.show_page("bank")
    QTest.keyClicks(rail.search, "asyncio")
    QTest.keyClick(rail.search, Qt.Key.Key_Return)
    assert current(rail) == "Ping"


def test_stepping_goes_round_through_what_is_shown(rail: Rail) -> None:
    rail.show_page("pool")
    seen = []
    for step in (1, 1, 1, -1, -1):
        rail.step(step)
        seen.append(current(rail))
    assert seen == ["Ping", "Lesson", "Bank account", "Lesson", "Ping"]
    rail.search.setText("thread")
    rail.show_page("bank")
    rail.step(1)
    assert current(rail) == "Pool"
    rail.step(1)
    assert current(rail) == "Bank account"


def test_a_page_that_isnt_there_is_a_key_error(rail: Rail) -> None:
    with pytest.raises(KeyError):
        rail.show_page("of yore")
    assert not rail.has("of yore")


def test_the_filters_field_lies_in_the_rail_and_wide_enough_for_its_words(rail: Rail) -> None:
    field = rail.search
    assert rail.column.rect().contains(field.geometry())
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) < field.width()


def test_the_wheel_scrolls_the_lines_and_stays_on_the_page(rail: Rail, built: list[str]) -> None:
    rail.resize(900, 150)
    QApplication.processEvents()
    before, page = list(built), current(rail)
    assert not rail.bar.visibleRegion().contains(rail.bar.tabRect(rail.bar.count() - 1).center())
    for _ in range(20):
        turn_wheel(rail.bar)
    assert rail.bar.visibleRegion().contains(rail.bar.tabRect(rail.bar.count() - 1).center())
    assert (built, current(rail)) == (before, page)
    assert rail.column.rect().contains(rail.search.geometry())  # the filter stays where it was


def test_a_page_that_is_chosen_is_scrolled_to(rail: Rail) -> None:
    rail.resize(900, 150)
    QApplication.processEvents()
    for key in ("ping", "lesson"):
        rail.show_page(key)
        assert rail.bar.visibleRegion().contains(rail.bar.tabRect(rail.bar.currentIndex()).center())


def test_lines_leave_room_for_the_scroll_bar(rail: Rail) -> None:
    wide = rail.bar.tabRect(1).width()
    column = rail.column.width()
    rail.resize(900, 150)
    QApplication.processEvents()
    assert rail.column.width() == column
    assert rail.bar.tabRect(1).width() < wide


def turn_wheel(widget: QWidget) -> None:
    """One notch down, in the middle of what is to be seen of it."""
    at = QPointF(widget.visibleRegion().boundingRect().center())
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    parent = widget.parentWidget()
    if not event.isAccepted() and parent is not None:  # as the system has it, up to who takes it
        QApplication.sendEvent(parent, event)


def test_lines_that_are_found_close_up(rail: Rail) -> None:
    rail.search.setText("asyncio")
    lines = [rail.bar.tabRect(index) for index in range(rail.bar.count()) if rail.bar.isTabVisible(index)]
    assert len(lines) == 4  # the page that is open and the one that is found, with their chapters
    assert all(above.bottom() + 1 == below.top() for above, below in pairwise(lines))


def room_for_words(rail: Rail, index: int) -> int:
    """Lines of text that fit below each other in a line of the rail."""
    return rail.bar.tabRect(index).height() // rail.bar.fontMetrics().height()


def test_a_name_too_long_for_its_line_goes_on_in_a_second_one(rail: Rail) -> None:
    line, short = (
        next(index for index in range(rail.bar.count()) if rail.bar.tabText(index) == name)
        for name in ("Bank account", "Pool")
    )
    assert room_for_words(rail, line) == 1
    rail.resize(300, 600)
    QApplication.processEvents()
    assert room_for_words(rail, line) == 2
    assert room_for_words(rail, short) == 1
    rail.resize(900, 600)
    QApplication.processEvents()
    assert room_for_words(rail, line) == 1


def test_the_rail_is_never_narrower_than_its_longest_word(rail: Rail) -> None:
    rail.resize(120, 600)
    QApplication.processEvents()
    assert rail.column.width() > rail.bar.fontMetrics().horizontalAdvance("account")


def test_the_page_that_is_open_is_seen_also_where_the_rail_gets_shorter(rail: Rail) -> None:
    rail.show_page("ping")
    rail.resize(900, 150)
    QApplication.processEvents()
    assert rail.bar.visibleRegion().contains(rail.bar.tabRect(rail.bar.currentIndex()).center())
