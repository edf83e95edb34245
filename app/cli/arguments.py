"""What may stand on the command line, and a sentence for what may not."""

import argparse
import math
from pathlib import Path

from app.core.command_line import Parser
from app.core.errors import RequestError
from app.core.spoken import ENGLISH, asked_language, language_option, system_language


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < 1e7:
        raise argparse.ArgumentTypeError(f"a time-out is a number of seconds above 0, not {text!r}")
    return seconds


def _parser(command: str, about: str, lang: str) -> Parser:
    parser = Parser(lang=lang, prog=f"main.py {command}", command=command, description=about)
    parser.add_argument(
        "--lang",
        type=language_option,
        metavar="LANGUAGE",
        default=ENGLISH,
        help="language of the texts, else English; what --json prints stays as it is",
    )
    return parser


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
    # What is printed is English unless `--lang` is given, for scripts read it; help is read by people.
    lang = asked_language(rest) or system_language()
    parsed = _COMMANDS[command](lang).parse_args(rest)
    parsed.command = command
    parsed.arguments = arguments
    return parsed


def _list(lang: str) -> Parser:
    parser = _parser("list", "Show the demos with their variants and parameters.", lang)
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    return parser


def _run(lang: str) -> Parser:
    parser = _parser("run", "Run a program under the tracer; it prints and exits as it would without.", lang)
    parser.add_argument("target", metavar="TARGET", help="demo.variant or a .py file")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="settings",
        help="the value of a parameter",
    )
    parser.add_argument("--save", type=Path, metavar="DIR", help="keep the recording here (new or empty)")
    parser.add_argument(
        "--json", action="store_true", help="print a summary of the recording and nothing else"
    )
    parser.add_argument("--timeout", type=_seconds, metavar="S", help="end it after so many seconds")
    parser.add_argument("--python", type=Path, metavar="PATH", help="the interpreter to run it with")
    return parser


def _inspect(lang: str) -> Parser:
    parser = _parser("inspect", "Show the summary of a saved recording.", lang)
    parser.add_argument("directory", type=Path, metavar="DIR", help="the folder of the recording")
    parser.add_argument("--json", action="store_true", help="print JSON for programs")
    return parser


def _export(lang: str) -> Parser:
    parser = _parser("export", "Write a saved recording to one file that other programs show.", lang)
    parser.add_argument("directory", type=Path, metavar="DIR", help="the folder of the recording")
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
