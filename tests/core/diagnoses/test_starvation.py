"""Waits that nobody is left to end, and queues that are joined before they are emptied."""

import pytest

from tests.diagnosed import Program, codes, diagnosed_all, ending, hanging, names, only
from tests.recorded import Recorded

STARVED = {
    "a consumer without a sentinel": """
        import queue, threading

        todo = queue.Queue()

        def consume():
            while True:
                print(todo.get())  # here

        worker = threading.Thread(target=consume, name="consumer")
        worker.start()
        for number in range(3):
            todo.put(number)
        worker.join()
    """,
    "ping and pong": """
        import multiprocessing as mp

        def player(own, other):
            while number := own.get():
                if number < 10:
                    other.put(number + 1)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            ping, pong = context.Queue(), context.Queue()
            players = [context.Process(target=player, args=pair) for pair in ((ping, pong), (pong, ping))]
            for each in players:
                each.start()
            ping.put(1)
            for each in players:
                each.join()
    """,
    "one sentinel for two spawned consumers": """
        import multiprocessing as mp

        def consume(todo):
            while todo.get() is not None:
                pass

        if __name__ == "__main__":
            context = mp.get_context("spawn")
            todo = context.SimpleQueue()
            consumers = [context.Process(target=consume, args=(todo,)) for _ in range(2)]
            for each in consumers:
                each.start()
            for number in range(1, 5):
                todo.put(number)
            todo.put(None)
            for each in consumers:
                each.join()
    """,
    "a queue of asyncio": """
        import asyncio

        async def produce(todo):
            for number in range(3):
                await todo.put(number)

        async def consume(todo):
            while True:
                await todo.get()

        async def main():
            todo = asyncio.Queue()
            await asyncio.gather(produce(todo), consume(todo))

        asyncio.run(main())
    """,
    "an event that is set by a thread that failed": """
        import threading

        ready = threading.Event()

        def load():
            raise OSError("no such file")
            ready.set()

        threading.Thread(target=load).start()
        ready.wait()
    """,
    "a notification that came too early": """
        import threading

        there = threading.Condition()

        def produce():
            with there:
                there.notify_all()

        maker = threading.Thread(target=produce)
        maker.start()
        maker.join()
        with there:
            there.wait()
    """,
    "a task without task_done": """
        import queue, threading

        todo = queue.Queue()

        def work():
            while True:
                print(todo.get())

        for _ in range(2):
            threading.Thread(target=work, daemon=True).start()
        todo.put("a")
        todo.join()
    """,
    "an event of processes": """
        import multiprocessing as mp

        def wait(go):
            go.wait()

        if __name__ == "__main__":
            context = mp.get_context("fork")
            go = context.Event()
            runners = [context.Process(target=wait, args=(go,)) for _ in range(3)]
            for each in runners:
                each.start()
            for each in runners:
                each.join()
    """,
    "a barrier for one too many": """
        import threading

        start = threading.Barrier(4)
        runners = [threading.Thread(target=start.wait) for _ in range(3)]
        for runner in runners:
            runner.start()
        for runner in runners:
            runner.join()
    """,
    "a future of asyncio": """
        import asyncio

        async def main():
            answer = asyncio.get_running_loop().create_future()
            print(await answer)

        asyncio.run(main())
    """,
    "the other end of a pipe says nothing": """
        import multiprocessing as mp

        def listen(end):
            print(end.recv())

        if __name__ == "__main__":
            context = mp.get_context("fork")
            here, there = context.Pipe(duplex=False)
            child = context.Process(target=listen, args=(here,))
            child.start()
            child.join()
    """,
    "a consumer in a process with a busy pool beside it": """
        import queue, threading
        from concurrent.futures import ThreadPoolExecutor

        todo = queue.Queue()
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(abs, range(6)))
            print(todo.get())
    """,
}

