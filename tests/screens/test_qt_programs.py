"""Unchanged PySide6 programs, seen and worked with through their screens."""

import asyncio
from pathlib import Path

import pytest

from app.tracer import screen_layout as layout
from tests.screened import RIGHT, Person, Play, show

_CTRL = 0x04000000
_RETURN, _DOWN, _TAB = 0x01000004, 0x01000015, 0x01000001
RED, BLUE = (255, 0, 0), (0, 0, 255)

_BEGIN = """
import sys
from PySide6.QtCore import *
from PySide6.QtGui import *
from PySide6.QtWidgets import *

def say(*words):
    print(*words, flush=True)

app = QApplication(sys.argv)
def show(widget, width=300, height=200):
    widget.resize(width, height)
    widget.show()
def paint(widget, colour="red"):
    widget.setStyleSheet(f"background: {colour}; border: 0")
    return widget
"""


async def answers_a_box(person: Person) -> None:
    person_at = await person.found(RED)
    person.click(*person_at)
    await person.until_said("asked")
    person.key(_RETURN, "\r")
    await person.until_said("answered")
    person.close()


async def chooses(person: Person) -> None:
    at = await person.found(RED)
    person.click(*at)
    await person.until_said("popup")
    person.key(_DOWN)
    person.key(_RETURN, "\r")
    await person.until_said("chosen two")
    person.close()


async def uses_the_menu(person: Person) -> None:
    await person.until(lambda: person.picture and person.picture.title == "menus")
    person.click(15, 10)
    await person.until_said("menu opens")
    person.key(_DOWN)
    person.key(_RETURN, "\r")
    await person.until_said("new by menu")
    for _ in range(50):  # the menu takes keys as long as it is there, and it may still be closing
        if b"shortcut" in person.said:
            break
        person.key(ord("K"), "\x0b", _CTRL)
        await asyncio.sleep(0.1)
    await person.until_said("shortcut")
    person.close()


async def drags(person: Person) -> None:
    await person.until(lambda: person.picture and person.picture.width == 200)
    person.press(6, 15)
    for x in range(10, 200, 10):
        person.move(x, 15)
    person.release(190, 15)
    await person.until_said("let go at 9")
    person.close()


async def hovers(person: Person) -> None:
    await person.until(lambda: person.picture)
    person.move(50, 50)
    await person.until_said("enter")
    person.give(layout.LEAVE)
    await person.until_said("leave")
    person.click(30, 40, RIGHT)
    await person.until_said("menu at 30 40")
    person.key(_DOWN)
    person.key(_RETURN, "\r")
    await person.until_said("did it")
    person.close()


async def works_in_a_loop(person: Person) -> None:
    at = await person.found(RED)
    person.click(*at)
    await person.until_said("clicked")


async def waits_for_a_worker(person: Person) -> None:
    at = await person.found(RED)
    person.click(*at)
    await person.found(BLUE)
    person.close()


async def double_clicks(person: Person) -> None:
    at = await person.found(RED)
    person.click(*at)
    person.click(*at)
    await person.until_said("double")
    person.give(layout.WHEEL, *at, 0, -120)
    await person.until_said("wheel -120")
    person.close()


async def types(person: Person) -> None:
    await person.until(lambda: person.picture)
    person.type("abc")
    await person.until_said("abc")
    person.give(layout.TEXT, text="你好")
    await person.until_said("abc你好")
    person.key(_TAB, "\t")
    person.type("z")
    await person.until_said("second z")
    person.close()


async def resizes(person: Person) -> None:
    await person.until(lambda: person.picture and person.picture.width == 300)
    person.give(layout.RESIZE, 411, 222)
    await person.until(lambda: person.picture and (person.picture.width, person.picture.height) == (411, 222))
    await person.until_said("411 222")
    person.close()


async def closes_twice(person: Person) -> None:
    await person.until(lambda: person.picture)
    person.close()
    await person.until_said("not yet")
    person.close()


async def opens_two(person: Person) -> None:
    await person.found(RED)
    at = await person.found(BLUE)
    assert person.picture is not None
    assert person.picture.width > 320  # beside each other
    person.click(*at)
    await person.until_said("second")
    person.close()
    await person.until(lambda: person.picture and person.picture.title == "second")
    person.close()


