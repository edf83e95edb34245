"""Supervises a run from a second process of the lab, for where a process can't become the program."""

import asyncio
import multiprocessing
import os
import threading
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from app.core.errors import LabError, RequestError
from app.core.manifest import RunState, Stream
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from app.stage.run import Run

# No Qt here: the module is imported in the spawned process.

STOP, INPUT, CLOSE_INPUT = "stop", "input", "close_input"
STATE, OUTPUT, RESULT = "state", "output", "result"


def supervise(
    connection: Connection, request: RunRequest, environment: dict[str, str], bytes_per_s: int
) -> None:
    """Body of the spawned process: run the request, tell everything over the connection, obey what comes.

    `environment` is the lab's, which a C library may have changed unseen in what this process inherited. When
    the connection breaks the lab is gone, and the run is stopped.
    """
    os.environ.clear()
    os.environ.update(environment)

    def tell(*message: object) -> None:
        try:
            connection.send(message)
        except OSError:
            run.stop()

    def tell_state(state: RunState) -> None:
        tell(STATE, state)

    def tell_output(stream: Stream, chunk: bytes) -> None:
        tell(OUTPUT, stream, chunk)

    run = Run(
        request, launcher="process", on_state=tell_state, on_output=tell_output, bytes_per_s=bytes_per_s
    )
    # A daemon: it waits for orders until the process ends.
    threading.Thread(target=_obey, args=(connection, run), name="lab-orders", daemon=True).start()
    result: Outcome | str
    try:
        result = asyncio.run(run.run())
    except LabError as refusal:
        result = str(refusal)
    tell(RESULT, result)


def _obey(connection: Connection, run: Run) -> None:
    while True:
        try:
            order, *details = connection.recv()
        except (EOFError, OSError):
            run.stop_threadsafe()
            return
        match order:
            case "stop":
                run.stop_threadsafe()
            case "input":
                run.write_input_threadsafe(*details)
            case "close_input":
                run.close_input_threadsafe()
            case _:
                raise ValueError(f"no such order: {order!r}")


class Supervisor:
    """The lab's end of a supervising process."""

    def __init__(self, request: RunRequest, bytes_per_s: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, self._theirs = context.Pipe()
        # A daemon, so that a lab that ends without ending the run doesn't wait for it.
        self._process: SpawnProcess = context.Process(
            target=supervise, args=(self._theirs, request, dict(os.environ), bytes_per_s), daemon=True
        )

    def start(self) -> None:
        """Start the process; raises OSError."""
        self._process.start()
        self._theirs.close()

    def order(self, *order: object) -> None:
        """Send an order: STOP, (INPUT, text), CLOSE_INPUT. Dropped when the process has ended."""
        try:
            self._connection.send(order)
        except OSError:
            pass  # ended in the meantime

    def hear(self) -> tuple[object, ...] | None:
        """The next message, waiting for it; None when the process has ended without a result."""
        try:
            message: tuple[object, ...] = self._connection.recv()
        except (EOFError, OSError):
            return None
        return message

    def join(self) -> None:
        """Wait for the end of the process and let go of it."""
        self._process.join()
        self._process.close()
        self._connection.close()


def result_of(message: tuple[object, ...] | None) -> Outcome | BaseException:
    """How the run ended, from the last message."""
    match message:
        case (_, Outcome() as outcome):
            return outcome
        case (_, str(refusal)):
            return RequestError(refusal)
        case _:
            return RequestError("The process that supervised the run ended before it.")
