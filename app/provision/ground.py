"""What all of set-up stands on: where the lab is, a word to the user, and going on as another Python."""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
# Says to the process that a repair starts that one has been tried, so that it is tried once.
MENDED = "CONCURRENCY_LAB_MENDED"


def same_folder(one: str, other: str) -> bool:
    """Whether two paths lead to the same folder, which need not exist."""
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def tell(sentence: str) -> None:
    """Say something on stderr, if there is one, in the language of who started this."""
    if sys.stderr is not None:
        from app.provision import can_be_written  # late: on most starts nothing is said
        from app.provision.speech import said

        told = said(sentence)
        sys.stderr.write((told if can_be_written(told) else sentence) + "\n")
        sys.stderr.flush()


def replace(python: str, arguments: list[str]) -> int:
    """Go on as `python arguments`: as the same process, or as a child on Windows; then its exit code."""
    if sys.stderr is not None:
        sys.stderr.flush()
    os.environ.pop("__PYVENV_LAUNCHER__", None)
    if sys.platform != "win32":
        os.execv(python, [python, *arguments])
    return _as_child([python, *arguments])


def _as_child(command: list[str]) -> int:
    import signal
    import subprocess

    # Ctrl-C reaches the child too; the child decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)
