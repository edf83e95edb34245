"""All keys of the lab, told by the actions that have them: what is listed here can't be another key."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from app.shell.part_keys import Row, native, part_keys
from widgets.timeline_words import keys_words


def plain_words(action: QAction) -> str:
    """An action's words without the mark of its letter and without dots: "Open program"."""
    words = re.sub(r"\(&\w\)", "", action.text())
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("….").strip()


def keys_of(action: QAction) -> str:
    """The keys of an action as this system writes them."""
    return ", ".join(map(native, action.shortcuts()))


def rows_of(menu: QMenu) -> Iterator[Row]:
    """The actions of a menu, and of those in it, that have keys."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from rows_of(inner)
        elif not action.shortcut().isEmpty():
            yield keys_of(action), plain_words(action)


def keys_page(bar: QMenuBar, presenting: Sequence[Row]) -> str:
    """Rich text: the keys of the menus, of the timeline, of other parts, and those while presenting."""
    translate = QCoreApplication.translate
    heading = translate("Help", "Keys")  # within an f-string it isn't found by lupdate
    parts = [f"<h1>{escape(heading)}</h1>"]
    for top in bar.actions():
        menu = top.menu()
        if isinstance(menu, QMenu) and (rows := list(rows_of(menu))):
            parts.append(_part(plain_words(top), _table(rows)))
    title, _, table = keys_words().partition("\n")
    parts.append(_part(title, table))
    parts += (_part(words, _table(rows)) for words, rows in part_keys())
    parts.append(_part(translate("Presenter", "Keys while presenting"), _table(presenting)))
    return "".join(parts)


def _part(title: str, table: str) -> str:
    return f"<h3>{escape(title)}</h3>{table}"


def _table(rows: Sequence[Row]) -> str:
    cells = (
        f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(words)}</td></tr>"
        for keys, words in rows
    )
    return f"<table>{''.join(cells)}</table>"
