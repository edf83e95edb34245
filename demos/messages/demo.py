"""What processes send each other: items, messages, signals, bytes; and two ways to wait for ever."""

import os

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
from app.core.demo import Claim, Demo, Variant

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
        ),
        Variant(
            "pipe",
            "a pipe",
            (Claim("each question got its answer", asked_and_answered("QUESTIONS")), BY_TURNS),
            note="A pipe joins two, a queue any number. Both send copies: "
            "whoever changes what came changes nothing at the other end.",
        ),
        Variant(
            "tcp_socket",
            "a socket",
            (Claim("each ping got its answer", asked_and_answered("WORDS")), BY_TURNS),
            note="A socket carries bytes with no mark where one message ends; here each waits for the other, "
            "so they can't run together. It is the one way that leads to other machines.",
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
        ),
    ),
)