PROGRAMS: dict[str, tuple[Play, int, str]] = {
    "a message box": (answers_a_box, 5, """
button = paint(QPushButton())
def ask():
    QTimer.singleShot(0, lambda: say("asked"))
    QMessageBox.information(button, "Done", "Downloaded")
    say("answered")
button.clicked.connect(ask)
show(button)
sys.exit(app.exec() + 5)
"""),
    "a combo box": (chooses, 0, """
class Box(QComboBox):
    def showPopup(self):
        super().showPopup()
        say("popup")
window = QWidget()
box = paint(Box(window))
box.setGeometry(20, 20, 150, 30)
box.addItems(["one", "two", "three"])
box.currentTextChanged.connect(lambda text: say("chosen", text))
show(window)
app.exec()
"""),
    "menus and shortcuts": (uses_the_menu, 0, """
window = QMainWindow()
window.setWindowTitle("menus")
menu = window.menuBar().addMenu("File")
menu.aboutToShow.connect(lambda: say("menu opens"))
menu.addAction("New", lambda: say("new by menu"))
QShortcut(QKeySequence("Ctrl+K"), window, lambda: say("shortcut"))
show(window)
app.exec()
"""),
    "a slider": (drags, 0, """
slider = QSlider(Qt.Orientation.Horizontal)
slider.setRange(0, 100)
slider.sliderReleased.connect(lambda: say("let go at", slider.value()))
show(slider, 200, 30)
app.exec()
"""),
    "hover and a context menu": (hovers, 0, """
class Window(QWidget):
    def enterEvent(self, event):
        say("enter")
    def leaveEvent(self, event):
        say("leave")
    def contextMenuEvent(self, event):
        menu = QMenu(self)
        menu.addAction("Do it", lambda: say("did it"))
        place = self.mapFromGlobal(QCursor.pos())
        say("menu at", place.x(), place.y())
        menu.exec(QCursor.pos())
window = Window()
show(window)
app.exec()
"""),
    "a loop of its own": (works_in_a_loop, 4, """
clicked = []
button = paint(QPushButton())
button.clicked.connect(lambda: clicked.append(1))
show(button)
while not clicked:
    app.processEvents()
say("clicked")
QThread.msleep(50)
sys.exit(4)
"""),
    "a QThread": (waits_for_a_worker, 0, """
class Worker(QThread):
    done = Signal(str)
    def run(self):
        self.msleep(20)
        self.done.emit("blue")
button, worker = paint(QPushButton()), Worker()
button.clicked.connect(worker.start)
worker.done.connect(lambda colour: paint(button, colour))
show(button)
app.exec()
worker.wait()
"""),
    "qasync": (waits_for_a_worker, 0, """
import asyncio, qasync
async def work():
    await asyncio.sleep(0.02)
    paint(button, "blue")
tasks = []
button = paint(QPushButton())
button.clicked.connect(lambda: tasks.append(asyncio.create_task(work())))
show(button)
closed = asyncio.Event()
app.lastWindowClosed.connect(closed.set)
app.setQuitOnLastWindowClosed(False)
qasync.run(closed.wait())
"""),
    "a double click and the wheel": (double_clicks, 0, """
class Field(QWidget):
    def paintEvent(self, event):
        QPainter(self).fillRect(self.rect(), QColor("red"))
    def mouseDoubleClickEvent(self, event):
        say("double")
    def wheelEvent(self, event):
        say("wheel", event.angleDelta().y())
field = Field()
show(field)
app.exec()
"""),
    "text": (types, 0, """
window = QWidget()
rows = QVBoxLayout(window)
for name in ("", "second "):
    line = QLineEdit()
    line.textChanged.connect(lambda text, name=name: say(name + text))
    rows.addWidget(line)
show(window)
app.exec()
"""),
    "another size": (resizes, 0, """
class Window(QWidget):
    def resizeEvent(self, event):
        say(event.size().width(), event.size().height())
window = Window()
show(window)
app.exec()
"""),
    "a window that doesn't close at once": (closes_twice, 0, """
class Window(QWidget):
    asked = False
    def closeEvent(self, event):
        say("bye" if self.asked else "not yet")
        event.setAccepted(self.asked)
        self.asked = True
window = Window()
show(window)
app.exec()
"""),
    "two windows": (opens_two, 0, """
first, second = paint(QPushButton()), paint(QPushButton(), "blue")
first.setWindowTitle("first")
second.setWindowTitle("second")
second.clicked.connect(lambda: say("second"))
show(first)
show(second)
app.exec()
"""),
}  # fmt: skip


@pytest.mark.parametrize("which", PROGRAMS)
def test_a_qt_program_is_seen_and_worked_with(which: str, tmp_path: Path) -> None:
    play, status, source = PROGRAMS[which]
    shown = show(_BEGIN + source, tmp_path, play)
    assert (shown.outcome.reason, shown.outcome.status) == ("exited", status), shown.errors
    assert shown.errors == ""


def test_being_seen_costs_a_program_no_paint_event(tmp_path: Path) -> None:
    source = f"""{_BEGIN}
class Window(QWidget):
    painted = 0
    def paintEvent(self, event):
        self.painted += 1
window = Window()
show(window)
QTimer.singleShot(300, app.quit)
app.exec()
say("painted", window.painted)
"""
    import subprocess
    import sys

    async def look(person: Person) -> None:
        await person.until_said("painted")

    shown = show(source, tmp_path, look)
    stock = subprocess.run(
        [sys.executable, str(tmp_path / "program.py")], capture_output=True, text=True, check=True
    )
    assert shown.said == stock.stdout
