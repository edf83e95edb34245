"""What the built program executes first: it is the lab, or the Python that runs a lab's program."""

import os
import sys


def be() -> int:
    """Be what the arguments ask for; the exit code."""
    # What a frozen program says of itself would make the standard library act unlike in a stock Python.
    delattr(sys, "frozen")
    inside: str = getattr(sys, "_MEIPASS")  # noqa: B009  # the folder of all that is built in
    sys.path.insert(0, os.path.join(inside, "start"))
    import interpreter  # type: ignore[import-not-found]

    if interpreter.is_meant(sys.argv[1:], os.environ):
        return int(interpreter.run(inside, sys.argv[1:]))
    # A spawned process would take the main program's file for something to import.
    del sys.modules["__main__"].__file__
    interpreter.prepare(inside)
    sys.path.insert(0, os.path.join(os.path.dirname(inside), "lab"))
    from app.provision import chores, start

    if start.chore_of(sys.argv[1:]) in ("--reset-settings", "--uninstall"):
        return chores.do(sys.argv[1:])
    return start.hand_over(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(be())
