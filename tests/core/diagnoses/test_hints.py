"""Observations on how work was spread, and that they are hints, never faults."""

from pathlib import Path

import pytest

from tests.diagnosed import Program, codes, diagnosed, diagnosed_all, ending
from tests.recorded import Recorded

THREADS = """
    import threading, time

    {what}

    threads = [threading.Thread(target=work, args=(number,)) for number in range({lanes})]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def threads(what: str, lanes: int = 4) -> str:
    indented = what.strip().replace("\n", "\n    ")
    return THREADS.format(what=indented, lanes=lanes)


SERIALISED = {
    "a lock around everything": threads("""
guard = threading.Lock()

def work(number):
    with guard:
        time.sleep(0.05)
"""),
    "a lock around each step": threads("""
guard = threading.Lock()

def work(number):
    for _ in range(10):
        with guard:
            time.sleep(0.004)
"""),
    "a lock of processes": """
        import multiprocessing as mp, time

        def work(guard, ready):
            ready.wait()
            with guard:
                time.sleep(0.15)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            guard, ready = context.Lock(), context.Barrier(3)
            children = [context.Process(target=work, args=(guard, ready)) for _ in range(3)]
            for child in children:
                child.start()
            for child in children:
                child.join()
    """,
    "a lock of asyncio": """
        import asyncio

        async def fetch(guard):
            async with guard:
                await asyncio.sleep(0.03)

        async def main():
            guard = asyncio.Lock()
            await asyncio.gather(*(fetch(guard) for _ in range(4)))

        asyncio.run(main())
    """,
}

SIDE_BY_SIDE = {
    "a lock for a moment": threads("""
guard = threading.Lock()

def work(number):
    for _ in range(5):
        time.sleep(0.03)
        with guard:
            time.sleep(0.0005)
"""),
    "a lock each": threads("""
locks = [threading.Lock() for _ in range(4)]

def work(number):
    with locks[number]:
        time.sleep(0.1)
"""),
    "one has the lock for long, the others don't need it": threads("""
guard = threading.Lock()

def work(number):
    if number < 2:
        with guard:
            time.sleep(0.05)
    else:
        time.sleep(0.3)
"""),
    "one after the other by join": """
        import threading, time

        guard = threading.Lock()

        def work():
            with guard:
                time.sleep(0.05)

        for _ in range(3):
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
    """,
}

CONVOY = {
    "all come at once, again and again": threads("""
guard, round_begins = threading.Lock(), threading.Barrier(4)

def work(number):
    for _ in range(8):
        round_begins.wait()
        with guard:
            time.sleep(0.004)
"""),
    "a short pause outside": threads(
        """
guard = threading.Lock()

def work(number):
    for _ in range(12):
        with guard:
            time.sleep(0.004)
        time.sleep(0.001)
""",
        5,
    ),
    "a re-entrant lock": threads("""
guard = threading.RLock()

def work(number):
    for _ in range(8):
        with guard:
            with guard:
                time.sleep(0.005)
        time.sleep(0.002)
"""),
}

NO_CONVOY = {
    "each comes once": SERIALISED["a lock around everything"],
    "a semaphore that is merely busy": threads("""
seats = threading.Semaphore(2)

def work(number):
    for _ in range(8):
        with seats:
            time.sleep(0.003)
"""),
    "mostly free": SIDE_BY_SIDE["a lock for a moment"],
}

UNEVEN = {
    "one long piece": threads("""
def work(number):
    time.sleep(0.5 if number == 3 else 0.05)
"""),
    "a list in unequal parts": threads(
        """
parts = [2, 3, 20]

def work(number):
    for _ in range(parts[number]):
        time.sleep(0.02)
""",
        3,
    ),
    "processes": """
        import multiprocessing as mp, time

        if __name__ == "__main__":
            context = mp.get_context("fork")
            children = [context.Process(target=time.sleep, args=(each,)) for each in (0.02, 0.03, 0.8)]
            for child in children:
                child.start()
            for child in children:
                child.join()
    """,
}

EVEN = {
    "nearly equal pieces": threads("""
