"""Circles of lanes that wait for each other, locks taken twice, and locks whose holders are gone."""

from pathlib import Path

import pytest

from tests.diagnosed import Program, codes, diagnosed, diagnosed_all, hanging, names, only
from tests.recorded import Recorded

CROSSED = """
    import threading
    import time

    left = threading.Lock()
    right = threading.Lock()

    def work(first, second):
        with first:
            time.sleep(0.1)
            with second:  # here
                pass

    a = threading.Thread(target=work, args=(left, right), name="a")
    b = threading.Thread(target=work, args=(right, left), name="b")
    a.start(); b.start()
    a.join(); b.join()
"""

DEADLOCKS = {
    "two locks in two orders": CROSSED,
    "five philosophers": """
        import threading, time

        forks = [threading.RLock() for _ in range(5)]

        def dine(seat):
            forks[seat].acquire()
            time.sleep(0.1)
            forks[(seat + 1) % 5].acquire()

        for seat in range(5):
            threading.Thread(target=dine, args=(seat,), daemon=True).start()
        while True:
            time.sleep(0.3)
    """,
    "a join while holding what the other needs": """
        from threading import Lock, Thread

        guard = Lock()
        total = 0

        def add():
            global total
            with guard:
                total += 1

        with guard:
            worker = Thread(target=add)
            worker.start()
            worker.join()
    """,
    "two processes": """
        import multiprocessing as mp, time

        def move(source, target):
            source.acquire()
            time.sleep(0.15)
            target.acquire()

        if __name__ == "__main__":
            context = mp.get_context("fork")
            one, two = context.Lock(), context.Lock()
            movers = [context.Process(target=move, args=pair) for pair in ((one, two), (two, one))]
            for mover in movers:
                mover.start()
            for mover in movers:
                mover.join()
    """,
    "two tasks that await each other": """
        import asyncio

        async def wait_for(name):
            await asyncio.sleep(0.05)
            await tasks[name]

        async def main():
            tasks["a"] = asyncio.create_task(wait_for("b"), name="a")
            tasks["b"] = asyncio.create_task(wait_for("a"), name="b")
            await asyncio.wait(tasks.values())

        tasks = {}
        asyncio.run(main())
    """,
    "two tasks and two locks, in a program that goes on": """
        import asyncio

        async def work(first, second):
            async with first:
                await asyncio.sleep(0.05)
                async with second:
                    pass

        async def main():
            a, b = asyncio.Lock(), asyncio.Lock()
            both = asyncio.gather(work(a, b), work(b, a))
            while not both.done():
                await asyncio.sleep(0.2)

        asyncio.run(main())
    """,
    "a task that takes a lock of threads which another task has": """
        import asyncio, threading

        guard = threading.Lock()

        async def work():
            with guard:
                await asyncio.sleep(0.05)

        async def main():
            await asyncio.gather(work(), work())

        asyncio.run(main())
    """,
    "all workers of a pool wait for work of that pool": """
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(1)

        def outer():
            return pool.submit(pow, 2, 3).result()

        print(pool.submit(outer).result())
    """,
    "semaphores used up": """
        import threading, time

        cups, spoons = threading.Semaphore(1), threading.Semaphore(1)

        def take(first, second):
            first.acquire()
            time.sleep(0.1)
            second.acquire()
            second.release()
            first.release()

        for pair in ((cups, spoons), (spoons, cups)):
            threading.Thread(target=take, args=pair).start()
    """,
}

