"""The sum of the first numbers in ten ways: what it costs to hand work out, and which clock tells it."""

from collections.abc import Mapping
from importlib.util import find_spec

from app.core.answers import first_that_holds, value_of
from app.core.claims import no_thread_beside_main
from app.core.claims_cores import (
    computed_at_the_same_time,
    lived_at_the_same_time,
    never_two_at_the_same_time,
)
from app.core.claims_memory import nothing_was_sent
from app.core.claims_sums import (
    a_list_was_in_memory,
    as_many_workers_as,
    at_home,
    each_sent_one_result,
    each_talked_with_main,
    late_clock_left_out_work,
    main_waited_while_they_computed,
    pieces_were_handed_out,
    sum_is_right,
    value_stayed_below,
    workers_began_before_the_clock,
)
from app.core.demo import Claim, Demo, Prediction, Variant

RIGHT = Claim("the sum is right", sum_is_right("N"))
ALONE = Claim("main did it alone", no_thread_beside_main)
WORKERS = Claim("as many processes worked as were asked for", as_many_workers_as("WORKERS"))
HANDED_OUT = Claim("main handed out a piece at a time", pieces_were_handed_out("PIECES"))
LATE = Claim("the late clock left out a good part of the work", late_clock_left_out_work)

NUMBER_IN_LIST = 40  # bytes: 8 for the place in the list, 32 for the number itself
PLACE = 8  # bytes that a slice takes a number more


def _list_bytes(values: Mapping[str, object]) -> int:
    return _count(values) * NUMBER_IN_LIST


def _slices_bytes(values: Mapping[str, object]) -> int:
    """The list and the slices; where children don't inherit memory theirs come on top."""
    return _count(values) * (NUMBER_IN_LIST + PLACE)


def _array_bytes(values: Mapping[str, object]) -> int:
    return _count(values) * PLACE


def _count(values: Mapping[str, object]) -> int:
    count = values.get("N")
    return count if isinstance(count, int) else 0


def _no_dask() -> str | None:
    if find_spec("distributed") is not None:
        return None
    return "This needs Dask: pip install distributed."


