"""Three web servers are asked for their headers; one redirects, one hangs up too early."""

from app.core.answers import told_by
from app.core.claims import no_thread_beside_main
from app.core.claims_tasks import most_at_once
from app.core.claims_web import (
    all_asked_at_once,
    asked_in_turn,
    each_reader_in_a_thread,
    every_reader_came_to_its_end,
    readers_that_ended,
)
from app.core.demo import Claim, Demo, Prediction, Variant

AT_ONCE = Claim("all three servers were at work at once", all_asked_at_once)
TO_THE_END = Claim("every reader came to its end, after the early hang-up too", every_reader_came_to_its_end)
NO_THREAD = Claim("there was no other thread", no_thread_beside_main)

DEMO = Demo(
    title="Web headers",
    question="Three servers take their time to answer. Must we wait three times?",
    chapter="Coroutines",
    order=130,
    variants=(
        Variant(
            "all_at_once",
            "all at once",
            (AT_ONCE, TO_THE_END, NO_THREAD),
            note="While one connection waits, the loop serves the others. A redirect is an answer like any other: "
            "it names another address, and who wants it has to ask again.",
            prediction=Prediction(
                "Each server answers after the same time. How long do three take, asked at once by one thread?",
                ("three times as long as one", "about as long as one"),
                told_by(all_asked_at_once),
                "Waiting needs no thread: all three wait at the same time.",
            ),
        ),
        Variant(
            "one_after_the_other",
            "one after the other",
            (
                Claim("each was asked when the one before had answered", asked_in_turn),
                TO_THE_END,
                NO_THREAD,
            ),
            note="Asynchronous calls, and nothing gained: whoever awaits one answer before asking the next "
            "question waits three times.",
            prediction=Prediction(
                "All is written with async and await. How many servers are at work at the same time, at most?",
                (),
                most_at_once,
                "`await` waits. For more at once it takes tasks: `gather`, or a TaskGroup.",
            ),
        ),
        Variant(
            "in_threads",
            "in threads",
            (AT_ONCE, Claim("a thread for each question", each_reader_in_a_thread), TO_THE_END),
            note="For three questions threads do as well. For ten thousand there would be ten thousand threads, "
            "and tasks are much lighter.",
            prediction=Prediction(
                "One server hangs up in the middle of a line. What becomes of its reader?",
                ("it waits for the rest for ever", "an error ends it", "it reads b'' and comes to its end"),
                readers_that_ended,
                "At the end of the stream readline() gives b'' at once, and again each time: so test for it.",
            ),
        ),
    ),
)
