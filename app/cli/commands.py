"""Carries out one command; what the lab refuses ends as one sentence on stderr and exit code 2."""

import argparse
import traceback
from pathlib import Path

from app.cli import arguments
from app.cli.printing import complain, never_fail_on_characters
from app.core.errors import LabError
from app.core.spoken import ENGLISH, asked_language

FAILED = 1
REFUSED = 2
INTERRUPTED = 130


def execute(argv: list[str]) -> int:
    """Run the command and return the exit code."""
    never_fail_on_characters()
    lang = asked_language(argv) or ENGLISH
    try:
        return _carry_out(arguments.parse(argv))
    except LabError as error:
        complain([error], lang)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        complain([_sentence(error)], lang)
        return REFUSED
    except Exception as error:
        complain([_own_fault(error)], lang)
        return FAILED


def _carry_out(parsed: argparse.Namespace) -> int:
    # Imported when it is asked for: `list` needs no numpy.
    match parsed.command:
        case "list":
            from app.cli.listing import show_list

            return show_list(parsed)
        case "run":
            from app.cli.running import run

            return run(parsed)
        case "export":
            from app.cli.exporting import export

            return export(parsed)
        case _:
            from app.cli.inspecting import inspect

            return inspect(parsed)


def _sentence(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}."


def _own_fault(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    return f"The lab itself failed, in {Path(frame.filename).name}, line {frame.lineno}: {said}."
