"""The window around the tabs: what is in it, its keys, its looks, and what it remembers."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.typing import override
from app.shell.demo_tab import DemoTab
from app.shell.lesson_page import LessonPage
from app.shell.looks import Looks
from app.shell.page_keys import PAGES
from app.shell.pages import FailedPage, OwnProgramPage
from app.shell.settings import Settings
from app.shell.window import Window
from tests.shell.planted import plant, plant_broken
from tests.shell.showing import ShownWindow, bank_account
from widgets.link_card import LinkCard
from widgets.palette import DARK, LIGHT
from widgets.stacking import StackingRow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Two good demos and two broken ones."""
    folder = tmp_path / "demos"
    plant(folder, "second", chapter="Later", order=2, program="import socket\nprint(input())\n")
    plant(folder, "first", chapter="Sooner", order=1)
    plant_broken(folder, "torn", "DEMO = (\n")
    plant_broken(folder, "missing", "import nothing_of_that_name\n")
    return folder


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """A key where the keyboard is."""
    window.activateWindow()
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def action(window: Window, words: str) -> QAction:
    """The menu's action with these words."""
    found = [each for each in window.findChildren(QAction) if each.text().replace("&", "") == words]
    assert len(found) == 1, words
    return found[0]


def words_on(page: object) -> str:
    """All that a page says."""
    assert isinstance(page, LessonPage | OwnProgramPage | FailedPage)
    return "\n".join(label.text() for label in page.findChildren(QLabel))


# What is in it -----------------------------------------------------------------------------------------------


def test_demos_stand_in_their_chapters_and_broken_ones_at_the_end(
    shown_window: ShownWindow, planted: Path
) -> None:
    shown_window.fill(planted)
    start = [
        "Start",
        "Lesson",
        "Your program",
        "History",
        "Compare",
        "Many runs",
        "Monitor",
        "Glossary",
        "Class sheet",
    ]
    assert shown_window.titles() == [
        *start,
        "Sooner",
        "First",
        "Later",
        "Second",
        "Not loaded",
        "missing",
        "torn",
    ]


def test_the_lab_without_a_single_demo_still_opens(shown_window: ShownWindow, tmp_path: Path) -> None:
    shown_window.fill(tmp_path / "no demos here")
    assert shown_window.titles() == [
        "Start",
        "Lesson",
        "Your program",
        "History",
        "Compare",
        "Many runs",
        "Monitor",
        "Glossary",
        "Class sheet",
    ]


def test_tabs_are_built_when_they_are_first_shown(shown_window: ShownWindow) -> None:
    shown_window.fill()
    assert shown_window.contents._tabs == []
    tab = shown_window.show_tab("bank_account").tab
    assert shown_window.contents._tabs == [tab]
    assert shown_window.show_tab("bank_account").tab is tab


def test_the_opening_page_leads_to_every_demo(shown_window: ShownWindow, planted: Path) -> None:
    shown_window.fill(planted)
    page = shown_window.window.rail.show_page("lesson")
    assert "What does it print?" in words_on(page)
    first, _ = page.findChildren(LinkCard)
    first.clicked.emit()
    assert shown_window.window.rail.current_page() is shown_window.current().tab
    assert shown_window.current().tab.program.target == "first.plain"


@pytest.mark.parametrize(
    ("demo", "why"), [("torn", "line 1"), ("missing", "nothing_of_that_name")], ids=["torn", "missing"]
)
def test_a_demo_that_cant_be_loaded_is_a_tab_that_says_why(
    shown_window: ShownWindow, planted: Path, demo: str, why: str
) -> None:
    shown_window.fill(planted)
    page = shown_window.window.rail.show_page(demo)
    assert why in words_on(page)
    assert "can't be shown" in words_on(page)


def test_a_demo_that_fails_only_when_it_is_shown_is_a_tab_that_says_why(
    shown_window: ShownWindow, tmp_path: Path
) -> None:
    plant(tmp_path / "demos", "late", more=", unavailable=lambda: 1 / 0")
    shown_window.fill(tmp_path / "demos")
    page = shown_window.window.rail.show_page("late")
    assert "division by zero" in words_on(page)


def test_a_variant_that_cant_run_here_says_why_and_cant_be_chosen(
    shown_window: ShownWindow, tmp_path: Path
) -> None:
    plant(tmp_path / "demos", "picky", more=", unavailable=lambda: 'It needs a quantum computer.'")
    shown_window.fill(tmp_path / "demos")
    tab = shown_window.show_tab("picky").tab
    (button,) = tab.bar.variants._buttons
    assert not button.isEnabled()
    assert "quantum" in button.toolTip()


