"""Cards hold a titled body; icons and buttons follow the palette and can be told apart."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from widgets.buttons import ActionButton, IconButton
from widgets.card import Card
from widgets.icons import NAMES, IconName, icon
from widgets.palette import DARK, LIGHT


def drawn(name: IconName, colour: str = "#ff0000") -> QImage:
    return icon(name, colour).pixmap(QSize(32, 32)).toImage()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_asked_colour(name: IconName) -> None:
    image = drawn(name)
    inks = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() > 250
    }
    assert inks == {QColor("#ff0000").name()}


@pytest.mark.usefixtures("qapp")
def test_icons_differ_from_each_other() -> None:
    pictures = {bytes(drawn(name).constBits()) for name in NAMES if name != "cross"}
    assert len(pictures) == len(NAMES) - 1


def test_a_card_shows_its_title_in_capitals_and_tells_it_as_given(qtbot: QtBot) -> None:
    card = Card("Output", QLabel("x"))
    qtbot.addWidget(card)
    assert card.findChildren(QLabel)[0].text() == "OUTPUT"
    assert (card.title(), card.accessibleName()) == ("Output", "Output")


def test_a_file_name_stays_as_it_is(qtbot: QtBot) -> None:
    card = Card("with_lock.py", capitals=False)
    qtbot.addWidget(card)
    assert card.findChildren(QLabel)[0].text() == "with_lock.py"


def test_an_untitled_card_gives_the_room_to_its_body(qtbot: QtBot) -> None:
    body = QLabel("x")
    card = Card("Output", body)
    qtbot.addWidget(card)
    card.resize(200, 200)
    card.show()
    titled = body.height()
    card.set_title("")
    qtbot.waitUntil(lambda: body.height() > titled)


def test_a_new_body_takes_the_place_of_the_former_one(qtbot: QtBot) -> None:
    card = Card("Output", QLabel("old"))
    qtbot.addWidget(card)
    body = QLabel("new")
    card.set_body(body)
    assert card.body() is body
    qtbot.waitUntil(lambda: [x.text() for x in card.findChildren(QLabel)] == ["OUTPUT", "new"])


def test_a_tool_is_clicked_in_the_titles_line(qtbot: QtBot) -> None:
    tool = IconButton("copy", "Copy")
    card = Card("Output", QLabel("x"))
    qtbot.addWidget(card)
    card.add_tool(tool)
    card.show()
    with qtbot.waitSignal(tool.clicked):
        QTest.mouseClick(tool, Qt.MouseButton.LeftButton)
    assert tool.accessibleName() == "Copy"


def test_a_button_shows_its_keys_but_is_named_without_them(qtbot: QtBot) -> None:
    button = ActionButton("Run", "play", "Ctrl+R", primary=True)
    qtbot.addWidget(button)
    assert button.text() == "Run  Ctrl+R"
    assert button.accessibleName() == "Run"
    button.set_words("Run again")
    assert button.text() == "Run again"


def test_a_buttons_icon_follows_the_palette(qtbot: QtBot) -> None:
    button = ActionButton("Stop", "stop")
    qtbot.addWidget(button)
    colours = []
    for palette in (LIGHT, DARK):
        button.set_palette_colours(palette)
        colours.append(button.icon().pixmap(QSize(32, 32)).toImage().pixelColor(16, 16).name())
    assert colours == [LIGHT.text, DARK.text]
