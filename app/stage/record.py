"""Keeps the manifest of a run up to date, on disk and for those who listen to its state."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.core.errors import RequestError
from app.core.manifest import Exit, Interpreter, LauncherName, Manifest, ProcessId, RunState, Stream
from app.stage.command import GENERATORS, Command
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.tree import process_id

StateCallback = Callable[[RunState], None]


class Record:
    """The manifest of one run. Once the program runs, a disk that can't take it doesn't end the run."""

    def __init__(
        self, request: RunRequest, token: str, launcher: LauncherName, on_state: StateCallback | None
    ) -> None:
        self._directory = _absolute(request.directory)
        self._on_state = on_state
        self._begun = False
        self._announced: RunState | None = None
        self.manifest = Manifest(
            run=token,
            target=request.target,
            program=str(_absolute(request.program)),
            python=Interpreter("", ""),
            launcher=launcher,
            cwd=str(_absolute(request.cwd or Path())),
            started_at=datetime.now().astimezone().isoformat(timespec="milliseconds"),
            lab=process_id(os.getpid()) or ProcessId(os.getpid(), time.time()),
            parameters=dict(request.parameters),
            changed=request.changed,
            edited=request.edited,
            niced=request.niced,
        )

    @contextlib.contextmanager
    def refusing_directory(self) -> Iterator[None]:
        """Turn a directory that can't be written into a sentence."""
        try:
            yield
        except OSError as error:
            raise RequestError(
                f"The recording can't be saved in {self._directory}: {error.strerror}."
            ) from error

    def begin(self, interpreter: Interpreter, command: Command, copy: Path | None) -> None:
        """Write the first manifest; raises OSError."""
        self.manifest = replace(
            self.manifest,
            python=interpreter,
            argv=command.argv,
            copy=None if copy is None else str(copy),
            spawn_ns=time.perf_counter_ns(),
            generators=command.environment[GENERATORS] == "1",
        )
        self.manifest.write(self._directory)
        self._begun = True

    def withdraw(self) -> None:
        """Write nothing any more: there is no run, and its directory is given back."""
        self._begun = False

    def child_started(self, pid: int, spawn_ns: int) -> None:
        """Note the first process; written with the next state."""
        # A process that is gone already has no creation time to be told by any more.
        child = process_id(pid) or ProcessId(pid, time.time())
        self.manifest = replace(self.manifest, child=child, spawn_ns=spawn_ns)
        self._write()

    def enter(self, state: RunState) -> None:
        """Write the state and tell it, once."""
        if state == self._announced:
            return
        self._announced = state
        self.manifest = replace(self.manifest, state=state)
        self._write()
        if self._on_state is not None:
            self._on_state(state)

    def ended(self, outcome: Outcome, omitted: Mapping[Stream, int]) -> None:
        """Write how the run ended, and tell that it did."""
        self.manifest = replace(
            self.manifest,
            exit=Exit(outcome.reason, outcome.status),
            wall_ns=outcome.wall_ns,
            left_behind=outcome.left_behind,
            omitted=dict(omitted),
        )
        self.enter("ended")

    def _write(self) -> None:
        if self._begun:
            with contextlib.suppress(OSError):
                self.manifest.write(self._directory)


def _absolute(path: Path) -> Path:
    try:
        return path.absolute()
    except FileNotFoundError:
        return path  # somebody removed the folder that the lab works in
