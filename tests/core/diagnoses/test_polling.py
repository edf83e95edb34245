"""Loops that ask again and again, beside loops that only look like it."""

import pytest

from tests.diagnosed import Program, codes, diagnosed_all, ending, hanging, only
from tests.recorded import Recorded

ASKING = {
    "a flag that another thread sets": """
        import threading, time

        ready = False

        def prepare():
            global ready
            time.sleep(0.3)
            ready = True

        threading.Thread(target=prepare).start()
        while not ready:
            time.sleep(0.001)  # here
    """,
    "a thread that is asked whether it lives": """
        import threading, time

        def work():
            time.sleep(0.4)

        worker = threading.Thread(target=work)
        worker.start()
        while worker.is_alive():
            worker.join(0.005)
    """,
    "a queue that is asked whether it is empty": """
        import queue, threading, time

        todo = queue.Queue()

        def consume():
            while True:
                if todo.empty():
                    time.sleep(0.005)
                    continue
                print(todo.get())
                break

        threading.Thread(target=consume).start()
        time.sleep(0.4)
        todo.put("late")
    """,
    "a queue with a tiny time-out": """
        import queue, threading, time

        todo = queue.Queue()

        def consume():
            while True:
                try:
                    print(todo.get(timeout=0.005))
                    return
                except queue.Empty:
                    pass

        threading.Thread(target=consume).start()
        time.sleep(0.4)
        todo.put("late")
    """,
    "sleeping for no time at all": """
        import threading, time

        done = []

        def work():
            time.sleep(0.2)
            done.append(1)

        threading.Thread(target=work).start()
        while not done:
            time.sleep(0)
    """,
    "a child process": """
        import multiprocessing as mp, time

        if __name__ == "__main__":
            context = mp.get_context("fork")
            child = context.Process(target=time.sleep, args=(0.6,))
            child.start()
            while child.is_alive():
                time.sleep(0.01)
    """,
    "a task": """
        import asyncio

        async def work():
            await asyncio.sleep(0.3)
            results.append(42)

        async def main():
            worker = asyncio.create_task(work())
            while not results:
                await asyncio.sleep(0.001)
            await worker

        results = []
        asyncio.run(main())
    """,
}

IN_VAIN = {
    "an item that never comes": """
        import queue, time

        todo = queue.Queue()
        while True:
            try:
                todo.get(timeout=0.01)
                break
            except queue.Empty:
                pass
    """,
    "for ever": """
        import threading, time

        ready = False

        def wait():
            while not ready:
                time.sleep(0.001)

        waiter = threading.Thread(target=wait)
        waiter.start()
        waiter.join()
    """,
}

WORKING = {
    "work in small steps": """
        import threading, time

        def download():
            for _ in range(60):
                time.sleep(0.005)

        threads = [threading.Thread(target=download) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "two kinds of work in small steps": """
        import threading, time

        def read():
            for _ in range(50):
                time.sleep(0.005)

        def write():
            for _ in range(50):
                time.sleep(0.005)

        threads = [threading.Thread(target=target) for target in (read, write)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "work in small steps in main": """
        import time

        for _ in range(100):
            time.sleep(0.003)
    """,
    "a progress bar": """
        import threading, time

        def work():
            time.sleep(0.3)

        worker = threading.Thread(target=work)
        worker.start()
        while worker.is_alive():
            print(".", end="", flush=True)
            time.sleep(0.01)
    """,
    "looking now and then": """
        import threading, time

        def work():
            time.sleep(0.7)

        worker = threading.Thread(target=work)
        worker.start()
        while worker.is_alive():
            time.sleep(0.05)
    """,
    "a semaphore that is merely busy": """
        import threading, time

        seats = threading.Semaphore(2)

        def sit():
            for _ in range(15):
                with seats:
                    time.sleep(0.002)

        threads = [threading.Thread(target=sit) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "a stop that is asked for between pieces of work": """
        import queue, threading, time

        todo, stop = queue.Queue(), threading.Event()

        def consume():
            while not stop.is_set():
                try:
                    todo.get(timeout=0.1)
                except queue.Empty:
                    pass

        threading.Thread(target=consume).start()
        for number in range(3):
            time.sleep(0.15)
            todo.put(number)
        stop.set()
    """,
    "a short wait for each of many": """
        import threading, time

        guard = threading.Lock()

        def work():
            for _ in range(60):
                with guard:
                    time.sleep(0.001)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "work between the looks": """
        import threading, time

        ready = threading.Event()
        threading.Thread(target=lambda: (time.sleep(0.4), ready.set())).start()
        while not ready.wait(0.005):
            sum(range(100_000))
    """,
    "tasks that take turns": """
        import asyncio

        async def count():
            for _ in range(50):
                await asyncio.sleep(0.001)

        async def main():
            await asyncio.gather(count(), count())

        asyncio.run(main())
    """,
}

CUT_OFF = {
    "an animation": """
        import time

        frame = 0
        while True:
            frame += 1
            time.sleep(0.016)
    """,
    "an animation that main waits for": """
        import threading, time

        def paint():
            while True:
                time.sleep(0.01)

        painter = threading.Thread(target=paint)
        painter.start()
        painter.join()
    """,
    "a clock beside the work": """
        import threading, time

        ticks = 0

        def tick():
            global ticks
            while True:
                time.sleep(0.01)
                ticks += 1

        threading.Thread(target=tick, daemon=True).start()
        time.sleep(60)
    """,
}

FAULTY = ending(ASKING) | hanging(IN_VAIN)
SOUND: dict[str, Program] = ending(WORKING) | hanging(CUT_OFF)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    return diagnosed_all(FAULTY | SOUND, tmp_path_factory.mktemp("runs"), at_once=2)


@pytest.mark.parametrize("which", FAULTY)
def test_asking_again_and_again_is_told(which: str, runs: dict[str, Recorded]) -> None:
    told = only(runs[which], "busy_wait")
    assert len(told["actors"]) == 1
    print(told["text"])


def test_a_loop_that_asks_is_told_with_its_line(runs: dict[str, Recorded]) -> None:
    run = runs["a flag that another thread sets"]
    text = only(run, "busy_wait")["text"]
    assert text.startswith("program.py slept ")
    assert f"times in a row (line {run.line('# here')})" in text
    assert "threading.Event" in text


@pytest.mark.parametrize("which", SOUND)
def test_work_in_small_steps_isnt_asking(which: str, runs: dict[str, Recorded]) -> None:
    assert codes(runs[which], "fault") == []
