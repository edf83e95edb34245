"""Claims are told by sign and word, wrap, and give their detail to keyboard and mouse."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from widgets.claim_badges import ClaimBadges
from widgets.flow_layout import FlowLayout

CLAIMS = [
    ("no coin was lost", True, "12 of 12"),
    ("never two threads inside", False, "Thread-3 and Thread-4 were inside at 12 ms"),
    ("the work became serial", None, "Nothing was recorded"),
]


@pytest.fixture
def badges(qtbot: QtBot) -> ClaimBadges:
    badges = ClaimBadges()
    qtbot.addWidget(badges)
    badges.resize(360, 200)
    badges.set_claims(CLAIMS)
    with qtbot.waitExposed(badges):
        badges.show()
    badges.activateWindow()
    return badges


def pills(badges: ClaimBadges) -> list[QWidget]:
    return [each for each in badges.findChildren(QWidget) if each.accessibleName() and not each.isHidden()]


def shown_labels(badges: ClaimBadges) -> list[str]:
    return [label.text() for label in badges.findChildren(QLabel) if label.isVisible()]


def test_each_claim_says_its_verdict_in_words(badges: ClaimBadges) -> None:
    assert [pill.accessibleName() for pill in pills(badges)] == [
        "no coin was lost: holds",
        "never two threads inside: doesn't hold",
        "the work became serial: can't be told here",
    ]
    assert pills(badges)[1].toolTip() == "Doesn't hold. Thread-3 and Thread-4 were inside at 12 ms"


def test_the_three_verdicts_look_different_without_colours(badges: ClaimBadges, qtbot: QtBot) -> None:
    badges.set_claims([("same", holds, "") for holds in (True, False, None)])
    badges.resize(600, 200)
    qtbot.waitUntil(lambda: len(pills(badges)) == 3)
    pictures = set()
    for pill in pills(badges):
        grey = pill.grab(QRect(0, 0, 26, pill.height())).toImage()
        shape = [grey.pixelColor(x, y).lightness() < 190 for y in range(grey.height()) for x in range(26)]
        pictures.add(tuple(shape))
    assert len(pictures) == 3


def test_the_keyboard_brings_the_detail_and_takes_it_away(badges: ClaimBadges, qtbot: QtBot) -> None:
    pills(badges)[0].setFocus()
    qtbot.waitUntil(lambda: shown_labels(badges) == ["12 of 12"])
    QTest.keyClick(pills(badges)[0], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: shown_labels(badges) == ["Thread-3 and Thread-4 were inside at 12 ms"])
    pills(badges)[1].clearFocus()
    qtbot.waitUntil(lambda: shown_labels(badges) == [])


def test_pills_wrap_where_the_width_ends(badges: ClaimBadges, qtbot: QtBot) -> None:
    badges.resize(900, 200)
    qtbot.waitUntil(lambda: len({pill.y() for pill in pills(badges)}) == 1)
    badges.resize(220, 200)
    qtbot.waitUntil(lambda: len({pill.y() for pill in pills(badges)}) == 3)


def test_a_name_wider_than_the_pane_is_wrapped_inside_its_pill(badges: ClaimBadges, qtbot: QtBot) -> None:
    badges.set_claims([("the work became serial: 12 times ten milliseconds", True, "")])
    badges.resize(900, 200)
    qtbot.waitUntil(lambda: len(pills(badges)) == 1)
    (pill,) = pills(badges)
    qtbot.waitUntil(lambda: pill.width() == pill.sizeHint().width())
    one_line = pill.height()
    badges.resize(160, 200)
    qtbot.waitUntil(lambda: pill.height() > one_line)
    assert pill.geometry().right() < 160


def test_new_claims_replace_the_old_ones(badges: ClaimBadges, qtbot: QtBot) -> None:
    badges.set_claims([("another", True, "")])
    qtbot.waitUntil(lambda: [pill.accessibleName() for pill in pills(badges)] == ["another: holds"])
    badges.set_claims([])
    qtbot.waitUntil(lambda: pills(badges) == [])


def test_a_link_in_the_note_is_told(badges: ClaimBadges, qtbot: QtBot) -> None:
    badges.set_note('Compare <a href="bank_account.without_a_lock">it</a>')
    note = next(label for label in badges.findChildren(QLabel) if "Compare" in label.text())
    assert note.isVisible()
    note.setFocus()
    with qtbot.waitSignal(badges.link_activated) as told:
        note.linkActivated.emit("bank_account.without_a_lock")
    assert told.args == ["bank_account.without_a_lock"]
    badges.set_note("")
    assert not note.isVisible()


def test_a_flow_layout_is_as_high_as_its_lines(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page, gap=5)
    for _ in range(3):
        block = QWidget()
        block.setFixedSize(100, 20)
        flow.addWidget(block)
    assert [flow.heightForWidth(width) for width in (310, 309, 104, 50)] == [20, 45, 70, 70]
    assert flow.itemAt(3) is None
    assert flow.takeAt(7) is None
    assert flow.count() == 3
