"""What claims ask about a race: who drew it, who moved which car, whether cars stand where finished work is.

A race's watched `frames` counts what was drawn, the watched `x` of each car says how far it has come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, listing, moment, somewhere
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Access, Actor, Flow

_NO_FRAMES = "Nothing was drawn."
_FEW = 3  # frames; in fewer nobody needed to rest


def drawn_by_main(evidence: Evidence) -> Verdict:
    """Every frame was drawn by the main thread, or by a task on it."""
    drawers = _drawers(evidence)
    if not drawers:
        return somewhere(evidence, False, _NO_FRAMES)
    own = all(_is_main(drawer, evidence) for drawer in drawers)
    return everywhere(evidence, own, f"Drawn by {listing(drawer.name for drawer in drawers)}.")


def drawn_by_another_thread(evidence: Evidence) -> Verdict:
    """The frames were drawn by a thread that isn't the main one."""
    drawers = _drawers(evidence)
    other = bool(drawers) and all(drawer.kind == "thread" for drawer in drawers)
    return everywhere(evidence, other, f"Drawn by {listing(drawer.name for drawer in drawers) or 'nobody'}.")


def main_never_rested(evidence: Evidence) -> Verdict:
    """From the first frame to the last the main thread waited for nothing."""
    found = _rests(evidence)
    if isinstance(found, Verdict):
        return found
    rests, frames, length = found
    if rests:
        return Verdict(False, f"Main rested {rests} times in {frames} frames.")
    return everywhere(evidence, True, f"Main asked for events again and again for {moment(length)}.")


def main_rested_between_frames(evidence: Evidence) -> Verdict:
    """The main thread waited about as often as there were frames."""
    found = _rests(evidence)
    if isinstance(found, Verdict):
        return found
    rests, frames, _ = found
    return everywhere(evidence, 2 * rests >= frames, f"Main rested {rests} times in {frames} frames.")


def moved_by_main(evidence: Evidence) -> Verdict:
    """Every car was moved by the main thread."""
    return _moved_by(evidence, lambda mover: mover.id == evidence.main.id, own=False)


def each_moved_by_its_thread(evidence: Evidence) -> Verdict:
    """Each car was moved by a thread of its own."""
    return _moved_by(evidence, lambda mover: mover.kind == "thread", own=True)


def each_moved_by_its_task(evidence: Evidence) -> Verdict:
    """Each car was moved by a task of its own, all of them on the main thread."""
    return _moved_by(
        evidence, lambda mover: mover.kind == "task" and mover.host == evidence.main.id, own=True
    )


def all_cars_moved_by_one(evidence: Evidence) -> Verdict:
    """One lane moved every car."""
    movers = {mover for moved in _movers(evidence).values() for mover in moved}
    names = listing(evidence.actors[mover].name for mover in sorted(movers))
    return everywhere(evidence, len(movers) == 1, f"Moved by {names or 'nobody'}.")


def each_told_by_its_process(evidence: Evidence) -> Verdict:
    """There was a process for each car, and each told main of its steps by messages."""
    cars = len(_cars(evidence))
    tellers = {flow.sender for flow in _told(evidence)}
    own = {evidence.actors[teller].pid for teller in tellers} - {evidence.main.pid}
    told = f"{cars} cars, messages from {len(own)} processes."
    return somewhere(evidence, 0 < cars == len(own), told)


def every_car_arrived(evidence: Evidence) -> Verdict:
    """Each car stood at the finish in the end."""
    ends = [places[-1] for places in _cars(evidence).values()]
    if not ends or max(ends) == 0:
        return somewhere(evidence, False, "No car moved.")
    goal = evidence.parameters.get("DISTANCE", max(ends))
    told = f"The cars came to {listing(str(end) for end in ends)}."
    return somewhere(evidence, all(end == goal for end in ends), told)


def cars_stand_where_the_work_is(evidence: Evidence) -> Verdict:
    """Each car went exactly as far as pieces of finished work had been told of by its processes."""
    pieces = _pieces(evidence)
    ends = [places[-1] for places in _cars(evidence).values()]
    if not pieces or len(ends) != len(pieces):
        return somewhere(evidence, False, f"{len(ends)} cars, and work was told of by {len(pieces)}.")
    told = listing(f"{name} did {count}" for name, count in pieces.items())
    if cut_short(evidence):
        return Verdict(None, CUT_SHORT)
    return Verdict(
        sorted(ends) == sorted(pieces.values()), f"{told}; the cars stand at {listing(map(str, ends))}."
    )


def all_did_the_same_work(evidence: Evidence) -> Verdict:
    """As many pieces of work were told of in each of the ways."""
    if evidence.parameters.get("KILL"):
        return Verdict(None, "The workers of one car were killed.")
    pieces = _pieces(evidence)
    told = listing(f"{name} {count}" for name, count in pieces.items())
    same = len(pieces) > 1 and len(set(pieces.values())) == 1
    return somewhere(evidence, same, f"Pieces of work: {told}." if told else "No work was told of.")