DEMO = Demo(
    title="A big sum",
    question="Eight processes add up a hundred million numbers. Is that faster?",
    chapter="Processes and threads",
    order=50,
    variants=(
        Variant(
            "list_lesson",
            "a list",
            (RIGHT, LATE, Claim("a list of all numbers was in memory", a_list_was_in_memory("N"))),
            note="The late clock starts when the list is there, as if it had come for nothing. "
            "Measure from the question to the answer.",
            memory=_list_bytes,
            prediction=Prediction(
                "One clock starts before the list is built, one after. How much does the late one leave out?",
                ("next to nothing", "a good part"),
                first_that_holds(None, late_clock_left_out_work),
                "To build a list of many numbers takes about as long as to add them up.",
            ),
        ),
        Variant(
            "eight_slices",
            "eight slices",
            (
                RIGHT,
                LATE,
                Claim("processes worked before the late clock was started", workers_began_before_the_clock),
                Claim("each process sent one result", each_sent_one_result),
            ),
            note="The late clock makes it look many times faster than the loop; the whole of it is slower. "
            "Slices are copies, and starting a process that has so much memory takes long.",
            memory=_slices_bytes,
            prediction=Prediction(
                "When the late clock starts, how far are the processes?",
                ("none has begun", "some are at work or even done"),
                first_that_holds(None, workers_began_before_the_clock),
                "The clock starts below the loop that starts them.",
            ),
        ),
        Variant(
            "ranges_to_processes",
            "ranges to processes",
            (
                RIGHT,
                Claim("they computed at the same time", computed_at_the_same_time),
                Claim(
                    "main waited while they computed: its own processor clock stood still",
                    main_waited_while_they_computed,
                ),
                Claim("each process sent one result", each_sent_one_result),
            ),
            note="Two numbers go there and one comes back: this way two cores are nearly twice as fast as one. "
            "For durations there is `perf_counter`; `process_time` counts this process' own computing only.",
            prediction=Prediction(
                "Main asks `process_time` at the end. Is the work of the other processes in it?",
                ("yes, all of it", "no"),
                first_that_holds(None, main_waited_while_they_computed),
                "It counts the processor time of the process that asks.",
            ),
        ),
        Variant(
            "pool",
            "Pool",
            (RIGHT, WORKERS, HANDED_OUT),
            note="More pieces than workers: whoever is done early takes another one, so nobody stands idle for long.",
            prediction=Prediction(
                "Eight pieces, a pool of two. How many processes will be started?",
                ("two", "eight"),
                first_that_holds(as_many_workers_as("WORKERS"), as_many_workers_as("PIECES")),
                "A pool keeps its workers and hands them one piece after the other.",
            ),
        ),
        Variant(
            "process_pool_executor",
            "ProcessPoolExecutor",
            (RIGHT, WORKERS, HANDED_OUT),
            note="The same idea behind the interface that thread pools have too: change one word and compare.",
            prediction=Prediction(
                "Main asks the executor for eight pieces. Who computes?",
                ("main too", "only the workers that it was given"),
                first_that_holds(None, as_many_workers_as("WORKERS")),
                "Main hands out and waits.",
            ),
        ),
        Variant(
            "threads",
            "threads",
            (
                RIGHT,
                Claim("all were under way at the same time", lived_at_the_same_time),
                Claim("no two of them computed at the same time", never_two_at_the_same_time),
            ),
            note="Two threads, one core's worth of computing: the global lock lets one at a time run Python code.",
            prediction=Prediction(
                "Two threads share the range. How fast is that, compared with one?",
                ("about twice as fast", "about as fast"),
                first_that_holds(computed_at_the_same_time, never_two_at_the_same_time),
                "Adding is computing, and for computing threads need a Python without the global lock.",
            ),
        ),
        Variant(
            "sum_range",
            "sum(range)",
            (RIGHT, ALONE, Claim("the range took less than 100 bytes", value_stayed_below("size", 100))),
            note="Before you hand work out, look for a better way to do it: one line beats eight processes.",
            prediction=Prediction(
                "How many bytes does `range(1, N + 1)` take, for two million numbers?",
                (),
                value_of("size"),
                "A range knows its ends and gives one number at a time.",
            ),
        ),
        Variant(
            "shared_memory",
            "shared memory",
            (RIGHT, WORKERS, Claim("no item and no message was sent", nothing_was_sent)),
            note="Where the data are there already and big, share them instead of sending them. "
            "Here most of the time goes into filling the memory.",
            memory=_array_bytes,
            prediction=Prediction(
                "How do the results get from the processes to main?",
                ("through a queue", "main reads them where they were written"),
                first_that_holds(each_sent_one_result, nothing_was_sent),
                "The memory is common: what one writes the other one sees.",
            ),
        ),
        Variant(
            "closed_form",
            "think first",
            (RIGHT, ALONE),
            note="No core, no process and no thread is as fast as not doing the work. A pupil of nine is said to have "
            "found this, told to add up the numbers to 100.",
            prediction=Prediction(
                "How many processes and threads does the fastest program of all use, beside main?",
                ("none", "one per core"),
                first_that_holds(no_thread_beside_main, as_many_workers_as("WORKERS")),
                "It doesn't add up at all.",
            ),
        ),
        Variant(
            "cluster",
            "a cluster",
            (
                RIGHT,
                Claim(WORKERS.name, at_home("SCHEDULER", WORKERS.check)),
                Claim("messages went to every worker and back", at_home("SCHEDULER", each_talked_with_main)),
            ),
            unavailable=_no_dask,
            note="The workers could be anywhere: give the address of a scheduler and the same program runs there. "
            "For a sum that takes a moment the way there and back costs more than the work.",
            prediction=Prediction(
                "A cluster on this machine: what are its workers?",
                ("threads of main", "processes that get messages"),
                first_that_holds(None, at_home("SCHEDULER", each_talked_with_main)),
                "A worker must be able to live on another machine, so it is a process, and one talks with it.",
            ),
        ),
    ),
)
