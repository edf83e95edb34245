"""The language is switched while dialogs, help, notes, key sheet and palette are open: all of it changes, and back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from app.shell.compare_page import ComparePage
from app.shell.many_runs_page import ManyRunsPage
from app.shell.mishap_dialog import MishapDialog
from app.shell.page_keys import COMPARE, MANY, MONITOR, SHEET, SIDE_BY_SIDE
from app.shell.remote_dialog import RemoteDialog
from app.shell.side_by_side import SideBySide
from app.shell.speech import Speech
from app.shell.tab_view import view_of
from tests.shell.chinese import chinese, english, speech
from tests.shell.showing import ShownTab, ShownWindow
from tests.shell.test_presenter import Key, Stage, begin, stage

__all__ = ["speech", "stage"]

Open = Callable[[ShownWindow], QWidget]


def _help(shown: ShownWindow) -> QWidget:
    shown.window.help_requested.emit("keys")
    found = shown.contents.help_desk().help
    assert found is not None
    return found


def _about(shown: ShownWindow) -> QWidget:
    shown.window.about_requested.emit()
    found = shown.contents.help_desk().about
    assert found is not None
    return found


def _palette(shown: ShownWindow) -> QWidget:
    shown.window.show_commands()
    assert shown.window.command_palette is not None
    return shown.window.command_palette


def _remote(shown: ShownWindow) -> QWidget:
    shown.window.teach_requested.emit()
    (found,) = shown.window.findChildren(RemoteDialog)
    found.teach[next(iter(found.teach))].click()
    return found


def _freeze(shown: ShownWindow) -> QWidget:
    shown.window.own_freeze.ask()
    assert shown.window.own_freeze.question is not None
    return shown.window.own_freeze.question


def _mishap(shown: ShownWindow) -> QWidget:
    dialog = MishapDialog("/home/somebody/lab.log", shown.window)
    dialog.tell(2, "")
    dialog.show()
    return dialog


def _file(shown: ShownWindow) -> QWidget:
    shown.window.ask_for_program()
    (found,) = (each for each in QApplication.topLevelWidgets() if each.isModal() and each.isVisible())
    return found


def _find(shown: ShownWindow) -> QWidget:
    tab = shown.show_tab("bank_account").tab
    tab.pane.source.open_find()
    tab.console.open_find()
    tab.console._find._field.setText("no such word")
    return tab


async def _switch(speech: Speech, language: str, qapp: QApplication) -> None:
    """Speak another language, and let Qt tell its own widgets of it, which it does a little later."""
    speech.choose(language)
    qapp.sendPostedEvents(None, QEvent.Type.LanguageChange)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("opened", [_help, _about, _palette, _remote, _freeze, _mishap, _file, _find])
async def test_what_is_open_changes_its_language_and_back(
    opened: Open, shown_window: ShownWindow, speech: Speech, qapp: QApplication
) -> None:
    shown_window.fill()
    part = opened(shown_window)
    qapp.sendPostedEvents()
    await _switch(speech, "zh_CN", qapp)
    assert part.isVisible()
    assert english(part) == []
    buttons = [each.text() for box in part.findChildren(QDialogButtonBox) for each in box.buttons()]
    assert all(any(letter > "\u2e7f" for letter in words) for words in buttons), buttons
    await _switch(speech, "en", qapp)
    assert chinese(part) == []
    part.close()


async def test_the_palette_is_searched_in_the_language_that_is_spoken(
    shown_window: ShownWindow, speech: Speech
) -> None:
    shown_window.fill()
    _palette(shown_window)
    palette = shown_window.window.command_palette
    assert palette is not None
    palette.field.setText("帮助")
    assert palette.shown() == []
    speech.choose("zh_CN")
    assert palette.shown()


async def test_keys_notes_and_the_word_of_the_presenter_change(stage: Stage, speech: Speech) -> None:
    await begin(stage)
    presenter = stage.presenter
    assert presenter.whisper.words == "? shows the keys, Esc ends presenting"
    speech.choose("zh_CN")
    assert english(presenter.whisper) == []
    stage.press(Key.Key_Question)
    stage.press(Key.Key_PageDown)
    await stage.at(1)
    assert presenter.sheet is not None
    assert presenter.notes is not None
    speech.choose("en")
    assert chinese(presenter.sheet) == []
    assert presenter.notes.words().place == "Step 1 of 3"
    assert presenter.notes.windowTitle() == "Notes"
    speech.choose("zh_CN")
    assert english(presenter.sheet) == []
    assert presenter.notes.words().place == "第 1 步，共 3 步"
    assert presenter.on
    stage.press(Key.Key_Escape)
    assert presenter.sheet is None


async def _at(shown: ShownTab, position: int) -> None:
    steps = shown.tab.guide.steps
    await shown.until(lambda: steps.position == position and not steps.busy)


async def test_steps_that_were_done_in_one_language_are_undone_in_another(
    shown_window: ShownWindow, speech: Speech, qapp: QApplication
) -> None:
    """What was shown before in English comes back in Chinese, and is no changed text there."""
    shown_window.fill()
    shown = shown_window.show_tab("bank_account")
    steps = shown.tab.guide.steps
    before = view_of(shown.tab)
    english_text = shown.source()
    for position in (1, 2, 3):
        steps.next()
        steps.perform()
        await _at(shown, position)
    assert view_of(shown.tab) != before
    speech.choose("zh_CN")
    assert steps.position == 3
    for position in (2, 1, 0):
        assert steps.back()
        await _at(shown, position)
    assert view_of(shown.tab) == before
    assert shown.source() != english_text
    assert not shown.tab.pane._reset.isEnabled()
    assert shown.title_of_source() == shown.tab.program.path.name
    assert shown.lanes() == []
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert english(shown.tab) == []


async def test_a_text_that_was_edited_is_kept_whatever_is_spoken(
    shown_window: ShownWindow, speech: Speech
) -> None:
    shown_window.fill()
    shown = shown_window.show_tab("bank_account")
    shown.edit("print('mine')\n")
    steps = shown.tab.guide.steps
    steps.next()
    steps.perform()
    await shown.until(lambda: not steps.busy)
    speech.choose("zh_CN")
    assert steps.back()
    await shown.until(lambda: not steps.busy)
    assert shown.source() == "print('mine')\n"


async def test_the_class_sheet_follows(shown_window: ShownWindow, speech: Speech) -> None:
    shown_window.fill()
    shown = shown_window.show_tab("bank_account")
    shown.start()
    await shown.ended()
    contents = shown_window.contents
    told = contents._sheet.csv()
    speech.choose("zh_CN")
    page = shown_window.window.rail.show_page(SHEET)
    assert english(page) == []
    (row,) = contents._sheet.rows
    assert row.demo == shown.tab.subject.title
    assert row.variant == shown.tab.program.title
    speech.choose("en")
    assert contents._sheet.csv() == told


async def test_the_pages_of_runs_keep_what_they_show(shown_window: ShownWindow, speech: Speech) -> None:
    shown_window.fill()
    shown = shown_window.show_tab("bank_account")
    window = shown_window.window
    window.many_requested.emit()
    many = window.rail.show_page(MANY)
    assert isinstance(many, ManyRunsPage)
    many.count.setValue(3)
    many.parallel.setValue(1)
    many.run()
    await shown.until(lambda: many._facts)
    speech.choose("zh_CN")  # while they run
    assert window.rail.show_page(MANY) is many
    await shown.until(lambda: len(many._facts) == 3 and not many._runs.busy)
    assert many.list.count() == 3
    assert english(many) == []
    assert [each.title for each in many.histogram._series] == [shown.tab.program.title]
    shown_window.show_tab("bank_account")
    window.compare_requested.emit()
    compare = window.rail.show_page(COMPARE)
    assert isinstance(compare, ComparePage)
    compare.bar.choose([shown.tab.program.id])
    compare.run()
    await shown.until(lambda: compare._runs and not compare.busy)
    assert compare.view._titles == [shown.tab.program.title]
    speech.choose("en")
    assert compare.view._titles == compare._titles == [shown.tab.program.title]
    assert chinese(compare) == []
    assert chinese(many) == []


async def test_the_monitor_and_windows_side_by_side_go_on_in_another_language(
    shown_window: ShownWindow, speech: Speech
) -> None:
    shown_window.fill()
    rail = shown_window.window.rail
    monitor = rail.show_page(MONITOR)
    beside = rail.show_page(next(key for key in rail.page_keys() if key.endswith(SIDE_BY_SIDE)))
    assert isinstance(beside, SideBySide)
    columns = beside.chosen()
    speech.choose("zh_CN")
    assert beside.chosen() == columns
    assert [each.title() for each in columns] == [each.program.title for each in columns]
    assert english(beside) == english(monitor) == []
    speech.choose("en")
    assert chinese(beside) == chinese(monitor) == []