FED = {
    "a pool's idle workers": """
        import time
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(4)
        list(pool.map(abs, range(8)))
        time.sleep(60)
    """,
    "idle workers of a pool of processes": """
        import multiprocessing as mp, time

        if __name__ == "__main__":
            pool = mp.get_context("fork").Pool(2)
            print(pool.map(abs, range(4)))
            time.sleep(60)
    """,
    "a server that nobody calls": """
        import socket, threading

        server = socket.create_server(("127.0.0.1", 0))
        stop = threading.Event()
        threading.Thread(target=server.accept, daemon=True).start()
        stop.wait()
    """,
    "a server of asyncio": """
        import asyncio, queue

        async def work(todo):
            while True:
                await todo.get()

        async def main():
            todo = asyncio.Queue()
            worker = asyncio.create_task(work(todo))
            async def serve(reader, writer):
                await todo.put(await reader.read())
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            stop = asyncio.Event()
            await stop.wait()

        asyncio.run(main())
    """,
    "a program that waits for a signal": """
        import queue, signal, threading

        todo, stop = queue.Queue(), threading.Event()
        signal.signal(signal.SIGUSR1, lambda *_: stop.set())
        threading.Thread(target=todo.get).start()
        stop.wait()
    """,
    "a task that waits for a signal": """
        import asyncio, signal

        async def main():
            stop = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, stop.set)
            await stop.wait()

        asyncio.run(main())
    """,
    "waits with a time-out": """
        import queue, threading

        todo, stop = queue.Queue(), threading.Event()

        def consume():
            while not stop.is_set():
                try:
                    todo.get(timeout=0.3)
                except queue.Empty:
                    pass

        threading.Thread(target=consume).start()
        stop.wait(60)
    """,
    "tasks with a time-out": """
        import asyncio

        async def main():
            todo = asyncio.Queue()
            async with asyncio.timeout(60):
                await todo.get()

        asyncio.run(main())
    """,
    "daemons that idle while main works": """
        import queue, threading, time

        todo = queue.Queue()
        for _ in range(3):
            threading.Thread(target=todo.get, daemon=True).start()
        for _ in range(100):
            time.sleep(0.3)
    """,
    "a child that is fed by a slow producer": """
        import multiprocessing as mp, time

        def consume(todo):
            while todo.get() is not None:
                pass

        if __name__ == "__main__":
            context = mp.get_context("fork")
            todo = context.Queue()
            child = context.Process(target=consume, args=(todo,))
            child.start()
            todo.put(1)
            time.sleep(60)
            todo.put(None)
            child.join()
    """,
    "a semaphore that is merely busy": """
        import threading, time

        seats = threading.Semaphore(2)

        def sit():
            with seats:
                time.sleep(60)

        for _ in range(6):
            threading.Thread(target=sit).start()
    """,
    "input that doesn't come": """
        import subprocess, sys, threading

        done = threading.Event()

        def ask():
            subprocess.run([sys.executable, "-c", "import time; time.sleep(60)"])
            done.set()

        threading.Thread(target=ask).start()
        done.wait()
    """,
    "a manager's queue": """
        import multiprocessing as mp

        if __name__ == "__main__":
            with mp.get_context("fork").Manager() as manager:
                todo = manager.Queue()
                todo.get()
    """,
}

ENDED = {
    "daemons are idle at the end": """
        import queue, threading

        todo = queue.Queue()

        def work():
            while True:
                todo.get()
                todo.task_done()

        for _ in range(3):
            threading.Thread(target=work, daemon=True).start()
        for number in range(10):
            todo.put(number)
        todo.join()
    """,
    "a child is terminated while it waits": """
        import multiprocessing as mp, time

        def wait(todo):
            todo.get()

        if __name__ == "__main__":
            context = mp.get_context("fork")
            todo = context.Queue()
            child = context.Process(target=wait, args=(todo,))
            child.start()
            time.sleep(0.2)
            child.terminate()
            child.join()
    """,
    "a consumer is cancelled": """
        import asyncio

        async def consume(todo):
            while True:
                await todo.get()

        async def main():
            todo = asyncio.Queue()
            worker = asyncio.create_task(consume(todo))
            await asyncio.sleep(0.1)
            worker.cancel()

        asyncio.run(main())
    """,
}

JOINED = {
    "a child with much to say": """
        import multiprocessing as mp

        def work(results):
            for number in range(3000):
                results.put("a text of some length, number %d" % number)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            results = context.Queue()
            child = context.Process(target=work, args=(results,))
            child.start()
            child.join()  # here
            print(results.get())
    """,
    "two children and one large item each": """
        import multiprocessing as mp

        def work(results, letter):
            results.put(letter * 1_000_000)

        if __name__ == "__main__":
            context = mp.get_context("spawn")
            results = context.Queue()
            children = [context.Process(target=work, args=(results, letter)) for letter in "ab"]
            for child in children:
                child.start()
            for child in children:
                child.join()
            for child in children:
                results.get()
    """,
    "threads and a small queue": """
        import queue, threading

        results = queue.Queue(maxsize=2)
        makers = [threading.Thread(target=lambda: [results.put(n) for n in range(3)]) for _ in range(2)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
        while not results.empty():
            print(results.get())
    """,
    "a simple queue": """
        import multiprocessing as mp

        def work(results):
            results.put(b"x" * 1_000_000)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            results = context.SimpleQueue()
            child = context.Process(target=work, args=(results,))
            child.start()
            child.join()
            print(len(results.get()))
    """,
}

