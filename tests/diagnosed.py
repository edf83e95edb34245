"""Runs programs for real and says which diagnoses their recordings get."""

from pathlib import Path

from tests.recorded import Recorded, Told, record

HANGS_S = 1.0


def diagnosed(source: str, folder: Path, hangs: bool = False, python: str | None = None) -> Recorded:
    """Run a program; one that hangs is ended after a second."""
    run = record(source, folder, timeout_s=HANGS_S if hangs else 30, python=python)
    if hangs:
        assert run.summary["exit"]["reason"] == "timeout", run.stderr.decode()
    return run


def codes(run: Recorded, severity: str | None = None) -> list[str]:
    """The codes of all diagnoses, or of one severity."""
    found: list[Told] = run.summary["diagnosis"]
    return [each["code"] for each in found if severity in (None, each["severity"])]


def only(run: Recorded, code: str) -> Told:
    """The only fault of a run; it must have this code."""
    found = [each for each in run.summary["diagnosis"] if each["severity"] == "fault"]
    assert [each["code"] for each in found] == [code], (found, run.summary["blocked"], run.stderr.decode())
    told: Told = found[0]
    return told


def names(run: Recorded, told: Told) -> list[str]:
    """The names of those that a diagnosis is about."""
    return [str(run.name(actor)) for actor in told["actors"]]
