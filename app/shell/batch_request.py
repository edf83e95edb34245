"""Turns what a tab shows into requests for several of its programs, all with the same values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication

from app.core.errors import RequestError
from app.core.program import parse_parameters, read_source, with_values
from app.shell.memory_bar import gigabytes, is_much
from app.shell.subject import Program
from app.stage.request import RunRequest


@dataclass(frozen=True, slots=True)
class Plan:
    """One program to run, and what it is called. The request's directory is still to be given."""

    title: str
    request: RunRequest

    def into(self, directory: Path, timeout_s: float | None = None) -> RunRequest:
        """The request with its folder."""
        return replace(self.request, directory=directory, timeout_s=timeout_s)


def plans(programs: Sequence[Program], shown: RunRequest, python: Path | None) -> list[Plan]:
    """Plans for `programs`; `shown` is the request for the one that the tab shows, as it was edited there.

    What was changed there holds for all that have a parameter of that name.
    LabError where a program can't be read, or takes so much memory that its tab would ask before.
    """
    values = {name: shown.parameters[name] for name in shown.changed}
    found = []
    for program in programs:
        own = program.path == shown.program
        request = replace(shown, python=python) if own else _request(program, values, python)
        _refuse_much_memory(program, request)
        found.append(Plan(program.title, request))
    return found


def _refuse_much_memory(program: Program, request: RunRequest) -> None:
    needed, free = program.memory(request.parameters), psutil.virtual_memory().available
    if is_much(needed, free):
        words = QCoreApplication.translate(
            "batch_request",
            "“{0}” takes about {1} of memory; {2} are free. Untick it, or run it in its own tab.",
        )
        raise RequestError(words.format(program.title, gigabytes(needed), gigabytes(free)))


def _request(program: Program, values: Mapping[str, object], python: Path | None) -> RunRequest:
    source = read_source(program.path)
    own = {each.name: each.value for each in parse_parameters(source)}
    changed = {
        name: value
        for name, value in values.items()
        if name in own and type(own[name]) is type(value) and own[name] != value
    }
    return RunRequest(
        program=program.path,
        target=program.target,
        directory=Path(),
        parameters={**own, **changed},
        changed=tuple(changed),
        source=with_values(source, changed) if changed else None,
        python=python,
        cwd=program.path.parent,
        niced=True,
        generators=program.generators or None,
    )
