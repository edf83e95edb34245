"""Which interpreters and start methods the tests of programs with several processes run with."""

from tests.recorded import PYTHONS, version

#: Each start method with one interpreter, two of them with each other one.
CASES = [(PYTHONS[0], method) for method in ("fork", "spawn", "forkserver")] + [
    (python, method) for python in PYTHONS[1:] for method in ("fork", "forkserver")
]


def case_name(case: tuple[str, str]) -> str:
    """Short, for the name of a test: 3.12-fork."""
    return f"{version(case[0])}-{case[1]}"
