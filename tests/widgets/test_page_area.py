"""A page that scrolls where there is too little room for it."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.page_area import PageArea

SENTENCE = "Twelve threads pay one coin each into the same account, one after the other or all at once. " * 6


def area(qtbot: QtBot, words: str) -> tuple[PageArea, QLabel, QWidget]:
    """A page of words that wrap, and something below them that needs 100 pixels."""
    page, label, pane = QWidget(), QLabel(words), QWidget()
    label.setWordWrap(True)
    pane.setMinimumSize(150, 100)
    rows = QVBoxLayout(page)
    rows.addWidget(label)
    rows.addWidget(pane, 1)
    made = PageArea(page)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    qtbot.waitExposed(made)
    return made, label, pane


def test_a_page_that_fits_fills_the_room_and_does_not_scroll(qtbot: QtBot) -> None:
    made, _, pane = area(qtbot, "Few words.")
    assert made.verticalScrollBar().maximum() == 0
    assert pane.height() > 100


def test_nothing_is_squeezed_where_words_wrap(qtbot: QtBot) -> None:
    made, label, pane = area(qtbot, SENTENCE)
    for width in (400, 250, 700):
        made.resize(width, 200)
        qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
        assert pane.height() >= 100
    made.resize(250, 200)
    qtbot.waitUntil(lambda: made.verticalScrollBar().maximum() > 0)
    assert made.horizontalScrollBar().maximum() == 0
