"""Runs programs for real, under the tracer, and gives what was recorded of them."""

import asyncio
import os
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psutil

from app.core.demo import Claim
from app.core.errors import LabError
from app.core.model import Actor
from app.core.program import parse_parameters, read_source, with_values
from app.core.summary import summarise
from app.core.trace import Trace
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.run import Run

Told = dict[str, Any]  # one entry of the summary

_VERSIONS = ("3.12", "3.13", "3.14")


@dataclass(frozen=True)
class Recorded:
    """What is known of one run: `summary` is what `run --json` prints, `source` the program's text."""

    source: str
    directory: Path
    outcome: Outcome
    trace: Trace
    summary: Told
    stdout: bytes
    stderr: bytes

    def line(self, text: str) -> int:
        """The number of the one line of the program that has this text in it."""
        found = [number for number, line in enumerate(self.source.splitlines(), 1) if text in line]
        assert len(found) == 1, f"{text!r} is on the lines {found}"
        return found[0]

    def actor(self, name: str) -> Told:
        """The one actor with this name."""
        found = [actor for actor in self.summary["actors"] if actor["name"] == name]
        assert len(found) == 1, f"{name!r} is the name of {len(found)} of {self.names()}"
        return found[0]  # type: ignore[no-any-return]

    def names(self) -> list[str]:
        """The names of all actors in the order of their start."""
        return [actor["name"] for actor in self.summary["actors"]]

    def name(self, actor_id: int | None) -> str | None:
        """The name of an actor, None for none."""
        named = {actor["id"]: actor["name"] for actor in self.summary["actors"]}
        return None if actor_id is None else str(named[actor_id])

    def spans(self, actor: str | None = None, state: str | None = None) -> list[Told]:
        """The waits of one actor, of one state; None: of any."""
        return [
            span
            for span in self.summary["spans"]
            if (actor is None or self.name(span["actor"]) == actor)
            and (state is None or span["state"] == state)
        ]

    def span(self, actor: str | None = None, state: str | None = None) -> Told:
        """The only one of these waits."""
        found = self.spans(actor, state)
        assert len(found) == 1, f"{len(found)} waits of {actor} for {state}: {found}"
        return found[0]

    def flows(self, kind: str) -> list[tuple[str | None, str | None]]:
        """(from, to) as names, in the order of sending."""
        flows = [flow for flow in self.summary["flows"] if flow["kind"] == kind]
        return [(self.name(flow["from"]), self.name(flow["to"])) for flow in flows]

    def object(self, name: str) -> Told:
        """The one object with this name."""
        found = [thing for thing in self.summary["objects"] if thing["name"] == name]
        assert len(found) == 1, f"{name!r}: {self.summary['objects']}"
        return found[0]  # type: ignore[no-any-return]

    def texts(self, stream: str = "stdout") -> list[tuple[str | None, str]]:
        """(who, text) of one stream, in order."""
        return [
            (self.name(entry["actor"]), entry["text"])
            for entry in self.summary["output"]
            if entry["stream"] == stream
        ]

    def said(self, who: str | None, stream: str = "stdout") -> str:
        """All that one actor (None: no lane) wrote to one stream."""
        return "".join(text for actor, text in self.texts(stream) if actor == who)

    def hidden(self) -> list[Actor]:
        """The actors that library code made for itself."""
        return [actor for actor in self.trace.actors.actors.values() if actor.hidden]


def record(
    source: str | Path,
    folder: Path,
    *,
    python: str | None = None,
    arguments: Sequence[str] = (),
    values: Mapping[str, object] | None = None,
    stdin_text: str | None = None,
    timeout_s: float = 20,
    still_s: float | None = None,
    claims: Sequence[Claim] = (),
) -> Recorded:
    """Run a program (a file, or its text) and read its recording, which goes to `folder`/run.

    With `still_s` it is stopped when it has begun to wait and nothing has moved in it for so long: a machine that
    is busy with other things only makes that later.
    """
    program = source
    if isinstance(program, str):
        text = textwrap.dedent(program).lstrip("\n")
        program = folder / "program.py"
        folder.mkdir(parents=True, exist_ok=True)
        program.write_text(text, encoding="utf-8")
    text = read_source(program)
    parameters = {each.name: each.value for each in parse_parameters(text)}
    request = RunRequest(
        program=program,
        target=str(program),
        directory=folder / "run",
        arguments=tuple(arguments),
        parameters=parameters | dict(values or {}),
        changed=tuple(values or ()),
        source=with_values(text, values) if values else None,
        python=Path(python) if python else None,
        cwd=program.parent,
        timeout_s=timeout_s,
    )
    outcome = asyncio.run(_run(request, stdin_text, still_s))
    trace = Trace.load(request.directory)
    return Recorded(
        text,
        request.directory,
        outcome,
        trace,
        summarise(trace, claims),
        (request.directory / "stdout").read_bytes(),
        (request.directory / "stderr").read_bytes(),
    )


async def _run(request: RunRequest, stdin_text: str | None, still_s: float | None) -> Outcome:
    def on_state(state: str) -> None:
        if state == "running":
            run.write_input(stdin_text or "")
            run.close_input()

    run = Run(request, on_state=on_state)
    if still_s is None:
        return await run.run()
    watching = asyncio.create_task(_stop_when_still(run, request.directory, still_s))
    try:
        return await run.run()
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def _stop_when_still(run: Run, directory: Path, still_s: float) -> None:
    """Stop a run when its processes have used no processor and told nothing for a while."""
    seen: tuple[float, int] | None = None
    since = time.monotonic()
    while True:
        await asyncio.sleep(0.05)
        now = _moved(run, directory)
        if now is None or now != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since >= still_s:
            run.stop()
            return


def _moved(run: Run, directory: Path) -> tuple[float, int] | None:
    """CPU time of the run's processes and the waits that they have begun; None before the first wait."""
    child = run.manifest.child
    if child is None:
        return None
    try:
        trace = Trace(directory)
        while trace.poll(1 << 62):
            pass
        waits = len(trace.spans.closed) + len(trace.spans.open)
        trace.close()
        first = psutil.Process(child.pid)
        processes = [first, *first.children(recursive=True)]
        used = sum(sum(process.cpu_times()[:2]) for process in processes)
    except (LabError, psutil.Error):
        return None
    return (used, waits) if waits else None


@cache
def other_pythons() -> tuple[str, ...]:
    """Interpreters of newer versions than the oldest one, on the PATH or installed by pyenv."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = []
    for version in _VERSIONS:
        installed = sorted((root / "versions").glob(f"{version}.*/bin/python3"))
        on_path = shutil.which(f"python{version}")
        if installed:
            found.append(str(installed[-1]))
        elif on_path is not None and ".pyenv/shims" not in on_path:
            found.append(on_path)
    return tuple(found)


#: The lab's own interpreter and newer ones.
PYTHONS = (sys.executable, *other_pythons())


def version(python: str) -> str:
    """Short, for the name of a test: 3.12."""
    found = re.search(r"3\.\d+", sys.version if python == sys.executable else python)
    return found.group() if found else python
