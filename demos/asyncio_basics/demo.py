"""One thread, many tasks: what `await` does, what it doesn't, and what goes wrong without it."""

from app.core.answers import told_by
from app.core.claims import each_in_its_own_task, in_turn, no_thread_beside_main, overlapped
from app.core.claims_tasks import (
    a_call_never_ran,
    a_task_kept_the_thread,
    a_thread_slept_for_a_task,
    all_in_one_task,
    cancelled_in_mid_sleep,
    moves_while_kept,
    none_was_left_over,
    one_failed_and_the_rest_were_cancelled,
    others_stood_still,
    others_went_on,
    pieces_done,
    refusals,
    refused_with,
    threads_in_use,
    time_was_up_and_the_task_went_on,
    went_on_when_all_had_ended,
)
from app.core.demo import Claim, Demo, Prediction, Variant

OVERLAPPED = Claim("while one slept, the others went on", overlapped)
OWN_TASKS = Claim("each was a task of its own on the main thread", each_in_its_own_task)
NO_THREAD = Claim("there was no other thread", no_thread_beside_main)
IN_TURN = Claim("the second began when the first had ended", in_turn)
ONE_TASK = Claim("one task did it all", all_in_one_task)
CLOCK = ("the clock stands still", "the clock ticks on")

DEMO = Demo(
    title="Async and await",
    question="One thread does many things at once. Who decides when it turns to the next one?",
    chapter="Coroutines",
    order=120,
    variants=(
        Variant(
            "two_hellos",
            "two hellos",
            (OVERLAPPED, OWN_TASKS, NO_THREAD),
            note="Both tasks tell the same thread's name. At `await` a task lets go of it, and the event loop "
            "gives it to another one that is ready.",
            prediction=Prediction(
                "Two tasks say hello and sleep. How many threads does the program run in?",
                (),
                threads_in_use,
                "Tasks are no threads: they take turns on one, and change only at an `await`.",
            ),
        ),
        Variant(
            "one_after_the_other",
            "one after the other",
            (IN_TURN, ONE_TASK),
            note="`await hello()` is a call that may pause. Only a task runs beside the one that made it.",
            prediction=Prediction(
                "Two hellos are awaited, one line after the other. Do they overlap?",
                ("yes: await starts both", "no: the second begins when the first has ended"),
                told_by(in_turn),
                "Awaiting a coroutine runs it here and now, to its end; nothing was started beside it.",
            ),
        ),
        Variant(
            "gather",
            "gather",
            (
                OVERLAPPED,
                OWN_TASKS,
                Claim("main went on when the last answer was there", went_on_when_all_had_ended),
            ),
            note="`gather` makes a task of each coroutine. The answers come in the order of the calls, "
            "whoever was the first to answer.",
            prediction=Prediction(
                "Three are asked at once, and one is slow. When does main go on?",
                ("with the first answer", "when the slowest one has answered"),
                told_by(went_on_when_all_had_ended),
                "`gather` gives all the answers together, so the slowest one decides.",
            ),
        ),
        Variant(
            "task_group",
            "TaskGroup",
            (
                Claim("one failed and the rest were cancelled", one_failed_and_the_rest_were_cancelled),
                Claim("no task was left over", none_was_left_over),
            ),
            note="A group ends when all its tasks have ended. With `gather` the error would come as well, "
            "and the slow task would go on behind main's back.",
            prediction=Prediction(
                "Three tasks of a group, and one fails. What becomes of the one that is still at work?",
                ("it goes on to its end", "it is cancelled"),
                told_by(one_failed_and_the_rest_were_cancelled),
                "What belongs together fails together: the group cancels the rest and waits for it.",
            ),
        ),
        Variant(
            "blocking_call",
            "a blocking call",
            (
                Claim("the work kept the thread while it slept", a_task_kept_the_thread),
                Claim("nothing else of the loop moved meanwhile", others_stood_still),
            ),
            note="`time.sleep` puts the thread to sleep, and with it the loop and every task. "
            "The same goes for a long calculation and for any read without `await`.",
            prediction=Prediction(
                "A clock ticks while work sleeps with time.sleep. How often does it tick in that time?",
                (),
                moves_while_kept,
                "Only at an `await` can the loop turn to another task, and there is none in `time.sleep`.",
            ),
        ),
        Variant(
            "to_thread",
            "to_thread",
            (
                Claim("a thread slept, and the task only awaited it", a_thread_slept_for_a_task),
                Claim("the clock ticked on meanwhile", others_went_on),
            ),
            note="For code that can't be awaited there is `asyncio.to_thread`: it blocks a thread, not the loop. "
            "It makes no calculation faster, for the interpreter's lock stays one.",
            prediction=Prediction(
                "The same time.sleep, called by asyncio.to_thread. What does the clock do meanwhile?",
                CLOCK,
                told_by(others_went_on),
                "Another thread is blocked, and the loop's own thread is free.",
            ),
        ),
        Variant(
            "cancel_and_timeout",
            "cancel and time-out",
            (
                Claim("a task was cancelled in the middle of its sleep", cancelled_in_mid_sleep("EFFORT")),
                Claim("main's own time was up, and main went on", time_was_up_and_the_task_went_on),
                Claim("no task was left over", none_was_left_over),
            ),
            note="To cancel is to raise CancelledError at the `await` where a task waits: `finally` still runs. "
            "`asyncio.timeout` does it to its own block and turns it into TimeoutError.",
            prediction=Prediction(
                "Main itself waits within a time-out, and the time is up. How does main end?",
                ("it is cancelled as a whole", "it goes on after the block"),
                told_by(time_was_up_and_the_task_went_on),
                "Only the block is ended, with TimeoutError: who catches it goes on.",
            ),
        ),
        Variant(
            "forgotten_await",
            "a forgotten await",
            (
                Claim("one coroutine was made and never run", a_call_never_ran),
                Claim("the letters that were saved were saved in turn", in_turn),
            ),
            note="Without `await` the call only makes a coroutine. It is thrown away unrun, and all that tells "
            "is a warning, which is easily overlooked.",
            prediction=Prediction(
                "save is called three times, and one await is missing. How many letters are saved?",
                (),
                pieces_done,
                "A coroutine that nobody awaits never begins: not later, not in the background.",
            ),
        ),
        Variant(
            "old_style",
            "the old style",
            (
                Claim("asyncio.coroutine is gone", refused_with("AttributeError")),
                Claim("asyncio.wait refuses coroutines", refused_with("TypeError", by="task")),
                Claim("as tasks the hellos ran together", overlapped),
            ),
            note="`async def` came with Python 3.5; `async` and `await` are keywords since 3.7. The decorator "
            "went with 3.11, and since then `asyncio.wait` wants tasks. Last verified with 3.11 to 3.13.",
            prediction=Prediction(
                "The decorator asyncio.coroutine, and asyncio.wait on coroutines: how many are refused?",
                (),
                refusals,
                "Both left with Python 3.11: write `async def`, and `gather` or a TaskGroup.",
            ),
        ),
        Variant(
            "loop_already_running",
            "a loop runs already",
            (
                Claim(
                    "a second run was refused in the running loop", refused_with("RuntimeError", by="task")
                ),
                ONE_TASK,
            ),
            note="A notebook's cells run in a loop that runs already, so there it is `await hello()`. "
            "`asyncio.run` belongs once at the top of a program; `get_event_loop()` there fails since 3.14.",
            prediction=Prediction(
                "A loop is running, and a coroutine in it calls asyncio.run. What happens?",
                ("a second loop runs within the first", "it is refused"),
                told_by(refused_with("RuntimeError", by="task")),
                "A thread has one running loop at most: in it, `await` is the way.",
            ),
        ),
    ),
)
