"""The segmented control takes one of several, by mouse, keys and menu, at every width."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from widgets.segmented import Segment, SegmentedControl

VARIANTS = ("without a lock", "acquire / release", "with the lock", "from 1000", "the wrong lock")


@pytest.fixture
def control(qtbot: QtBot) -> SegmentedControl:
    control = SegmentedControl()
    qtbot.addWidget(control)
    control.set_segments([Segment(title.replace(" ", "_"), title) for title in VARIANTS])
    control.resize(control.sizeHint())
    control.show()
    return control


def button(control: SegmentedControl, title: str) -> QAbstractButton:
    return next(each for each in control.findChildren(QAbstractButton) if each.text() == title)


def test_the_first_one_is_taken_at_the_beginning(control: SegmentedControl) -> None:
    assert control.chosen_id() == "without_a_lock"


def test_nothing_to_choose_is_nothing_chosen(qtbot: QtBot) -> None:
    control = SegmentedControl()
    qtbot.addWidget(control)
    control.set_segments([])
    control.show()
    assert control.chosen_id() is None
    assert control.visible_ids() == []


def test_a_click_takes_a_segment_and_tells_it_once(control: SegmentedControl, qtbot: QtBot) -> None:
    told: list[str] = []
    control.chosen.connect(told.append)
    for _ in range(2):
        QTest.mouseClick(button(control, "with the lock"), Qt.MouseButton.LeftButton)
    assert told == ["with_the_lock"]
    assert control.chosen_id() == "with_the_lock"
    assert [each.text() for each in control.findChildren(QAbstractButton) if each.isChecked()] == [
        "with the lock"
    ]


def test_choosing_by_program_tells_nobody(control: SegmentedControl, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(control.chosen):
        control.choose("from_1000")
    assert control.chosen_id() == "from_1000"


def test_an_unknown_id_is_a_key_error_and_changes_nothing(control: SegmentedControl) -> None:
    with pytest.raises(KeyError):
        control.choose("nonsense")
    assert control.chosen_id() == "without_a_lock"


def test_arrows_home_and_end_move_the_choice_and_stop_at_the_ends(
    control: SegmentedControl, qtbot: QtBot
) -> None:
    told: list[str] = []
    control.chosen.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(control, key)
    assert told == ["acquire_/_release", "the_wrong_lock", "from_1000", "without_a_lock"]


def test_only_the_taken_segment_is_a_stop_of_the_tab_key(control: SegmentedControl) -> None:
    control.choose("from_1000")
    stops = [
        each.text()
        for each in control.findChildren(QAbstractButton)
        if each.text() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["from 1000"]


def test_a_disabled_segment_is_passed_over_and_says_why(qtbot: QtBot) -> None:
    control = SegmentedControl()
    qtbot.addWidget(control)
    control.set_segments([Segment("a", "a", "not on Windows", False), Segment("b", "b"), Segment("c", "c")])
    assert control.chosen_id() == "b"
    QTest.keyClick(control, Qt.Key.Key_Left)
    assert control.chosen_id() == "b"
    assert button(control, "a").toolTip() == "not on Windows"


def test_what_does_not_fit_goes_into_a_menu_but_never_the_taken_one(control: SegmentedControl) -> None:
    control.choose("the_wrong_lock")
    control.resize(control.sizeHint().width() // 2, control.height())
    shown = control.visible_ids()
    assert "the_wrong_lock" in shown
    assert 1 < len(shown) < len(VARIANTS)
    assert shown[0] == "without_a_lock"


def test_very_narrow_it_still_shows_the_taken_one_within_its_width(control: SegmentedControl) -> None:
    control.choose("with_the_lock")
    control.resize(control.minimumSizeHint())
    assert control.visible_ids() == ["with_the_lock"]
    assert button(control, "with the lock").geometry().right() < control.width()


def test_a_hidden_segment_is_taken_from_the_menu(control: SegmentedControl, qtbot: QtBot) -> None:
    control.resize(control.sizeHint().width() // 2, control.height())
    more = next(each for each in control.findChildren(QAbstractButton) if each.accessibleName() == "More")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][-1] == "the wrong lock"
    with qtbot.waitSignal(control.chosen) as told:
        QTest.keyClick(menu, Qt.Key.Key_Up)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert told.args == ["the_wrong_lock"]
    assert "the_wrong_lock" in control.visible_ids()


def test_new_segments_keep_the_choice_where_they_can(control: SegmentedControl) -> None:
    control.choose("from_1000")
    control.set_segments([Segment("x", "x"), Segment("from_1000", "from 1000")])
    assert control.chosen_id() == "from_1000"
    control.set_segments([Segment("x", "x"), Segment("y", "y")])
    assert control.chosen_id() == "x"


def test_beside_other_things_two_segments_stay_in_sight(control: SegmentedControl) -> None:
    assert control.width_beside() < control.sizeHint().width()
    control.resize(control.width_beside(), control.height())
    assert len(control.visible_ids()) == 2
