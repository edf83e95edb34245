"""Everything that can be done now, found from the menus, the pages and the buttons in sight themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QLineEdit, QMenu, QMenuBar, QWidget

from app.shell.demo_tab import DemoTab
from app.shell.key_words import keys_of, plain_words
from app.shell.part_keys import native
from widgets.segmented import SegmentedControl
from widgets.timeline import Timeline
from widgets.timeline_hands import KEYS, STEP_KEYS

if TYPE_CHECKING:
    from app.shell.rail import Rail


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do: its words, the place that it is from, its keys, whether it can be done now, and doing it."""

    words: str
    place: str
    keys: str
    enabled: bool
    run: Callable[[], object]
    checked: bool = False


def commands(bar: QMenuBar, rail: Rail) -> list[Command]:
    """What the page in sight offers, then the menus, then all pages; the same words of one place only once."""
    page = rail.current_page()
    found = [*(_of_page(page, rail) if page is not None else ()), *_of_menus(bar), *_of_rail(rail)]
    once: dict[tuple[str, str], Command] = {}
    for each in found:
        once.setdefault((each.place, each.words), each)
    return list(once.values())


def _of_menus(bar: QMenuBar) -> Iterator[Command]:
    for top in bar.actions():
        if isinstance(menu := top.menu(), QMenu):
            yield from _of_menu(menu, plain_words(top))


def _of_menu(menu: QMenu, place: str) -> Iterator[Command]:
    menu.aboutToShow.emit()  # some are brought up to date when they open
    for action in menu.actions():
        if isinstance(inner := action.menu(), QMenu):
            yield from _of_menu(inner, f"{place} › {plain_words(action)}")
        elif not action.isSeparator() and action.isVisible():
            yield _of_action(action, place)


def _of_action(action: QAction, place: str) -> Command:
    checked = action.isCheckable() and action.isChecked()
    return Command(plain_words(action), place, keys_of(action), action.isEnabled(), action.trigger, checked)


def _of_rail(rail: Rail) -> Iterator[Command]:
    place = QCoreApplication.translate("Commands", "Go to")
    for key, title in rail.titles().items():
        yield Command(title, place, "", True, partial(rail.show_page, key))


def _of_page(page: QWidget, rail: Rail) -> Iterator[Command]:
    place = rail.titles().get(rail.current_key(), "")
    inside = page.findChildren(QWidget)
    for widget in (each for each in inside if each.isVisibleTo(page)):
        if isinstance(widget, SegmentedControl):
            yield from _of_segments(widget, place)
        elif (
            isinstance(widget, QAbstractButton)
            and not isinstance(widget.parent(), SegmentedControl | QAbstractSpinBox | QLineEdit)
            and (words := _button_words(widget))
        ):
            checked = widget.isCheckable() and widget.isChecked()
            keys = widget.shortcut().toString()
            yield Command(words, place, keys, widget.isEnabled(), widget.click, checked)
    if isinstance(page, DemoTab):
        find = QCoreApplication.translate("Commands", "Find in the program")
        keys = native(QKeySequence.StandardKey.Find)
        yield Command(find, place, keys, True, page.pane.source.open_find)
        yield from _of_steps(page, place)
        yield from _of_timeline(page.timeline)


def _of_segments(control: SegmentedControl, place: str) -> Iterator[Command]:
    for segment in control.segments():
        taken = segment.id == control.chosen_id()
        enabled = segment.enabled and control.isEnabled()
        yield Command(segment.title, place, "", enabled, partial(control.take, segment.id), taken)


def _of_steps(tab: DemoTab, place: str) -> Iterator[Command]:
    words, steps = QCoreApplication.translate("Commands", "Lesson, step {0}: {1}"), tab.guide.steps
    for number, step in enumerate(steps.lesson.steps if steps.lesson is not None else (), start=1):
        yield Command(
            words.format(number, step.title), place, "", not steps.busy, partial(steps.go_to, number)
        )


def _of_timeline(timeline: Timeline) -> Iterator[Command]:
    """What its keys do, but for moving about."""
    translate, key = QCoreApplication.translate, Qt.Key
    place = translate("Timeline", "Timeline")
    rows = (
        (translate("Commands", "Show everything"), "0", KEYS[key.Key_0]),
        (translate("Commands", "Zoom in"), "+", KEYS[key.Key_Plus]),
        (translate("Commands", "Zoom out"), "−", KEYS[key.Key_Minus]),
        (translate("Commands", "Zoom to what the lane does at the cursor"), "Enter", KEYS[key.Key_Return]),
        (translate("Commands", "The lane's previous event"), "Alt+←", STEP_KEYS[key.Key_Left]),
        (translate("Commands", "The lane's next event"), "Alt+→", STEP_KEYS[key.Key_Right]),
        (translate("Commands", "From a wait to its holder"), "H", KEYS[key.Key_H]),
        (translate("Commands", "Fold this process"), "C", KEYS[key.Key_C]),
        (translate("Commands", "Fold all processes"), "A", KEYS[key.Key_A]),
        (translate("Commands", "Follow the present"), "F", KEYS[key.Key_F]),
        (translate("Commands", "Go to the beginning"), "Home", KEYS[key.Key_Home]),
        (translate("Commands", "Bookmark the moment"), "M", KEYS[key.Key_M]),
        (translate("Commands", "Keys of the timeline"), "?", KEYS[key.Key_Question]),
    )
    for words, keys, press in rows:
        yield Command(words, place, keys, timeline.has_lanes, partial(press, timeline))


def _button_words(button: QAbstractButton) -> str:
    """What a button is called: by its name for screen readers, its text or its tip."""
    words = button.accessibleName() or button.text() or button.toolTip()
    return words.partition("\n")[0].replace("&", "").rstrip("….").strip()
