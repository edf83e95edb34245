"""Claims about other programs that main runs: each true of one run and false of another."""

from collections.abc import Callable

import pytest

from app.core import claims_programs as claims
from app.core.demo import Verdict
from app.core.events import State
from app.core.evidence import Evidence
from tests.evidence_builder import MadeRun, cut_short

Check = Callable[[Evidence], Verdict]


def ran(*names: str, overlap: bool = False, waits: bool = True, status: int = 0) -> MadeRun:
    """Main runs programs, 100 ms each."""
    run = MadeRun(parameters={"NAMES": "hostname no_such_program"})
    run.main(end=1000)
    for number, name in enumerate(names):
        start = 10 + (50 if overlap else 150) * number
        program = run.process(start, start + 100)
        run.actors[program].kind, run.actors[program].name = "opaque", name
        run.actors[program].status = status
        if waits:
            run.waits(0, State.PROCESS, start + 1, start + 101, holder=program)
    return run


def failed(times: int, exception: str = "") -> MadeRun:
    run = ran(*["python"] * times, status=3)
    run.actors[0].exception = exception
    return run


def pipes(read_until: int = 112, program_writes: bool = False) -> MadeRun:
    run = ran("python", waits=False)
    run.waits(0, State.IO, 15, read_until)
    if program_writes:
        run.says(1, 60, "PING!\n")
    run.says(0, 120, "main got back: PING!\n")
    return run


def timed_out(by_main: bool = True, waits_again: bool = True) -> MadeRun:
    run = MadeRun()
    run.main(end=1000)
    program = run.process(10, 520, ended="killed")
    run.waits(0, State.PROCESS, 12, 510, holder=program)
    if by_main:
        run.passes("signal", 0, program, 511)
    if waits_again:
        run.waits(0, State.PROCESS, 512, 521, holder=program)
    return run


FAILURE = "subprocess.CalledProcessError: Command '['python']' returned non-zero exit status 3."

TABLE: list[tuple[Check, Callable[[], MadeRun], bool | None]] = [
    (claims.each_found_ran, lambda: ran("hostname", "whoami"), True),
    (claims.each_found_ran, lambda: ran("hostname", "whoami", overlap=True), False),
    (claims.each_found_ran, lambda: ran("hostname", waits=False), False),
    (claims.each_found_ran, ran, False),
    (claims.missing_started_nothing("NAMES"), lambda: ran("hostname"), True),
    (claims.missing_started_nothing("NAMES"), lambda: ran("hostname", "no_such_program"), False),
    (claims.missing_started_nothing("NAMES"), lambda: ran("git"), None),
    (claims.failed_unnoticed, lambda: failed(2), True),
    (claims.failed_unnoticed, lambda: failed(1), False),
    (claims.failed_unnoticed, lambda: ran("python", "python"), False),
    (claims.failure_ended_main("CalledProcessError"), lambda: failed(2, FAILURE), True),
    (claims.failure_ended_main("CalledProcessError"), lambda: failed(2, "KeyError: 1"), False),
    (claims.failure_ended_main("CalledProcessError"), lambda: failed(2), False),
    (claims.failure_ended_main("CalledProcessError"), lambda: ran("python"), False),
    (claims.main_read_to_the_end, pipes, True),
    (claims.main_read_to_the_end, lambda: pipes(read_until=90), False),
    (claims.main_read_to_the_end, lambda: ran("python"), False),
    (claims.it_wrote_to_nobody_else, pipes, True),
    (claims.it_wrote_to_nobody_else, lambda: pipes(program_writes=True), False),
    (claims.it_wrote_to_nobody_else, ran, False),
    (claims.gave_up_and_killed, timed_out, True),
    (claims.gave_up_and_killed, lambda: timed_out(by_main=False), False),
    (claims.gave_up_and_killed, lambda: ran("python"), False),
    (claims.waited_until_it_was_gone, timed_out, True),
    (claims.waited_until_it_was_gone, lambda: timed_out(waits_again=False), False),
    (claims.waited_until_it_was_gone, lambda: timed_out(by_main=False), False),
    (claims.waited_until_it_was_gone, lambda: ran("python"), False),
]


@pytest.mark.parametrize(("check", "made", "holds"), TABLE)
def test_a_claim_about_other_programs(check: Check, made: Callable[[], MadeRun], holds: bool | None) -> None:
    verdict = check(made().evidence())
    assert verdict.holds is holds, verdict.detail
    assert verdict.detail.endswith(".")


@pytest.mark.parametrize(
    "check",
    [
        claims.each_found_ran,
        claims.missing_started_nothing("NAMES"),
        claims.failed_unnoticed,
        claims.main_read_to_the_end,
        claims.it_wrote_to_nobody_else,
        claims.gave_up_and_killed,
    ],
)
def test_a_run_that_was_cut_short_tells_nothing_of_what_was_still_to_come(check: Check) -> None:
    assert check(cut_short(ran("hostname").evidence())).holds is None
