"""Results of other processes: whoever waits for one is woken by the worker that has worked it out."""

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

POOL = """
import asyncio
import time
from concurrent.futures import ProcessPoolExecutor


def work(duration):
    time.sleep(duration)
    return duration


def fail():
    time.sleep(0.05)
    raise ValueError("no result")


async def awaits(submit):
    await submit(work, 0.05)


async def limited(submit):
    await asyncio.wait_for(submit(work, 0.05), 10)


async def several(submit):
    await asyncio.wait([submit(work, 0.05), submit(work, 0.05)])


async def main(pool):
    loop = asyncio.get_running_loop()
    for each in (awaits, limited, several):
        task = each(lambda *work: loop.run_in_executor(pool, *work))
        await asyncio.create_task(task, name=each.__name__)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        pool.submit(work, 0.05).result()  # waits for a result
        try:
            pool.submit(fail).result()  # waits for none
        except ValueError:
            pass
        done = pool.submit(work, 0)
        time.sleep(0.2)
        done.result()
        asyncio.run(main(pool))
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def pool(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    run = record(POOL, tmp_path_factory.mktemp("pool"), python=request.param)
    assert (run.outcome.exit_code, run.stderr) == (0, b"")
    return run


def test_a_worker_wakes_who_waits_for_its_result(pool: Recorded) -> None:
    worker = next(name for name in pool.names() if "Process-" in name)
    receivers = ["program.py", "program.py", "awaits", "limited", "several"]
    assert pool.flows("wake") == [(worker, receiver) for receiver in receivers]


def test_a_wake_up_from_another_process_ends_the_wait(pool: Recorded) -> None:
    wakes = [flow for flow in pool.summary["flows"] if flow["kind"] == "wake"]
    waits = pool.spans("program.py", "join")[:2] + [
        pool.span(name, "await") for name in ("awaits", "limited", "several")
    ]
    for wake, wait in zip(wakes, waits, strict=True):
        assert wait["start_ns"] < wake["sent_ns"] < wake["received_ns"]
        assert abs(wake["received_ns"] - wait["end_ns"]) < wait["end_ns"] - wait["start_ns"]


def test_what_waits_for_several_results_has_them_as_its_object(pool: Recorded) -> None:
    kinds = {thing["id"]: thing["kind"] for thing in pool.summary["objects"]}
    assert [kinds[pool.span(name, "await")["object"]] for name in ("limited", "several")] == ["future"] * 2
