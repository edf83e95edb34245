"""Puts the words that stand in the window's widgets into another language, whatever the window is doing.

Widgets take their words when they are made. To let each of them take them anew would need a method in every one; here
the words that are shown are looked up instead. What is painted asks for its words at each painting anyway.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable
from xml.etree import ElementTree

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from app.core.phrases import Phrases, read_phrases
from app.core.spoken import ENGLISH, FOLDER
from widgets.parameter_field import ParameterField

Say = Callable[[str], str]


@runtime_checkable
class Reworded(Protocol):
    """A widget that keeps words of its own, to paint them."""

    def reword(self, say: Say) -> None:
        """Put them into another language."""


def window_words(language: str) -> Mapping[str, str]:
    """English -> a language, of all texts of the window; empty for English."""
    file = FOLDER / f"lab.{language}.ts"
    if not file.is_file():
        return {}
    messages = ElementTree.parse(file).iter("message")
    found = {each.findtext("source", ""): each.findtext("translation", "") for each in messages}
    return {source: words for source, words in found.items() if source and words}


class Turn(Phrases):
    """The phrases from one language to another."""

    def __init__(self, before: str, now: str, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.leaves_english = before == ENGLISH
        self.comes_back = now == ENGLISH


def phrases(
    before: str,
    now: str,
    more: Callable[[str], Mapping[str, str]],
    said: Mapping[str, str] | None = None,
) -> Turn:
    """From what stands there to what shall; `more(language)` are words besides the window's own.

    `said` are sentences of `app.core` as they were lately said in the language before -> the English of them.
    """
    spoken = {language: _words(language, more) for language in (before, now)}
    english = dict.fromkeys((*spoken[before], *spoken[now]))
    words = {spoken[before].get(each, each): spoken[now].get(each, each) for each in english}
    exactly = (said or {}) if now == ENGLISH else {}
    return Turn(before, now, {**words, **exactly})


def _words(language: str, more: Callable[[str], Mapping[str, str]]) -> Mapping[str, str]:
    return {**read_phrases(language), **more(language), **window_words(language)}


def reword_everything(phrases: Turn) -> None:
    """All windows, with what is in them."""
    for window in QApplication.topLevelWidgets():
        reword(window, phrases)


def reword(root: QWidget, phrases: Turn) -> None:
    """A widget with all that is in it, actions of its menus too."""
    teller = _Teller(phrases)
    for each in (root, *root.findChildren(QObject)):
        if isinstance(each, QWidget):
            _reword_widget(each, teller)
        elif isinstance(each, QAction):
            _reword_action(each, teller)


class _Teller:
    """Says plain and rich text, in capitals where it was."""

    def __init__(self, phrases: Turn) -> None:
        self._phrases = phrases

    def put(self, widget: QObject, name: str, text: str, put: Callable[[str], object]) -> None:
        """Put a widget's text; what was English before is remembered, for two texts may be alike in a language."""
        key, said = f"english_{name}", self.say(text)
        kept = widget.property(key)
        if self._phrases.comes_back and isinstance(kept, list) and kept[1] == text:
            said = kept[0]
        if said != text:
            widget.setProperty(key, [text, said] if self._phrases.leaves_english else None)
            put(said)

    def say(self, text: str) -> str:
        """The text in the other language."""
        if not text:
            return text
        said = self._phrases.say(text)
        if said != text or ("\n" not in text and "&" not in text):
            return said
        if "\n" in text:
            return "\n".join(self._phrases.say(line) for line in text.split("\n"))
        return html.escape(self._phrases.say(html.unescape(text)), quote=False) if ";" in text else text


def _reword_widget(widget: QWidget, teller: _Teller) -> None:
    say = teller.say
    if isinstance(widget, Reworded):
        widget.reword(say)
    teller.put(widget, "tip", widget.toolTip(), widget.setToolTip)
    teller.put(widget, "name", widget.accessibleName(), widget.setAccessibleName)
    teller.put(widget, "description", widget.accessibleDescription(), widget.setAccessibleDescription)
    teller.put(widget, "title", widget.windowTitle(), widget.setWindowTitle)
    match widget:
        case QLabel():
            _reword_label(widget, teller)
        case QAbstractButton():
            teller.put(widget, "text", widget.text(), widget.setText)
        case QLineEdit():
            teller.put(widget, "hint", widget.placeholderText(), widget.setPlaceholderText)
        case QComboBox():
            for index in range(widget.count()):
                widget.setItemText(index, say(widget.itemText(index)))
        case QTabBar():
            for index in range(widget.count()):
                widget.setTabText(index, say(widget.tabText(index)))
                widget.setTabToolTip(index, say(widget.tabToolTip(index)))
        case QAbstractItemView():
            widget.viewport().update()
        case _:
            pass
    widget.update()


def _reword_label(label: QLabel, teller: _Teller) -> None:
    if isinstance(label.parent(), ParameterField):  # names of the program's own
        return
    if label.property("role") != "caption":
        teller.put(label, "text", label.text(), label.setText)
        return
    # Captions are shown in capitals, where a language has them.
    text = label.text()
    said = next((other for each in (text, text.capitalize()) if (other := teller.say(each)) != each), text)
    if said != text:
        label.setText(said.upper())


def _reword_action(action: QAction, teller: _Teller) -> None:
    shortcut = action.shortcuts()
    teller.put(action, "text", action.text(), action.setText)
    teller.put(action, "tip", action.statusTip(), action.setStatusTip)
    action.setShortcuts(shortcut)
