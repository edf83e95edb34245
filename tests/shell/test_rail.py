"""The rail: pages in chapters, built when first shown, found by what they say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
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
    return [rail.tabText(index) for index in range(1, rail.count()) if rail.isTabVisible(index)]


def current(rail: Rail) -> str:
    return rail.tabText(rail.currentIndex())


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
    heading = next(index for index in range(rail.count()) if rail.tabText(index) == "Tasks")
    QTest.mouseClick(rail.bar, Qt.MouseButton.LeftButton, pos=rail.bar.tabRect(heading).center())
    assert current(rail) == "Bank account"


def test_a_click_on_a_page_goes_there(rail: Rail) -> None:
    index = next(index for index in range(rail.count()) if rail.tabText(index) == "Ping")
    QTest.mouseClick(rail.bar, Qt.MouseButton.LeftButton, pos=rail.bar.tabRect(index).center())
    assert current(rail) == "Ping"


def test_the_filter_leaves_pages_that_have_all_words_and_their_chapters(rail: Rail) -> None:
    rail.show_page("bank")
    rail.bar.search.setFocus()
    QTest.keyClicks(rail.bar.search, "LOCK thread")
    assert shown(rail) == ["Threads", "Bank account"]
    rail.bar.search.clear()
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
    rail.bar.search.setFocus()
    for text in ("ping", "nothing has this", ""):
        rail.bar.search.setText(text)
        assert current(rail) == "Bank account"
        assert rail.bar.search.hasFocus()
    assert built == []


def test_a_page_that_doesnt_fit_the_filter_is_hidden_when_it_is_left(rail: Rail) -> None:
    rail.show_page("bank")
    rail.bar.search.setText("asyncio")
    QTest.keyClick(rail.bar, Qt.Key.Key_Down)
    assert current(rail) == "Ping"
    assert shown(rail) == ["Tasks", "Ping"]


def test_return_goes_to_the_first_page_that_was_found(rail: Rail) -> None:
    rail.show_page("bank")
    QTest.keyClicks(rail.bar.search, "asyncio")
    QTest.keyClick(rail.bar.search, Qt.Key.Key_Return)
    assert current(rail) == "Ping"


def test_stepping_goes_round_through_what_is_shown(rail: Rail) -> None:
    rail.show_page("pool")
    seen = []
    for step in (1, 1, 1, -1, -1):
        rail.step(step)
        seen.append(current(rail))
    assert seen == ["Ping", "Lesson", "Bank account", "Lesson", "Ping"]
    rail.bar.search.setText("thread")
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
    field = rail.bar.search
    assert rail.bar.rect().contains(field.geometry())
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) < field.width()