def work(number):
    time.sleep(0.15 + 0.03 * number)
"""),
    "one that waits for the others": """
        import queue, threading, time

        results = queue.Queue()

        def work(number):
            if number == 0:
                for _ in range(3):
                    results.get()
            else:
                time.sleep(0.1)
                results.put(number)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "lanes that do different things": """
        import threading, time

        def watch():
            time.sleep(0.4)

        def look():
            time.sleep(0.02)

        threads = [threading.Thread(target=watch), threading.Thread(target=look)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
}

COMPUTE = """
    import os, subprocess, sys, time
    import multiprocessing as mp
    from concurrent.futures import ProcessPoolExecutor

    LANES = 2 * os.cpu_count() + 2

    def compute(seconds=0.2):
        begin = time.process_time()
        while time.process_time() < begin + seconds:
            sum(range(1000))

    if __name__ == "__main__":
        context = mp.get_context("fork")
        {what}
"""

CROWDED = {
    "processes": COMPUTE.format(
        what="""children = [context.Process(target=compute) for _ in range(LANES)]
        for child in children:
            child.start()
        for child in children:
            child.join()"""
    ),
    "a pool": COMPUTE.format(
        what="""with context.Pool(LANES) as pool:
            pool.map(compute, [0.2] * LANES, chunksize=1)"""
    ),
    "an executor": COMPUTE.format(
        what="""with ProcessPoolExecutor(LANES, context) as pool:
            list(pool.map(compute, [0.2] * LANES))"""
    ),
}

ROOMY = {
    "one": COMPUTE.format(what="compute()"),
    "many that mostly sleep": COMPUTE.format(
        what="""children = [context.Process(target=time.sleep, args=(0.2,)) for _ in range(LANES)]
        for child in children:
            child.start()
        for child in children:
            child.join()"""
    ),
    "one after the other": COMPUTE.format(
        what="""for _ in range(3):
            child = context.Process(target=compute)
            child.start()
            child.join()"""
    ),
}

_TRIES = 6
HINTS = {"serialised": SERIALISED, "convoy": CONVOY, "uneven": UNEVEN, "oversubscribed": CROWDED}
NOTHING = {"serialised": SIDE_BY_SIDE, "convoy": NO_CONVOY, "uneven": EVEN, "oversubscribed": ROOMY}
SEEN = [(code, which) for code, programs in HINTS.items() for which in programs]
NOT_SEEN = [(code, which) for code, programs in NOTHING.items() for which in programs]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    programs = {
        f"{code}: {which}": text for code, sources in HINTS.items() for which, text in sources.items()
    }
    programs |= {f"not {code}: {which}": text for code, of in NOTHING.items() for which, text in of.items()}
    return diagnosed_all(ending(programs), tmp_path_factory.mktemp("runs"), at_once=2)


def once_more(run: Recorded, code: str, expected: bool, folder: Path) -> Recorded:
    """The run, or another of its program where the machine was too busy with other things to be judged by.

    A hint is about proportions of time: what else runs on the machine changes them.
    """
    for attempt in range(_TRIES):
        if (code in codes(run, "hint")) is expected:
            break
        run = diagnosed(Program(run.source), folder / str(attempt))
    return run


@pytest.mark.parametrize(("code", "which"), SEEN)
def test_what_is_worth_a_look_is_hinted_at(
    code: str, which: str, runs: dict[str, Recorded], tmp_path: Path
) -> None:
    run = once_more(runs[f"{code}: {which}"], code, True, tmp_path)
    assert code in codes(run, "hint")
    assert codes(run, "fault") == []


@pytest.mark.parametrize(("code", "which"), NOT_SEEN)
def test_work_that_is_spread_well_gets_no_hint(
    code: str, which: str, runs: dict[str, Recorded], tmp_path: Path
) -> None:
    run = once_more(runs[f"not {code}: {which}"], code, False, tmp_path)
    assert code not in codes(run)
    assert codes(run, "fault") == []
