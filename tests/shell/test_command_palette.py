"""The command palette: everything that can be done is in it, and is done from it by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.shell.command_palette import CommandPalette
from app.shell.commands import Command
from app.shell.demo_tab import DemoTab
from app.shell.key_words import plain_words
from tests.shell.showing import ShownWindow

Key = Qt.Key


@pytest.fixture
def filled(shown_window: ShownWindow) -> ShownWindow:
    shown_window.fill()
    shown_window.window.rail.show_page("bank_account")
    return shown_window


def opened(shown: ShownWindow) -> CommandPalette:
    shown.window.show_commands()
    palette = shown.window.command_palette
    assert palette is not None
    assert palette.isVisible()
    return palette


def words(palette: CommandPalette) -> list[str]:
    return [command.words for command in palette.shown()]


def found(palette: CommandPalette, query: str) -> Command:
    palette.field.setText(query)
    return palette.shown()[0]


def menu_actions(menu: QMenu) -> list[QAction]:
    inner = [
        each for action in menu.actions() if isinstance(m := action.menu(), QMenu) for each in menu_actions(m)
    ]
    return inner + [a for a in menu.actions() if a.menu() is None and not a.isSeparator()]


def test_every_action_of_the_menus_is_in_it_with_its_keys(filled: ShownWindow) -> None:
    palette = opened(filled)
    known = {(command.words, command.keys) for command in palette.shown()}
    bar = filled.window.menuBar()
    actions = [a for top in bar.actions() if isinstance(m := top.menu(), QMenu) for a in menu_actions(m)]
    assert len(actions) > 25
    for action in actions:
        keys = ", ".join(each.toString() for each in action.shortcuts())
        assert (plain_words(action), keys) in known


def test_pages_variants_buttons_steps_and_the_timeline_are_in_it(filled: ShownWindow) -> None:
    known = words(opened(filled))
    assert {"History", "Downloads", "with the lock", "Begin", "Fold all processes"} <= set(known)
    tab = filled.window.rail.current_page()
    assert isinstance(tab, DemoTab)
    assert sum(each.startswith("Lesson, step") for each in known) == tab.guide.steps.count


def test_letters_and_return_choose_a_variant(filled: ShownWindow) -> None:
    palette = opened(filled)
    QTest.keyClicks(palette.field, "with the lock")
    QTest.keyClick(palette.field, Key.Key_Return)
    assert not palette.isVisible()
    tab = filled.window.rail.current_page()
    assert isinstance(tab, DemoTab)
    assert tab.bar.variants.chosen_id() == "with_lock"


def test_a_page_is_gone_to(filled: ShownWindow) -> None:
    palette = opened(filled)
    QTest.keyClicks(palette.field, "glossary go")
    QTest.keyClick(palette.field, Key.Key_Return)
    assert filled.window.rail.current_key() == "glossary"


def test_what_can_not_be_done_now_is_shown_and_not_done(filled: ShownWindow) -> None:
    done: list[str] = []
    palette = opened(filled)
    palette.done.connect(done.append)
    stop = found(palette, "stop bank")
    assert (stop.words, stop.enabled) == ("Stop", False)
    palette.list.setCurrentRow(0)
    QTest.keyClick(palette.field, Key.Key_Return)
    assert done == []
    assert palette.isVisible()


def test_down_steps_over_what_can_not_be_done(filled: ShownWindow) -> None:
    palette = opened(filled)
    for _ in range(palette.list.count()):
        QTest.keyClick(palette.field, Key.Key_Down)
        assert palette.list.currentItem().flags() & Qt.ItemFlag.ItemIsEnabled


def test_escape_gives_the_keyboard_back(filled: ShownWindow) -> None:
    filled.window.activateWindow()
    filled.window.rail.search.setFocus()
    before = filled.window.focusWidget()
    palette = opened(filled)
    assert filled.window.focusWidget() is palette.field
    QTest.keyClick(palette.field, Key.Key_Escape)
    assert not palette.isVisible()
    assert filled.window.focusWidget() is before


def test_nonsense_finds_nothing_and_says_so(filled: ShownWindow) -> None:
    palette = opened(filled)
    palette.field.setText("qqqqzzzz")
    assert palette.shown() == []
    assert palette._nothing.isVisible()


def test_it_stays_inside_a_small_window(filled: ShownWindow) -> None:
    filled.window.resize(900, 600)
    palette = opened(filled)
    assert filled.window.rect().contains(palette.geometry())
