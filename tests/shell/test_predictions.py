"""Predictions: asked beside the program, closed while it runs, revealed beside what the recording says."""

import re
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.core.demo import Prediction
from app.shell.glossary_page import GlossaryPage
from app.shell.lesson_page import LessonPage
from app.shell.settings import Settings
from app.shell.sheet_page import SheetPage
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownWindow, bank_account, own_file, program_of, subject_of
from widgets.prediction import PredictionPane, Shown


async def test_a_prediction_is_revealed_after_the_run_beside_what_was_said(show: MakeTab) -> None:
    shown = show(bank_account())
    pane = shown.tab.predictions.pane
    assert shown.tab.predictions.card.isVisible()
    pane.take_choice(0)
    pane.count_hand(1, 1)
    pane.count_hand(1, 1)
    ending = await shown.run()
    asked = shown.tab.predictions.asked
    assert isinstance(asked, Prediction)
    measured = asked.answer(ending.evidence)
    assert measured is not None
    assert pane.shown.counts[:2] == (0, 2)
    assert pane.shown == Shown(0, pane.shown.counts, True, measured, asked.why)
    assert pane._rows[int(measured)]._words.text().startswith("✓")
    assert pane._why.isVisible()


async def test_nobody_predicts_what_is_already_on_its_way(show: MakeTab) -> None:
    shown = show(bank_account())
    shown.start()
    await shown.until(lambda: shown.tab.session.busy)
    assert not shown.tab.predictions.pane._rows[0].dot.isEnabled()
    await shown.ended()
    assert not shown.tab.predictions.pane._rows[0].dot.isEnabled()
    shown.tab.choose_program("with_lock")
    shown.tab.choose_program("without_lock")
    assert shown.tab.predictions.pane._rows[0].dot.isEnabled()
    assert not shown.tab.predictions.pane.shown.revealed


async def test_a_number_is_compared_with_the_number_that_was_measured(show: MakeTab, tmp_path: Path) -> None:
    source = """
        from threading import Thread
        for _ in range(3):
            Thread(target=print).start()
    """
    asked = Prediction("How many?", (), lambda evidence: len(evidence.threads()), "Three were started.")
    shown = show(subject_of(replace(program_of(tmp_path, source), prediction=asked)))
    pane = shown.tab.predictions.pane
    pane._number.setText("2")
    pane._number.textEdited.emit("2")
    await shown.run()
    assert pane.shown == Shown(2, (), True, 3, "Three were started.")
    assert pane._told.text().endswith("3")


async def test_a_program_that_was_rewritten_is_judged_by_nobody(show: MakeTab) -> None:
    shown = show(bank_account())
    shown.edit("print('something else')\n")
    await shown.run()
    assert not shown.tab.predictions.pane.shown.revealed


async def test_the_user_s_own_programs_and_switched_off_predictions_ask_nothing(
    show: MakeTab, settings: Settings, tmp_path: Path
) -> None:
    assert not show(own_file(tmp_path, "print(1)")).tab.predictions.card.isVisible()
    shown = show(bank_account())
    settings.predictions = False
    shown.tab.follow_settings()
    assert not shown.tab.predictions.card.isVisible()
    assert not show(bank_account()).tab.predictions.card.isVisible()


async def test_the_class_sheet_has_what_was_predicted_and_measured(
    shown_window: ShownWindow, tmp_path: Path
) -> None:
    shown_window.fill()
    shown = shown_window.show_tab("bank_account")
    shown.tab.predictions.pane.count_hand(1, 1)
    asked = shown.tab.predictions.asked
    assert asked is not None
    await shown.run()
    page = shown_window.window.rail.show_page("sheet")
    assert isinstance(page, SheetPage)
    file = tmp_path / "sheet.csv"
    page.save_table(str(file))
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Bank account,without a lock,")
    assert f"{asked.choices[1]}: 1" in lines[1]
    page.save_page(str(tmp_path / "nowhere" / "sheet.html"))
    assert "couldn't be saved" in shown_window.status()
    lesson = shown_window.window.rail.show_page("lesson")
    assert isinstance(lesson, LessonPage)
    asides = {entry.id: card._aside.text() for entry, card, _ in lesson._entries}
    assert asides["bank_account"] == "✓ 1 of 7 run · 1 predicted"
    assert asides["downloads"] == ""


