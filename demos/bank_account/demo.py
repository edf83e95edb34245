"""Deposits into one account, with and without a lock: what a race takes, and what a lock costs."""

from app.core.answers import first_that_holds, true_or_false
from app.core.claims_held_locks import each_held_another_lock, nobody_waited, two_steps_in_one_turn
from app.core.demo import Claim, Demo, Prediction, Variant
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
            prediction=Prediction(
                "Each thread pays one coin into the empty account. What will be there at the end?",
                (
                    "every coin",
                    "fewer coins than were paid in",
                ),
                first_that_holds(no_update_was_lost, update_was_lost),
                "Whoever writes a sum worked out from an old balance wipes out what was paid in since.",
            ),
        ),
        Variant(
            "acquire_release",
            "acquire / release",
            (NONE_LOST, NEVER_TWO, WAITED),
            note="The lock makes read, pause and write one step. `finally` gives it back even when the step "
            "fails: otherwise all the others would wait for ever.",
            prediction=Prediction(
                "With a lock around the three steps: how long do all deposits take together?",
                (
                    "as long as one of them",
                    "as long as all of them one after the other",
                ),
                first_that_holds(two_inside, never_two_inside),
                "Only one thread at a time is between acquire and release: the pauses add up.",
            ),
        ),
        Variant(
            "with_lock",
            "with the lock",
            (NONE_LOST, NEVER_TWO, WAITED),
            note="`with` takes the lock and gives it back, whatever happens in between. "
            "Its price is the staircase: one works while all the others wait.",
            prediction=Prediction(
                "`with` instead of acquire and release: who waits now?",
                (
                    "nobody any more",
                    "the others, as before",
                ),
                first_that_holds(nobody_waited, waited_in_order),
                "It is the same lock and the same queue; only the giving back can't be forgotten.",
            ),
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
            prediction=Prediction(
                "Two amounts are refused. Do those two threads wait for the lock too?",
                (
                    "yes, like all the others",
                    "no, they never touch it",
                ),
                first_that_holds(None, refused_left_no_trace),
                "The amount is nobody else's: it can be looked at without the lock.",
            ),
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
            prediction=Prediction(
                "Main sleeps for GUESS seconds and then looks. Are all deposits made by then?",
                (
                    "yes",
                    "no, it looks too early",
                ),
                true_or_false(main_looked_after_the_last_update),
                "A sleep waits for a time, a join waits for the fact: only the second is certain.",
            ),
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
            prediction=Prediction(
                "Every thread takes a lock of its own before it pays in. Is every coin there?",
                (
                    "yes",
                    "no",
                ),
                first_that_holds(no_update_was_lost, update_was_lost),
                "Different locks keep nobody out: the lock has to be one for all, beside the data.",
            ),
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
            prediction=Prediction(
                "A method that has the lock calls another one that takes the same lock. What happens?",
                (
                    "the thread waits for itself, for ever",
                    "it is let in again",
                ),
                first_that_holds(None, two_steps_in_one_turn),
                "A re-entrant lock knows its owner and counts; a plain Lock would wait for ever.",
            ),
        ),
    ),
)
