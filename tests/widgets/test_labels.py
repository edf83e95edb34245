"""Labels: rich text that keeps up with palette and size, a line that is cut with dots."""

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from widgets.elided_label import ElidedLabel
from widgets.palette import DARK, LIGHT
from widgets.rich_label import RichLabel
from widgets.theme import apply_theme

TEXT = "a [link](lab:link)"


def shown(qtbot: QtBot, label: QLabel, text: str) -> None:
    qtbot.addWidget(label)
    label.setText(text)
    label.show()
    qtbot.waitExposed(label)


def has_colour(label: QLabel, colour: str) -> bool:
    picture = label.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(colour).rgb()
    return any(picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(picture.height()))


def test_a_link_has_the_colour_of_the_palette_in_force(qtbot: QtBot, app: QApplication) -> None:
    apply_theme(app, LIGHT, 20)
    label = RichLabel()
    label.setTextFormat(label.textFormat().MarkdownText)
    shown(qtbot, label, TEXT)
    assert has_colour(label, LIGHT.accent)
    apply_theme(app, DARK, 20)
    assert has_colour(label, DARK.accent)
    assert not has_colour(label, LIGHT.accent)
    assert label.text() == TEXT


def test_code_grows_with_the_letters_around_it(qtbot: QtBot, app: QApplication) -> None:
    apply_theme(app, LIGHT, 10)
    label = RichLabel()
    label.setTextFormat(label.textFormat().MarkdownText)
    shown(qtbot, label, "`a_long_name_of_something`")
    width = label.sizeHint().width()
    apply_theme(app, LIGHT, 20)
    assert label.sizeHint().width() > 1.8 * width


def test_a_line_without_room_is_cut_with_dots_and_its_tip_says_it_whole(qtbot: QtBot) -> None:
    label = ElidedLabel()
    shown(qtbot, label, "run ended · exited 0 · 579 ms · 139 events")
    label.resize(label.sizeHint())
    whole = label.grab().toImage()
    assert label.fitting() == label.text()
    label.resize(100, label.height())
    assert label.fitting().startswith("run ended")
    assert label.fitting().endswith("…")
    assert label.minimumSizeHint().width() == 0
    assert label.grab().toImage() != whole.copy(0, 0, 100, whole.height())
