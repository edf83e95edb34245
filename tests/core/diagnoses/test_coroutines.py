"""Coroutines that nobody awaits, and tasks that keep their event loop from turning."""

import pytest

from tests.diagnosed import Program, codes, diagnosed_all, ending, hanging, names, only
from tests.recorded import Recorded

NEVER_AWAITED = {
    "a call like any other": """
        import asyncio

        async def save():
            print("saved")

        async def main():
            save()  # here
            await asyncio.sleep(0.05)

        asyncio.run(main())
    """,
    "a method in a loop": """
        import asyncio

        class Door:
            async def knock(self, times):
                await asyncio.sleep(0)

        async def main():
            for times in range(3):
                Door().knock(times)

        asyncio.run(main())
    """,
    "without any loop": """
        async def main():
            print("never")

        def start():
            coroutine = main()

        start()
    """,
    "given to a thread": """
        import asyncio, threading, time

        async def work():
            print("never")

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """,
}

AWAITED = {
    "awaited later": """
        import asyncio

        async def work(number):
            await asyncio.sleep(0.01)
            return number

        async def main():
            first, second = work(1), work(2)
            print(await second, await first)

        asyncio.run(main())
    """,
    "made a task of and cancelled before it began": """
        import asyncio

        async def work():
            await asyncio.sleep(1)

        async def main():
            task = asyncio.create_task(work())
            task.cancel()
            await asyncio.sleep(0)

        asyncio.run(main())
    """,
    "closed on purpose": """
        import asyncio

        async def work():
            await asyncio.sleep(1)

        async def main():
            unwanted = work()
            unwanted.close()
            await asyncio.gather(*[asyncio.to_thread(print, n) for n in range(2)])

        asyncio.run(main())
    """,
}

BLOCKING = {
    "time.sleep in two tasks": """
        import asyncio, time

        async def work():
            time.sleep(0.1)  # here

        async def main():
            await asyncio.gather(work(), work())

        asyncio.run(main())
    """,
    "a function far down": """
        import asyncio, time

        def pause():
            time.sleep(0.02)

        async def fetch():
            for _ in range(3):
                pause()
                await asyncio.sleep(0)

        async def tick():
            for _ in range(3):
                await asyncio.sleep(0.01)

        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(fetch())
                group.create_task(tick())

        asyncio.run(main())
    """,
    "a queue of threads": """
        import asyncio, queue, threading, time

        todo = queue.Queue()

        async def tick():
            while True:
                await asyncio.sleep(0.05)

        async def main():
            ticker = asyncio.create_task(tick())
            await asyncio.sleep(0.06)
            threading.Thread(target=lambda: (time.sleep(0.3), todo.put(1))).start()
            print(todo.get())
            ticker.cancel()

        asyncio.run(main())
    """,
    "another program": """
        import asyncio, subprocess, sys

        async def tick():
            await asyncio.sleep(0.01)

        async def main():
            ticker = asyncio.create_task(tick())
            await asyncio.sleep(0)
            subprocess.call([sys.executable, "-I", "-c", "import time; time.sleep(0.3)"])
            await ticker

        asyncio.run(main())
    """,
    "a thread's result": """
        import asyncio, time
        from concurrent.futures import ThreadPoolExecutor

        async def tick():
            await asyncio.sleep(0.01)

        async def main():
            with ThreadPoolExecutor() as pool:
                ticker = asyncio.create_task(tick())
                print(pool.submit(time.sleep, 0.3).result())
                await ticker

        asyncio.run(main())
    """,
}

NOT_BLOCKING = {
    "asyncio.sleep": """
        import asyncio

        async def work():
            await asyncio.sleep(0.1)

        async def main():
            await asyncio.gather(work(), work())

        asyncio.run(main())
    """,
    "time.sleep in threads of the loop's": """
        import asyncio, time

        async def main():
            await asyncio.gather(asyncio.to_thread(time.sleep, 0.2), asyncio.to_thread(time.sleep, 0.1))
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, time.sleep, 0.1)

        asyncio.run(main())
    """,
    "a lock of threads that is held for a moment": """
        import asyncio, threading, time

        guard = threading.Lock()
        total = 0

        def add():
            global total
            for _ in range(200):
                with guard:
                    total += 1
                time.sleep(0.0001)

        async def count():
            for _ in range(20):
                with guard:
                    pass
                await asyncio.sleep(0.001)

        async def main():
            await asyncio.gather(asyncio.to_thread(add), count(), count())

        asyncio.run(main())
    """,
    "time.sleep before and after the loop": """
        import asyncio, time

        async def main():
            await asyncio.gather(*(asyncio.sleep(0.01) for _ in range(3)))

        time.sleep(0.1)
        asyncio.run(main())
        time.sleep(0.1)
    """,
    "processes and streams of asyncio": """
        import asyncio, sys

        async def tick():
            for _ in range(5):
                await asyncio.sleep(0.02)

        async def main():
            ticker = asyncio.create_task(tick())
            code = "import time; time.sleep(0.1); print('done')"
            child = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=-1)
            print(await child.communicate())
            await ticker

        asyncio.run(main())
    """,
}

FAULTY = ending(NEVER_AWAITED | BLOCKING)
SOUND: dict[str, Program] = ending(AWAITED | NOT_BLOCKING)
FOR_EVER = hanging(
    {
        "for ever": """
            import asyncio, queue

            async def main():
                ticker = asyncio.create_task(asyncio.sleep(0.1))
                await asyncio.sleep(0)
                queue.Queue().get()

            asyncio.run(main())
        """
    }
)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    return diagnosed_all(FAULTY | SOUND | FOR_EVER, tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("which", NEVER_AWAITED)
def test_a_coroutine_that_nobody_awaited_is_told(which: str, runs: dict[str, Recorded]) -> None:
    assert "never awaited" in only(runs[which], "never_awaited")["text"]


def test_a_coroutine_is_told_with_its_line(runs: dict[str, Recorded]) -> None:
    run = runs["a call like any other"]
    told = only(run, "never_awaited")
    assert told["text"].startswith(f"save() was called and never awaited (line {run.line('# here')})")
    assert "`await save(...)`" in told["text"]
    assert names(run, told) == ["Task-1"]


def test_a_call_that_is_made_again_and_again_is_told_once(runs: dict[str, Recorded]) -> None:
    told = only(runs["a method in a loop"], "never_awaited")
    assert "Door.knock() was called and never awaited" in told["text"]
    assert "3 times" in told["text"]


@pytest.mark.parametrize("which", BLOCKING)
def test_a_task_that_blocks_its_loop_is_told(which: str, runs: dict[str, Recorded]) -> None:
    told = only(runs[which], "blocking_in_coroutine")
    assert len(told["actors"]) > 1
    print(told["text"])


def test_a_task_that_sleeps_is_told_with_its_line_and_whom_it_kept_waiting(runs: dict[str, Recorded]) -> None:
    run = runs["time.sleep in two tasks"]
    text = only(run, "blocking_in_coroutine")["text"]
    assert f"without `await` (line {run.line('# here')})" in text
    assert "nothing else of its event loop could run (Task-1" in text
    assert "`await asyncio.sleep(...)`" in text


@pytest.mark.parametrize("which", SOUND)
def test_a_loop_that_can_turn_is_no_fault(which: str, runs: dict[str, Recorded]) -> None:
    assert codes(runs[which], "fault") == []


def test_a_wait_for_ever_within_a_coroutine_is_told_once(runs: dict[str, Recorded]) -> None:
    assert "item of the queue" in only(runs["for ever"], "starved_get")["text"]
