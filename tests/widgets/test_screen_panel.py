"""A panel paints another program's window and says what a person does to it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.core.screen import Act, Given, Picture
from tests.painted import Painted
from widgets.screen_panel import ScreenPanel

_RED = b"\x00\x00\xff\xff"


def picture(
    width: int = 100, height: int = 50, title: str = "A window", flags: int = 0, cursor: int = 0
) -> Picture:
    return Picture(1, width, height, 1.0, flags, cursor, title, _RED * (width * height))


class Held:
    """A panel in a window, and what it gave."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.panel = ScreenPanel()
        QVBoxLayout(self.window).addWidget(self.panel)
        self.given: list[Given] = []
        self.panel.given.connect(self.given.append)
        qtbot.addWidget(self.window)
        self.window.resize(400, 300)
        self.window.show()
        qtbot.waitUntil(self.window.isVisible)
        self.panel.show_picture(picture())

    def at(self, x: int, y: int) -> QPoint:
        """The point of the canvas that shows a pixel."""
        target = self.panel.canvas.target()
        return (target.topLeft() + QPoint(x, y).toPointF()).toPoint()

    def acts(self) -> list[Act]:
        return [given.act for given in self.given]

    def colour(self, x: int, y: int) -> tuple[int, int, int]:
        found = self.panel.canvas.grab().toImage().pixelColor(self.at(x, y))
        return found.red(), found.green(), found.blue()


@pytest.fixture
def held(qtbot: QtBot) -> Held:
    return Held(qtbot)


def test_a_picture_is_shown_with_its_title(held: Held) -> None:
    assert held.panel.title() == "A window"
    assert held.colour(50, 25) == (255, 0, 0)


def test_a_click_goes_to_the_pixel_that_was_clicked(held: Held, qtbot: QtBot) -> None:
    QTest.mouseClick(
        held.panel.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, held.at(12, 34)
    )
    press, release = [given for given in held.given if given.act in (Act.PRESS, Act.RELEASE)]
    assert (press.a, press.b, press.c, press.d) == (12, 34, 1, 1)
    assert (release.act, release.a, release.b, release.c, release.d) == (Act.RELEASE, 12, 34, 0, 1)


def test_a_click_beside_the_picture_goes_nowhere(held: Held, qtbot: QtBot) -> None:
    QTest.mouseClick(
        held.panel.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, held.at(-5, -5)
    )
    assert Act.PRESS not in held.acts()


def test_a_large_picture_is_made_smaller_and_points_with_it(held: Held, qtbot: QtBot) -> None:
    held.panel.show_picture(picture(2000, 1000))
    target = held.panel.canvas.target()
    assert target.width() <= held.panel.canvas.width()
    QTest.mousePress(
        held.panel.canvas,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        target.center().toPoint(),
    )
    press = next(given for given in held.given if given.act is Act.PRESS)
    assert abs(press.a - 1000) < 12
    assert abs(press.b - 500) < 12


def key(
    code: Qt.Key, modifiers: Qt.KeyboardModifier, text: str = "", kind: QEvent.Type = QEvent.Type.KeyPress
) -> QKeyEvent:
    return QKeyEvent(kind, code, modifiers, text)


