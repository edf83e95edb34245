"""How a run ended, in the words of the command line's contract."""

from dataclasses import dataclass

from app.core.manifest import Reason

#: Exit codes of the shell's convention for what has no exit code of its own.
TIMEOUT_CODE = 124
STOPPED_CODE = 130
SIGNAL_BASE = 128


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    `status` is the exit code (reason `exited`), the positive signal number (`signalled`), or None
    (`stopped`, `timeout`). `wall_ns` counts from the spawn of the first process to its reaping. `left_behind`
    is the number of processes that outlived the first one and had to be ended.
    """

    reason: Reason
    status: int | None
    wall_ns: int
    left_behind: int = 0

    @property
    def exit_code(self) -> int:
        """The exit code of `main.py run` for this outcome."""
        match self.reason:
            case "exited":
                return self.status or 0
            case "signalled":
                return SIGNAL_BASE + (self.status or 0)
            case "timeout":
                return TIMEOUT_CODE
            case "stopped":
                return STOPPED_CODE
