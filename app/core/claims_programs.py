"""What claims ask about other programs that main runs: did they run, did they fail, and who noticed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from app.core.claims import everywhere, listing, moment, somewhere
from app.core.demo import Verdict

if TYPE_CHECKING:
    from app.core.evidence import Evidence
    from app.core.model import Actor, Span

Check = Callable[["Evidence"], Verdict]


def each_found_ran(evidence: Evidence) -> Verdict:
    """Main ran other programs one after the other, each as a process of its own for which it waited."""
    ran = evidence.processes()
    for before, after in pairwise(ran):
        if before.end_ns is None or after.start_ns < before.end_ns:
            return Verdict(False, f"{after.name} began before {before.name} had ended.")
    waited = [program for program in ran if _waits_for(program, evidence)]
    told = listing(f"{program.name} was process {program.pid}" for program in ran) or "No program ran"
    return everywhere(evidence, bool(ran) and waited == ran, f"{told}.")


def missing_started_nothing(parameter: str) -> Check:
    """Of the names in the parameter some became a process, the others nothing at all."""

    def check(evidence: Evidence) -> Verdict:
        names = str(evidence.parameters.get(parameter, "")).split()
        ran = [program.name for program in evidence.processes()]
        if not set(ran) <= set(names):
            return Verdict(None, "Other names were given as arguments.")
        missing = [name for name in names if name not in ran]
        told = f"{listing(ran) or 'None'} ran; nothing was started for {listing(missing) or 'none'}."
        return everywhere(evidence, bool(missing), told)

    return check


def failed_unnoticed(evidence: Evidence) -> Verdict:
    """A program failed, and then main ran another one."""
    ran = evidence.processes()
    for program, later in pairwise(ran):
        if program.status and program.end_ns is not None and later.start_ns > program.end_ns:
            told = (
                f"{program.name} failed with {program.status}; main ran another at {moment(later.start_ns)}."
            )
            return Verdict(True, told)
    return somewhere(evidence, False, "No program failed with another one to come.")


def failure_ended_main(exception: str) -> Check:
    """The last program that main ran failed, and this exception ended main."""

    def check(evidence: Evidence) -> Verdict:
        ran, error = evidence.processes(), evidence.main.exception
        kind = error.split(":")[0].rsplit(".", 1)[-1]
        if not ran or not ran[-1].status:
            return somewhere(evidence, False, "The last program didn't fail.")
        then = f"{kind} ended main" if error else "main went on"
        told = f"{ran[-1].name} failed with {ran[-1].status}; {then}."
        return somewhere(evidence, kind == exception, told)

    return check


def main_read_to_the_end(evidence: Evidence) -> Verdict:
    """Main waited at a pipe from a program that was running, and until it had ended."""
    for program in evidence.processes():
        for span in evidence.waits(evidence.main.id):
            if span.state.word == "io" and _outlasts(span, program):
                told = (
                    f"Main waited at the pipe from {moment(span.start_ns)}; {program.name} ended meanwhile."
                )
                return Verdict(True, told)
    return somewhere(evidence, False, "Main waited at no pipe until the end of a program.")


def it_wrote_to_nobody_else(evidence: Evidence) -> Verdict:
    """Nothing that another program wrote came out where main prints."""
    if not evidence.processes():
        return somewhere(evidence, False, "No program ran.")
    others = [piece for piece in evidence.output if piece.actor != evidence.main.id]
    told = "Only main's words came out." if not others else f"Others wrote at {moment(others[0].t_ns)}."
    return Verdict(False, told) if others else everywhere(evidence, True, told)


def gave_up_and_killed(evidence: Evidence) -> Verdict:
    """Main waited for a program, gave up, and ended it by a signal."""
    for program in evidence.processes():
        signals = _signals(program, evidence)
        gave_up = [span.end_ns for span in _waits_for(program, evidence) if span.end_ns is not None]
        if program.end == "killed" and signals and gave_up and gave_up[0] <= signals[-1]:
            return Verdict(True, f"Main gave up at {moment(gave_up[0])}, and {program.name} was killed.")
    return somewhere(evidence, False, "Main killed no program for which it had waited.")


def waited_until_it_was_gone(evidence: Evidence) -> Verdict:
    """After main had killed a program it waited for its end."""
    for program in evidence.processes():
        killed = _signals(program, evidence)
        waits = [span for span in _waits_for(program, evidence) if killed and span.start_ns >= killed[-1]]
        if waits and program.end_ns is not None and (waits[-1].end_ns or 0) >= program.end_ns:
            told = f"Killed at {moment(killed[-1])}, gone at {moment(program.end_ns)}, and main knew it."
            return Verdict(True, told)
    return somewhere(evidence, False, "Main waited for no program after it had killed it.")


def _signals(program: Actor, evidence: Evidence) -> list[int]:
    """When main sent signals to a program."""
    return [
        flow.sent_ns
        for flow in evidence.flows
        if flow.kind == "signal" and (flow.sender, flow.receiver) == (evidence.main.id, program.id)
    ]


def _waits_for(program: Actor, evidence: Evidence) -> list[Span]:
    waits = evidence.waits(evidence.main.id)
    return [span for span in waits if span.state.word == "process" and span.holder == program.id]


def _outlasts(span: Span, program: Actor) -> bool:
    """Whether the wait was under way during the program's life, and lasted until its end."""
    if span.end_ns is None or program.end_ns is None:
        return False
    return span.start_ns < program.end_ns <= span.end_ns
