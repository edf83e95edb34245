"""The ways to have several things under way, side by side and one inside the other."""

from app.core.answers import first_that_holds
from app.core.claims_ways import (
    every_process_had_threads,
    every_way_overlapped,
    only_processes_left_home,
    tasks_shared_a_thread,
    threads_of_a_process_waited_together,
)
from app.core.demo import Claim, Demo, Prediction, Variant

THREADS_EACH = Claim("every process had several threads of its own", every_process_had_threads)
TOGETHER = Claim("the threads of a process waited at the same time", threads_of_a_process_waited_together)

DEMO = Demo(
    title="Which way for what",
    question="Processes, threads, tasks: when do you take which?",
    chapter="Processes and threads",
    order=84,
    variants=(
        Variant(
            "threads_in_processes",
            "threads in processes",
            (THREADS_EACH, TOGETHER),
            note="As many processes as there are cores, and in each as many threads as there is waiting to do: "
            "this is how web servers are run.",
            prediction=Prediction(
                "Two processes with two threads each. Which of the four jobs can wait at the same time?",
                ("all that share a process, and the others too", "only those in different processes"),
                first_that_holds(threads_of_a_process_waited_together),
                "Waiting needs neither a core nor the lock of the interpreter.",
            ),
        ),
        Variant(
            "pools",
            "a pool in each process",
            (THREADS_EACH, TOGETHER),
            note="What goes to another process and back is copied through a pipe; among the threads of a "
            "process it is simply there.",
            prediction=Prediction(
                "Each process of the pool makes a pool of threads. Whose threads are they?",
                ("each process has its own", "main has all of them"),
                first_that_holds(every_process_had_threads),
                "Threads belong to the process that starts them, and no other one sees them.",
            ),
        ),
        Variant(
            "ways",
            "all ways",
            (
                Claim(
                    "two processes, two threads, two tasks: each pair waited at the same time",
                    every_way_overlapped,
                ),
                Claim("only the processes had a home of their own", only_processes_left_home),
                Claim("the tasks shared one thread", tasks_shared_a_thread),
            ),
            note="Processes, threads, and both together are three ways; tasks are the fourth. Two are new: several "
            "interpreters in one process (3.14), and threads of a Python without the global lock.",
            prediction=Prediction(
                "Two processes, two threads, two tasks wait in pairs. How many processes are there, main included?",
                ("3", "5", "7"),
                first_that_holds(only_processes_left_home),
                "Threads and tasks live in main's process; only processes leave home.",
            ),
        ),
    ),
)