async def test_demos_are_found_by_what_their_programs_say(shown_window: ShownWindow, planted: Path) -> None:
    shown_window.fill(planted)
    shown_window.window.rail.show_page("lesson")
    press(shown_window.window, Qt.Key.Key_K)
    QTest.keyClicks(shown_window.window.rail.search, "socket")
    assert shown_window.titles() == ["Start", "Lesson", "Later", "Second"]


# Keys --------------------------------------------------------------------------------------------------------


async def test_ctrl_r_runs_and_ctrl_period_stops_the_tab_that_is_shown(
    shown_window: ShownWindow, planted: Path
) -> None:
    shown_window.fill(planted)
    shown = shown_window.show_tab("second")
    press(shown_window.window, Qt.Key.Key_R)
    await shown.until(shown.tab.console._answer.isVisible)
    assert shown_window.status() == "running"
    press(shown_window.window, Qt.Key.Key_Period)
    await shown.ended()
    assert "stopped" in shown_window.status()


async def test_run_keys_do_nothing_on_a_page_without_programs(
    shown_window: ShownWindow, planted: Path
) -> None:
    shown_window.fill(planted)
    shown_window.window.rail.show_page("lesson")
    press(shown_window.window, Qt.Key.Key_R)
    press(shown_window.window, Qt.Key.Key_Period)
    assert shown_window.contents._tabs == []


