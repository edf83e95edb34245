"""The other end of a job that a process of its own does: told over a connection. Imported there: no Qt."""

import contextlib
import os
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from app.core.errors import LabError
from app.core.progress import Cancelled, Progress

#: The lab's own long work: told how to report progress, it returns what it has made. Refuses by LabError.
Job = Callable[[Progress], object]

TELL_EVERY_S = 0.05
SHARE, DONE, REFUSED, FAILED, CANCELLED = "share", "done", "refused", "failed", "cancelled"


class Reporter:
    """What a job reports to: hands shares on now and then, and ends the job when it was given up."""

    def __init__(self, tell: Progress, given_up: Callable[[], bool]) -> None:
        self._tell = tell
        self._given_up = given_up
        self._told_s = 0.0

    def __call__(self, share: float) -> None:
        """Take a report. Raises Cancelled where nobody wants the result any more."""
        if self._given_up():
            raise Cancelled
        now_s = time.monotonic()
        if now_s - self._told_s >= TELL_EVERY_S:
            self._told_s = now_s
            self._tell(share)


def outcome_of(job: Job, reporter: Reporter) -> tuple[str, object]:
    """Do the job; how it ended (DONE, REFUSED, FAILED, CANCELLED) and what it made, or why not in words."""
    try:
        return DONE, job(reporter)
    except Cancelled:
        return CANCELLED, None
    except LabError as refusal:
        return REFUSED, str(refusal)
    except BaseException as error:  # one that leaves a QThread's `run` would end the whole lab
        traceback.print_exc()  # a fault of the lab's own: the sentence below is all that the window says
        return FAILED, f"{type(error).__name__}: {error}"


def do_job(connection: Connection, job: Job, environment: dict[str, str]) -> None:
    """Body of the spawned process: do the job, tell how it goes; anything that comes over the connection, and
    its end, gives the job up. `environment` is the lab's."""
    os.environ.clear()
    os.environ.update(environment)
    given_up = threading.Event()

    def listen() -> None:
        with contextlib.suppress(EOFError, OSError):
            connection.recv_bytes()
        given_up.set()

    # A daemon: it listens until the process ends.
    threading.Thread(target=listen, name="lab-orders", daemon=True).start()

    def tell(share: float) -> None:
        with contextlib.suppress(OSError):
            connection.send((SHARE, share))

    outcome = outcome_of(job, Reporter(tell, given_up.is_set))
    with contextlib.suppress(OSError):
        connection.send(outcome)
