"""Whoever hears the lab instead of seeing it, and whoever has no mouse, reaches everything."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownWindow, bank_account

#: Roles that are a place for others; whoever goes through the tree hears what is in them.
PLACES = {
    QAccessible.Role.Client,
    QAccessible.Role.Grouping,
    QAccessible.Role.Pane,
    QAccessible.Role.LayeredPane,
    QAccessible.Role.Splitter,
    QAccessible.Role.Window,
    QAccessible.Role.ScrollBar,
    QAccessible.Role.Separator,
    QAccessible.Role.Border,
    QAccessible.Role.Grip,
    QAccessible.Role.StaticText,  # an empty line has nothing to say
    QAccessible.Role.NoRole,
}


def tree(root: QObject) -> Iterator[QAccessibleInterface]:
    """Everything that a screen reader finds below a widget and that can be seen."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        each = waiting.pop()
        if not each.isValid() or each.state().invisible:
            continue
        yield each
        waiting += [each.child(number) for number in range(each.childCount())]


def name(each: QAccessibleInterface) -> str:
    return each.text(QAccessible.Text.Name)


def described(each: QAccessibleInterface) -> str:
    thing: QObject | None = each.object()
    parents = []
    while thing is not None:
        parents.append(type(thing).__name__)
        thing = thing.parent()
    return f"{each.role().name} {' < '.join(parents)}"


def nameless(root: QObject) -> set[str]:
    return {
        described(each)
        for each in tree(root)
        if each.role() not in PLACES and each.object() is not None and not name(each)
    }


@pytest.fixture
def filled(shown_window: ShownWindow) -> ShownWindow:
    shown_window.fill()
    return shown_window


def test_every_control_of_every_page_has_a_name_and_a_role(filled: ShownWindow) -> None:
    window = filled.window
    seen = 0
    for key in window.rail.page_keys():
        window.rail.show_page(key)
        assert nameless(window) == set(), key
        seen += sum(1 for _ in tree(window))
    assert seen > 1000


def test_what_takes_the_keyboard_has_a_name(filled: ShownWindow) -> None:
    window = filled.window
    for key in window.rail.page_keys():
        window.rail.show_page(key)
        for widget in window.findChildren(QWidget):
            if widget.isVisibleTo(window) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert name(QAccessible.queryAccessibleInterface(widget)), (key, widget)


async def test_after_a_run_all_that_appeared_has_a_name(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    for page in range(shown.tab.findings.pages.count()):
        shown.tab.findings.pages.setCurrentIndex(page)
        assert nameless(shown.tab) == set()


def test_tab_goes_round_through_everything_that_takes_the_keyboard(filled: ShownWindow) -> None:
    window = filled.window
    window.rail.show_page("bank_account")
    window.activateWindow()
    window.rail.bar.setFocus(Qt.FocusReason.TabFocusReason)
    wanted = {
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }
    met = set()
    for _ in range(4 * len(wanted)):
        now = QApplication.focusWidget()
        met.add(now)
        # In an editor Tab is a key of its own; Ctrl+Tab is the window's.
        QTest.keyClick(now or window, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is now:
            following = now.nextInFocusChain() if now is not None else None
            assert following is not None
            following.setFocus(Qt.FocusReason.TabFocusReason)
    missed = {widget for widget in wanted - met if widget.parent() not in met}
    assert missed == set()