DRAINED = {
    "taken out first": """
        import multiprocessing as mp

        def work(results):
            for number in range(3000):
                results.put("a text of some length, number %d" % number)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            results = context.Queue()
            child = context.Process(target=work, args=(results,))
            child.start()
            for number in range(3000):
                results.get()
            child.join()
    """,
    "a little fits into the pipe": """
        import multiprocessing as mp

        def work(results):
            results.put("short")

        if __name__ == "__main__":
            context = mp.get_context("fork")
            results = context.Queue()
            child = context.Process(target=work, args=(results,))
            child.start()
            child.join()
            print(results.get())
    """,
    "threads and a queue without limit": """
        import queue, threading

        results = queue.Queue()
        makers = [threading.Thread(target=lambda: [results.put(n) for n in range(99)]) for _ in range(2)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
    """,
    "joined with a time-out": """
        import multiprocessing as mp

        def work(results):
            results.put("x" * 1_000_000)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            results = context.Queue()
            child = context.Process(target=work, args=(results,))
            child.start()
            child.join(0.3)
            print(len(results.get()))
            child.join()
    """,
}

SLOWLY_DRAINED = {
    "a slow reader": """
        import multiprocessing as mp, time

        def work(results):
            results.put("x" * 1_000_000)

        if __name__ == "__main__":
            context = mp.get_context("fork")
            results = context.Queue()
            child = context.Process(target=work, args=(results,))
            child.start()
            time.sleep(60)
            print(len(results.get()))
    """,
}

FAULTY = hanging(STARVED | JOINED)
SOUND: dict[str, Program] = hanging(FED | SLOWLY_DRAINED) | ending(ENDED | DRAINED)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    return diagnosed_all(FAULTY | SOUND, tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("which", STARVED)
def test_whoever_waits_for_what_nobody_brings_is_starved(which: str, runs: dict[str, Recorded]) -> None:
    run = runs[which]
    told = [each for each in run.summary["diagnosis"] if each["severity"] == "fault"]
    assert {each["code"] for each in told} == {"starved_get"}, (told, run.summary["blocked"])
    print([each["text"] for each in told])


def test_a_starved_consumer_is_told_with_its_line_and_what_became_of_the_others(
    runs: dict[str, Recorded],
) -> None:
    run = runs["a consumer without a sentinel"]
    told = only(run, "starved_get")
    assert names(run, told) == ["consumer"]
    waits = f"consumer waits for an item of the queue “todo” (line {run.line('# here')})"
    assert told["text"].startswith(f"{waits}, and nobody is left who could put one")
    assert "program.py waits for the end of consumer" in told["text"]
    assert "sentinel" in told["text"]


def test_consumers_of_one_queue_are_told_together(runs: dict[str, Recorded]) -> None:
    run = runs["an event of processes"]
    assert len(only(run, "starved_get")["actors"]) == 3


@pytest.mark.parametrize("which", JOINED)
def test_joining_before_taking_out_is_told(which: str, runs: dict[str, Recorded]) -> None:
    run = runs[which]
    told = only(run, "join_before_drain")
    assert names(run, told)[0] == "program.py"
    print(told["text"])


def test_a_join_before_the_drain_is_told_with_its_line(runs: dict[str, Recorded]) -> None:
    run = runs["a child with much to say"]
    told = only(run, "join_before_drain")
    assert f"program.py waits for its end instead of taking it (line {run.line('# here')})" in told["text"]
    assert "“results”" in told["text"]


@pytest.mark.parametrize("which", SOUND)
def test_whoever_can_still_be_served_is_not_starved(which: str, runs: dict[str, Recorded]) -> None:
    run = runs[which]
    assert codes(run, "fault") == [], (run.summary["diagnosis"], run.summary["blocked"])
