"""One counter, two that count: processes have a memory each, unless somebody arranges for a common one."""

from app.core.answers import first_that_holds
from app.core.claims_memory import (
    all_wrote_to_one,
    each_counted_to,
    each_piece_took_a_question,
    each_wrote_to_its_own,
    main_saw_no_change,
    main_saw_what_others_wrote,
    one_kept_it_for_the_others,
    one_lock_for_all,
    worked_as_often_as,
)
from app.core.demo import Claim, Demo, Prediction, Variant

TOGETHER = Claim("together they said as many words as the counter allows", worked_as_often_as("WORDS"))

DEMO = Demo(
    title="Separate memory",
    question="Ping and Pong count their words in one variable, up to ten. How many words will there be?",
    chapter="Processes and threads",
    order=20,
    variants=(
        Variant(
            "two_processes",
            "two processes",
            (
                Claim("each had a counter of its own", each_wrote_to_its_own),
                Claim("each counted all the words alone", each_counted_to("WORDS")),
                Claim("main's counter didn't move", main_saw_no_change),
            ),
            note="The name is the same, the memory isn't: a new process has its own copy of every variable, "
            "and what it does to it no other process will ever see.",
            prediction=Prediction(
                "Both stop when `counter` has reached WORDS. How many words will be said?",
                (
                    "as many as WORDS says",
                    "twice as many",
                ),
                first_that_holds(worked_as_often_as("WORDS"), each_counted_to("WORDS")),
                "Each process has a counter of its own, and nobody else moves it.",
            ),
        ),
        Variant(
            "two_threads",
            "two threads",
            (
                Claim("both wrote to one counter", all_wrote_to_one),
                Claim("main saw what they had counted", main_saw_what_others_wrote),
            ),
            note="Threads of a process share all its memory. One may look at the counter while the other is "
            "about to move it: eleven words are possible too.",
            prediction=Prediction(
                "The same with two threads: how many words?",
                (
                    "as many as WORDS says, or one more",
                    "twice as many",
                ),
                first_that_holds(all_wrote_to_one, each_wrote_to_its_own),
                "Threads share the memory of their process: there is one counter.",
            ),
        ),
        Variant(
            "value_with_lock",
            "Value with its lock",
            (TOGETHER, Claim("both took turns with the same lock", one_lock_for_all)),
            note="A Value lies in memory that was asked for to be common. `value += 1` is a read and a write "
            "even there: the lock that comes with it makes them one step.",
            prediction=Prediction(
                "Can there be one word too many here?",
                (
                    "yes, once in a while",
                    "no",
                ),
                first_that_holds(None, worked_as_often_as("WORDS")),
                "Looking and counting are one step, for both stand behind the same lock.",
            ),
        ),
        Variant(
            "manager",
            "a manager",
            (
                TOGETHER,
                Claim("a process of its own kept the counter for them", one_kept_it_for_the_others),
                Claim("every word took a question to it", each_piece_took_a_question),
            ),
            note="A manager can keep dictionaries and lists too, even for other machines. "
            "The price is a message and an answer for every touch.",
            prediction=Prediction(
                "What does a look at the counter cost here?",
                (
                    "nothing: it is in shared memory",
                    "a question and an answer",
                ),
                first_that_holds(None, each_piece_took_a_question),
                "The counter lives in another process, which has to be asked each time.",
            ),
        ),
    ),
)
