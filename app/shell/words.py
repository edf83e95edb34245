"""The sentences of the timeline: what a lane does at a moment, and on whom it waits."""

from html import escape
from pathlib import PurePath

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.core.diagnosis import Diagnosis
from app.core.events import ObjectKind, State
from app.core.model import OPEN, Actor
from app.core.trace import Trace
from widgets.duration import duration, instant
from widgets.spoken import said
from widgets.timeline_causes import Cause

_MOST_NAMED = 4
_MOST_HOLDS = 200


def tr(text: str) -> str:
    """The text in the language of the window."""
    return QCoreApplication.translate("words", text)


class Words:
    """Describes spans of one trace."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def name(self, actor_id: int) -> str:
        """A lane's name."""
        actor = self._trace.actors.actors.get(actor_id)
        return actor.name if actor is not None else tr("nobody")

    def describe(self, actor_id: int, span: np.void | None, t_ns: int) -> str:
        """Title and lines for the card beside the pointer; rich text, lines divided by line ends."""
        actor = self._trace.actors.actors.get(actor_id)
        if actor is None:
            return ""
        lines = self._running(actor, t_ns) if span is None else self._waiting(actor, span)
        return "\n".join(escape(line) for line in lines)

    def label(self, actor_id: int, span: np.void) -> str:
        """A word or two to write into a span."""
        state = State(int(span["state"]))
        if state in (State.JOIN, State.PROCESS):
            holder = int(span["holder"])
            return tr("join {0}").format(self.name(holder)) if holder >= 0 else tr("join")
        if state in (State.SLEEP, State.CREATED, State.SUSPENDED):
            return ""
        name = self._object(span)
        return f"{said(state.word)} {name}" if name else said(state.word)

    def causes(self, span: np.void) -> list[Cause]:
        """What kept a wait waiting: who held the lock, one after the other, or who was waited for."""
        state, start = State(int(span["state"])), int(span["start"])
        end, thing = int(span["end"]), int(span["object"])
        if state in (State.LOCK, State.RLOCK):
            words = tr("holds {0}").format(self._object(span) or tr("the lock"))
            return [
                Cause(hold.actor, hold.start_ns, OPEN if hold.end_ns is None else hold.end_ns, words)
                for hold in self._trace.holds.between(thing, start, end)[:_MOST_HOLDS]
                if hold.actor != int(span["actor"])
            ]
        if int(span["holder"]) >= 0:
            return [Cause(int(span["holder"]), start, end, tr("is waited for"))]
        return []

    def _running(self, actor: Actor, t_ns: int) -> list[str]:
        if actor.kind == "opaque":
            return [f"{actor.name} · pid {actor.pid}", tr("Another program: what it does can't be seen.")]
        lines = [tr("{0} runs").format(actor.name), tr("at {0}").format(instant(t_ns))]
        lines += self._reading_again(actor, t_ns)
        if actor.end_ns is not None and actor.cpu_ns is not None:
            lines.append(tr("{0} of a processor in all").format(duration(actor.cpu_ns)))
        if actor.exception:
            lines.append(actor.exception)
        return lines

    def _reading_again(self, actor: Actor, t_ns: int) -> list[str]:
        """That a spawned process knows the program only by reading it once more, without its main part."""
        if actor.reread_ns is None:
            return []
        file = PurePath(actor.reread).name
        begin_ns, end_ns = actor.reread_ns
        if begin_ns <= t_ns < end_ns:
            return [tr("reads {0} again, as every spawned process does").format(file)]
        if end_ns == OPEN:
            return []
        return [tr("had read {0} again, in {1}").format(file, duration(end_ns - begin_ns))]

    def _waiting(self, actor: Actor, span: np.void) -> list[str]:
        state = State(int(span["state"]))
        lasts = int(span["end"]) == OPEN
        end_ns = self._trace.end_ns if lasts else int(span["end"])
        lines = [self._title(actor, state, span)]
        length = duration(max(end_ns - int(span["start"]), 0))
        where = self._where(int(span["where"]))
        lines.append((tr("{0} so far").format(length) if lasts else length) + where)
        if state in (State.LOCK, State.RLOCK):
            lines += self._lock(span)
        return lines

    def _title(self, actor: Actor, state: State, span: np.void) -> str:
        name = f"“{self._object(span)}”" if self._object(span) else ""
        holder = int(span["holder"])
        who = self.name(holder) if holder >= 0 else ""
        what = {
            State.SLEEP: tr("{0} sleeps"),
            State.LOCK: tr("{0} waits for lock {1}"),
            State.RLOCK: tr("{0} waits for lock {1}"),
            State.JOIN: tr("{0} waits for {2}") if who else tr("{0} waits for a result"),
            State.PROCESS: tr("{0} waits for process {2}"),
            State.CONDITION: tr("{0} waits to be notified {1}"),
            State.EVENT: tr("{0} waits for event {1}"),
            State.SEMAPHORE: tr("{0} waits for semaphore {1}"),
            State.BARRIER: tr("{0} waits at barrier {1}"),
            State.PUT: tr("{0} waits to put into {1}"),
            State.GET: tr("{0} waits for an item of {1}"),
            State.AWAIT: tr("{0} awaits {2}") if who else tr("{0} awaits a future"),
            State.IO: tr("{0} waits for input or output"),
            State.INPUT: tr("{0} waits for your input"),
            State.CREATED: tr("{0} was created and hasn't begun"),
            State.SUSPENDED: tr("{0} is suspended"),
            State.RUNNING: tr("{0} runs"),
        }[state]
        return what.format(actor.name, name, who).rstrip()

    def _lock(self, span: np.void) -> list[str]:
        """Who held the lock when the wait began, and who had it until its end."""
        lock, start = int(span["object"]), int(span["start"])
        holds = self._trace.holds.of(lock)
        lines = []
        holder = next(
            (h for h in holds if h.start_ns <= start and (h.end_ns is None or h.end_ns > start)), None
        )
        if holder is not None:
            held = tr("held by {0} since {1}")
            lines.append(
                held.format(self.name(holder.actor), instant(holder.start_ns)) + self._where(holder.where)
            )
        between = [h.actor for h in holds if start < h.start_ns < int(span["end"])]
        if between:
            names = ", ".join(self.name(actor) for actor in between[:_MOST_NAMED])
            left = len(between) - _MOST_NAMED
            then = tr("then {0} and {1} more, in this order") if left > 0 else tr("then {0} in this order")
            lines.append(then.format(names, left))
        return lines

    def _object(self, span: np.void) -> str:
        index = int(span["object"])
        if index < 0:
            return ""
        thing = self._trace.recording.things[index]
        return said(thing.title) if thing.kind == ObjectKind.LOOP else thing.title  # our word for it

    def _where(self, where: int) -> str:
        if where < 0:
            return ""
        return tr(" (line {0})").format(self._trace.recording.places[where].line)


def title_of(diagnosis: Diagnosis) -> str:
    """What a diagnosis is called, in a word or two."""
    titles = {
        "deadlock": tr("Deadlock"),
        "self_deadlock": tr("Waits for itself"),
        "starved_get": tr("Waits in vain"),
        "join_before_drain": tr("Joined before it was emptied"),
        "never_awaited": tr("Never awaited"),
        "blocking_in_coroutine": tr("Blocks its event loop"),
        "busy_wait": tr("Asks again and again"),
        "died_holding": tr("Ended with a lock"),
        "lost_update": tr("Lost update"),
        "wrong_thread": tr("Wrong thread"),
        "convoy": tr("Queue at a lock"),
        "serialised": tr("One at a time"),
        "oversubscribed": tr("More than cores"),
        "uneven": tr("Uneven"),
    }
    return titles[diagnosis.code]
