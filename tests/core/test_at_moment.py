"""How everything stands at a moment: read off real recordings at many times, and compared with the plain facts."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from app.core.events import State
from app.core.evidence import Evidence, gather
from app.core.folds.at_moment import Moments, StateAt, Waiting, cycle_in
from tests.recorded import Recorded, record

BANK = """
    from threading import Lock, Thread
    from time import sleep

    class Account:
        def __init__(self):
            self.balance = 0  # watch
            self.lock = Lock()

        def deposit(self):
            with self.lock:
                seen = self.balance
                sleep(0.02)
                self.balance = seen + 1

    account = Account()
    threads = [Thread(target=account.deposit, name=f"payer {number}") for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
QUEUE = """
    from queue import Queue
    from threading import Thread
    from time import sleep

    queue = Queue(2)

    def make():
        for number in range(6):
            queue.put(number)

    maker = Thread(target=make, name="maker")
    maker.start()
    sleep(0.05)
    for _ in range(6):
        queue.get()
        sleep(0.01)
    maker.join()
"""
DEADLOCK = """
    from threading import Barrier, Lock, Thread

    forks = [Lock() for _ in range(3)]
    together = Barrier(3)

    def dine(number):
        with forks[number]:
            together.wait()
            with forks[(number + 1) % 3]:
                pass

    for number in range(3):
        Thread(target=dine, args=(number,), name=f"diner {number}", daemon=True).start()
    import time
    time.sleep(100)
"""


class Run:
    """A recording, and what is asked about it."""

    def __init__(self, recorded: Recorded) -> None:
        self.evidence: Evidence = gather(recorded.trace)
        self.moments = Moments(self.evidence, recorded.trace.occupancy.sorted())
        self.recorded = recorded

    def times(self) -> list[int]:
        """Moments between all that happened: before, within and after everything."""
        told = {0, self.evidence.end_ns}
        for span in self.evidence.spans:
            told |= {span.start_ns, span.end_ns or self.evidence.end_ns}
        told |= {access.t_ns for access in self.evidence.accesses}
        ordered = sorted(told)
        return [(one + other) // 2 for one, other in pairwise(ordered)]

    def states(self) -> Iterator[StateAt]:
        return map(self.moments.at, self.times())

    def names(self, actors: tuple[int, ...]) -> list[str]:
        return [self.evidence.actors[actor].name for actor in actors]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(record(BANK, tmp_path_factory.mktemp("bank")))


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(record(QUEUE, tmp_path_factory.mktemp("queue")))


@pytest.fixture(scope="module")
def deadlock(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(record(DEADLOCK, tmp_path_factory.mktemp("deadlock"), still_s=0.3))


def test_the_holder_is_who_took_the_lock_last_and_has_not_let_go(bank: Run) -> None:
    (lock,) = bank.moments.locks
    for state in bank.states():
        (told,) = (each for each in state.locks if each.object == lock)
        holders = [
            hold.actor
            for hold in bank.evidence.holds(lock)
            if hold.start_ns <= state.t_ns and (hold.end_ns is None or state.t_ns < hold.end_ns)
        ]
        assert ([] if told.holder is None else [told.holder]) == holders


def test_who_waits_for_the_lock_stands_in_the_order_of_coming(bank: Run) -> None:
    for state in bank.states():
        for told in state.locks:
            waiting = [
                (span.start_ns, span.actor)
                for span in bank.evidence.spans
                if span.object == told.object
                and span.start_ns <= state.t_ns < (span.end_ns or bank.evidence.end_ns + 1)
            ]
            assert list(told.waiting) == [actor for _, actor in sorted(waiting)]


def test_whoever_waits_for_a_lock_waits_for_its_holder_of_that_moment(bank: Run) -> None:
    seen = set()
    for state in bank.states():
        holders = {told.object: told.holder for told in state.locks}
        for wait in state.waits:
            if wait.object is not None:
                assert wait.on == holders[wait.object]
                seen.add(wait.on)
    assert len(seen) >= 2  # the lock went from hand to hand, and those who wait look at the next holder


def test_a_join_waits_for_the_lane_that_is_joined(bank: Run) -> None:
    main = bank.evidence.main.id
    joined = {wait.on for state in bank.states() for wait in state.waits if wait.waiter == main}
    assert joined <= {thread.id for thread in bank.evidence.threads()}
    assert joined


def test_a_watched_value_is_the_one_that_was_touched_last(bank: Run) -> None:
    for state in bank.states():
        before = [access for access in bank.evidence.accesses if access.t_ns <= state.t_ns]
        told = [(value.value, value.t_ns, value.actor) for value in state.values]
        assert told == ([(before[-1].value, before[-1].t_ns, before[-1].actor)] if before else [])


def test_the_lock_guards_what_is_only_touched_with_it(bank: Run) -> None:
    (data,) = bank.moments.values
    assert [bank.moments.guarded_by(lock) for lock in bank.moments.locks] == [(data,)]


def test_a_queue_has_what_was_put_and_not_yet_taken(queue: Run) -> None:
    flows = [flow for flow in queue.evidence.flows if flow.kind == "item"]
    lengths = set()
    for state in queue.states():
        (told,) = state.queues
        assert told.items is not None
        assert 0 <= told.items <= 2
        put = sum(flow.sent_ns <= state.t_ns for flow in flows)
        taken = sum(flow.received_ns <= state.t_ns for flow in flows)
        assert abs(told.items - (put - taken)) <= 1  # an item is told a little after it was put
        lengths.add(told.items)
    assert lengths == {0, 1, 2}


def test_who_waits_at_a_full_queue_waits_to_put(queue: Run) -> None:
    full = [state.queues[0] for state in queue.states() if state.queues[0].putting]
    assert full
    assert {name for told in full for name in queue.names(told.putting)} == {"maker"}
    assert max(told.items or 0 for told in full) == 2
    assert not any(told.getting for told in full)


def test_nobody_waits_in_a_circle_where_all_goes_well(bank: Run) -> None:
    assert all(state.cycle == () for state in bank.states())


def test_a_deadlock_is_a_circle_of_those_who_wait(deadlock: Run) -> None:
    last = deadlock.moments.at(deadlock.evidence.end_ns)
    assert sorted(deadlock.names(last.cycle)) == ["diner 0", "diner 1", "diner 2"]
    following = {wait.waiter: wait.on for wait in last.waits}
    for one, other in zip(last.cycle, last.cycle[1:] + last.cycle[:1], strict=True):
        assert following[one] == other
    assert deadlock.moments.at(0).cycle == ()


def test_a_circle_that_others_only_lead_into_is_without_them() -> None:
    waits = [Waiting(waiter, on, State.LOCK, None, 1) for waiter, on in ((1, 2), (2, 3), (3, 4), (4, 3))]
    assert set(cycle_in(waits)) == {3, 4}
    assert cycle_in(waits[:3]) == ()
