"""Carries out one command; what the lab refuses ends as one sentence on stderr and exit code 2."""

import sys

from app.cli import arguments
from app.core.errors import LabError

REFUSED = 2


def execute(argv: list[str]) -> int:
    """Run the command and return the exit code."""
    try:
        parsed = arguments.parse(argv)
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
    except LabError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read what we print has left
        sys.stderr.close()
        return 1
