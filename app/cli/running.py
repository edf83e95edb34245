"""The command `run`: a program under the tracer in the terminal."""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.cli.printing import complain, say
from app.cli.target import Target, resolve
from app.core.manifest import Stream
from app.core.parameter import changed_values, read_settings
from app.core.program import parse_parameters, read_source, with_values
from app.stage.request import RunRequest
from app.stage.terminal import run_in_terminal


def run(parsed: argparse.Namespace) -> int:
    """Run the target; prints what it prints (or with --json the summary) and returns its exit code."""
    target = resolve(parsed.target, parsed.lang)
    with _directory(parsed.save) as directory:
        request = _request(parsed, target, directory)
        outcome = asyncio.run(run_in_terminal(request, forward=not parsed.json))
        if parsed.json:
            _print_summary(directory, target, parsed.lang)
    return outcome.exit_code


def _print_summary(directory: Path, target: Target, lang: str) -> None:
    from app.core.summary import summarise  # brings numpy, which a refusal has no time for
    from app.core.trace import Trace

    trace = Trace.load(directory)
    summary = summarise(trace, target.claims)
    trace.close()
    complain(trace.recording.problems, lang)
    say(json.dumps(summary))


@contextlib.contextmanager
def _directory(save: Path | None) -> Iterator[Path]:
    """Where the recording goes: where the user says, else to a place that is gone afterwards."""
    if save is not None:
        yield save.absolute()
        return
    temporary = Path(tempfile.mkdtemp(prefix="concurrency-lab-"))
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _request(parsed: argparse.Namespace, target: Target, directory: Path) -> RunRequest:
    source = read_source(target.program)
    parameters = parse_parameters(source)
    values = read_settings(parameters, parsed.settings)
    changed = changed_values(parameters, values)
    return RunRequest(
        program=target.program,
        target=target.name,
        directory=directory,
        arguments=tuple(parsed.arguments),
        parameters={each.name: each.value for each in parameters} | changed,
        changed=tuple(changed),
        source=with_values(source, changed) if changed else None,
        python=parsed.python,
        timeout_s=parsed.timeout,
        stdin="inherit",
        inherit_output=frozenset() if parsed.json else _terminals(),
        generators=target.generators,
        sampled=parsed.json or parsed.save is not None,
    )


def _terminals() -> frozenset[Stream]:
    """Streams that are terminals: the program writes to them itself, so that it sees a terminal too."""
    names: tuple[Stream, Stream] = ("stdout", "stderr")
    return frozenset(name for name, fd in zip(names, (1, 2), strict=True) if os.isatty(fd))
