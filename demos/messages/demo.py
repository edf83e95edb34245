"""What processes send each other: items, messages, signals, bytes; and two ways to wait for ever."""

import os

from app.core.answers import first_that_holds
from app.core.claims_memory import (
    main_has_what_a_child_wrote,
    main_looked_after_the_end,
    nothing_was_sent,
)
from app.core.claims_messages import (
    a_signal_came_in_between,
    asked_and_answered,
    children_came_to_their_end,
    children_wait_for_more,
    each_sent,
    each_waits_for_the_other,
    first_put_to_wait,
    items_arrived,
    main_took_nothing,
    main_waited_for_the_work,
    never_two_on_the_way,
    taken_before_main_waited,
    the_last_signal_ended_it,
)
from app.core.claims_processes import main_ended_the_children
from app.core.demo import Claim, Demo, Prediction, Variant

BY_TURNS = Claim("they spoke by turns", never_two_on_the_way)


def _no_signals() -> str | None:
    return None if os.name == "posix" else "This system has no signals from one process to another."


DEMO = Demo(
    title="Messages",
    question="Processes share no memory. How do they tell each other something, and how that it is over?",
    chapter="Processes and threads",
    order=60,
    variants=(
        Variant(
            "no_sentinel",
            "no end mark",
            (
                Claim("every number was taken", items_arrived("NUMBERS")),
                Claim("both children wait for one more", children_wait_for_more),
            ),
            hangs=True,
            note="An empty queue says nothing about the future: there may be more in a moment. "
            "Somebody has to say that nothing follows.",
            prediction=Prediction(
                "What do the children do after the last number?",
                (
                    "they end",
                    "they wait for ever",
                ),
                first_that_holds(children_came_to_their_end, children_wait_for_more),
                "An empty queue doesn't say that nothing follows.",
            ),
        ),
        Variant(
            "sentinel",
            "with an end mark",
            (
                Claim("every number was taken, and an end mark by each", items_arrived("NUMBERS", ends=True)),
                Claim("both children came to their end", children_came_to_their_end),
            ),
            note="One end mark for each reader: a child that has read one stops, "
            "and leaves the other marks to the others.",
            prediction=Prediction(
                "How many items go through the queue?",
                (
                    "as many as there are numbers",
                    "one more",
                    "one more for each child",
                ),
                first_that_holds(None, None, items_arrived("NUMBERS", ends=True)),
                "A child that has read an end mark stops: each needs one.",
            ),
        ),
        Variant(
            "bounded_queue",
            "a full queue",
            (
                Claim("the first put without room had to wait", first_put_to_wait("ROOM")),
                Claim("the words of both came, each in its order", each_sent("EACH")),
            ),
            note="With room for ten the eleventh put waits, whoever makes it, until one is taken. "
            "So a fast producer can't run away from a slow consumer.",
            prediction=Prediction(
                "Nobody takes anything yet. Which put is the first that has to wait?",
                (
                    "the last one that fits",
                    "the first one for which there is no room",
                    "none: a queue takes all",
                ),
                first_that_holds(None, first_put_to_wait("ROOM")),
                "A queue with a limit holds back whoever is too fast.",
            ),
        ),
        Variant(
            "join_then_drain",
            "join, then read",
            (
                Claim("main and the child wait for each other", each_waits_for_the_other),
                Claim("main has not taken one result", main_took_nothing),
            ),
            hangs=True,
            note="A child ends only when all its items are in the pipe, and the pipe is full until somebody "
            "reads. With few items they all fit, and the same program passes its tests.",
            prediction=Prediction(
                "Main waits for the end of the child, then reads. Will it get the results?",
                (
                    "yes",
                    "no: each waits for the other",
                ),
                first_that_holds(items_arrived("ITEMS"), each_waits_for_the_other),
                "The child can't end before its items are in the pipe, and nobody empties the pipe.",
            ),
        ),
        Variant(
            "drain_then_join",
            "read, then join",
            (
                Claim("every result was taken", items_arrived("ITEMS")),
                Claim("main had them all before it waited for the child", taken_before_main_waited),
            ),
            note="Read as many as will come, then join. `queue.empty()` is no way to know: "
            "right after a put it may still say that there is nothing.",
            prediction=Prediction(
                "Main reads first, then waits for the child. Will it get the results?",
                (
                    "yes",
                    "no: each waits for the other",
                ),
                first_that_holds(items_arrived("ITEMS"), each_waits_for_the_other),
                "While main reads, the pipe has room, and the child comes to its end.",
            ),
        ),
        Variant(
            "pipe",
            "a pipe",
            (Claim("each question got its answer", asked_and_answered("QUESTIONS")), BY_TURNS),
            note="A pipe joins two, a queue any number. Both send copies: "
            "whoever changes what came changes nothing at the other end.",
            prediction=Prediction(
                "How many messages are on their way at the same time?",
                (
                    "never more than one",
                    "many: a pipe takes what comes",
                ),
                first_that_holds(never_two_on_the_way),
                "Each waits for the other's answer before it sends again.",
            ),
        ),
        Variant(
            "tcp_socket",
            "a socket",
            (Claim("each ping got its answer", asked_and_answered("WORDS")), BY_TURNS),
            note="A socket carries bytes with no mark where one message ends; here each waits for the other, "
            "so they can't run together. It is the one way that leads to other machines.",
            prediction=Prediction(
                "Both could send at any time. What do they do?",
                (
                    "both send at the same time",
                    "each waits for the other",
                ),
                first_that_holds(None, never_two_on_the_way),
                "They have agreed on question and answer; the socket itself asks for nothing of the kind.",
            ),
        ),
        Variant(
            "unix_signal",
            "a signal",
            (
                Claim("the handler ran in the middle of the child's sleep", a_signal_came_in_between),
                Claim("the last signal ended the child", the_last_signal_ended_it),
            ),
            unavailable=_no_signals,
            note="A signal says that something has happened and not what. Several at once may count as one, "
            "so signals are for stopping and waking, not for data.",
            prediction=Prediction(
                "A signal comes while the child sleeps. What becomes of the sleep?",
                (
                    "it is over",
                    "it goes on after the handler",
                ),
                first_that_holds(None, a_signal_came_in_between),
                "Python calls the handler and then sleeps for what is left.",
            ),
        ),
        Variant(
            "shared_memory_block",
            "shared memory",
            (
                Claim("main has what the child wrote", main_has_what_a_child_wrote),
                Claim("nothing was sent", nothing_was_sent),
                Claim("main looked when the child had ended", main_looked_after_the_end),
            ),
            note="The fastest way for much data, for nothing is copied. "
            "When the data is ready has to be told in another way.",
            prediction=Prediction(
                "How many messages bring the word from the child to main?",
                (
                    "none",
                    "one",
                    "one for each letter",
                ),
                first_that_holds(nothing_was_sent),
                "Both see the same bytes: nothing has to be sent.",
            ),
        ),
        Variant(
            "joinable_queue",
            "JoinableQueue",
            (
                Claim("every task was taken", items_arrived("TASKS")),
                Claim("main went on when the last task was done", main_waited_for_the_work("TASKS")),
                Claim("main's end was the end of the workers", main_ended_the_children),
            ),
            note="`task_done` counts down what `put` has counted up, and `join` waits for zero. "
            "The workers need no end mark: they are daemons.",
            prediction=Prediction(
                "When does main's `queue.join()` return?",
                (
                    "when the queue is empty",
                    "when the last task is done",
                    "when the workers have ended",
                ),
                first_that_holds(None, main_waited_for_the_work("TASKS")),
                "It counts tasks that are done, not tasks that were taken.",
            ),
        ),
    ),
)
