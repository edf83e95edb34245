"""How everything stood at the moment that all views show: locks, queues, watched data, who waits for whom."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.evidence import Evidence
from app.core.folds.at_moment import LockAt, Moments, QueueAt, StateAt, ValueAt, Waiting
from app.core.typing import override
from app.shell.moment_pictures import MomentPictures
from widgets.duration import duration, instant
from widgets.palette import Palette
from widgets.scroll_page import ScrollPage
from widgets.theme import GAP, current_palette, scaled

_MOST = 20  # lines of a kind


class MomentPane(QWidget):
    """Pictures, and a line for each lock, queue and watched value; nothing is worked out while nobody looks.

    Signals:
        moment_chosen(object, object): time in ns and lane (None: none) of a click into a picture.
    """

    moment_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence: Evidence | None = None
        self._occupancy: npt.NDArray[np.void] | None = None
        self._moments: Moments | None = None
        self._standing = False
        self._pictured = False
        self._t_ns = 0
        self._palette = current_palette()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setAccessibleName(self.tr("How everything stood at this moment"))
        page = ScrollPage()
        self.pictures = MomentPictures()
        self.pictures.moment_chosen.connect(self.moment_chosen)
        page.rows.addWidget(self.pictures)
        page.rows.addWidget(self._words)
        page.rows.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, scaled(GAP, self), 0, 0)
        rows.addWidget(page)

    def set_run(
        self,
        evidence: Evidence | None,
        occupancy: npt.NDArray[np.void] | None = None,
        moments: Moments | None = None,
        *,
        standing: bool = False,
    ) -> None:
        """Show moments of this run (`occupancy`: rows of OCCUPANCY in order of time); None: of none.

        `moments` may have been worked out already.
        `standing`: the run goes on without moving, and only how it stands at its end so far is known.
        """
        self._evidence, self._occupancy, self._moments = evidence, occupancy, moments
        self._pictured = False
        self._standing = standing
        self._refresh()

    def has_anything(self) -> bool:
        """Whether there is a lock, a queue, a watched value or a wait in the run at all."""
        seen = self._evidence
        return seen is not None and bool(seen.held or seen.accesses or seen.spans)

    def show_moment(self, t_ns: int) -> None:
        """The views show this time, in ns since the spawn."""
        self._t_ns = t_ns
        if not (self._standing and self._moments):
            self._refresh()

    def reword(self, say: Callable[[str], str]) -> None:
        """Say how it stood in another language."""
        self._refresh()

    def text(self) -> str:
        """What is shown, as it is marked up."""
        return self._words.text()

    def set_palette_colours(self, palette: Palette) -> None:
        """Mark up in these colours."""
        self._palette = palette
        self._refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        if self._evidence is None:
            self._words.setText("")
            self.pictures.hide()
        elif self.isVisible():
            if self._moments is None:
                empty = np.empty(0, [("t", "<i8"), ("object", "<i4"), ("items", "<i4")])
                occupancy = self._occupancy if self._occupancy is not None else empty
                self._moments = Moments(self._evidence, occupancy)
            if not self._pictured:
                self._pictured = True
                self.pictures.set_run(self._evidence, self._moments)
            state = self._moments.at(self._evidence.end_ns if self._standing else self._t_ns)
            self._words.setText(self._marked_up(state, self._moments))
            self.pictures.show_state(state)
            self.pictures.show()

    # in words -----------------------------------------------------------------------------------------------
    def _marked_up(self, state: StateAt, moments: Moments) -> str:
        parts = (
            (self.tr("Locks"), [self._lock(each, moments, state) for each in _busy_first(state.locks)]),
            (self.tr("Queues"), [self._queue(each) for each in state.queues[: _MOST + 1]]),
            (self.tr("Watched data"), [self._value(each) for each in state.values[: _MOST + 1]]),
            (self.tr("Who waits for whom"), self._waits(state)),
        )
        head = self.tr("At {0}").format(instant(state.t_ns))
        blocks = [
            f"<p><b>{escape(title)}</b><br>{'<br>'.join(_cut(lines))}</p>" for title, lines in parts if lines
        ]
        nothing = self.tr("Nothing is held, waited for or watched.")
        body = "".join(blocks) or f"<p>{escape(nothing)}</p>"
        return f'<div style="line-height:135%"><p>{escape(head)}</p>{body}</div>'

    def _lock(self, lock: LockAt, moments: Moments, state: StateAt) -> str:
        name = self._object(lock.object)
        if lock.holder is None:
            told = self.tr("free")
        elif lock.since_ns is None:
            told = self.tr("held by {0}").format(self._lane(lock.holder))
        else:
            words = self.tr("held by {0} for {1}, since line {2}")
            held_ns = state.t_ns - lock.since_ns
            told = words.format(self._lane(lock.holder), duration(held_ns), lock.line)
        told += self._queueing(lock.waiting)
        guarded = ", ".join(self._object(each) for each in moments.guarded_by(lock.object))
        return f"{name}: {told}" + (self.tr(" · guards {0}").format(guarded) if guarded else "")

    def _queue(self, queue: QueueAt) -> str:
        items = (
            self.tr("length not told") if queue.items is None else self.tr("{0} items").format(queue.items)
        )
        putting = self.tr(" · wait to put: {0}").format(self._lanes(queue.putting)) if queue.putting else ""
        getting = self.tr(" · wait to get: {0}").format(self._lanes(queue.getting)) if queue.getting else ""
        return f"{self._object(queue.object)}: {items}{putting}{getting}"

    def _value(self, value: ValueAt) -> str:
        words = self.tr("{0} = {1} (touched last by {2})")
        return words.format(self._object(value.object), escape(value.value), self._lane(value.actor))

    def _waits(self, state: StateAt) -> list[str]:
        circle = set(state.cycle)
        lines = []
        for wait in state.waits:
            line = self._wait(wait)
            if wait.waiter in circle and wait.on in circle:
                line = f'<span style="color:{self._palette.bad}">⟲ {line}</span>'
            lines.append(line)
        if circle:
            told = escape(self.tr("They wait for each other all around: none of them can go on."))
            lines.append(f'<span style="color:{self._palette.bad}"><b>{told}</b></span>')
        return lines

    def _wait(self, wait: Waiting) -> str:
        for_what = f" ({self._object(wait.object)})" if wait.object is not None else ""
        return f"{self._lane(wait.waiter)} → {self._lane(wait.on)}{for_what}"

    def _queueing(self, waiting: tuple[int, ...]) -> str:
        return self.tr(" · waiting: {0}").format(self._lanes(waiting)) if waiting else ""

    def _lanes(self, actors: Iterable[int]) -> str:
        return ", ".join(map(self._lane, actors))

    def _lane(self, actor: int) -> str:
        found = self._evidence.actors.get(actor) if self._evidence is not None else None
        return escape(found.name if found is not None else str(actor))

    def _object(self, number: int) -> str:
        found = self._evidence.objects.get(number) if self._evidence is not None else None
        if found is None:
            return str(number)
        return f"<code>{escape(found.title or found.kind.word)}</code>"


def _busy_first(locks: Sequence[LockAt]) -> list[LockAt]:
    """The locks about which there is most to say, as many as are told."""
    return sorted(locks, key=lambda lock: (-len(lock.waiting), lock.holder is None, lock.object))[: _MOST + 1]


def _cut(lines: Sequence[str]) -> list[str]:
    return [*lines[:_MOST], "…"] if len(lines) > _MOST else list(lines)
