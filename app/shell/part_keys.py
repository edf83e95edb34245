"""Keys that only one part of a page hears, so that no menu has them: told on the page of keys."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

Row = tuple[str, str]  # keys, what they do


def native(keys: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """Keys as this system writes them."""
    sequence = keys if isinstance(keys, QKeySequence) else QKeySequence(keys)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def part_keys() -> Sequence[tuple[str, Sequence[Row]]]:
    """A title and rows for each part, in the language in force."""
    translate, standard = QCoreApplication.translate, QKeySequence.StandardKey
    return (
        (
            translate("PartKeys", "In the program and the output"),
            (
                (native(standard.Find), translate("PartKeys", "find")),
                ("Enter, F3 · Shift+Enter", translate("PartKeys", "next match · previous match")),
                ("Esc", translate("PartKeys", "close the search")),
                (native("Ctrl+/"), translate("PartKeys", "make lines a comment, or no longer")),
                ("Tab · Shift+Tab", translate("PartKeys", "indent · unindent")),
                ("Esc Tab", translate("PartKeys", "leave the program with the keyboard")),
                (native("Ctrl+D"), translate("PartKeys", "end the input of a program that asks for a line")),
            ),
        ),
        (
            translate("PartKeys", "In the window of a program"),
            (("Shift+Esc", translate("PartKeys", "give the keys back to the lab")),),
        ),
        (
            translate("PartKeys", "In the replay and the bookmarks"),
            (
                (native("Ctrl+P"), translate("PartKeys", "play or hold")),
                ("Enter", translate("PartKeys", "go to the bookmark")),
                ("F2", translate("PartKeys", "write its note")),
                (native(standard.Delete), translate("PartKeys", "delete it")),
            ),
        ),
        (
            translate("PartKeys", "In the history"),
            (
                ("Enter", translate("PartKeys", "show the chosen recording")),
                (native(standard.Delete), translate("PartKeys", "delete the chosen recordings")),
                (native(standard.Undo), translate("PartKeys", "bring back what was deleted")),
            ),
        ),
    )
