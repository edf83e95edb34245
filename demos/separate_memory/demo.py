"""One counter, two that count: processes have a memory each, unless somebody arranges for a common one."""

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
from app.core.demo import Claim, Demo, Variant

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
        ),
        Variant(
            "value_with_lock",
            "Value with its lock",
            (TOGETHER, Claim("both took turns with the same lock", one_lock_for_all)),
            note="A Value lies in memory that was asked for to be common. `value += 1` is a read and a write "
            "even there: the lock that comes with it makes them one step.",
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
        ),
    ),
)
