"""What may stand on the command line, and a sentence for what may not."""

import argparse
import math
from pathlib import Path
from typing import NoReturn

from app.core.errors import RequestError
from app.core.spoken import ENGLISH, Language, language_of, language_option
from app.core.typing import override


class Parser(argparse.ArgumentParser):
    """Refuses with one sentence instead of a usage dump and an exit."""

    @override
    def error(self, message: str) -> NoReturn:
        raise RequestError(f"{message[:1].upper()}{message[1:]}. See `python3 main.py {self.prog} --help`.")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < 1e7:
        raise argparse.ArgumentTypeError(f"a time-out is a number of seconds above 0, not {text!r}")
    return seconds


def _parser(command: str, about: str) -> Parser:
    parser = Parser(prog=command, description=about, allow_abbrev=False)
    parser.add_argument(
        "--lang",
        type=language_option,
        metavar="LANGUAGE",
        default=ENGLISH,
        help="language of the texts; what --json prints stays as it is",
    )
    return parser


def asked_language(argv: list[str]) -> Language:
    """The one that is asked for, before anything else is understood: refusals are said in it too."""
    own = argv[: argv.index("--")] if "--" in argv else argv
    asked = ENGLISH
    for word, following in zip(own, [*own[1:], ""], strict=False):
        if word.startswith("--lang"):
            asked = language_of(following if word == "--lang" else word.partition("=")[2]) or asked
    return asked


def parse(argv: list[str]) -> argparse.Namespace:
    """Read a command and its options; `arguments` is what follows `--`. RequestError with a sentence."""
    arguments: list[str] = []
    if "--" in argv:
        at = argv.index("--")
        argv, arguments = argv[:at], argv[at + 1 :]
    command, rest = (argv[0], argv[1:]) if argv else ("", [])
    if command not in _COMMANDS:
        raise RequestError(f"There is no command {command!r}; there are {', '.join(_COMMANDS)}.")
    if arguments and command != "run":
        raise RequestError(f"Only `run` takes arguments after `--`, not `{command}`.")
    parsed = _COMMANDS[command]().parse_args(rest)
    parsed.command = command
    parsed.arguments = arguments
    return parsed


def _list() -> Parser:
    parser = _parser("list", "Show the demos with their variants and parameters.")
    parser.add_argument("--json", action="store_true")
    return parser


def _run() -> Parser:
    parser = _parser("run", "Run a program under the tracer; it prints and exits as it would without.")
    parser.add_argument("target", metavar="TARGET", help="demo.variant or a .py file")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", dest="settings")
    parser.add_argument("--save", type=Path, metavar="DIR", help="keep the recording here (new or empty)")
    parser.add_argument(
        "--json", action="store_true", help="print a summary of the recording and nothing else"
    )
    parser.add_argument("--timeout", type=_seconds, metavar="S")
    parser.add_argument("--python", type=Path, metavar="PATH", help="the interpreter to run it with")
    return parser


def _inspect() -> Parser:
    parser = _parser("inspect", "Show the summary of a saved recording.")
    parser.add_argument("directory", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true")
    return parser


def _export() -> Parser:
    parser = _parser("export", "Write a saved recording to one file that other programs show.")
    parser.add_argument("directory", type=Path, metavar="DIR")
    parser.add_argument(
        "--format",
        choices=("perfetto", "csv", "html"),
        required=True,
        help="perfetto: a trace for Perfetto and Chrome's tracing page; csv: a table for spreadsheets, a row "
        "for each wait and each time of running, times in ns since the start (an empty end_ns: it still "
        "waited); html: a page that shows the timeline without a network",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="an existing file is replaced")
    return parser


_COMMANDS = {"list": _list, "run": _run, "inspect": _inspect, "export": _export}
