"""What is wrong with the demos that go wrong by design, and that nothing is said to be wrong with the others."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.core.demo import HANGS_S, Demo, Variant
from app.core.program import parse_parameters, read_source
from app.discovery import FoundDemo, discover
from tests.demos.small import SMALL
from tests.diagnosed import codes
from tests.recorded import Recorded, record

#: Those in which something goes wrong so that one can see it.
FAULTS = {
    "bank_account.without_lock": ["lost_update"],
    "bank_account.own_locks": ["lost_update"],
    "messages.no_sentinel": ["starved_get"],
    "messages.join_then_drain": ["join_before_drain"],
    "asyncio_basics.blocking_call": ["blocking_in_coroutine"],
    "asyncio_basics.forgotten_await": ["never_awaited"],
    "classics.philosophers_deadlock": ["deadlock"],
    "car_race.classic": ["wrong_thread"],
    "frozen_window.wrong_thread": ["wrong_thread"],
}
AT_ONCE = 3
#: Of those that take as long as they are told.
LENGTHS = {name: SMALL[name] for name in ("SECONDS", "DISTANCE", "PIECES")}

DEMOS = [found.demo for found in discover() if isinstance(found, FoundDemo)]
VARIANTS = {f"{demo.id}.{variant.id}": (demo, variant) for demo in DEMOS for variant in demo.variants}
AVAILABLE = {target: pair for target, pair in VARIANTS.items() if pair[1].unavailable() is None}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    folder = tmp_path_factory.mktemp("runs")

    def run(target: str, demo: Demo, variant: Variant) -> Recorded:
        program = demo.program(variant)
        names = {parameter.name for parameter in parse_parameters(read_source(program))}
        values = {name: value for name, value in LENGTHS.items() if name in names}
        done = record(program, folder / target, values=values, timeout_s=HANGS_S if variant.hangs else 60)
        done.trace.close()
        return done

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = {target: pool.submit(run, target, *pair) for target, pair in AVAILABLE.items()}
        return {target: future.result() for target, future in found.items()}


@pytest.mark.parametrize("target", AVAILABLE)
def test_a_demo_has_the_faults_that_it_is_there_to_show(target: str, runs: dict[str, Recorded]) -> None:
    assert codes(runs[target], "fault") == FAULTS.get(target, []), runs[target].summary["diagnosis"]


def test_every_fault_expected_is_that_of_a_demo() -> None:
    assert set(FAULTS) <= set(VARIANTS)
