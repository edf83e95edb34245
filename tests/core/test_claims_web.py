"""Claims about questions to servers: each true of one run, false of another, untold of real hosts."""

import pytest

from app.core import claims_web as claims
from app.core.evidence import Evidence
from app.core.model import ActorEnd
from tests.evidence_builder import MadeRun, cut_short


def asked(
    at_once: bool = True, ended: ActorEnd = "finished", servers: bool = True, by: str = "thread"
) -> Evidence:
    """Two servers, each of which answers after 100 ms."""
    run = MadeRun()
    run.main()
    for number in range(2):
        start = 20 if at_once else 20 + 200 * number
        server = run.thread(10, 500)
        reader = run.thread(10, 500, ended=ended) if by == "thread" else 0
        run.passes("message", reader, server, start)
        run.passes("message", server, reader, start + 110)
        if servers:
            run.sleeps(server, start + 5, start + 105)
    return run.evidence()


def test_all_at_once_or_one_after_the_other() -> None:
    assert claims.all_asked_at_once(asked()).holds is True
    assert claims.all_asked_at_once(asked(at_once=False)).holds is False
    assert claims.asked_in_turn(asked(at_once=False)).holds is True
    assert claims.asked_in_turn(asked()).holds is False


def test_a_reader_comes_to_its_end_or_not() -> None:
    assert claims.every_reader_came_to_its_end(asked()).holds is True
    assert claims.every_reader_came_to_its_end(asked(ended="raised")).holds is False
    assert claims.every_reader_came_to_its_end(cut_short(asked(ended="killed"))).holds is None


def test_each_reader_is_a_thread_or_not() -> None:
    assert claims.each_reader_in_a_thread(asked()).holds is True
    assert claims.each_reader_in_a_thread(asked(by="main")).holds is False


@pytest.mark.parametrize(
    "check",
    [
        claims.all_asked_at_once,
        claims.asked_in_turn,
        claims.every_reader_came_to_its_end,
        claims.each_reader_in_a_thread,
    ],
)
def test_nothing_is_told_where_the_servers_are_no_part_of_the_program(check: claims.Check) -> None:
    assert check(asked(servers=False)).holds is None


def test_what_became_of_the_readers_is_counted() -> None:
    assert claims.readers_that_ended(asked()) == 2
    assert claims.readers_that_ended(asked(ended="raised")) == 1
    assert claims.readers_that_ended(asked(ended="alive")) == 0
    assert claims.readers_that_ended(cut_short(asked())) is None
