"""Lanes that wait for an item, an event or the like that nobody is left to bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from app.core.diagnoses.impasse import Impasse
from app.core.diagnoses.words import count, is_for_a_result, line, name, names, thing, waits_for
from app.core.diagnosis import Diagnosis, fault
from app.core.events import ObjectKind, State
from app.core.model import Span

_BROUGHT = (
    State.GET,
    State.PUT,
    State.CONDITION,
    State.EVENT,
    State.SEMAPHORE,
    State.BARRIER,
    State.JOIN,
    State.AWAIT,
    State.IO,
)
#: What would end the wait, and what helps.
_MISSING: dict[State, tuple[str, str]] = {
    State.GET: (
        "put one",
        "Let whoever puts items put a last one that means “no more” (a sentinel such as None), one for each "
        "that gets, and stop when it comes.",
    ),
    State.PUT: ("take one out", "Let somebody get items until all have been put."),
    State.CONDITION: (
        "notify it",
        "Look at the condition before waiting (`while not ready: condition.wait()`, or `wait_for`), and "
        "notify after each change: a notification that came earlier is lost.",
    ),
    State.EVENT: ("set it", "Call `set` on every way out, in a `finally` say, or wait with a time-out."),
    State.SEMAPHORE: (
        "give one back",
        "Take it with `with`, so that each one that is taken is given back.",
    ),
    State.BARRIER: (
        "come to it",
        "Make the barrier for as many as really come, or let who fails call `abort`.",
    ),
    State.JOIN: ("do that work", "Let every item that is got be followed by `task_done`."),
    State.AWAIT: ("set its result", "Set a result or an exception on every way out."),
    State.IO: ("send one", "Send a last message that means “no more”, or close the other end everywhere."),
}
_MOST_OTHERS = 3


def starved(impasse: Impasse, already: Sequence[Diagnosis]) -> list[Diagnosis]:
    """One for each thing that is waited for in vain; `already` says what stands still for another reason."""
    groups = _groups(impasse, already)
    found = []
    circle = [wait for (_, state), waits in groups.items() if state == State.SEMAPHORE for wait in waits]
    if len({wait.actor for wait in circle}) > 1:
        found.append(_used_up(impasse, circle))
    for (_, state), waits in groups.items():
        joiners = _joiners(impasse, waits)
        workers = [wait for wait in waits if is_for_a_result(impasse.evidence, wait)]
        if state == State.PUT and joiners:
            found.append(_join_before_drain(impasse, waits, joiners))
        elif len(workers) > 1:
            found.append(_no_worker_left(impasse, workers))
        elif state != State.SEMAPHORE or len(circle) == 1:
            found.append(_starved(impasse, waits))
    return found


Groups = dict[tuple[int, State], list[Span]]


def _groups(impasse: Impasse, already: Sequence[Diagnosis]) -> Groups:
    """The waits in vain by what is waited for; of those for results all of one process."""
    actors = impasse.evidence.actors
    concerned = {actors[actor].process for each in already for actor in each.actors if actor in actors}
    groups: Groups = defaultdict(list)
    for wait in impasse.waits.values():
        if not _is_in_vain(impasse, wait):
            continue
        process = actors[wait.actor].process
        if process in concerned or (already and _is_shared(impasse, wait)):
            continue  # who could bring it stands still itself: that was said
        of_process = wait.object is None or is_for_a_result(impasse.evidence, wait)
        groups[process if of_process else ~(wait.object or 0), wait.state].append(wait)
    in_order = {key: sorted(waits, key=lambda wait: wait.actor) for key, waits in groups.items()}
    return _without_victims(impasse, in_order)


def _is_in_vain(impasse: Impasse, wait: Span) -> bool:
    actors = impasse.evidence.actors
    if wait.actor not in actors or wait.actor not in impasse.stuck or wait.state not in _BROUGHT:
        return False
    if wait.holder is not None or impasse.kind(wait) == ObjectKind.LOOP or impasse.is_idle_worker(wait):
        return False
    return impasse.process_hangs(wait.actor)


def _is_shared(impasse: Impasse, wait: Span) -> bool:
    found = impasse.evidence.objects.get(wait.object) if wait.object is not None else None
    return found is not None and found.shared


def _without_victims(impasse: Impasse, groups: Groups) -> Groups:
    """Leave out those who only serve others: daemons, and consumers of a queue that is being joined."""
    actors = impasse.evidence.actors
    joined = {thing for thing, state in groups if state == State.JOIN}
    groups = {key: waits for key, waits in groups.items() if key[0] not in joined or key[1] == State.JOIN}
    serving = {key for key, waits in groups.items() if all(actors[wait.actor].daemon for wait in waits)}
    if len(serving) < len(groups):
        groups = {key: waits for key, waits in groups.items() if key not in serving}
    return groups


# in words -------------------------------------------------------------------------------------------------


def _starved(impasse: Impasse, waits: list[Span]) -> Diagnosis:
    wait = waits[0]
    missing, advice = _MISSING[wait.state]
    if is_for_a_result(impasse.evidence, wait):
        advice = "Look whether who should have done it has ended before, or was never started."
    waiting = list(dict.fromkeys(each.actor for each in waits))
    who = _each_waits(impasse, waits)
    return fault(
        "starved_get",
        waiting,
        f"{who}, and nobody is left who could {missing}{_others(impasse, waiting)}.",
        advice,
    )


def _each_waits(impasse: Impasse, waits: list[Span]) -> str:
    evidence = impasse.evidence
    who = names(evidence, dict.fromkeys(wait.actor for wait in waits))
    what = waits_for(evidence, waits[0])
    if len({wait.actor for wait in waits}) > 1:
        verb, _, rest = what.partition(" ")
        what = f"{verb.removesuffix('s')} {rest}"
    return f"{who} {what}"


def _others(impasse: Impasse, waiting: list[int]) -> str:
    """What became of the others, in brief."""
    evidence = impasse.evidence
    processes = {evidence.actors[actor].process for actor in waiting}
    told = []
    for other in evidence.actors.values():
        near = other.process in processes or other.kind == "process"
        if other.id in waiting or other.kind == "generator" or not near:
            continue
        wait = impasse.waits.get(other.id)
        if not impasse.is_there(other.id):
            told.append(f"{other.name} has ended")
        elif wait is not None and impasse.kind(wait) != ObjectKind.LOOP:
            told.append(f"{other.name} {waits_for(evidence, wait)}")
    if not told:
        return ""
    more = f"; and {count(len(told) - _MOST_OTHERS, 'other')}" if len(told) > _MOST_OTHERS else ""
    return f" ({'; '.join(told[:_MOST_OTHERS])}{more})"


def _joiners(impasse: Impasse, waits: list[Span]) -> list[int]:
    """Who waits for the end of the lanes that wait, directly or through others."""
    found: list[int] = []
    wanted = {wait.actor for wait in waits}
    while True:
        more = [
            actor
            for actor in impasse.stuck
            if actor in impasse.evidence.actors and actor not in wanted and impasse.needs[actor] & wanted
        ]
        if not more:
            return sorted(found)
        found += more
        wanted.update(more)


def _join_before_drain(impasse: Impasse, waits: list[Span], joiners: list[int]) -> Diagnosis:
    evidence, wait = impasse.evidence, waits[0]
    putting = list(dict.fromkeys(each.actor for each in waits))
    queue = thing(evidence, wait.object, "queue")
    joiner = next((actor for actor in joiners if impasse.needs[actor] & set(putting)), joiners[0])
    join = impasse.waits[joiner]
    plural = len(putting) > 1
    return fault(
        "join_before_drain",
        [joiner, *putting],
        f"{names(evidence, putting)} can't end before what {'they' if plural else 'it'} put into {queue} "
        f"has been taken out{line(evidence, wait.file, wait.line)}, and {name(evidence, joiner)} waits for "
        f"{'their' if plural else 'its'} end instead of taking it{line(evidence, join.file, join.line)}.",
        f"Get all the items from {queue} first, exactly as many as were put, and join then.",
    )


def _used_up(impasse: Impasse, waits: list[Span]) -> Diagnosis:
    evidence = impasse.evidence
    each = "; ".join(f"{name(evidence, wait.actor)} {waits_for(evidence, wait)}" for wait in waits[:4])
    return fault(
        "deadlock",
        [wait.actor for wait in waits],
        f"All wait for a semaphore that is used up, and none of them gives one back: {each}.",
        "Let all take the semaphores in the same order, and give them back with `with`.",
    )


def _no_worker_left(impasse: Impasse, waits: list[Span]) -> Diagnosis:
    evidence = impasse.evidence
    each = "; ".join(f"{name(evidence, wait.actor)} {waits_for(evidence, wait)}" for wait in waits[:4])
    return fault(
        "deadlock",
        [wait.actor for wait in waits],
        f"All wait for results, and nobody is left to work them out: {each}.",
        "Work that waits for other work of the same pool takes a worker away from it: return first and let "
        "the caller ask for the next result, or give the pool more workers.",
    )
