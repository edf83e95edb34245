"""Deposits into one account, with and without a lock: what a race takes, and what a lock costs."""

from app.core.claims_held_locks import each_held_another_lock, nobody_waited, two_steps_in_one_turn
from app.core.demo import Claim, Demo, Variant
from app.core.update_claims import (
    main_looked_after_the_last_update,
    main_slept_instead_of_joining,
    never_two_inside,
    no_update_was_lost,
    refused_left_no_trace,
    two_inside,
    update_was_lost,
    waited_in_order,
)

NONE_LOST = Claim("no money was lost", no_update_was_lost)
NEVER_TWO = Claim("never two inside", never_two_inside)
WAITED = Claim("the others waited, in this order", waited_in_order)

DEMO = Demo(
    title="Bank account",
    question="A dozen threads pay one coin each into the same account. Is every coin there at the end?",
    chapter="Processes and threads",
    order=30,
    variants=(
        Variant(
            "without_lock",
            "without a lock",
            (Claim("money was lost", update_was_lost), Claim("two were inside at once", two_inside)),
            note="All read the same old balance, and each wrote over what the others had paid in. "
            "The pause between read and write makes it near certain; without it, it is only rare.",
        ),
        Variant(
            "acquire_release",
            "acquire / release",
            (NONE_LOST, NEVER_TWO, WAITED),
            note="The lock makes read, pause and write one step. `finally` gives it back even when the step "
            "fails: otherwise all the others would wait for ever.",
        ),
        Variant(
            "with_lock",
            "with the lock",
            (NONE_LOST, NEVER_TWO, WAITED),
            note="`with` takes the lock and gives it back, whatever happens in between. "
            "Its price is the staircase: one works while all the others wait.",
        ),
        Variant(
            "from_1000",
            "from 1000",
            (
                NONE_LOST,
                NEVER_TWO,
                Claim("the refused amounts never touched the balance", refused_left_no_trace),
            ),
            note="An amount belongs to one thread alone, so it is looked at before the lock is taken. "
            "A lock guards what is shared: keep everything else outside.",
        ),
        Variant(
            "no_join",
            "sleep, no join",
            (
                NONE_LOST,
                Claim("main slept instead of joining", main_slept_instead_of_joining),
                Claim("main looked after the last deposit", main_looked_after_the_last_update),
            ),
            note="A sleep in place of a join is a race too, and the badge tells how it came out this time. "
            "Make PAUSE longer or GUESS shorter, and main looks too early.",
        ),
        Variant(
            "own_locks",
            "a lock each",
            (
                Claim("money was lost", update_was_lost),
                Claim("each held a lock, and no two the same", each_held_another_lock),
                Claim("nobody waited", nobody_waited),
            ),
            note="A lock keeps out only those who take the same one. It belongs to the data, "
            "so put it where the data is: into the account.",
        ),
        Variant(
            "nested_rlock",
            "RLock, nested",
            (
                NONE_LOST,
                NEVER_TWO,
                Claim("both steps of a thread in one turn with the lock", two_steps_in_one_turn),
                WAITED,
            ),
            note="An RLock counts how often its owner has taken it, and is free at zero. "
            "With a plain Lock the first thread would wait for itself, for ever.",
        ),
    ),
)