def ways_differ_in_who_works(evidence: Evidence) -> Verdict:
    """One way worked with threads of one process, one with tasks on one thread, one with processes."""
    kinds: dict[str, set[str]] = {}
    lanes: dict[str, set[int]] = {}
    for flow in _told(evidence):
        teller = evidence.actors[flow.sender]
        name = evidence.actors[teller.process].name
        kinds.setdefault(name, set()).add(teller.kind)
        lanes.setdefault(name, set()).add(teller.id)
    told = "; ".join(
        f"{name}: {' and '.join(_lanes(kind, len(lanes[name])) for kind in sorted(kinds[name]))}"
        for name in kinds
    )
    workers = evidence.parameters.get("WORKERS")
    right = all(
        any(kinds[name] == {kind} and len(lanes[name]) == workers for name in kinds)
        for kind in ("thread", "task", "process")
    )
    return somewhere(evidence, right, f"Work was done: {told}." if told else "Nobody told of work.")


# ------------------------------------------------------------------------------------------------------------


def _lanes(kind: str, number: int) -> str:
    return {
        "process": "1 process" if number == 1 else f"{number} processes",
        "thread": "1 thread" if number == 1 else f"{number} threads",
        "task": "1 task" if number == 1 else f"{number} tasks",
    }.get(kind, f"{number} × {kind}")


def _writes(evidence: Evidence, attribute: str) -> list[Access]:
    named = {key for key, thing in evidence.objects.items() if thing.name.endswith(f".{attribute}")}
    return [access for access in evidence.accesses if access.write and access.object in named]


def _drawers(evidence: Evidence) -> list[Actor]:
    drawn = [access.actor for access in _writes(evidence, "frames") if access.value != "0"]
    return [evidence.actors[actor] for actor in dict.fromkeys(drawn) if actor in evidence.actors]


def _is_main(actor: Actor, evidence: Evidence) -> bool:
    return actor.id == evidence.main.id or (actor.kind == "task" and actor.host == evidence.main.id)


def _rests(evidence: Evidence) -> tuple[int, int, int] | Verdict:
    """How often main (or a task on it) waited between the first frame and the last; the frames; how long, ns."""
    frames = [access.t_ns for access in _writes(evidence, "frames") if access.value != "0"]
    if len(frames) < _FEW:
        return Verdict(None, CUT_SHORT if cut_short(evidence) else "Too little was drawn to tell.")
    own = {actor.id for actor in evidence.actors.values() if _is_main(actor, evidence)}
    rests = [s for s in evidence.spans if s.actor in own and frames[0] <= s.start_ns < frames[-1]]
    return len(rests), len(frames), frames[-1] - frames[0]


def _cars(evidence: Evidence) -> dict[int, list[int]]:
    """How far each car had come at each of its moves."""
    cars: dict[int, list[int]] = {}
    for access in _writes(evidence, "x"):
        if access.value.isdigit():
            cars.setdefault(access.object, []).append(int(access.value))
    return cars


def _movers(evidence: Evidence) -> dict[int, set[int]]:
    """Who moved each car; that it is put at the start moves it not."""
    movers: dict[int, set[int]] = {}
    for access in _writes(evidence, "x"):
        if access.value != "0" and access.actor in evidence.actors:
            movers.setdefault(access.object, set()).add(access.actor)
    return movers


def _moved_by(evidence: Evidence, fits: Callable[[Actor], bool], own: bool) -> Verdict:
    movers = _movers(evidence)
    lanes = [evidence.actors[mover] for moved in movers.values() for mover in sorted(moved)]
    right = bool(lanes) and all(fits(lane) for lane in lanes)
    if own:
        right = right and len({lane.id for lane in lanes}) == len(lanes) == len(_cars(evidence))
    names = listing(dict.fromkeys(lane.name for lane in lanes))
    return everywhere(evidence, right, f"Moved by {names or 'nobody'}.")


def _told(evidence: Evidence) -> list[Flow]:
    """Messages to main from others."""
    main = evidence.main.id
    return [
        flow
        for flow in evidence.flows
        if flow.kind in ("item", "message") and flow.receiver == main and flow.sender != main
    ]


def _pieces(evidence: Evidence) -> dict[str, int]:
    """How many pieces of work the processes of each name told of."""
    tellers = (evidence.actors[flow.sender].process for flow in _told(evidence))
    return dict(Counter(evidence.actors[teller].name for teller in tellers))


# what predictions are answered by ---------------------------------------------------------------------------


def whether_main_rested(evidence: Evidence) -> float | None:
    """0 if main rested between frames, 1 if it never did."""
    return _either(main_rested_between_frames(evidence), main_never_rested(evidence))


def who_drew(evidence: Evidence) -> float | None:
    """0 if main drew, 1 if another thread did."""
    return _either(drawn_by_main(evidence), drawn_by_another_thread(evidence))


def how_steps_came(evidence: Evidence) -> float | None:
    """0 if cars moved without a message, 1 if main was told of the steps."""
    if not _movers(evidence):
        return None
    return 1 if _told(evidence) else 0


def last_car(evidence: Evidence) -> float | None:
    """The lane, counted from 0, of the car that arrived last; None where not all arrived."""
    places: dict[int, list[Access]] = {}
    for access in _writes(evidence, "x"):
        places.setdefault(access.object, []).append(access)
    if not places or not every_car_arrived(evidence).holds:
        return None
    arrivals = [moves[-1].t_ns for moves in places.values()]
    return arrivals.index(max(arrivals))


def _either(first: Verdict, second: Verdict) -> float | None:
    return 0 if first.holds else 1 if second.holds else None
