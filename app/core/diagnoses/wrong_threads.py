"""Threads that touch what belongs to the thread of the windows: widgets of Qt, display and events of pygame."""

from __future__ import annotations

from collections import defaultdict

from app.core.diagnoses.words import count, line, name, names
from app.core.diagnosis import Diagnosis, fault
from app.core.evidence import Evidence, Touched

_ADVICE = {
    "widget": "Let the worker emit a signal that is connected to a slot of the window: Qt then calls that slot in "
    "the thread of the windows.",
    "pygame": "Draw and read the events on the main thread; let other threads only compute, and hand over what "
    "they found through a queue or a variable with a lock.",
}


def wrong_thread(evidence: Evidence) -> list[Diagnosis]:
    """One for Qt's widgets and one for pygame, in each process where that happened."""
    groups: dict[tuple[int, str], list[Touched]] = defaultdict(list)
    for touch in evidence.touches:
        actor = evidence.actors.get(touch.actor)
        if actor is not None:
            groups[actor.pid, "widget" if touch.what == "widget" else "pygame"].append(touch)
    return [_told(evidence, kind, touches) for (_, kind), touches in groups.items()]


def _told(evidence: Evidence, kind: str, touches: list[Touched]) -> Diagnosis:
    first = touches[0]
    actors = list(dict.fromkeys(touch.actor for touch in touches))
    happened = f"{name(evidence, first.actor)} called {first.name}{line(evidence, first.file, first.line)}"
    if len(touches) > 1:
        more = count(len(touches) - 1, "more call")
        who = f" of {names(evidence, actors)}" if len(actors) > 1 else ""
        happened += f" and {more}{who} followed"
    why = {
        "widget": "Only the thread of the windows may touch widgets: elsewhere it goes wrong by chance, from a "
        "picture that isn't renewed to a crash.",
        "pygame": "The display and the events of pygame belong to the main thread: on some systems nothing is drawn, "
        "or the program ends.",
    }[kind]
    return fault("wrong_thread", actors, f"{happened}.", why, _ADVICE[kind])
