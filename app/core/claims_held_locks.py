"""What claims ask about locks and the data behind them: is it one lock for all, is it held long enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.claims import CUT_SHORT, cut_short, everywhere, listing, somewhere
from app.core.demo import Verdict
from app.core.update_claims import updates

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.folds.ledger import Deposit


def each_held_another_lock(evidence: Evidence) -> Verdict:
    """Whoever updated watched data held a lock, and no two of them the same one."""
    locks: dict[int, set[int]] = {}  # actor -> the locks that it held at its updates
    for update in _all(evidence):
        held = {lock for lock in evidence.held if _holder_turns(lock, update, evidence)}
        locks[update.actor] = locks.get(update.actor, held) & held
    careless = [evidence.actors[actor].name for actor, held in locks.items() if not held]
    if careless:
        return Verdict(False, f"{listing(careless)} held no lock.")
    used = [lock for held in locks.values() for lock in held]
    told = f"{len(set(used)) or 'No'} locks, for {len(locks)} that updated."
    return everywhere(evidence, len(locks) > 1 and len(used) == len(set(used)), told)


def nobody_waited(evidence: Evidence) -> Verdict:
    """There were locks, and nobody ever had to wait for one."""
    waits = [span for span in evidence.spans if span.state.word in ("lock", "rlock")]
    if waits:
        return Verdict(False, f"{len({span.actor for span in waits})} waited for a lock.")
    return everywhere(evidence, bool(evidence.held), f"{len(evidence.held) or 'No'} locks, and no wait.")


def two_steps_in_one_turn(evidence: Evidence) -> Verdict:
    """Everybody who updated did so twice or more, all in one turn with the lock."""
    counts: dict[tuple[int, int], int] = {}  # (actor, where its turn began) -> updates in it
    for update in _all(evidence):
        turns = [turn for lock in evidence.held for turn in _holder_turns(lock, update, evidence)]
        if not turns:
            return Verdict(False, f"{evidence.actors[update.actor].name} updated without the lock.")
        counts[update.actor, turns[0]] = counts.get((update.actor, turns[0]), 0) + 1
    if not counts:
        return Verdict(None, CUT_SHORT if cut_short(evidence) else "Nothing was updated.")
    once = [evidence.actors[actor].name for (actor, _), count in counts.items() if count < 2]
    if once:
        return somewhere(evidence, False, f"{listing(once)} updated once in a turn.")
    return everywhere(evidence, True, f"{len(counts)} turns, {min(counts.values())} updates in each.")


def _all(evidence: Evidence) -> list[Deposit]:
    return [update for ledger in updates(evidence) for update in ledger if update.actor in evidence.actors]


def _holder_turns(lock: int, update: Deposit, evidence: Evidence) -> list[int]:
    """When the turns with the lock began in which an update was made from its read to its write."""
    assert update.read_ns is not None
    assert update.write_ns is not None
    return [
        turn.start_ns
        for turn in evidence.holds(lock)
        if turn.actor == update.actor
        and turn.start_ns <= update.read_ns
        and (turn.end_ns is None or update.write_ns <= turn.end_ns)
    ]