def test_keys_go_to_the_program_after_a_click_until_shift_and_esc(held: Held, qtbot: QtBot) -> None:
    canvas = held.panel.canvas
    pressed: list[int] = []
    QShortcut("Ctrl+R", held.window).activated.connect(lambda: pressed.append(1))
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    for code in (Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_A):
        QApplication.sendEvent(canvas, key(code, Qt.KeyboardModifier.NoModifier, "x"))
    QTest.keyClick(canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    control = Qt.Key.Key_Control.value
    downs = [given.a for given in held.given if given.act is Act.KEY_DOWN and given.a != control]
    assert downs == [0x01000001, 0x01000000, ord("A"), ord("R")]
    assert not pressed
    assert canvas.hasFocus()
    QApplication.sendEvent(canvas, key(Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier))
    assert not canvas.hasFocus()
    assert held.given[-1] == Given(Act.FOCUS, 0)


def test_words_that_change_are_painted_without_the_picture_below(held: Held) -> None:
    canvas = held.panel.canvas
    held.panel.set_silence(3.2, 0)
    before = held.colour(2, 2)
    painted = Painted(canvas)
    held.panel.set_silence(3.21, 0)
    assert painted.places() == []
    former = canvas._pill().toRect()
    held.panel.set_silence(13.3, 2)
    (place,) = painted.places()
    assert place.contains(canvas._pill().toRect())
    assert place.contains(former)
    assert place.height() < canvas.height() / 2
    assert held.colour(2, 2) == before
    painted.places()
    held.panel.set_silence(0, 0)
    assert painted.places() == [canvas.rect()]


def test_chinese_goes_as_text(held: Held) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString("你好")
    QApplication.sendEvent(held.panel.canvas, event)
    assert held.given[-1] == Given(Act.TEXT, text="你好")


def test_what_does_not_respond_is_said_with_its_clicks(held: Held) -> None:
    held.panel.set_silence(0.4, 0)
    assert held.panel.words() == ""
    held.panel.set_silence(3.24, 0)
    assert held.panel.words() == "not responding for 3.2 s"
    held.panel.set_silence(3.24, 1)
    assert held.panel.words() == "not responding for 3.2 s · 1 click waiting"
    held.panel.set_silence(3.24, 4)
    assert held.panel.words() == "not responding for 3.2 s · 4 clicks waiting"
    assert held.colour(2, 2) != (255, 0, 0)  # pale
    held.panel.set_silence(0, 0)
    assert held.panel.words() == ""
    assert held.colour(2, 2) == (255, 0, 0)


def test_the_last_picture_of_an_ended_program_stays_grey_and_takes_nothing(held: Held, qtbot: QtBot) -> None:
    held.panel.set_ended()
    red, green, blue = held.colour(50, 25)
    assert red == green == blue
    held.given.clear()
    QTest.mouseClick(
        held.panel.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, held.at(12, 34)
    )
    assert held.given == []


@pytest.mark.parametrize(("flags", "word"), [(1, "OpenGL"), (2, "Qt Quick"), (4, "too large"), (8, "closed")])
def test_why_there_is_no_picture_is_said(flags: int, word: str, held: Held) -> None:
    held.panel.show_picture(Picture(2, 0, 0, 1.0, flags, 0, "", b""))
    assert word in held.panel.words()


def test_the_pointer_has_the_shape_that_the_program_wants(held: Held) -> None:
    held.panel.show_picture(picture(cursor=13))
    assert held.panel.canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    held.panel.show_picture(picture(cursor=4_000_000))
    assert held.panel.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_fit_asks_the_program_for_the_size_of_the_panel(held: Held) -> None:
    held.panel._fit.click()
    canvas = held.panel.canvas
    assert held.given[-1] == Given(Act.RESIZE, canvas.width(), canvas.height())
    held.window.resize(600, 500)
    QApplication.processEvents()
    assert held.given[-1] == Given(Act.RESIZE, canvas.width(), canvas.height())


def test_the_cross_closes_the_programs_window(held: Held) -> None:
    held.panel._close.click()
    assert held.given[-1] == Given(Act.CLOSE)


def test_so_much_of_a_large_picture_is_seen_at_least(held: Held) -> None:
    held.panel.show_picture(picture(1000, 600))
    assert held.panel.canvas.minimumSizeHint().height() > 150
    held.panel.show_picture(picture(300, 100))  # a small one needs no more than it has
    assert held.panel.canvas.minimumSizeHint().height() == 100
    held.panel.show_picture(picture(8, 8))
    assert held.panel.canvas.minimumSizeHint().height() == 60
