"""Get the lab from a bare Python to running: refuse a Python that can't, set up what is missing, hand over.

This file alone is read by Python 2.7 and 3.6 too, far enough to say that they are too old:
no f-strings, no annotations, ASCII only. Everything else in this package is for Python 3.11.
"""

import sys

OLDEST = (3, 11)
TOO_NEW = (3, 15)
REFUSED = 2


def python_refusal(version, executable):
    # type: (tuple[int, int], str) -> str | None
    """Tell in one sentence why this Python can't run the lab; None when it can."""
    if OLDEST <= version < TOO_NEW:
        return None
    return (
        "The lab needs Python 3.11, 3.12, 3.13 or 3.14, but this is Python %d.%d (%s): "
        "start it with one of those, for example `python3.13 main.py`, or get one from python.org."
    ) % (version[0], version[1], executable)


def main(argv):
    # type: (list[str]) -> int
    """Set up what is missing, run what `argv` (without the script's name) asks for, return the exit code."""
    refusal = python_refusal((sys.version_info[0], sys.version_info[1]), sys.executable)
    if refusal is not None:
        if sys.stderr is not None:
            sys.stderr.write(refusal + "\n")
        return REFUSED
    from app.provision.start import start

    return start(argv)
