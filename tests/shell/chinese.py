"""What a window says, in whichever way, and whether an English sentence is left in it."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from app.shell.settings import Settings
from app.shell.speech import Speech
from tests.shell.showing import ShownWindow

# Three words of two letters or more: a sentence, or the begin of one.
SENTENCE = re.compile(r"[A-Za-z][a-z']+(?:,? [A-Za-z][a-z']+){2,}")
NAMES = re.compile(
    r"fork, spawn, forkserver|was never closed|No module named"  # Python's own words
    r"|pip install \w+|(?:SIL Open Font License|BSD|MIT|LGPL)[^,;。]*"
)
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
            case QTextBrowser():
                yield from each.toPlainText().splitlines()
            case QAbstractItemView():
                yield from _cells(each.model())
            case _:
                pass


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    """The headings and the texts of a list or a table."""
    if model is None:
        return
    # A list's model has one column and doesn't let itself be asked for it.
    for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 300)):
            yield str(model.data(model.index(row, column)) or "")


def chinese(root: QObject) -> list[str]:
    """The texts with Chinese in them, but for code and names in quotes."""
    return [text for text in written(root) if re.search("[一-鿿]", CODE.sub("", text))]


def english(root: QObject) -> list[str]:
    """The sentences that are English."""
    texts = dict.fromkeys(NAMES.sub("", CODE.sub(" ", text)) for text in written(root) if text)
    return [text for text in texts if SENTENCE.search(text) and not BOTH.search(text)]
