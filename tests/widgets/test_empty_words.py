"""An empty list says what will appear in it."""

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from widgets.empty_words import EmptyWords


def test_the_words_are_there_while_nothing_else_is(qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    words = EmptyWords(view, "Each run appears here.")
    view.show()
    assert words.isVisible()
    view.addItem("one")
    assert not words.isVisible()
    view.clear()
    assert words.isVisible()


def test_they_stand_over_the_whole_view(qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    words = EmptyWords(view, "Each run appears here.")
    view.show()
    view.resize(400, 300)
    assert words.geometry() == view.viewport().rect()
