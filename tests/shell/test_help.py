"""Help and about: opened from the menu, true to the actions, in the language that is spoken."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QMenu

from app.core.help_pages import PAGES
from app.core.version import VERSION
from app.shell.key_words import keys_of, plain_words
from app.shell.page_keys import COMPARE, HISTORY, MANY, MONITOR
from app.shell.part_keys import native
from app.shell.python_finder import PythonFinder
from app.shell.remote_keys import KEYS
from app.stage.pythons import FoundPython
from tests.shell.showing import ShownWindow, until


def actions_of(menu: QMenu) -> list[QAction]:
    found = []
    for action in menu.actions():
        inner = action.menu()
        found += actions_of(inner) if isinstance(inner, QMenu) else [action]
    return found


def test_the_page_of_keys_has_every_key_of_every_action(shown_window: ShownWindow) -> None:
    window = shown_window.window
    window.help_requested.emit("keys")
    help_window = shown_window.contents.help_desk().help
    assert help_window is not None
    assert help_window.isVisible()
    told = help_window.text.toPlainText()
    with_keys = []
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        with_keys += [each for each in actions_of(menu) if each.shortcuts()]
    assert len(with_keys) > 15
    for action in with_keys:
        assert keys_of(action) in told
        assert plain_words(action) in told
    assert {"F1", "F5", "F11", "Ctrl+O"} <= set(told.replace(",", "").split())


async def test_the_page_of_keys_has_the_keys_that_only_a_part_of_a_page_hears(
    shown_window: ShownWindow,
) -> None:
    window = shown_window.window
    shown_window.fill()
    for key in ("bank_account", HISTORY, COMPARE, MANY, MONITOR):
        window.rail.show_page(key)
    window.help_requested.emit("keys")
    help_window = shown_window.contents.help_desk().help
    assert help_window is not None
    told = help_window.text.toPlainText()
    heard = window.findChildren(QShortcut)
    assert len(heard) >= 5
    for shortcut in heard:
        assert native(shortcut.key()) in told, shortcut.key().toString()


@pytest.mark.parametrize("zoom", [100, 300])
def test_the_list_of_pages_leaves_room_for_the_page(shown_window: ShownWindow, zoom: int) -> None:
    shown_window.looks.set_zoom(zoom)
    shown_window.window.help_requested.emit("keys")
    help_window = shown_window.contents.help_desk().help
    assert help_window is not None
    help_window.resize(1280, 720)
    assert help_window.pages.width() <= 1280 / 3
    assert help_window.text.width() > 1280 / 2
    assert help_window.text.verticalScrollBar().maximum() > 0


def test_every_key_of_the_presenter_is_in_its_list(shown_window: ShownWindow) -> None:
    told = " ".join(keys for keys, _ in shown_window.contents.presenter.key_rows())
    names = {
        Qt.Key.Key_Escape: "Esc",
        Qt.Key.Key_Period: ".",
        Qt.Key.Key_Comma: ",",
        Qt.Key.Key_Question: "?",
    }
    for key in KEYS:
        name = names.get(Qt.Key(key), Qt.Key(key).name.removeprefix("Key_"))
        assert name in told.replace("·", "").split(), name


def test_no_two_actions_share_a_key(shown_window: ShownWindow) -> None:
    keys = [
        key.toString() for action in shown_window.window.findChildren(QAction) for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_pages_lead_to_one_another_and_follow_the_language(shown_window: ShownWindow) -> None:
    desk = shown_window.contents.help_desk()
    desk.show_help("program")
    assert desk.help is not None
    assert desk.help.text.toPlainText().startswith("How to write a program")
    desk.help.text.anchorClicked.emit(QUrl("help:demo"))
    assert desk.help.text.toPlainText().startswith("How to add a demo")
    shown_window.contents._settings.speak("zh_CN")
    try:
        desk.speak()
    finally:
        shown_window.contents._settings.speak("en")
    assert desk.help.text.toPlainText().startswith("如何添加一个演示")
    for name in ("keys", *PAGES, "licence", "notices"):
        desk.show_help(name)
        assert len(desk.help.text.toPlainText()) > 200, name


async def test_about_tells_versions_and_what_the_machine_can_do_and_copies_it(
    shown_window: ShownWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    finder = PythonFinder(lambda: [FoundPython("3.14.1", str(Path("/opt/python")), free_threaded=True)])
    shown_window.contents._finder = finder
    shown_window.window.about_requested.emit()
    about = shown_window.contents.help_desk().about
    assert about is not None
    assert "looking" in about.facts.toPlainText()
    await until(lambda: "3.14.1" in about.facts.toPlainText(), about.facts.toPlainText)
    await finder.closed()
    about.copy.click()
    told = QApplication.clipboard().text()
    for words in (f"Concurrency Lab: {VERSION}", "Qt: 6.", "Cores: ", "spawn", "free-threaded", "Display: "):
        assert words in told, words
    assert "Clock: " in told
    about.licence.click()
    opened = shown_window.contents.help_desk().help
    assert opened is not None
    assert "MIT License" in opened.text.toPlainText()
    about.close()