async def test_a_search_finds_lessons_and_lines_and_goes_there(shown_window: ShownWindow) -> None:
    shown_window.fill()
    lesson = shown_window.window.rail.show_page("lesson")
    assert isinstance(lesson, LessonPage)
    lesson.search.setText("RLock()")
    shown = {entry.id for entry, card, _ in lesson._entries if card.isVisibleTo(lesson)}
    assert shown == {"bank_account"}
    words = next(label.text() for entry, _, label in lesson._entries if entry.id == "bank_account")
    assert "nested_rlock.py:13" in words
    lesson._follow("bank_account/nested_rlock/13")
    tab = shown_window.current()
    assert tab.tab.program.id == "nested_rlock"
    assert tab.marked() == {13: "current"}
    lesson.search.setText("there is no such word")
    assert lesson._nothing.isVisibleTo(lesson)


async def test_a_term_of_a_lesson_leads_to_the_glossary(shown_window: ShownWindow) -> None:
    shown_window.fill()
    shown_window.show_tab("bank_account").tab.guide.card.link_activated.emit("term:critical-resource")
    page = shown_window.window.rail.current_page()
    assert isinstance(page, GlossaryPage)
    _, head, _ = page._entries["critical-resource"]
    assert "临界资源" in head.text()
    page.search.setText("守护")
    assert page._entries["daemon-thread"][1].isVisibleTo(page)
    assert not head.isVisibleTo(page)


async def test_in_chinese_demos_programs_and_lessons_are_chinese(
    shown_window: ShownWindow, settings: Settings
) -> None:
    settings.speak("zh_CN")
    shown_window.fill()
    assert "银行账户" in shown_window.titles()
    shown = shown_window.show_tab("bank_account")
    assert shown.title_of_source() == "without_lock.zh_CN.py"
    shown.tab.guide.card.next.click()
    lesson = shown.tab.guide.steps.lesson
    assert lesson is not None
    assert shown.tab.guide.card._heading.text() == lesson.steps[0].title
    assert re.search("[\u4e00-\u9fff]", lesson.steps[0].title)
    await shown.run()
    assert all(re.search("[\u4e00-\u9fff]", name) for name in shown.claims())
    assert set(shown.claims().values()) == {True}
    assert shown.tab.predictions.pane.shown.revealed


def test_a_language_for_one_start_isnt_kept(settings: Settings) -> None:
    told = []
    for language in ("zh_CN", None):
        settings.speak(language)
        told.append(settings.language)
    settings.language = "zh_CN"
    told.append(settings.language)
    assert told == ["zh_CN", "en", "zh_CN"]


def test_an_answer_that_cant_be_told_is_said(qtbot: QtBot) -> None:
    pane = PredictionPane()
    qtbot.addWidget(pane)
    pane.ask("How many?", ())
    pane.reveal(None, "Because.")
    assert "can't tell" in pane._told.text()
    pane.ask("Which?", ("this", "that"))
    pane.reveal(None, "Because.")
    assert pane._why.text().startswith("The recording can't tell.")


def test_hands_are_never_fewer_than_none(qtbot: QtBot) -> None:
    pane = PredictionPane()
    qtbot.addWidget(pane)
    pane.ask("Which?", ("this", "that"))
    pane.count_hand(0, -1)
    assert pane.shown.counts == (0, 0)


def test_code_in_a_question_is_shown_as_code(qtbot: QtBot) -> None:
    pane = PredictionPane()
    qtbot.addWidget(pane)
    pane.ask("`with` & a < b: who waits?", ())
    assert pane._question.text() == "<code>with</code> &amp; a &lt; b: who waits?"
    pane.reveal(1, "`release` can't be forgotten.")
    assert pane._why.text() == "<code>release</code> can't be forgotten."
