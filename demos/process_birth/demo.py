"""Three ways for a process to be born, three to end, and two mistakes at its birth."""

import os

from app.core.answers import first_that_holds
from app.core.claims_memory import main_saw_no_change
from app.core.claims_processes import (
    a_child_was_a_zombie,
    a_server_forked_them,
    children_saw_the_change,
    children_saw_the_file,
    each_ran_the_file_again,
    ended_before_it_was_done,
    failed_before_its_work,
    main_waited_for_each_child,
    main_went_on,
    one_outlived_its_parent,
)
from app.core.demo import Claim, Demo, Prediction, Variant

AS_IN_THE_FILE = Claim("no child saw what main had changed", children_saw_the_file)
RAN_AGAIN = Claim("each child ran the file again", each_ran_the_file_again)
WAITED = Claim("main waited for the child that came to its end", main_waited_for_each_child)
WENT_ON = Claim("main went on, with nothing but an exit code", main_went_on)


def _no_fork() -> str | None:
    return None if hasattr(os, "fork") else "This system has no fork: each process starts afresh here."


DEMO = Demo(
    title="Birth of a process",
    question="A new process runs the same program. Does it know what its parent knows?",
    chapter="Processes and threads",
    order=70,
    variants=(
        Variant(
            "fork_returns_twice",
            "fork",
            (
                Claim("the child saw what the parent had changed", children_saw_the_change),
                Claim("the parent never saw what the child changed", main_saw_no_change),
                WAITED,
            ),
            unavailable=_no_fork,
            note="The child is a copy at the moment of the fork, with all variables but only one thread. "
            "So a fork in a program with threads is a risk, and newer Pythons warn of it.",
            prediction=Prediction(
                "The parent changes the mood and then forks. Which one does the child see?",
                (
                    "the one in the file",
                    "the one that the parent has set",
                ),
                first_that_holds(children_saw_the_file, children_saw_the_change),
                "A forked child begins with a copy of everything, as it is at that moment.",
            ),
        ),
        Variant(
            "spawn_imports_again",
            "spawn",
            (AS_IN_THE_FILE, RAN_AGAIN),
            note="Windows and macOS start processes this way. "
            "What a child needs has to be in the file or among its arguments.",
            prediction=Prediction(
                "The parent changes the mood and then spawns. Which one does the child see?",
                (
                    "the one in the file",
                    "the one that the parent has set",
                ),
                first_that_holds(children_saw_the_file, children_saw_the_change),
                "A spawned child starts a new Python and reads the file: what was changed later isn't in it.",
            ),
        ),
        Variant(
            "forkserver",
            "forkserver",
            (AS_IN_THE_FILE, Claim("a helper forked them, not main", a_server_forked_them)),
            unavailable=_no_fork,
            note="The helper has no threads and none of main's data, so forking it is safe and fast. "
            "Since Python 3.14 Linux starts processes this way.",
            prediction=Prediction(
                "Who is the parent of the children?",
                (
                    "main",
                    "a helper",
                ),
                first_that_holds(None, a_server_forked_them),
                "The helper was started once, and forks whenever main asks.",
            ),
        ),
        Variant(
            "daemon",
            "a daemon",
            (Claim("main ended the daemon before it was done", ended_before_it_was_done), WAITED),
            note="A daemon isn't worth waiting for: when main is through, it is ended wherever it is. "
            "Not for work that mustn't stay half done.",
            prediction=Prediction(
                "Two children have the same work, one is a daemon. How many finish it?",
                (
                    "both",
                    "one",
                    "none",
                ),
                first_that_holds(None, ended_before_it_was_done),
                "At its end main waits for the one and ends the daemon.",
            ),
        ),
        Variant(
            "orphan_and_zombie",
            "orphan and zombie",
            (
                Claim("the grandchild outlived its parent", one_outlived_its_parent),
                Claim("the child had ended long before main asked", a_child_was_a_zombie),
            ),
            unavailable=_no_fork,
            note="A zombie takes no memory, but keeps its number until somebody asks how it ended. "
            "An orphan gets another parent, one that always asks.",
            prediction=Prediction(
                "The child has ended, and nobody has asked how. What is left of it?",
                (
                    "nothing",
                    "its number and its exit code",
                ),
                first_that_holds(None, a_child_was_a_zombie),
                "The system keeps both until the parent asks: that is a zombie.",
            ),
        ),
        Variant(
            "missing_guard",
            "no guard",
            (
                RAN_AGAIN,
                Claim("the child failed before it came to its work", failed_before_its_work),
                WENT_ON,
            ),
            expect_exit=1,
            note="Without the guard each child would start a child of its own, and so on without end; "
            "Python stops it at the first. In a notebook there is no file to read, and it fails too.",
            prediction=Prediction(
                "The child reads the file and comes to the line that starts a child. How does it go on?",
                (
                    "with more and more processes",
                    "the child fails",
                ),
                first_that_holds(None, failed_before_its_work),
                "Python sees that the child isn't ready yet, and refuses.",
            ),
        ),
        Variant(
            "no_comma",
            "args without a comma",
            (Claim("the child failed before it came to its work", failed_before_its_work), WENT_ON),
            expect_exit=1,
            note="The error comes late and elsewhere: in the child, when it calls the function. "
            "With a word of one letter it even works.",
            prediction=Prediction(
                "The comma is missing. Who notices?",
                (
                    "main, when it makes the Process",
                    "the child, when it calls the function",
                ),
                first_that_holds(None, failed_before_its_work),
                "A word is a sequence of letters: to main it looks like arguments.",
            ),
        ),
    ),
)
