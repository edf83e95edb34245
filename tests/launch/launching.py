"""Notes what a launcher emits, and waits for it."""

import asyncio
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.launch.launcher import Launcher
from app.stage.outcome import Outcome
from app.stage.request import RunRequest


class Pad(QObject):
    """Listens to one launcher."""

    def __init__(self, launcher: Launcher) -> None:
        super().__init__()
        self.launcher = launcher
        self.states: list[str] = []
        self.output = {"stdout": b"", "stderr": b""}
        self.outcome: Outcome | None = None
        self.refusal = ""
        self.threads: set[threading.Thread] = set()
        self.heard = asyncio.Event()
        launcher.state_changed.connect(self.hear_state)
        launcher.output.connect(self.hear_output)
        launcher.finished.connect(self.hear_finished)
        launcher.failed.connect(self.hear_failed)

    def hear_state(self, state: str) -> None:
        self.states.append(state)
        self.note()

    def hear_output(self, stream: str, chunk: bytes) -> None:
        self.output[stream] += chunk
        self.note()

    def hear_finished(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.note()

    def hear_failed(self, why: str) -> None:
        self.refusal = why
        self.note()

    def note(self) -> None:
        self.threads.add(threading.current_thread())
        self.heard.set()

    async def until(self, fact: Callable[[], bool]) -> None:
        """Wait until a fact holds, or the run is over and it never will."""
        while not fact():
            if not self.launcher.busy:
                raise AssertionError(f"it is over: {self.states} {self.output} {self.outcome} {self.refusal}")
            self.heard.clear()
            await self.heard.wait()

    async def until_printed(self, text: bytes) -> None:
        await self.until(lambda: text in self.output["stdout"])

    async def run(self, request: RunRequest) -> Outcome | None:
        """Start a run and wait for its end; None if it was refused."""
        self.states.clear()
        self.output = {"stdout": b"", "stderr": b""}
        self.outcome, self.refusal = None, ""
        self.launcher.start(request)
        await self.until(lambda: self.outcome is not None or self.refusal != "")
        return self.outcome
