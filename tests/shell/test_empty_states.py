"""Where nothing is yet, it is said what will appear: every page, card and list of a lab that was never used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from app.shell.glossary_page import GlossaryPage
from app.shell.history_page import HistoryPage
from app.shell.page_keys import COMPARE, GLOSSARY, HISTORY, MANY, MONITOR, PAGES, SIDE_BY_SIDE
from app.shell.side_by_side import SideBySide
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownWindow, own_file
from widgets.card import Card
from widgets.code_editor import CodeEditor
from widgets.empty_words import EmptyWords
from widgets.output_view import OutputView
from widgets.timeline import Timeline

_WORKED = QAbstractButton | QAbstractSpinBox | QComboBox | QLineEdit | QTabBar
_LEAST_LETTERS = 12  # of a sentence; less is a heading or a number


def _sentences(root: QWidget) -> Iterator[str]:
    """What can be read there: labels, words that are painted, the rows of lists."""
    for each in (root, *root.findChildren(QWidget)):
        if not each.isVisibleTo(root) and each is not root:
            continue
        match each:
            case QLabel():
                yield each.text()
            case OutputView():
                yield each.message if not each.shown() else each.lines.lines[0].text
            case Timeline():
                yield each._state.message
            case CodeEditor():
                yield each.toPlainText()
            case QAbstractItemView():
                yield "x" * _LEAST_LETTERS if each.model().rowCount() else ""
            case _:
                pass


def _blank(page: QWidget) -> list[str]:
    """The cards of a page, and lists of it, in which nobody can tell what they are for."""
    blank = []
    for card in page.findChildren(Card):
        body = card._body
        inside = body.findChildren(QWidget) if body is not None else []
        for_work = any(isinstance(each, _WORKED) and each.isVisibleTo(card) for each in inside)
        pictures = [each for each in inside if isinstance(each, OutputView | Timeline | QAbstractItemView)]
        if body is None or not card.isVisibleTo(page) or (for_work and not pictures):
            continue
        if not any(len(text) >= _LEAST_LETTERS for text in _sentences(body)):
            blank.append(f"card {card.title()}")
    for view in page.findChildren(QAbstractItemView):
        if not view.isVisibleTo(page) or view.model().rowCount() or isinstance(view, QHeaderView):
            continue
        words = view.viewport().findChildren(EmptyWords)
        if not any(each.isVisibleTo(view) and len(each.text()) >= _LEAST_LETTERS for each in words):
            blank.append(f"list {view.accessibleName()} of {type(view.parentWidget()).__name__}")
    return blank


async def test_on_no_page_is_there_a_card_or_a_list_without_a_word(shown_window: ShownWindow) -> None:
    shown_window.fill()
    rail = shown_window.window.rail
    looked_at = {key: _blank(rail.show_page(key)) for key in rail.page_keys()}
    assert set(PAGES) < set(looked_at)
    assert {key: blank for key, blank in looked_at.items() if blank} == {}


@pytest.mark.parametrize("key", [COMPARE, HISTORY, MANY, MONITOR])
async def test_a_page_of_runs_says_what_will_appear_on_it(shown_window: ShownWindow, key: str) -> None:
    shown_window.fill()
    page = shown_window.window.rail.show_page(key)
    assert any("appear" in text or "is kept here" in text for text in _sentences(page))


async def test_without_a_ticked_program_the_windows_side_by_side_say_what_to_do(
    shown_window: ShownWindow,
) -> None:
    shown_window.fill()
    rail = shown_window.window.rail
    page = rail.show_page(next(key for key in rail.page_keys() if key.endswith(SIDE_BY_SIDE)))
    assert isinstance(page, SideBySide)
    assert page._empty.isHidden()
    assert all(column._empty.isVisibleTo(page) for column in page.chosen())
    page.choose([])
    assert page._empty.isVisibleTo(page)
    assert page._empty.text().startswith("Tick programs")


async def test_what_is_searched_in_vain_is_said(shown_window: ShownWindow) -> None:
    shown_window.fill()
    rail = shown_window.window.rail
    nothing = "Nothing has all these words in it."
    assert nothing not in shown_window.titles()
    rail.search.setText("no such words anywhere")
    assert nothing in shown_window.titles()
    rail.search.setText("")
    assert nothing not in shown_window.titles()
    glossary = rail.show_page(GLOSSARY)
    assert isinstance(glossary, GlossaryPage)
    glossary.search.setText("no such term anywhere")
    assert glossary._nothing.isVisibleTo(glossary)
    glossary.search.setText("lock")
    assert not glossary._nothing.isVisibleTo(glossary)


async def test_recordings_that_are_searched_in_vain_are_not_said_to_be_missing(
    shown_window: ShownWindow,
) -> None:
    shown_window.fill()
    tab = shown_window.show_tab("bank_account")
    tab.start()
    await tab.ended()
    page = shown_window.window.rail.show_page(HISTORY)
    assert isinstance(page, HistoryPage)
    await tab.until(page.table.model.rowCount)

    def said() -> list[str]:
        over = page.table.table.viewport().findChildren(EmptyWords)
        return [each.text() for each in over if each.isVisibleTo(page)]

    assert said() == []
    page.search.setText("no such recording")
    assert said() == ["No recording has all these words in it."]


async def test_a_run_that_prints_nothing_says_so(show: MakeTab, tmp_path: Path) -> None:
    shown = show(own_file(tmp_path, "sum(range(9))\n"))
    shown.tab._settings.trust(str(shown.tab.program.path))
    view = shown.tab.console._view
    assert "appears here" in view.message
    await shown.run()
    assert view.message == "The program printed nothing."
    shown.edit("import time\ntime.sleep(0.05)\nprint('late')\n")
    await shown.run()
    shown.tab.moment.go_to(0)
    assert view.shown() == 0
    assert view.message == "Nothing has been printed by this moment."
