"""A timeline in words, for those who hear it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

from app.core.model import OPEN, Actor
from widgets.duration import duration, instant
from widgets.lane_rows import Piece
from widgets.timeline_legend import state_word


def view_words(lanes: int, start_ns: int, end_ns: int) -> str:
    """ "12 lanes, from 0 to 150 ms." """
    text = QCoreApplication.translate("Timeline", "{0} lanes, from {1} to {2}.")
    resolution = (end_ns - start_ns) / 100
    return text.format(lanes, instant(start_ns, resolution), instant(end_ns, resolution))


def lane_words(actor: Actor, piece: Piece | None) -> str:
    """ "Thread-9: waiting for a lock, from 4.10 ms on, for 77.4 ms." """
    if piece is None:
        return QCoreApplication.translate("Timeline", "{0}.").format(actor.name)
    begin = instant(piece.start_ns, max(piece.start_ns / 100, 1))
    if piece.end_ns == OPEN:
        text = QCoreApplication.translate("Timeline", "{0}: {1}, since {2}.")
        return text.format(actor.name, state_word(piece.state), begin)
    text = QCoreApplication.translate("Timeline", "{0}: {1}, from {2} on, for {3}.")
    return text.format(actor.name, state_word(piece.state), begin, duration(piece.end_ns - piece.start_ns))


def keys_words() -> str:
    """What the keys of a timeline do: lines of rich text, the first is the title."""
    translate = QCoreApplication.translate
    rows = [
        ("← →", translate("Timeline", "earlier, later")),
        ("↑ ↓", translate("Timeline", "the lane above, below")),
        ("+ −", translate("Timeline", "zoom in, out")),
        ("0", translate("Timeline", "everything")),
        ("Enter", translate("Timeline", "zoom to what the lane does at the cursor")),
        ("Alt ← →", translate("Timeline", "the lane's previous, next event")),
        ("H", translate("Timeline", "from a wait to its holder")),
        ("C, A", translate("Timeline", "fold this process, all processes")),
        ("F, End", translate("Timeline", "follow the present")),
        ("Home", translate("Timeline", "the beginning")),
        ("M", translate("Timeline", "bookmark the moment")),
        ("Ctrl+P", translate("Timeline", "play or hold")),
        ("?", translate("Timeline", "these keys")),
        ("Esc", translate("Timeline", "no lane, no cursor")),
    ]
    table = "".join(
        f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(words)}</td></tr>"
        for keys, words in rows
    )
    return translate("Timeline", "Keys of the timeline") + f"\n<table>{table}</table>"
