"""Do what the command line asks for besides running the lab: shortcut, packages to carry along, tidying up.

These work before anything is set up. The first word tells the chore, so that no argument of a program is
ever taken for one.
"""

import argparse
import os
from importlib import import_module

from app.provision import REFUSED
from app.provision.ground import ROOT, tell
from app.provision.refusal import Refusal
from app.provision.speech import language


def _parser(argv: list[str]) -> argparse.ArgumentParser:
    """Refuses with the lab's own error: RequestError."""
    lab = import_module("app.core.command_line")
    parser: argparse.ArgumentParser = lab.Parser(
        lang=language(argv),
        prog="main.py",
        command=argv[0].partition("=")[0],
        description="Put the lab into the menu, prepare it for computers without a network, or tidy up.",
    )
    chore = parser.add_mutually_exclusive_group(required=True)
    chore.add_argument(
        "--install-shortcut", action="store_true", help="put the lab, with its icon, into the system's menu"
    )
    chore.add_argument(
        "--bundle", metavar="DIR", help="fetch the packages into DIR, for computers without a network"
    )
    chore.add_argument(
        "--reset-settings", action="store_true", help="forget all settings; recordings are kept"
    )
    chore.add_argument(
        "--uninstall",
        action="store_true",
        help="remove .venv, settings, recordings and shortcuts, after asking",
    )
    parser.add_argument(
        "--for", choices=("linux", "windows", "macos"), dest="system", help="with --bundle: which system"
    )
    parser.add_argument("--yes", action="store_true", help="with --uninstall: don't ask")
    parser.add_argument("--lang", metavar="LANGUAGE", help="for what is said; else the system's")
    return parser


def lab_home() -> str:
    """The folder of settings and recordings; asked by name, as set-up imports nothing of the lab."""
    return str(import_module("app.core.places").lab_home())


def do(argv: list[str]) -> int:
    """Do the chore that `argv` begins with; the exit code, 2 when it is refused, the reason told."""
    try:
        return _do(argv)
    except Refusal as refusal:
        tell(str(refusal))
        return refusal.status
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        tell(f"That could not be done: {error.strerror or error}{place}.")
        return REFUSED
    except ImportError as error:
        tell(f"The lab's own files are not complete ({error}): get a fresh copy.")
        return REFUSED
    except KeyboardInterrupt:
        tell("Stopped.")
        return 130


def _do(argv: list[str]) -> int:
    helped = not {"-h", "--help"}.isdisjoint(argv)  # also behind an option that wants a value
    try:
        options = _parser(argv).parse_args(["--help"] if helped else argv)
    except import_module("app.core.errors").LabError as error:
        raise Refusal(str(error)) from None
    if options.system is not None and options.bundle is None:
        raise Refusal("The option --for goes with --bundle.")
    if options.yes and not options.uninstall:
        raise Refusal("The option --yes goes with --uninstall.")
    if options.bundle is not None:
        from app.provision.bundle import bundle

        bundle(ROOT, options.bundle, options.system)
    elif options.install_shortcut:
        from app.provision.shortcut import install_shortcut

        tell(f"The lab is in the menu now ({install_shortcut(ROOT)}).")
    elif options.reset_settings:
        reset_settings(lab_home())
    else:
        from app.provision.uninstall import uninstall

        return uninstall(ROOT, lab_home(), asking=not options.yes)
    return 0


def reset_settings(home: str) -> None:
    """Forget what the window remembers. Raises OSError."""
    try:
        os.remove(os.path.join(home, "settings.ini"))
    except FileNotFoundError:
        pass
    tell("The settings are as on the first day; the recordings are kept.")
