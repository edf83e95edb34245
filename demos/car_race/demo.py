"""Cars on a track: who moves them, who draws them, and where cars stand whose way is finished work."""

from app.core.claims_races import (
    all_cars_moved_by_one,
    all_did_the_same_work,
    cars_stand_where_the_work_is,
    drawn_by_another_thread,
    drawn_by_main,
    each_moved_by_its_task,
    each_moved_by_its_thread,
    each_told_by_its_process,
    every_car_arrived,
    how_steps_came,
    last_car,
    main_never_rested,
    main_rested_between_frames,
    moved_by_main,
    ways_differ_in_who_works,
    whether_main_rested,
    who_drew,
)
from app.core.claims_windows import threads_in_all
from app.core.demo import Claim, Demo, Prediction, Variant
from app.core.displays import no_display

BY_MAIN = Claim("the main thread drew every frame", drawn_by_main)
RESTED = Claim("it rested between the frames", main_rested_between_frames)
ARRIVED = Claim("every car arrived", every_car_arrived)


def unavailable() -> str | None:
    """These programs open a window."""
    return no_display("SDL_VIDEODRIVER")


DEMO = Demo(
    title="The car race",
    question="Five cars at once. Who moves them, and who draws?",
    chapter="Windows",
    order=210,
    support=("track.py", "ways.py"),
    variants=(
        Variant(
            "classic",
            "drawn in the background",
            (
                Claim("another thread than the main one drew", drawn_by_another_thread),
                Claim("the main thread never rested", main_never_rested),
                Claim("one thread moved all cars", all_cars_moved_by_one),
                ARRIVED,
            ),
            unavailable=unavailable,
            note="Events belong to the main thread, and drawing belongs beside them: on some systems this shows "
            "nothing at all. And the main thread asks for events without a pause, which takes a whole core.",
            prediction=Prediction(
                "The main thread does nothing but look for events. What does it do most of the time?",
                ("it rests", "it keeps a core busy"),
                whether_main_rested,
                "`event.get` returns at once, also with nothing: a loop around it never rests.",
            ),
        ),
        Variant(
            "right_way",
            "the right way",
            (
                BY_MAIN,
                RESTED,
                Claim("the main thread moved all cars", moved_by_main),
                ARRIVED,
            ),
            unavailable=unavailable,
            note="Five cars at once need no thread: each frame moves all of them a bit. "
            "The clock sleeps until the next frame is due.",
            prediction=Prediction(
                "How many threads does this race of five cars need?",
                (),
                threads_in_all,
                "One: what looks simultaneous is many small steps in turn.",
            ),
        ),
        Variant(
            "thread_per_car",
            "a thread per car",
            (
                Claim("each car was moved by its own thread", each_moved_by_its_thread),
                BY_MAIN,
                RESTED,
                ARRIVED,
            ),
            unavailable=unavailable,
            note="Each thread writes one car, so none needs a lock. Threads share memory: main reads what they "
            "write, and draws it.",
            prediction=Prediction(
                "Each car has a thread that moves it. Who draws the frames?",
                ("the main thread", "the threads of the cars"),
                who_drew,
                "The threads only change a number. The window belongs to the main thread.",
            ),
        ),
        Variant(
            "process_per_car",
            "a process per car",
            (
                Claim("each car's process told main of its steps", each_told_by_its_process),
                Claim("the main process moved what it drew", moved_by_main),
                BY_MAIN,
                ARRIVED,
            ),
            unavailable=unavailable,
            note="A process has a memory of its own: what it adds to its `x` nobody else sees. "
            "So it sends its steps, and main keeps the places.",
            prediction=Prediction(
                "The car drives in a process of its own. How does the main process know where it is?",
                ("it reads the car's variable", "it is told by messages"),
                how_steps_came,
                "Processes share no variables; whatever one shall know, another must send.",
            ),
        ),
        Variant(
            "coroutine_per_car",
            "a coroutine per car",
            (
                Claim("each car was moved by its own task, on the main thread", each_moved_by_its_task),
                BY_MAIN,
                RESTED,
                ARRIVED,
            ),
            unavailable=unavailable,
            note="Each coroutine reads like a thread, and gives way where it awaits. "
            "Nothing can come between two awaits, so here nothing needs a lock.",
            prediction=Prediction(
                "Five cars and the drawing, six coroutines at once. How many threads?",
                (),
                threads_in_all,
                "One: coroutines take turns on the thread of their loop.",
            ),
        ),
        Variant(
            "race_of_models",
            "the race of models",
            (
                Claim("each car stood where its finished work was", cars_stand_where_the_work_is),
                Claim("every way did the same work", all_did_the_same_work),
                Claim("threads, tasks and processes did it", ways_differ_in_who_works),
            ),
            unavailable=unavailable,
            note="Work that waits is done together by threads, tasks and processes alike. "
            "Work that computes gains from processes alone, as long as there are free cores.",
            prediction=Prediction(
                "Work that waits, two workers for each way. Which car arrives last?",
                ("one by one", "threads", "tasks", "processes"),
                last_car,
                "One worker waits for one piece at a time; the others wait for several at once.",
            ),
        ),
    ),
)
