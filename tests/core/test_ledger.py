"""The lost-update ledger strikes out exactly the deposits that the final value lacks."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.core.folds.ledger import Deposit, ledger, ledgers
from app.core.model import Access

A, B, C = 1, 2, 3


def recorded(*steps: tuple[int, str]) -> list[Access]:
    """Accesses to a counter by lanes that "read", "write" (what they read + 1) or set it ("=n"), in order."""
    balance, seen, accesses = 0, dict[int, int](), []
    for t_ns, (actor, step) in enumerate(steps, start=10):
        if step == "read":
            seen[actor] = balance
        else:
            balance = int(step[1:]) if step.startswith("=") else seen[actor] + 1
        line = 14 if step == "read" else 16
        accesses.append(Access(actor, 0, step != "read", str(balance), t_ns, line))
    return accesses


def lost_by(deposits: Sequence[Deposit]) -> list[int]:
    return [deposit.actor for deposit in deposits if deposit.lost]


def test_nothing_recorded_is_an_empty_ledger() -> None:
    assert ledger([]) == []


def test_deposits_one_after_the_other_lose_none() -> None:
    deposits = ledger(recorded((A, "read"), (A, "write"), (B, "read"), (B, "write")))
    assert [(d.actor, d.read_value, d.write_value) for d in deposits] == [(A, "0", "1"), (B, "1", "2")]
    assert lost_by(deposits) == []


def test_a_deposit_tells_its_lines_and_times() -> None:
    (deposit,) = ledger(recorded((A, "read"), (A, "write")))
    assert deposit == Deposit(A, 10, "0", 14, 11, "1", 16)
    assert deposit.begin_ns == 10


def test_the_overwritten_deposit_is_the_lost_one_and_knows_by_whom() -> None:
    deposits = ledger(recorded((A, "read"), (B, "read"), (A, "write"), (B, "write")))
    assert lost_by(deposits) == [A]
    assert (deposits[0].overwritten_by, deposits[0].overwritten_ns) == (B, 13)
    assert (deposits[1].overwritten_by, deposits[1].overwritten_ns) == (None, None)


def test_when_all_read_before_anyone_writes_only_the_last_write_survives() -> None:
    lanes = range(1, 101)
    deposits = ledger(recorded(*((n, "read") for n in lanes), *((n, "write") for n in lanes)))
    assert lost_by(deposits) == list(range(1, 100))


def test_a_coin_that_a_third_lane_saw_in_time_survives_an_overwriting() -> None:
    steps = [(A, "read"), (B, "read"), (B, "write"), (C, "read"), (A, "write"), (C, "write")]
    assert lost_by(ledger(recorded(*steps))) == [A]


def test_a_chain_of_deposits_is_lost_as_a_whole_when_a_stale_write_ends_it() -> None:
    steps = [(A, "read"), (B, "read"), (B, "write"), (C, "read"), (C, "write"), (A, "write")]
    deposits = ledger(recorded(*steps))
    assert lost_by(deposits) == [B, C]
    assert {d.overwritten_by for d in deposits if d.lost} == {A}
    assert {d.overwritten_ns for d in deposits if d.lost} == {15}


def test_an_assignment_without_a_read_supersedes_and_loses_nothing() -> None:
    deposits = ledger(recorded((A, "=0"), (B, "read"), (B, "write"), (A, "=0")))
    assert lost_by(deposits) == []
    assert (deposits[0].read_ns, deposits[0].begin_ns) == (None, 10)


def test_a_stale_write_over_an_assignment_loses_the_assignment() -> None:
    assert lost_by(ledger(recorded((A, "read"), (B, "=100"), (A, "write")))) == [B]


def test_a_read_that_no_write_has_followed_stands_alone() -> None:
    deposits = ledger(recorded((A, "read"), (A, "write"), (B, "read")))
    assert deposits[1] == Deposit(B, 12, "1", 14, None, None, None)


def test_a_write_belongs_to_the_last_of_several_reads() -> None:
    deposits = ledger(recorded((A, "read"), (B, "read"), (B, "write"), (A, "read"), (A, "write")))
    assert [(d.actor, d.read_value, d.lost) for d in deposits] == [(B, "0", False), (A, "1", False)]


def test_the_order_in_which_accesses_arrive_does_not_matter() -> None:
    accesses = recorded((A, "read"), (B, "read"), (A, "write"), (C, "read"), (B, "write"), (C, "write"))
    shuffled = random.Random(7).sample(accesses, len(accesses))
    assert ledger(shuffled) == ledger(accesses)


@st.composite
def interleavings(draw: st.DrawFn) -> list[tuple[int, str]]:
    """Some lanes that each deposit a few times, interleaved at will."""
    turns = draw(st.lists(st.integers(0, 4), max_size=40))
    waiting = set[int]()
    steps = []
    for actor in turns:
        steps.append((actor, "write" if actor in waiting else "read"))
        waiting ^= {actor}
    return steps


@given(interleavings())
def test_the_final_value_falls_short_by_the_number_of_lost_deposits(steps: list[tuple[int, str]]) -> None:
    accesses = recorded(*steps)
    deposits = ledger(accesses)
    written = [deposit for deposit in deposits if deposit.write_ns is not None]
    final = max((access for access in accesses if access.write), key=lambda a: a.t_ns, default=None)
    assert len(written) - len(lost_by(deposits)) == (int(final.value) if final else 0)


@given(interleavings())
def test_every_write_is_listed_once_and_a_loss_names_a_later_write(steps: list[tuple[int, str]]) -> None:
    accesses = recorded(*steps)
    deposits = ledger(accesses)
    writes = {access.t_ns: access.actor for access in accesses if access.write}
    assert sorted(d.write_ns for d in deposits if d.write_ns is not None) == sorted(writes)
    for deposit in deposits:
        assert deposit.lost == (deposit.overwritten_ns is not None)
        if deposit.overwritten_ns is not None and deposit.write_ns is not None:
            assert deposit.overwritten_ns > deposit.write_ns
            assert writes[deposit.overwritten_ns] == deposit.overwritten_by
    assert [d.begin_ns for d in deposits] == sorted(d.begin_ns for d in deposits)


def test_two_objects_have_ledgers_of_their_own_in_one_order_of_time() -> None:
    mine = recorded((A, "read"), (A, "write"), (A, "read"), (A, "write"))
    yours = [replace(each, actor=B, object=1, t_ns=each.t_ns) for each in mine]
    mixed = [access for pair in zip(mine, yours, strict=True) for access in pair]
    assert lost_by(ledger(mixed)) != []  # as if they were one
    deposits = ledgers(mixed)
    assert lost_by(deposits) == []
    assert [(deposit.actor, deposit.begin_ns) for deposit in deposits] == [(A, 10), (B, 10), (A, 12), (B, 12)]
