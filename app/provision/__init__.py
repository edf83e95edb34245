"""Get the lab from a bare Python to running: refuse a Python that can't, set up what is missing, hand over.

This file alone is read by Python 2.7 and 3.6 too, far enough to say that they are too old:
no f-strings, no annotations, ASCII only. Everything else in this package is for Python 3.11.
"""

import io
import os
import sys

OLDEST = (3, 11)
TOO_NEW = (3, 15)
REFUSED = 2
SENTENCE = (
    "The lab needs Python 3.11, 3.12, 3.13 or 3.14, but this is Python {0} ({1}): "
    "start it with one of those, for example `python3.13 main.py`, or get one from python.org."
)
TABLES = os.path.join(
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "resources", "translations"
)


def python_refusal(version, executable):
    # type: (tuple[int, int], str) -> str | None
    """Tell in one sentence why this Python can't run the lab; None when it can."""
    if OLDEST <= version < TOO_NEW:
        return None
    return SENTENCE.format("%d.%d" % version, executable)


def in_language(argv, version, executable):
    # type: (list[str], tuple[int, int], str) -> str | None
    """That sentence in the language that is asked for, else in the system's; None where it isn't known there."""
    import json  # late: it is needed for this sentence alone

    try:
        asked = language_name(argv).split(".")[0].replace("-", "_").lower()
        names = [name for name in sorted(os.listdir(TABLES)) if name.startswith("core.")]
        name = next(name for name in names if len(asked) > 1 and name.lower().startswith("core." + asked))
        with io.open(os.path.join(TABLES, name), encoding="utf-8") as table:
            words = json.load(table)  # type: dict[str, str]
        return words[SENTENCE].format("%d.%d" % version, executable)
    except Exception:  # whatever an old Python does otherwise: there is the English
        return None


def can_be_written(text):
    # type: (str) -> bool
    """Whether the terminal, or whatever stderr is, has these characters."""
    try:
        text.encode(getattr(sys.stderr, "encoding", None) or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def language_name(argv):
    # type: (list[str]) -> str
    """What `--lang` says, else the system: a name such as zh or zh_CN.UTF-8; empty where nothing does."""
    told = ""
    for place, word in enumerate(argv):
        if word == "--lang":
            told = "".join(argv[place + 1 : place + 2])
        elif word.startswith("--lang="):
            told = word[len("--lang=") :]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        told = told or os.environ.get(name, "")
    if not told:
        import locale

        told = locale.getdefaultlocale()[0] or ""
    return told


def main(argv):
    # type: (list[str]) -> int
    """Set up what is missing, run what `argv` (without the script's name) asks for, return the exit code."""
    version = (sys.version_info[0], sys.version_info[1])
    refusal = python_refusal(version, sys.executable)
    if refusal is not None:
        if sys.stderr is not None:
            told = in_language(argv, version, sys.executable)
            sys.stderr.write((told if told and can_be_written(told) else refusal) + "\n")
        return REFUSED
    from app.provision.start import start

    return start(argv)
