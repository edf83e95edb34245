"""The commands without a window: list, run, inspect, export."""

from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Run the command that `argv` begins with and return the exit code; 2 where the lab refuses."""
    from app.cli.commands import execute

    return execute(list(argv))
