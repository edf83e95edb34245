"""The whole window in Chinese, while a run is on the screen: no English sentence is left on it, and back again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTabBar, QWidget

from app.shell.page_keys import SHEET
from app.shell.settings import Settings
from app.shell.speech import Speech, said
from tests.shell.showing import ShownWindow

# Three words of two letters or more: a sentence, or the begin of one.
SENTENCE = re.compile(r"[A-Za-z][a-z']+(?:,? [A-Za-z][a-z']+){2,}")
NAMES = re.compile(r"pip install \w+|(?:SIL Open Font License|BSD|MIT|LGPL)[^,;。]*")
BOTH = re.compile(r"[一-鿿].*   [a-z]")  # the glossary says each term in both languages
CODE = re.compile(r"<code>.*?</code>|<pre.*?</pre>|`[^`]*`|<style.*?</style>|<[^>]+>", re.DOTALL)


@pytest.fixture
def speech(shown_window: ShownWindow, qapp: QApplication, settings: Settings) -> Iterator[Speech]:
    speech = Speech(qapp, settings)
    speech.changed.connect(shown_window.contents.speak)
    shown_window.window.speech = speech
    yield speech
    speech.choose("en")


def written(root: QObject) -> Iterator[str]:
    """All that a window says, with what only readers of screens and pointers that rest are told."""
    for each in (root, *root.findChildren(QObject)):
        if isinstance(each, QAction):
            yield from (each.text(), each.statusTip(), each.toolTip())
        if not isinstance(each, QWidget):
            continue
        yield from (each.toolTip(), each.accessibleName(), each.accessibleDescription(), each.windowTitle())
        match each:
            case QLabel() | QAbstractButton():
                yield each.text()
            case QLineEdit():
                yield each.placeholderText()
            case QComboBox():
                yield from (each.itemText(index) for index in range(each.count()))
            case QTabBar():
                yield from (each.tabText(index) for index in range(each.count()))
                yield from (each.tabToolTip(index) for index in range(each.count()))
            case _:
                pass


def english(root: QObject) -> list[str]:
    """The sentences that are English."""
    texts = dict.fromkeys(NAMES.sub("", CODE.sub(" ", text)) for text in written(root) if text)
    return [text for text in texts if SENTENCE.search(text) and not BOTH.search(text)]


async def test_no_english_sentence_is_left_on_any_page_and_back_none_is_chinese(
    shown_window: ShownWindow, speech: Speech, qapp: QApplication
) -> None:
    shown_window.fill()
    tab = shown_window.show_tab("bank_account")
    tab.start()
    await tab.ended()
    window = shown_window.window
    speech.choose("zh_CN")
    left: dict[str, list[str]] = {}
    for key in window.rail.page_keys():
        if key == SHEET:  # what a class was asked, and what it was told, as it was
            continue
        page = window.rail.show_page(key)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left[key] = english(page)
    shown_window.show_tab("bank_account")
    left["window"] = [text for text in english(window) if text not in english(window.rail.show_page(SHEET))]
    assert {key: texts for key, texts in left.items() if texts} == {}
    speech.choose("en")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [text for text in written(tab.tab) if re.search("[一-鿿]", CODE.sub("", text))] == []


async def test_the_status_bar_changes_its_sentence(shown_window: ShownWindow, speech: Speech) -> None:
    shown_window.fill()
    tab = shown_window.show_tab("bank_account")
    tab.start()
    await tab.ended()
    told = shown_window.status()
    speech.choose("zh_CN")
    assert re.search("[一-鿿]", shown_window.status())
    assert "event" not in shown_window.status()
    speech.choose("en")
    assert shown_window.status() == told


def test_a_third_language_is_files_only(
    qapp: QApplication, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "core.xx.json").write_text('{"Nobody waited.": "Xx xxx."}', encoding="utf-8")
    (tmp_path / "lab.xx.qm").touch()
    monkeypatch.setattr("app.shell.speech.FOLDER", tmp_path)
    monkeypatch.setattr("app.core.phrases.FOLDER", tmp_path)
    monkeypatch.setattr("app.core.spoken.FOLDER", tmp_path)
    speech = Speech(qapp, settings)
    try:
        speech.choose("xx")
        assert settings.language == speech.language == "xx"
        assert said("Nobody waited.") == "Xx xxx."
    finally:
        speech.choose("en")
