"""What the old lesson got wrong, or left out: each fact is shown by a run, or told with a date where none can."""

from dataclasses import dataclass

import pytest

from app.core.demo import Demo
from app.discovery import FoundDemo, discover
from tests.demos.test_faults_of_demos import FAULTS


@dataclass(frozen=True)
class Shown:
    """A claim of a variant, by its name: it holds when the variant is run."""

    target: str
    claim: str


@dataclass(frozen=True)
class Diagnosed:
    """What the lab says of a variant by itself."""

    target: str
    code: str


@dataclass(frozen=True)
class Told:
    """What no run on one machine can show, and when it was looked up."""

    date: str
    text: str


Proof = Shown | Diagnosed | Told

FACTS: dict[str, tuple[Proof, ...]] = {
    "T1": (
        Shown("gil.switch_interval", "the lock changed hands again and again"),
        Shown("gil.switch_interval", "a turn lasted the interval or more"),
    ),
    "T2": (
        Shown("gil.plus_equals", "no addition got lost"),
        Shown("gil.int_plus_one", "additions got lost"),
    ),
    "T3": (
        Shown("process_birth.fork_returns_twice", "the child saw what the parent had changed"),
        Shown("process_birth.spawn_imports_again", "each child ran the file again"),
        Shown("process_birth.forkserver", "a helper forked them, not main"),
        Told(
            "2026-11", "On POSIX other than macOS the default is forkserver since Python 3.14, fork before."
        ),
    ),
    "T4": (Shown("process_birth.missing_guard", "the child failed before it came to its work"),),
    "T5": (
        Shown("big_sum.list_lesson", "a list of all numbers was in memory"),
        Shown("big_sum.eight_slices", "the late clock left out a good part of the work"),
        Shown("big_sum.ranges_to_processes", "they computed at the same time"),
    ),
    "T6": (
        Shown("messages.join_then_drain", "main and the child wait for each other"),
        Diagnosed("messages.join_then_drain", "join_before_drain"),
    ),
    "T7": (
        Shown("messages.no_sentinel", "both children wait for one more"),
        Diagnosed("messages.no_sentinel", "starved_get"),
    ),
    "T8": (Shown("separate_memory.two_processes", "main's counter didn't move"),),
    "T9": (Shown("messages.drain_then_join", "main had them all before it waited for the child"),),
    "T10": (Shown("asyncio_basics.old_style", "asyncio.coroutine is gone"),),
    "T11": (Shown("asyncio_basics.old_style", "asyncio.wait refuses coroutines"),),
    "T12": (Shown("asyncio_basics.loop_already_running", "a second run was refused in the running loop"),),
    "T13": (Told("2026-11", "async and await are syntax since Python 3.5 and reserved words since 3.7."),),
    "T14": (Shown("web_headers.all_at_once", "every reader came to its end, after the early hang-up too"),),
    "T15": (
        Shown("asyncio_basics.blocking_call", "the work kept the thread while it slept"),
        Shown("asyncio_basics.to_thread", "a thread slept, and the task only awaited it"),
    ),
    "T16": (
        Shown("downloads.low_level_thread", "nothing was downloaded"),
        Shown("downloads.low_level_thread", "the exit hook ran before any download had ended"),
    ),
    "T17": (
        Shown("bank_account.with_lock", "no money was lost"),
        Shown("bank_account.no_join", "main slept instead of joining"),
    ),
    "T18": (
        Shown("bank_account.without_lock", "money was lost"),
        Diagnosed("bank_account.without_lock", "lost_update"),
    ),
    "T19": (Shown("frozen_window.wrong_thread", "the worker changed the window itself"),),
    "T20": (
        Shown("car_race.classic", "the main thread never rested"),
        Shown("car_race.right_way", "it rested between the frames"),
    ),
    "T21": (
        Shown("one_core.one_core", "all were under way at the same time"),
        Shown("one_core.one_core", "together they got no more than one core"),
    ),
    "T22": (
        Shown("gil.cpu_in_threads", "no two of them computed at the same time"),
        Told("2026-11", "Free-threaded builds are supported since Python 3.14; sys._is_gil_enabled() tells."),
    ),
    "T23": (Shown("big_sum.eight_slices", "the late clock left out a good part of the work"),),
    "T24": (
        Shown("hand_made_coroutines.couriers", "it stood still once more than there were parcels"),
        Shown("hand_made_coroutines.two_couriers", "no two deliveries overlapped"),
    ),
    "T25": (
        Shown("other_programs.commands", "for a missing one nothing was started"),
        Shown("other_programs.checked", "the checked one ended main"),
    ),
    "T26": (
        Shown("bank_account.acquire_release", "never two inside"),
        Shown("bank_account.with_lock", "never two inside"),
    ),
    "T27": (Shown("one_core.nice_neighbour", "the nice one got less than half of what the other one got"),),
    "T28": (Shown("bank_account.acquire_release", "no money was lost"),),
    "T29": (Shown("messages.bounded_queue", "the words of both came, each in its order"),),
    "T30": (
        Shown(
            "processes_and_threads.ways",
            "two processes, two threads, two tasks: each pair waited at the same time",
        ),
        Told("2026-11", "Interpreters and free threading are two more: InterpreterPoolExecutor is in 3.14."),
    ),
    "T31": (
        Shown("downloads.two_threads", "the total is the longest"),
        Shown("downloads.daemon_threads", "the daemon threads were cut off"),
    ),
    "T32": (
        Shown("asyncio_basics.forgotten_await", "one coroutine was made and never run"),
        Diagnosed("asyncio_basics.forgotten_await", "never_awaited"),
    ),
    "T33": (Shown("hand_made_coroutines.unprimed_send", "the first parcel was refused"),),
    "T34": (Shown("process_birth.no_comma", "the child failed before it came to its work"),),
}

#: Demos that facts wait for. This set only shrinks.
NOT_YET: set[str] = set()

DEMOS: dict[str, Demo] = {found.id: found.demo for found in discover() if isinstance(found, FoundDemo)}
CLAIMS = {
    f"{demo.id}.{variant.id}": {claim.name for claim in variant.claims}
    for demo in DEMOS.values()
    for variant in demo.variants
}


def demo_of(proof: Shown | Diagnosed) -> str:
    return proof.target.partition(".")[0]


def test_every_fact_has_a_proof() -> None:
    assert list(FACTS) == [f"T{number}" for number in range(1, 35)]
    assert all(FACTS.values())


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_shown_by_a_claim_or_a_diagnosis_that_there_is(fact: str) -> None:
    for proof in FACTS[fact]:
        match proof:
            case Told(date=date, text=text):
                assert date
                assert text.endswith(".")
            case Shown() | Diagnosed() if demo_of(proof) in NOT_YET:
                continue
            case Shown(target=target, claim=claim):
                assert claim in CLAIMS[target]
            case Diagnosed(target=target, code=code):
                assert code in FAULTS[target]


def test_a_demo_is_waited_for_only_until_it_is_there() -> None:
    wanted = {demo_of(proof) for proofs in FACTS.values() for proof in proofs if not isinstance(proof, Told)}
    assert wanted - set(DEMOS) == NOT_YET