NO_DEADLOCKS = {
    "two locks in one order": """
        import threading, time

        left, right = threading.Lock(), threading.Lock()

        def work():
            for _ in range(3):
                with left:
                    time.sleep(0.01)
                    with right:
                        time.sleep(0.01)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "crossed locks with a time-out": """
        import threading, time

        left, right = threading.Lock(), threading.Lock()

        def work(first, second, patience):
            while True:
                with first:
                    time.sleep(0.05)
                    if second.acquire(timeout=patience):
                        second.release()
                        return
                time.sleep(patience)

        a = threading.Thread(target=work, args=(left, right, 0.02))
        b = threading.Thread(target=work, args=(right, left, 0.1))
        a.start(); b.start(); a.join(); b.join()
    """,
    "cut off while a lock is merely held for long": """
        import threading, time

        guard = threading.Lock()

        def work():
            with guard:
                time.sleep(60)

        threads = [threading.Thread(target=work, daemon=True) for _ in range(4)]
        for thread in threads:
            thread.start()
        threads[0].join()
    """,
    "a lock that one takes and another gives back": """
        import threading, time

        ready = threading.Lock()
        ready.acquire()

        def prepare():
            time.sleep(60)
            ready.release()

        threading.Thread(target=prepare).start()
        ready.acquire()
    """,
    "a re-entrant lock taken again": """
        import threading

        guard = threading.RLock()

        def inner():
            with guard:
                return 1

        def outer():
            with guard:
                return inner()

        threads = [threading.Thread(target=outer) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
}

SELF_DEADLOCKS = {
    "a method that calls another": """
        import threading

        class Account:
            def __init__(self):
                self.lock = threading.Lock()
                self.balance = 0

            def deposit(self, amount):
                with self.lock:
                    self.balance += amount

            def deposit_twice(self, amount):
                with self.lock:
                    self.deposit(amount)
                    self.deposit(amount)

        Account().deposit_twice(5)
    """,
    "a loop that forgets to release, beside a lively main": """
        import threading, time

        turn = threading.Lock()

        def work():
            for step in range(3):
                with turn:
                    pass
            turn.acquire()
            time.sleep(0.05)
            turn.acquire()

        threading.Thread(target=work, daemon=True).start()
        while True:
            time.sleep(0.2)
    """,
    "a coroutine": """
        import asyncio

        async def log(text):
            async with guard:
                print(text)

        async def main():
            global guard
            guard = asyncio.Lock()
            async with guard:
                await log("once")

        asyncio.run(main())
    """,
    "a lock of processes": """
        import multiprocessing

        guard = multiprocessing.Lock()

        def show(text):
            guard.acquire()
            print(text)
            guard.release()

        guard.acquire()
        show("hello")
    """,
    "a first use beside a lively main": """
        import threading, time

        guard = threading.Lock()

        def outer():
            with guard:
                inner()

        def inner():
            with guard:
                pass

        threading.Thread(target=outer).start()
        while True:
            time.sleep(0.2)
    """,
}

NO_SELF_DEADLOCKS = {
    "re-entrant": """
        import threading

        guard = threading.RLock()
        with guard:
            with guard:
                print("twice")
    """,
    "a gate that another opens": """
        import threading, time

        gate = threading.Lock()

        def open_it():
            time.sleep(0.3)
            gate.release()

        gate.acquire()
        threading.Thread(target=open_it).start()
        gate.acquire()
    """,
    "a gate that is opened too late": """
        import threading, time

        gate = threading.Lock()

        def open_it():
            for _ in range(2):
                time.sleep(0.2)
                gate.release()
            time.sleep(60)

        threading.Thread(target=open_it).start()
        for _ in range(4):
            gate.acquire()
    """,
    "a second try that gives up": """
        import threading, time

        guard = threading.Lock()
        with guard:
            if not guard.acquire(timeout=0.1):
                print("busy")
            if not guard.acquire(False):
                print("busy")
    """,
}


DIED = {
    "an exception between acquire and release": """
        import threading, time

        guard = threading.Lock()

        def careless(divisor):
            guard.acquire()
            print(1 / divisor)
            guard.release()

        def careful():
            time.sleep(0.1)
            with guard:
                print("mine")

        one = threading.Thread(target=careless, args=(0,))
        two = threading.Thread(target=careful)
        one.start(); two.start()
        one.join(); two.join()
    """,
    "a forgotten release on an early return, of a re-entrant lock": """
        import threading, time

        guard = threading.RLock()
        stock = 0

        def take():
            guard.acquire()
            if stock == 0:
                return
            guard.release()

        def wait():
            time.sleep(0.1)
            with guard:
                pass

        # The other way round the second might get the number of the first, and with it the lock.
        threading.Thread(target=wait).start()
        threading.Thread(target=take).start()
        while True:
            time.sleep(0.2)
    """,
    "a process that is killed": """
        import multiprocessing as mp, time

        def hold(guard):
            with guard:
                time.sleep(60)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            guard = context.Lock()
            child = context.Process(target=hold, args=(guard,))
            child.start()
            time.sleep(0.2)
            child.terminate()
            child.join()
            with guard:
                print("mine")
    """,
    "a task that fails": """
        import asyncio

        async def fail(guard):
            await guard.acquire()
            raise ValueError("before the release")

        async def wait(guard):
            await asyncio.sleep(0.05)
            async with guard:
                pass

        async def main():
            guard = asyncio.Lock()
            await asyncio.gather(fail(guard), wait(guard), return_exceptions=True)

        asyncio.run(main())
    """,
}

NOT_DIED = {
    "an exception within with": """
        import threading, time

        guard = threading.Lock()

        def careless():
            with guard:
                time.sleep(0.05)
                raise ValueError

        def careful():
            with guard:
                pass

        threading.excepthook = lambda args: None
        for target in (careless, careful, careful):
            threading.Thread(target=target).start()
    """,
    "one takes it and ends, another gives it back": """
        import threading, time

        busy = threading.Lock()

        def begin():
            busy.acquire()

        def finish():
            time.sleep(0.3)
            busy.release()

        def next_one():
            time.sleep(0.1)
            busy.acquire()

        for target in (begin, finish, next_one):
            threading.Thread(target=target).start()
    """,
    "one fails with a lock that nobody needs any more": """
        import threading

        guard = threading.Lock()

        def work():
            guard.acquire()
            raise ValueError

        threading.excepthook = lambda args: None
        with guard:
            pass
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """,
    "daemons are cut off in a queue for a lock": """
        import threading, time

        guard = threading.Lock()

        def work():
            with guard:
                time.sleep(60)

        for _ in range(3):
            threading.Thread(target=work, daemon=True).start()
        time.sleep(0.2)
    """,
}


STILL_RUNNING = (
    "cut off while a lock is merely held for long",
    "a lock that one takes and another gives back",
    "a gate that is opened too late",
)
SOUND = {
    name: Program(source, hangs=name in STILL_RUNNING)
    for name, source in (NO_DEADLOCKS | NO_SELF_DEADLOCKS | NOT_DIED).items()
}
FAULTY = hanging(DEADLOCKS | SELF_DEADLOCKS | DIED)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    return diagnosed_all(FAULTY | SOUND, tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("which", DEADLOCKS)
def test_lanes_that_wait_for_each_other_are_a_deadlock(which: str, runs: dict[str, Recorded]) -> None:
    told = only(runs[which], "deadlock")
    assert len(told["actors"]) > 1
    print(told["text"])


def test_a_deadlock_tells_who_waits_where_for_what(runs: dict[str, Recorded]) -> None:
    run = runs["two locks in two orders"]
    told = only(run, "deadlock")
    assert names(run, told) == ["a", "b"]
    here = run.line("# here")
    assert (
        f"a waits for the lock “right” (line {here}), which b holds (taken in line {here - 2})"
        in told["text"]
    )
    assert "in the same order, say the lock “right” before the lock “left”." in told["text"]


@pytest.mark.parametrize("which", SELF_DEADLOCKS)
def test_a_lane_that_takes_its_own_lock_again_waits_for_ever(which: str, runs: dict[str, Recorded]) -> None:
    told = only(runs[which], "self_deadlock")
    assert len(told["actors"]) == 1
    assert "holds it itself (taken in line" in told["text"]
    print(told["text"])


@pytest.mark.parametrize("which", DIED)
def test_whoever_ends_with_a_lock_leaves_the_others_waiting(which: str, runs: dict[str, Recorded]) -> None:
    told = only(runs[which], "died_holding")
    assert len(told["actors"]) == 2
    print(told["text"])


@pytest.mark.parametrize("which", SOUND)
def test_locks_that_are_used_well_are_no_fault(which: str, runs: dict[str, Recorded]) -> None:
    assert codes(runs[which], "fault") == []


def test_a_holder_that_failed_is_told_even_if_the_others_gave_up(tmp_path: Path) -> None:
    source = DIED["an exception between acquire and release"].replace(
        "with guard:\n                print", "if guard.acquire(timeout=0.1):\n                print"
    )
    assert "waited in vain" in only(diagnosed(Program(source), tmp_path), "died_holding")["text"]
