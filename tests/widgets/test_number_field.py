"""The number field steps by a digit that makes sense, stays in its range and never rounds what was typed."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication
from pytestqt.qtbot import QtBot

from widgets.number_field import CountField, NumberField


def field_with(qtbot: QtBot, text: str, whole: bool) -> NumberField:
    field = NumberField(whole)
    qtbot.addWidget(field)
    field.set_text(text)
    field.show()
    return field


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [
        ("12", "13", "11"),
        ("1", "2", "0"),
        ("0", "1", "-1"),
        ("99", "100", "98"),
        ("100", "110", "99"),
        ("5000", "5100", "4900"),
        ("-3", "-2", "-4"),
        ("100000000", "110000000", "99000000"),
        ("123456789012345678901234", "133456789012345678901234", "113456789012345678901234"),
    ],
)
def test_whole_numbers_are_stepped(qtbot: QtBot, text: str, up: str, down: str) -> None:
    for key, wanted in ((Qt.Key.Key_Up, up), (Qt.Key.Key_Down, down)):
        field = field_with(qtbot, text, whole=True)
        QTest.keyClick(field, key)
        assert field.text() == wanted


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [("0.01", "0.011", "0.0099"), ("0.3", "0.31", "0.29"), ("1.0", "1.1", "0.99"), ("0.0", "0.1", "-0.1")],
)
def test_fractions_are_stepped_without_rounding_dust(qtbot: QtBot, text: str, up: str, down: str) -> None:
    for key, wanted in ((Qt.Key.Key_Up, up), (Qt.Key.Key_Down, down)):
        field = field_with(qtbot, text, whole=False)
        QTest.keyClick(field, key)
        assert field.text() == wanted


def test_the_arrows_stop_at_the_ends_of_the_range(qtbot: QtBot) -> None:
    field = field_with(qtbot, "2", whole=True)
    field.set_range(1, 3)
    told: list[str] = []
    field.typed.connect(told.append)
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert told == ["3"]
    assert field.stepEnabled() == QAbstractSpinBox.StepEnabledFlag.StepDownEnabled


@pytest.mark.parametrize("text", ["", "abc", "-", "1e", "inf", "nan", "1e999999"])
def test_what_is_no_number_is_not_stepped(qtbot: QtBot, text: str) -> None:
    field = field_with(qtbot, text, whole=False)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == text
    assert field.stepEnabled() == QAbstractSpinBox.StepEnabledFlag.StepNone


def test_the_wheel_changes_nothing_where_the_keyboard_is_not(qtbot: QtBot) -> None:
    field = field_with(qtbot, "5", whole=True)
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    field.clearFocus()
    QApplication.sendEvent(field, turned)
    assert field.text() == "5"
    assert not turned.isAccepted()


def test_the_number_keeps_its_distance_from_the_frame_at_any_size_of_letters(qtbot: QtBot) -> None:
    for field in (NumberField(whole=True), CountField()):
        qtbot.addWidget(field)
        usual = field.lineEdit().textMargins().left()
        assert usual > 2
        font = field.font()
        font.setPointSizeF(2 * font.pointSizeF())
        field.setFont(font)
        assert field.lineEdit().textMargins().left() >= 2 * usual - 1
