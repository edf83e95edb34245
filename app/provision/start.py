"""Choose the interpreter, have it set up if need be, and hand over to the part of the lab that was asked for.

On most starts everything is there, and this is all that runs: its imports stay at `os`, `sys`, `ground` and `stamp`.
"""

import os
import sys

from app.provision import REFUSED
from app.provision.ground import MENDED, ROOT, VENV, replace, same_folder, tell
from app.provision.stamp import (
    RUNTIME,
    TESTING,
    base_python,
    has_packages,
    is_whole,
    read_stamp,
    site_packages,
    venv_python,
)

TEST = "--test"
COMMANDS = ("list", "run", "inspect", "export", "tour")
# Options of the window that take a value: the word after one of them is no command.
VALUED = ("--demo", "--lang", "--screenshot")
# What is done before there is a `.venv`; the first word tells, so that no program's argument is taken for one.
CHORES = ("--install-shortcut", "--bundle", "--reset-settings", "--uninstall")
WHEELHOUSE = "--wheelhouse"
# Which sets of system libraries have been found complete, noted inside the `.venv`.
SYSTEM_NOTE = "concurrency-lab.system"


def start(argv: list[str]) -> int:
    """Run the lab with these arguments; the exit code, unless the process is replaced on the way."""
    if getattr(sys, "frozen", False):
        return hand_over(argv)
    if chore_of(argv) in CHORES:
        from app.provision.chores import do

        return do(argv)
    wheelhouse, rest = carried_along(argv)
    if wheelhouse is not None and not os.path.isdir(wheelhouse):
        tell(
            f"There is no folder {wheelhouse} to set up from."
            if wheelhouse
            else "There is no folder given to set up from."
        )
        return REFUSED
    testing = rest[:1] == [TEST]
    python = chosen_python(VENV, testing=testing)
    if python is None:
        if same_folder(sys.prefix, VENV):
            # The base interpreter rebuilds it: a running one can't be removed everywhere.
            return replace(base_python(), [os.path.join(ROOT, "main.py"), *argv])
        from app.provision.build import set_up

        refused = set_up(ROOT, VENV, rest, wheelhouse)
        if refused is not None:
            return refused
        python = venv_python(VENV)
    argv = rest
    if python != sys.executable and not testing:
        return replace(python, [os.path.join(ROOT, "main.py"), *argv])
    refused = system_refusal(python, argv)
    if refused is not None:
        return refused
    return run_tests(python, argv[1:]) if testing else hand_over(argv)


def chore_of(argv: list[str]) -> str:
    """The first word, without a value that is joined to it."""
    return argv[0].partition("=")[0] if argv else ""


def carried_along(argv: list[str]) -> tuple[str | None, list[str]]:
    """The folder of wheels to set up from, or None, and the other arguments."""
    if chore_of(argv) != WHEELHOUSE:
        return None, argv
    _, joined, folder = argv[0].partition("=")
    if joined:
        return os.path.abspath(folder), argv[1:]
    return os.path.abspath(argv[1]) if len(argv) > 1 else "", argv[2:]


def chosen_python(venv: str, *, testing: bool) -> str | None:
    """The interpreter that has what is needed: the running one or that of `venv`; None when neither has."""
    wanted = {**RUNTIME, **TESTING} if testing else RUNTIME
    running_in_venv = same_folder(sys.prefix, venv)
    if not running_in_venv and in_own_environment() and has_packages(sys.path, wanted):
        return sys.executable
    made_by_hand = read_stamp(venv) is None and has_packages([site_packages(venv)], wanted)
    if made_by_hand or is_whole(os.path.dirname(venv), venv):
        return sys.executable if running_in_venv else venv_python(venv)
    return None


def in_own_environment() -> bool:
    """Whether the running interpreter is that of a virtual environment or of a conda environment."""
    return sys.prefix != sys.base_prefix or os.environ.get("CONDA_PREFIX") == sys.prefix


def destination(argv: list[str]) -> tuple[str, list[str]]:
    """The module whose `main` these arguments are for, and the arguments with the command first."""
    skip = False
    for place, word in enumerate(argv):
        if skip:
            skip = False
        elif word in VALUED:
            skip = True
        elif not word.startswith("-"):
            if word in COMMANDS:
                # The tour is of the window; the other commands know nothing of Qt.
                module = "app.bootstrap" if word == "tour" else "app.cli"
                return module, [word, *argv[:place], *argv[place + 1 :]]
            break
    return "app.bootstrap", argv


def hand_over(argv: list[str]) -> int:
    """Call the window or the command; a package that can't be imported is mended or told in one sentence."""
    from importlib import import_module

    module, rest = destination(argv)
    # Taken out of the environment: the programs that the lab runs have no business with it.
    mended = os.environ.pop(MENDED, None) is not None
    try:
        # Looked up by name: set-up stands alone and imports nothing of the lab.
        return int(import_module(module).main(rest) or 0)
    except ImportError as error:
        from app.provision.mend import mend

        return mend(error, argv, tried=mended)


def run_tests(python: str, arguments: list[str]) -> int:
    """Run pytest with `arguments` on the checkout, its buffering as stock Python has it."""
    tell(f"Testing {ROOT} with {python}")
    os.environ.pop("PYTHONUNBUFFERED", None)
    os.chdir(ROOT)
    return replace(python, ["-m", "pytest", *side_by_side(arguments), *arguments])


def side_by_side(arguments: list[str]) -> list[str]:
    """What lets the tests run in several processes; nothing where `arguments` ask for something that needs one."""
    begins = ("--pdb", "--trace", "--capture=no", "--collect-only", "-n", "--numprocesses", "--dist")
    if any(argument.startswith(begins) or argument in ("-s", "--co") for argument in arguments):
        return []
    # A file's tests stay together: they share what is dear to make.
    return ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]


def system_refusal(python: str, argv: list[str]) -> int | None:
    """See to Qt's system libraries, unless known to be there; an exit code if it can't start without."""
    testing = argv[:1] == [TEST]
    if sys.platform != "linux" or not (testing or wants_qt(argv)):
        return None
    note = os.path.join(VENV, SYSTEM_NOTE) if python == venv_python(VENV) else None
    needed = {"offscreen"}
    if testing:
        needed |= {"xcb", "xvfb"}
    elif os.environ.get("DISPLAY") and os.environ.get("QT_QPA_PLATFORM", "xcb").startswith("xcb"):
        needed.add("xcb")
    if note is not None:
        try:
            with open(note) as lines:
                needed -= set(lines.read().split())
        except OSError:
            pass
    if not needed:
        return None
    from app.provision.system import see_to

    return see_to(needed, note, testing=testing)


def wants_qt(argv: list[str]) -> bool:
    """Whether these arguments open the window, seen or unseen."""
    module, rest = destination(argv)
    return module == "app.bootstrap" or rest[0] == "tour"
