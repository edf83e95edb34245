"""One lock for a whole interpreter: what it costs, when it costs nothing, what it doesn't protect."""

from app.core.answers import first_that_holds, turns
from app.core.claims import each_in_its_own_thread, overlapped, total_is_the_longest
from app.core.claims_cores import (
    computed_at_the_same_time,
    lived_at_the_same_time,
    never_two_at_the_same_time,
    took_turns,
    turns_lasted,
)
from app.core.claims_sums import nothing_got_lost, something_got_lost
from app.core.demo import Claim, Demo, Prediction, Variant

UNDER_WAY = Claim("all were under way at the same time", lived_at_the_same_time)
ONE_AT_A_TIME = Claim("no two of them computed at the same time", never_two_at_the_same_time)
AT_ONCE = Claim("they computed at the same time", computed_at_the_same_time)

DEMO = Demo(
    title="The GIL",
    question="Two threads compute, and there are cores for both. How much faster is that?",
    chapter="Processes and threads",
    order=40,
    variants=(
        Variant(
            "cpu_in_threads",
            "computing in threads",
            (UNDER_WAY, ONE_AT_A_TIME),
            note="Whoever runs Python code holds the global interpreter lock, and there is one of it. A Python "
            "built without it (“free-threaded”, supported since 3.14) can be chosen beside Run, if you have one.",
            prediction=Prediction(
                "Two threads add up numbers. How long do both take, compared with one after the other?",
                ("about half as long", "about as long"),
                first_that_holds(computed_at_the_same_time, never_two_at_the_same_time),
                "The threads take turns with one lock, so they share one core's time.",
            ),
        ),
        Variant(
            "cpu_in_processes",
            "computing in processes",
            (UNDER_WAY, AT_ONCE),
            note="Each process has an interpreter of its own and so a lock of its own: the system gives each a core, "
            "while there are free ones.",
            prediction=Prediction(
                "The same with two processes: how long, compared with one after the other?",
                ("about half as long", "about as long"),
                first_that_holds(computed_at_the_same_time, never_two_at_the_same_time),
                "A lock per interpreter, an interpreter per process: nobody waits for the other one.",
            ),
        ),
        Variant(
            "io_in_threads",
            "waiting in threads",
            (
                Claim("all waited at the same time", overlapped),
                Claim("the total is the longest wait", total_is_the_longest),
                Claim("each waited in a thread of its own", each_in_its_own_thread),
            ),
            note="A call that waits lets go of the lock first and takes it again afterwards. "
            "So threads are good at waiting, with the lock or without.",
            prediction=Prediction(
                "Four threads wait 0.3 s each for an answer. How long do all of them take?",
                ("about 0.3 s", "about 1.2 s: only one may run"),
                first_that_holds(total_is_the_longest),
                "To wait is not to run: a waiting thread doesn't hold the lock.",
            ),
        ),
        Variant(
            "plus_equals",
            "counter += 1",
            (Claim("no addition got lost", nothing_got_lost("lost")), ONE_AT_A_TIME),
            note="Luck, not a promise: CPython 3.10 to 3.13 hands the lock over at calls and at the end of a loop's "
            "round only, and in this line there is neither. Others do lose: 3.9, or a Python without the lock.",
            prediction=Prediction(
                "Four threads add to one counter without a lock. Will additions get lost, here and now?",
                ("none", "some"),
                first_that_holds(nothing_got_lost("lost"), something_got_lost("lost")),
                "In this Python no switch happens between the read and the write of this very line.",
            ),
        ),
        Variant(
            "int_plus_one",
            "counter = int(counter) + 1",
            (Claim("additions got lost", something_got_lost("lost")), ONE_AT_A_TIME),
            note="One harmless call is enough: between the read and the write another thread counts on, and "
            "then an old number is written over all of that. The lock of the interpreter doesn't protect your data.",
            prediction=Prediction(
                "Now there is a call between the read and the write. Will additions get lost?",
                ("none", "some"),
                first_that_holds(nothing_got_lost("lost"), something_got_lost("lost")),
                "At a call the lock may change hands; what was read before is old then.",
            ),
        ),
        Variant(
            "switch_interval",
            "switch interval",
            (
                Claim("the lock changed hands again and again", took_turns),
                Claim("a turn lasted the interval or more", turns_lasted("INTERVAL")),
            ),
            note="A thread that wants the lock waits for the interval and then asks for it. That is a time, 5 ms "
            "unless set otherwise; until Python 3.1 it was a number of bytecodes, as old books still say.",
            prediction=Prediction(
                "Two threads compute for 0.3 s, and the interval is 5 ms. How many turns will there be?",
                (),
                turns,
                "One turn for each interval, or fewer: it is the least time, and the system picks who is next.",
            ),
        ),
    ),
)
