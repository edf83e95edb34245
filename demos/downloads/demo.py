"""Two downloads in turn and at once: who waits for whom, and what happens when nobody does."""

from app.core.answers import first_that_holds
from app.core.claims import (
    all_in_main,
    daemons_were_cut_off,
    each_in_its_own_process,
    each_in_its_own_task,
    each_in_its_own_thread,
    in_turn,
    main_left_early,
    main_spoke_before_the_work_was_done,
    no_thread_beside_main,
    nothing_was_done,
    overlapped,
    started_by_main,
    total_is_the_longest,
    total_is_the_sum,
)
from app.core.demo import Claim, Demo, Prediction, Variant

OVERLAPPED = Claim("the downloads overlapped", overlapped)
LONGEST = Claim("the total is the longest", total_is_the_longest)
OWN_THREADS = Claim("each ran in a thread of its own", each_in_its_own_thread)
LEFT_EARLY = Claim("main left before the downloads ended", main_left_early)
NOTHING = Claim("nothing was downloaded", nothing_was_done)

DEMO = Demo(
    title="Downloads",
    question="Two files, half a second to a second each. How long together?",
    chapter="Processes and threads",
    order=10,
    variants=(
        Variant(
            "one_after_the_other",
            "one after the other",
            (
                Claim("the second began when the first had ended", in_turn),
                Claim("the total is the sum", total_is_the_sum),
                Claim("both ran in the main thread", all_in_main),
            ),
            note="One thread can wait for one thing at a time: while the first file is on its way, "
            "nobody asks for the second.",
            prediction=Prediction(
                "How long do both downloads take together?",
                (
                    "as long as the longer one",
                    "as long as one plus the other",
                ),
                first_that_holds(total_is_the_longest, total_is_the_sum),
                "One thread waits for one thing at a time.",
            ),
        ),
        Variant(
            "two_processes",
            "two processes",
            (OVERLAPPED, LONGEST, Claim("each ran in a process of its own", each_in_its_own_process)),
            note="Both wait at the same time, so the longer one decides. "
            "A process is a heavy way to wait: each starts a Python of its own.",
            prediction=Prediction(
                "Two processes, one download each: how long together?",
                (
                    "as long as the longer one",
                    "as long as one plus the other",
                ),
                first_that_holds(total_is_the_longest, total_is_the_sum),
                "Both wait at the same time, so the longer one decides.",
            ),
        ),
        Variant(
            "two_threads",
            "two threads",
            (OVERLAPPED, LONGEST, OWN_THREADS),
            note="Waiting needs no core, so two threads wait as well as two processes do, and start faster.",
            prediction=Prediction(
                "Two threads within one process: how long together?",
                (
                    "as long as the longer one",
                    "as long as one plus the other",
                ),
                first_that_holds(total_is_the_longest, total_is_the_sum),
                "Waiting needs no core and no lock: threads wait as well side by side as processes do.",
            ),
        ),
        Variant(
            "thread_subclass",
            "Thread subclass",
            (OVERLAPPED, LONGEST, OWN_THREADS),
            note="`start` makes the new thread call `run`. Who calls `run` directly gets no thread at all.",
            prediction=Prediction(
                "Main calls `start` and never `run`. Where is `run` executed?",
                (
                    "in main",
                    "in a new thread each",
                ),
                first_that_holds(all_in_main, each_in_its_own_thread),
                "`start` makes a thread, and that one calls `run`.",
            ),
        ),
        Variant(
            "low_level_thread",
            "_thread",
            (
                LEFT_EARLY,
                NOTHING,
                Claim("the exit hook ran before any download had ended", main_spoke_before_the_work_was_done),
            ),
            note="The stopwatch is right: main was through at once, for nobody waits for such threads. "
            "The end of the program was the end of the downloads.",
            prediction=Prediction(
                "What will the stopwatch show?",
                (
                    "the longer time",
                    "the sum of both",
                    "nearly nothing",
                ),
                first_that_holds(total_is_the_longest, total_is_the_sum, main_spoke_before_the_work_was_done),
                "Nobody waits for such threads: main was through at once, and its end was theirs.",
            ),
        ),
        Variant(
            "thread_pool",
            "thread pool",
            (
                OVERLAPPED,
                LONGEST,
                Claim("two workers did one each", each_in_its_own_thread),
                Claim("main started the workers", started_by_main),
            ),
            note="The pool starts a worker when there is work and none is free. "
            "With one worker the downloads queue up, and the total is the sum again.",
            prediction=Prediction(
                "The pool has the number of workers that you gave it. How long together?",
                (
                    "as long as the longer one",
                    "as long as one plus the other",
                ),
                first_that_holds(total_is_the_longest, total_is_the_sum),
                "With a worker for each download they run side by side; with fewer they queue up.",
            ),
        ),
        Variant(
            "daemon_threads",
            "daemon threads",
            (
                Claim("the daemon threads were cut off", daemons_were_cut_off),
                LEFT_EARLY,
                NOTHING,
            ),
            note="Python doesn't wait for daemon threads: the end of the process ends them in mid-step. "
            "A thread is a daemon only if asked for, or if the one that started it is.",
            prediction=Prediction(
                "Main leaves before the downloads are done. What becomes of them?",
                (
                    "the process waits until they are done",
                    "they are cut off",
                ),
                first_that_holds(None, daemons_were_cut_off),
                "Python waits for threads at its end, but not for daemons.",
            ),
        ),
        Variant(
            "asyncio_tasks",
            "asyncio tasks",
            (
                OVERLAPPED,
                LONGEST,
                Claim("each was a task of its own on the main thread", each_in_its_own_task),
                Claim("there was no other thread", no_thread_beside_main),
            ),
            note="The fourth way to wait for two things, and the cheapest. "
            "It gains nothing for work that keeps the core busy: there is one thread, and it does one thing.",
            prediction=Prediction(
                "Two tasks wait at the same time. How many threads does that take?",
                (
                    "one",
                    "one for each task",
                ),
                first_that_holds(no_thread_beside_main, each_in_its_own_thread),
                "The loop goes on with whoever need not wait, all in one thread.",
            ),
        ),
    ),
)
