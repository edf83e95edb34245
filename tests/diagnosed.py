"""Runs programs for real, several at a time, and says which diagnoses their recordings get."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from tests.recorded import Recorded, Told, record

STILL_S = 0.8  # a program that hasn't moved for so long hangs
MOVES_FOR_EVER_S = 3.0  # one that hangs but moves (it polls, say) is ended then
AT_ONCE = 4  # they mostly wait


@dataclass(frozen=True)
class Program:
    """A program; one that `hangs` is ended when it stands still, the others end by themselves."""

    source: str
    hangs: bool = False


def hanging(sources: Mapping[str, str]) -> dict[str, Program]:
    """Programs by name that stand still until they are ended."""
    return {name: Program(source, hangs=True) for name, source in sources.items()}


def ending(sources: Mapping[str, str]) -> dict[str, Program]:
    """Programs by name that come to their end."""
    return {name: Program(source) for name, source in sources.items()}


def diagnosed_all(
    programs: Mapping[str, Program], folder: Path, at_once: int = AT_ONCE
) -> dict[str, Recorded]:
    """Run programs beside each other; the recordings by the same names."""
    with ThreadPoolExecutor(at_once) as pool:
        found = {
            name: pool.submit(diagnosed, program, folder / str(number))
            for number, (name, program) in enumerate(programs.items())
        }
        return {name: future.result() for name, future in found.items()}


def diagnosed(program: Program, folder: Path) -> Recorded:
    """Run one program."""
    if program.hangs:
        run = record(program.source, folder, timeout_s=MOVES_FOR_EVER_S, still_s=STILL_S)
    else:
        run = record(program.source, folder, timeout_s=30)
    ends = ("stopped", "timeout") if program.hangs else ("exited",)
    reason = run.summary["exit"]["reason"]
    assert reason in ends, (reason, program.source, run.stderr.decode())
    run.trace.close()
    return replace(run)


def codes(run: Recorded, severity: str | None = None) -> list[str]:
    """The codes of all diagnoses, or of one severity."""
    return [each["code"] for each in run.summary["diagnosis"] if severity in (None, each["severity"])]


def only(run: Recorded, code: str, severity: str = "fault") -> Told:
    """The only fault (or hint) of a run; it must have this code."""
    found: list[Told] = [each for each in run.summary["diagnosis"] if each["severity"] == severity]
    assert [each["code"] for each in found] == [code], (found, run.summary["blocked"], run.stderr.decode())
    return found[0]


def names(run: Recorded, told: Told) -> list[str]:
    """The names of those that a diagnosis is about."""
    return [str(run.name(actor)) for actor in told["actors"]]
