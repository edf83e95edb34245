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

from app.core.phrases import FOLDER, Phrases, read_phrases
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


def phrases(before: str, now: str, more: Callable[[str], Mapping[str, str]]) -> Phrases:
    """From what stands there to what shall; `more(language)` are words besides the window's own."""
    spoken = {language: _words(language, more) for language in (before, now)}
    english = dict.fromkeys((*spoken[before], *spoken[now]))
    return Phrases({spoken[before].get(each, each): spoken[now].get(each, each) for each in english})


def _words(language: str, more: Callable[[str], Mapping[str, str]]) -> Mapping[str, str]:
    return {**read_phrases(language), **more(language), **window_words(language)}


def reword_everything(phrases: Phrases) -> None:
    """All windows, with what is in them."""
    for window in QApplication.topLevelWidgets():
        reword(window, phrases)


def reword(root: QWidget, phrases: Phrases) -> None:
    """A widget with all that is in it, actions of its menus too."""
    say = _Teller(phrases).say
    for each in (root, *root.findChildren(QObject)):
        if isinstance(each, QWidget):
            _reword_widget(each, say)
        elif isinstance(each, QAction):
            _reword_action(each, say)


class _Teller:
    """Says plain and rich text, in capitals where it was."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

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


def _put(getter: Callable[[], str], setter: Callable[[str], object], say: Say) -> None:
    text = getter()
    said = say(text) if text else text
    if said != text:
        setter(said)


def _reword_widget(widget: QWidget, say: Say) -> None:
    if isinstance(widget, Reworded):
        widget.reword(say)
    _put(widget.toolTip, widget.setToolTip, say)
    _put(widget.accessibleName, widget.setAccessibleName, say)
    _put(widget.accessibleDescription, widget.setAccessibleDescription, say)
    _put(widget.windowTitle, widget.setWindowTitle, say)
    match widget:
        case QLabel():
            _reword_label(widget, say)
        case QAbstractButton():
            _put(widget.text, widget.setText, say)
        case QLineEdit():
            _put(widget.placeholderText, widget.setPlaceholderText, say)
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


def _reword_label(label: QLabel, say: Say) -> None:
    if isinstance(label.parent(), ParameterField):  # names of the program's own
        return
    if label.property("role") != "caption":
        _put(label.text, label.setText, say)
        return
    # Captions are shown in capitals, where a language has them.
    text = label.text()
    said = next((other for each in (text, text.capitalize()) if (other := say(each)) != each), text)
    if said != text:
        label.setText(said.upper())


def _reword_action(action: QAction, say: Say) -> None:
    shortcut = action.shortcuts()
    _put(action.text, action.setText, say)
    _put(action.statusTip, action.setStatusTip, say)
    action.setShortcuts(shortcut)
