"""Updates that were overwritten unseen, beside shared data that loses nothing."""

import pytest

from tests.diagnosed import Program, codes, diagnosed_all, ending, names, only
from tests.recorded import Recorded

LOST = {
    "an account": """
        import threading, time

        class Account:
            def __init__(self):
                self.balance = 0  # watch

            def deposit(self, amount):
                seen = self.balance  # read
                time.sleep(0.05)
                self.balance = seen + amount  # write

        account = Account()
        threads = [threading.Thread(target=account.deposit, args=(1,), name=name) for name in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "a global": """
        import threading, time

        hits = 100  # watch

        def hit():
            global hits
            for _ in range(3):
                now = hits
                time.sleep(0.01)
                hits = now - 1

        threads = [threading.Thread(target=hit) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "tasks": """
        import asyncio

        class Log:
            def __init__(self):
                self.lines = ()  # watch

            async def add(self, line):
                lines = self.lines
                await asyncio.sleep(0.01)
                self.lines = (*lines, line)

        async def main():
            log = Log()
            await asyncio.gather(log.add("one"), log.add("two"), log.add("three"))

        asyncio.run(main())
    """,
}

KEPT = {
    "with a lock": """
        import threading, time

        guard = threading.Lock()
        hits = 0  # watch

        def hit():
            global hits
            with guard:
                now = hits
                time.sleep(0.01)
                hits = now + 1

        threads = [threading.Thread(target=hit) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "a flag that two set": """
        import threading, time

        found = False  # watch

        def search():
            global found
            if not found:
                time.sleep(0.05)
                found = True

        threads = [threading.Thread(target=search) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "one writes, the others read": """
        import threading, time

        progress = 0  # watch

        def work():
            global progress
            for _ in range(5):
                time.sleep(0.01)
                progress += 1

        def show():
            for _ in range(4):
                time.sleep(0.012)
                print(progress)

        threads = [threading.Thread(target=target) for target in (work, show, show)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    """,
    "each sets it without looking": """
        import threading, time

        latest = "nobody"  # watch

        def sign(name):
            global latest
            time.sleep(0.05)
            latest = name

        threads = [threading.Thread(target=sign, args=(name,)) for name in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(latest)
    """,
    "each process has its own": """
        import multiprocessing as mp, time

        hits = 0  # watch

        def hit():
            global hits
            now = hits
            time.sleep(0.1)
            hits = now + 1

        if __name__ == "__main__":
            context = mp.get_context("fork")
            children = [context.Process(target=hit) for _ in range(2)]
            for child in children:
                child.start()
            hit()
            for child in children:
                child.join()
    """,
}

FAULTY = ending(LOST)
SOUND: dict[str, Program] = ending(KEPT)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    return diagnosed_all(FAULTY | SOUND, tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("which", LOST)
def test_an_update_that_was_overwritten_unseen_is_told(which: str, runs: dict[str, Recorded]) -> None:
    told = only(runs[which], "lost_update")
    assert len(told["actors"]) > 1
    print(told["text"])


def test_a_lost_update_is_told_with_values_and_lines(runs: dict[str, Recorded]) -> None:
    run = runs["an account"]
    told = only(run, "lost_update")
    assert set(names(run, told)) <= {"a", "b", "c"}
    assert told["text"].startswith("2 of 3 updates of Account.balance were lost: ")
    read, write = run.line("# read"), run.line("# write")
    assert f"had read 0 before (line {read}) and then wrote 1 over it" in told["text"]
    assert f"wrote 1 (line {write}), but" in told["text"]


@pytest.mark.parametrize("which", SOUND)
def test_shared_data_that_loses_nothing_is_no_fault(which: str, runs: dict[str, Recorded]) -> None:
    assert codes(runs[which], "fault") == []
