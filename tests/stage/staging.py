"""Runs programs on the stage for tests and notes what it tells."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from app.core.manifest import Manifest, RunState, Stream
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.run import Run


@dataclass
class Told:
    """What a run told, and what is to be done when it tells it."""

    states: list[RunState] = field(default_factory=list)
    output: dict[Stream, bytes] = field(default_factory=lambda: {"stdout": b"", "stderr": b""})
    outcome: Outcome | None = None
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def hear_state(self, state: RunState) -> None:
        self.states.append(state)
        self.heard.set()

    def hear_output(self, stream: Stream, chunk: bytes) -> None:
        self.output[stream] += chunk
        self.heard.set()

    async def until(self, fact: Callable[["Told"], bool]) -> None:
        """Wait until a fact holds."""
        while not fact(self):
            self.heard.clear()
            await self.heard.wait()

    async def until_printed(self, text: bytes) -> None:
        """Wait until the program has printed this."""
        await self.until(lambda told: text in told.output["stdout"])

    def numbers(self, word: str) -> list[int]:
        """The numbers that the program printed after a word, one a line."""
        lines = self.output["stdout"].decode().splitlines()
        return [int(line.split()[1]) for line in lines if line.startswith(word + " ")]


@dataclass
class Stage:
    """A program file, a run directory, and runs of it."""

    folder: Path

    def program(self, text: str, name: str = "program.py") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def request(self, text: str, name: str = "program.py", **changes: Any) -> RunRequest:
        fields: dict[str, Any] = {
            "program": self.program(text, name),
            "target": "test",
            "directory": self.folder / "recording",
        }
        return RunRequest(**(fields | changes))

    def run(
        self,
        source: str | RunRequest,
        meanwhile: Callable[[Run, Told], Any] | None = None,
        **options: Any,
    ) -> Told:
        """Run to the end; `meanwhile` is a coroutine function that acts on the run."""
        request = source if isinstance(source, RunRequest) else self.request(source)
        return asyncio.run(self._run(request, meanwhile, options))

    async def _run(
        self, request: RunRequest, meanwhile: Callable[[Run, Told], Any] | None, options: dict[str, Any]
    ) -> Told:
        told = Told()
        run = Run(request, on_state=told.hear_state, on_output=told.hear_output, **options)
        running = asyncio.ensure_future(run.run())
        try:
            if meanwhile is not None:
                acting = asyncio.ensure_future(meanwhile(run, told))
                await asyncio.wait({running, acting}, return_when=asyncio.FIRST_COMPLETED)
                if not acting.done() and running.exception() is None:
                    raise AssertionError(f"it ended before: {running.result()} {told}")
                await acting
            told.outcome = await running
        finally:
            run.stop()
            await asyncio.wait({running})
        return told

    @property
    def manifest(self) -> Manifest:
        return Manifest.read(self.folder / "recording")

    def kept(self, stream: Stream) -> bytes:
        return (self.folder / "recording" / stream).read_bytes()


def outcome_of(told: Told) -> tuple[str, int | None, int]:
    """Reason, status and exit code."""
    assert told.outcome is not None
    return told.outcome.reason, told.outcome.status, told.outcome.exit_code


def gone(pid: int) -> bool:
    """Whether no process with that id lives (a zombie doesn't)."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


async def stop_when_ready(run: Run, told: Told) -> None:
    """Stop as soon as the program says "ready"."""
    await told.until_printed(b"ready")
    run.stop()


def without_lab(environment: dict[str, str] | None = None) -> dict[str, str]:
    """The environment as a program sees it without the lab."""
    environment = dict(os.environ if environment is None else environment)
    return {name: value for name, value in environment.items() if not name.startswith("CONCURRENCY_LAB")}
