"""Words that change all the time leave the layout around them alone."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.core.typing import override
from widgets.still_label import StillLabel


class Asked(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.times = 0
        watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def frame(qtbot: QtBot) -> QWidget:
    frame = QWidget()
    qtbot.addWidget(frame)
    QHBoxLayout(frame)
    return frame


@pytest.fixture
def label(frame: QWidget) -> StillLabel:
    label = StillLabel()
    layout = frame.layout()
    assert layout is not None
    layout.addWidget(label)
    label.set_words("100 ms / 200 ms")
    frame.show()
    QApplication.processEvents()
    return label


def parent_of(label: StillLabel) -> QWidget:
    parent = label.parentWidget()
    assert parent is not None
    return parent


def test_other_words_of_the_same_length_ask_for_no_layout(label: StillLabel) -> None:
    asked = Asked(parent_of(label))
    for number in range(100, 200):
        label.set_words(f"{number} ms / 200 ms")
        QApplication.processEvents()
    assert asked.times <= 1  # digits may differ by a pixel
    assert label.text() == "199 ms / 200 ms"


def test_longer_words_get_their_room(label: StillLabel) -> None:
    asked = Asked(parent_of(label))
    label.set_words("100.25 ms / 200.25 ms and then some")
    QApplication.processEvents()
    assert asked.times == 1
    assert label.width() >= label.sizeHint().width()


def test_a_larger_font_gets_its_room(label: StillLabel) -> None:
    before = label.width()
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    label.setFont(font)
    QApplication.processEvents()
    assert label.width() > 1.5 * before


def test_without_words_it_takes_no_room(label: StillLabel) -> None:
    label.set_words("")
    assert label.minimumWidth() == 0