def test_ctrl_tab_goes_round_through_the_pages(shown_window: ShownWindow, planted: Path) -> None:
    shown_window.fill(planted)
    rail = shown_window.window.rail
    rail.show_page("lesson")
    seen = []
    for _ in range(9):
        press(shown_window.window, Qt.Key.Key_Tab)
        seen.append(rail.bar.tabText(rail.bar.currentIndex()))
    assert seen == [
        "Your program",
        "History",
        "Compare",
        "Many runs",
        "Monitor",
        "Glossary",
        "Class sheet",
        "First",
        "Second",
    ]
    press(shown_window.window, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert rail.bar.tabText(rail.bar.currentIndex()) == "First"


async def test_the_status_bar_tells_of_the_tab_that_is_shown(
    shown_window: ShownWindow, planted: Path
) -> None:
    shown_window.fill(planted)
    shown = shown_window.show_tab("first")
    await shown.run()
    told = shown_window.status()
    assert told.startswith("run ended · exited 0")
    shown_window.show_tab("second")
    assert shown_window.status() == ""
    shown_window.show_tab("first")
    assert shown_window.status() == told


def test_what_the_lab_says_goes_before_what_the_machine_is(shown_window: ShownWindow, qtbot: QtBot) -> None:
    window = shown_window.window
    window.resize(1024, 768)
    window.show_status("run ended · exited 0 · 1.47 s · 19 events")
    assert window._machine.isVisible()
    shown_window.looks.set_zoom(200)
    qtbot.waitUntil(window._machine.isHidden)
    window.show_status("")
    assert window._machine.isVisible()


async def test_two_tabs_run_at_once_and_each_shows_its_own(shown_window: ShownWindow, planted: Path) -> None:
    shown_window.fill(planted)
    waiting = shown_window.show_tab("second")
    waiting.start()
    await waiting.until(waiting.tab.console._answer.isVisible)
    other = shown_window.show_tab("first")
    await other.run()
    assert other.output() == ["planted"]
    waiting.tab.session.write_input("mine\n")
    await waiting.ended()
    assert waiting.output() == ["mine"]


# Files -------------------------------------------------------------------------------------------------------


def drop(window: Window, *paths: Path) -> bool:
    """Drop files on the window; whether it would take them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, PLAIN)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, left, PLAIN))
    return enter.isAccepted()


def test_a_file_that_is_dropped_opens_in_a_tab_of_its_own_once(
    shown_window: ShownWindow, planted: Path, tmp_path: Path
) -> None:
    shown_window.fill(planted)
    path = tmp_path / "mine 程序.py"
    path.write_text("print(1)\n")
    assert drop(shown_window.window, path)
    tab = shown_window.current().tab
    assert tab.program.path == path
    assert shown_window.titles()[-2:] == ["Opened", "mine 程序.py"]
    shown_window.window.rail.show_page("lesson")
    assert drop(shown_window.window, path)
    assert shown_window.current().tab is tab
    assert shown_window.titles().count("mine 程序.py") == 1


def test_text_that_is_dropped_is_not_taken(shown_window: ShownWindow) -> None:
    data = QMimeData()
    data.setText("print(1)")
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN)
    enter.ignore()
    QApplication.sendEvent(shown_window.window, enter)
    assert not enter.isAccepted()


async def test_a_small_program_to_begin_with_can_be_made_and_run(
    shown_window: ShownWindow, home: Path, planted: Path
) -> None:
    shown_window.fill(planted)
    page = shown_window.window.rail.show_page("own")
    assert isinstance(page, OwnProgramPage)
    page.new_requested.emit()
    shown = shown_window.current()
    assert shown.tab.program.path == home / "programs" / "first.py"
    shown.tab._trust.accepted.emit()
    await shown.ended()
    assert len(shown.lanes()) == 4
    shown_window.window.rail.show_page("own")
    page.new_requested.emit()
    assert shown_window.current().tab is shown.tab


def test_a_home_in_which_nothing_can_be_made_is_said(
    shown_window: ShownWindow, home: Path, planted: Path
) -> None:
    shown_window.fill(planted)
    page = shown_window.window.rail.show_page("own")
    assert isinstance(page, OwnProgramPage)
    home.mkdir(exist_ok=True)
    (home / "programs").write_text("a file")
    page.new_requested.emit()
    assert "can't be written" in shown_window.status()


def test_files_that_were_opened_are_offered_again(
    shown_window: ShownWindow, settings: Settings, planted: Path, tmp_path: Path
) -> None:
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text("print()\n")
        settings.opened(str(tmp_path / name))
    (tmp_path / "one.py").unlink()
    shown_window.fill(planted)
    page = shown_window.window.rail.show_page("own")
    (card,) = page.findChildren(LinkCard)
    card.clicked.emit()
    assert shown_window.current().tab.program.path == tmp_path / "two.py"


# Looks -------------------------------------------------------------------------------------------------------


def test_the_theme_changes_while_the_window_is_open_and_is_remembered(
    shown_window: ShownWindow, settings: Settings, planted: Path
) -> None:
    shown_window.fill(planted)
    shown_window.looks.apply()
    tab = shown_window.show_tab("first").tab
    assert tab.timeline._state.palette == LIGHT
    action(shown_window.window, "Dark").trigger()
    assert tab.timeline._state.palette == DARK
    assert tab.findings.badges.palette_colours() == DARK
    assert tab.pane.source._palette == DARK
    assert tab.console._view._palette == DARK
    assert shown_window.show_tab("second").tab.timeline._state.palette == DARK
    assert settings.theme == "dark"
    action(shown_window.window, "Light").trigger()
    assert tab.timeline._state.palette == LIGHT


def test_everything_grows_with_the_zoom_and_goes_back(shown_window: ShownWindow, planted: Path) -> None:
    shown_window.fill(planted)
    shown_window.looks.apply()
    tab = shown_window.show_tab("first").tab
    editor, timeline, rail = tab.pane.source.editor, tab.timeline, shown_window.window.rail.bar

    def sizes() -> list[float]:
        return [widget.font().pointSizeF() for widget in (editor, timeline, rail, tab.console._view)]

    usual = sizes()
    press(shown_window.window, Qt.Key.Key_Plus)
    assert shown_window.looks.zoom == 110
    assert sizes() == pytest.approx([size * 1.1 for size in usual])
    assert "110 %" in shown_window.window._size.text()
    press(shown_window.window, Qt.Key.Key_Minus)
    press(shown_window.window, Qt.Key.Key_Minus)
    assert shown_window.looks.zoom == 90
    press(shown_window.window, Qt.Key.Key_0)
    assert shown_window.looks.zoom == 100
    assert sizes() == usual


def test_the_zoom_stays_within_what_can_be_used(shown_window: ShownWindow, settings: Settings) -> None:
    for _ in range(20):
        shown_window.looks.step_zoom(1)
    assert shown_window.looks.zoom == settings.zoom == 300
    for _ in range(20):
        shown_window.looks.step_zoom(-1)
    assert shown_window.looks.zoom == settings.zoom == 75


@pytest.mark.parametrize(("theme", "zoom"), [("light", 100), ("dark", 100), ("light", 200), ("dark", 300)])
async def test_every_page_can_be_painted_in_every_look(
    shown_window: ShownWindow, planted: Path, theme: str, zoom: int
) -> None:
    shown_window.fill(planted)
    shown_window.looks.set_theme(theme)
    shown_window.looks.set_zoom(zoom)
    shown_window.window.resize(1024, 768)
    for key in shown_window.window.rail.page_keys():
        shown_window.window.rail.show_page(key)
        assert not shown_window.window.grab().isNull()
    shown = shown_window.show_tab("first")
    await shown.run()
    assert not shown_window.window.grab().isNull()


def test_the_window_fits_a_small_screen(shown_window: ShownWindow) -> None:
    shown_window.fill()
    shown_window.show_tab("bank_account")
    shown_window.looks.set_zoom(100)
    assert shown_window.window.minimumSizeHint().width() <= 1024
    assert shown_window.window.minimumSizeHint().height() <= 768


# Coming and going --------------------------------------------------------------------------------------------


def test_closing_asks_first_so_that_what_runs_can_be_ended(shown_window: ShownWindow) -> None:
    asked: list[bool] = []
    shown_window.window.closing.connect(lambda: asked.append(True))
    assert not shown_window.window.close()
    assert asked == [True]
    assert not shown_window.window.isVisible()


def test_sizes_are_remembered(settings: Settings, qapp: QApplication, qtbot: QtBot) -> None:
    looks = Looks(qapp, settings)
    window = Window(settings, looks)
    window.show()
    window.resize(900, 650)  # no larger than the screen of the offscreen platform lets a window come back
    window.close()
    again = Window(Settings(settings._store.fileName()), looks)
    again.show()
    assert (again.width(), again.height()) == (900, 650)
    for each in (window, again):
        each.close_for_good()
        each.deleteLater()
    looks.deleteLater()


async def test_a_tab_that_is_built_later_has_the_panes_sizes_of_the_one_before(
    shown_window: ShownWindow, planted: Path
) -> None:
    shown_window.fill(planted)
    first = shown_window.show_tab("first").tab
    splitter = first._panes._splitters[0]
    await shown_window.current().until(lambda: splitter.sizes()[0] > 0)
    splitter.moveSplitter(splitter.sizes()[0] + 60, 1)
    wanted = splitter.sizes()
    second = shown_window.show_tab("second")
    await second.until(lambda: second.tab._panes._splitters[0].sizes() == wanted)


def test_the_demo_of_the_tab_is_what_discovery_found(shown_window: ShownWindow) -> None:
    shown_window.fill()
    shown = shown_window.show_tab("bank_account").tab.programs()
    found = bank_account().programs
    assert [(each.target, each.path, each.claims) for each in shown] == [
        (each.target, each.path, each.claims) for each in found
    ]


def test_with_large_letters_in_a_small_window_a_page_scrolls_and_nothing_is_cut(
    shown_window: ShownWindow, qtbot: QtBot
) -> None:
    shown_window.fill()
    shown_window.window.resize(1024, 768)
    while shown_window.looks.zoom < 200:
        shown_window.looks.step_zoom(1)
    for key in ("bank_account", "many", "frozen_window side by side"):
        page = shown_window.window.rail.show_page(key)
        qtbot.waitUntil(lambda page=page: _has_its_least(page))  # type: ignore[misc]
        buttons = [each for each in page.findChildren(QPushButton) if each.isVisibleTo(page)]
        for button in buttons:
            assert button.width() >= button.minimumSizeHint().width(), button.text()


def _has_its_least(page: QWidget) -> bool:
    least = page.minimumSizeHint()
    return page.width() >= least.width() and page.height() >= round(least.height() * 0.9)


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720)])
def test_with_large_letters_a_demo_scrolls_up_and_down_alone(
    shown_window: ShownWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    shown_window.fill()
    shown_window.window.resize(*size)
    shown_window.looks.set_zoom(200)
    for key in shown_window.window.rail.page_keys():
        page = shown_window.window.rail.show_page(key) if key not in PAGES else None
        if isinstance(page, DemoTab):
            qtbot.waitUntil(lambda page=page: _has_its_least(page) and _is_as_wide_as_there_is_room(page))  # type: ignore[misc]


def _is_as_wide_as_there_is_room(page: QWidget) -> bool:
    room = page.parentWidget()
    return room is not None and page.width() <= room.width()


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720)])
def test_a_small_window_shows_a_whole_demo_without_scrolling(
    shown_window: ShownWindow, size: tuple[int, int]
) -> None:
    shown_window.fill()
    shown_window.window.resize(*size)
    for key in shown_window.window.rail.page_keys():
        page = shown_window.window.rail.show_page(key) if key not in PAGES else None
        if isinstance(page, DemoTab):
            QApplication.processEvents()
            QApplication.processEvents()  # scroll bars that aren't needed go
            room = page.parentWidget()
            assert room is not None
            assert page.size() == room.size(), key


def test_no_part_of_a_page_is_a_window_of_its_own_while_it_is_made(
    shown_window: ShownWindow,
) -> None:
    watch = _Windows()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    shown_window.fill()
    for key in set(shown_window.window.rail.page_keys()) - set(PAGES):
        shown_window.window.rail.show_page(key)
        QApplication.processEvents()
    assert watch.shown == []


class _Windows(QObject):
    """Which windows are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


async def test_run_stays_beside_the_boxes_where_there_is_room_however_the_letters_grow_and_shrink(
    shown_window: ShownWindow,
) -> None:
    shown_window.fill()
    shown_window.window.resize(1920, 1080)
    tab = shown_window.show_tab("bank_account")
    bar, how = tab.tab.bar.findChildren(StackingRow)
    for zoom in (100, 250, 100):
        shown_window.looks.set_zoom(zoom)
        await asyncio.sleep(0.1)  # a row that is squeezed stacks at once
        await tab.until(lambda: not how.stacked)
    assert not bar.stacked
