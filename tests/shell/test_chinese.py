"""The whole window in Chinese, while a run is on the screen: no English sentence is left on it, and back again."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QFileInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QLabel

from app.shell.settings import Settings
from app.shell.speech import Speech
from tests.shell.chinese import chinese, english, speech
from tests.shell.showing import ShownWindow
from widgets.spoken import said

__all__ = ["speech"]


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
        page = window.rail.show_page(key)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        left[key] = english(page)
    shown_window.show_tab("bank_account")
    left["window"] = english(window)
    assert {key: texts for key, texts in left.items() if texts} == {}
    speech.choose("en")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert chinese(tab.tab) == []


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


def test_qts_own_dialog_for_files_has_no_english_label(shown_window: ShownWindow, speech: Speech) -> None:
    speech.choose("zh_CN")
    shown_window.window.ask_for_program()
    (dialog,) = shown_window.window.findChildren(QFileDialog)
    labels = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert len(labels) >= 3
    assert [text for text in labels if not re.search("[一-鿿]", text)] == []
    assert QFileIconProvider().type(QFileInfo(str(Path.home()))) == "文件夹"
    dialog.close()


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
