"""What one core can do at the same time, and what it can't."""

import os

from app.core.answers import first_that_holds
from app.core.claims_cores import (
    computed_at_the_same_time,
    each_waited_for_a_core,
    first_got_less,
    first_wanted_more,
    lived_at_the_same_time,
    never_two_at_the_same_time,
    no_more_than_one_core,
    pauses_alternated,
)
from app.core.demo import Claim, Demo, Prediction, Variant

UNDER_WAY = Claim("all were under way at the same time", lived_at_the_same_time)
ONE_CORE = Claim("together they got no more than one core", no_more_than_one_core)


def _no_affinity() -> str | None:
    if hasattr(os, "sched_setaffinity"):
        return None
    return "Python can't tie a process to a core on this system; Linux can."


DEMO = Demo(
    title="One core",
    question="A machine with one core: can it do two things at the same time?",
    chapter="Processes and threads",
    order=82,
    variants=(
        Variant(
            "one_core",
            "on one core",
            (UNDER_WAY, ONE_CORE, Claim("each waited for the core", each_waited_for_a_core)),
            unavailable=_no_affinity,
            note="Both are under way all the time, and at each moment one of them has the core: concurrency without "
            "parallelism. On a machine with one core everything is like this.",
            prediction=Prediction(
                "Two processes compute, and both may use one core only. When will they be done?",
                ("both at about the same time, late", "the first in half of the time, then the second"),
                first_that_holds(lived_at_the_same_time),
                "The system gives the core to each for a few milliseconds in turn: both get on, half as fast.",
            ),
        ),
        Variant(
            "all_cores",
            "on all cores",
            (UNDER_WAY, Claim("they computed at the same time", computed_at_the_same_time)),
            note="On battery, in a virtual machine or with other programs running there may be less than a whole core "
            "for each: run it several times, and compare shares rather than seconds.",
            prediction=Prediction(
                "The same work, and all cores may be used. What changes?",
                ("they compute at the same time", "nothing: they still take turns"),
                first_that_holds(computed_at_the_same_time, never_two_at_the_same_time),
                "Each process has an interpreter of its own, and now a core of its own too.",
            ),
        ),
        Variant(
            "concurrency_without_parallelism",
            "two guests, one cook",
            (
                UNDER_WAY,
                ONE_CORE,
                Claim("the guests' pauses alternated: none was served to the end first", pauses_alternated),
            ),
            unavailable=_no_affinity,
            note="There is a gain even on one core, whenever somebody waits. Concurrency is to have several things "
            "under way; parallelism is to do them in the same moment.",
            prediction=Prediction(
                "One core, two guests, five courses each. In which order are they served?",
                ("by turns", "all courses of Ada, then all of Ben"),
                first_that_holds(pauses_alternated),
                "While one guest eats, the core is free for the other one.",
            ),
        ),
        Variant(
            "nice_neighbour",
            "a nice neighbour",
            (
                Claim("the nice one got less than half of what the other one got", first_got_less),
                Claim("it waited longer for the core than it had it", first_wanted_more),
                ONE_CORE,
            ),
            unavailable=_no_affinity,
            note="Who gets a core is up to the system, not to Python and not to the number of threads. "
            "Priorities decide; the lab runs the programs of its window a little nicer than itself.",
            prediction=Prediction(
                "Two processes on one core compute equally long; one has niceness 19. How is the core shared?",
                ("half and half", "the nice one gets less than half of the other's share"),
                first_that_holds(None, first_got_less),
                "A nice process runs when nobody less nice wants to; it isn't starved completely.",
            ),
        ),
    ),
)
