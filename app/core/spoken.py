"""Which languages the lab speaks: English, and each that has a file of translations."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from pathlib import Path

Language = str
ENGLISH: Language = "en"

#: Where the files of translations lie.
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "translations"
_SIMPLIFIED = ("zh_hans", "zh_sg", "zh_hans_cn")  # other names of zh_CN


def languages(folder: Path | None = None) -> tuple[Language, ...]:
    """English first, then those with a `lab.<language>.qm` in a folder (None: the lab's)."""
    return (ENGLISH, *sorted(file.name.split(".")[1] for file in (folder or FOLDER).glob("lab.*.qm")))


def language_of(name: str, folder: Path | None = None) -> Language | None:
    """The language of a name as systems write it: zh, zh-CN, zh_CN.UTF-8; None: the lab doesn't speak it."""
    asked = re.split(r"[.@]", name.strip())[0].replace("-", "_").lower()
    spoken = {language.lower(): language for language in languages(folder)}
    if asked in _SIMPLIFIED:
        asked = "zh_cn"
    if asked in spoken:
        return spoken[asked]
    if "_" in asked:  # a region of a language that is spoken everywhere the same, as English is here
        return spoken.get(asked.partition("_")[0])
    return next((language for low, language in spoken.items() if low.startswith(f"{asked}_")), None)


def system_language(surroundings: Mapping[str, str] | None = None) -> Language:
    """The one of who sits at this computer; English where the lab doesn't speak it.

    `surroundings` (None: those of this process) have LC_ALL, LC_MESSAGES or LANG, on Windows seldom so.
    """
    told = os.environ if surroundings is None else surroundings
    name = next((told[each] for each in ("LC_ALL", "LC_MESSAGES", "LANG") if told.get(each)), "")
    name = name or _of_the_system()
    if name.lower().startswith(ENGLISH) or name in ("", "C", "POSIX"):
        return ENGLISH  # without a look at which others there are
    return language_of(name) or ENGLISH


def _of_the_system() -> str:
    import locale  # late: most systems say it in their surroundings

    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return locale.getlocale()[0] or ""


def asked_language(argv: Sequence[str]) -> Language | None:
    """The one that `--lang` asks for, before anything else is understood; None: nothing does, or one unknown."""
    own = argv[: argv.index("--")] if "--" in argv else argv
    asked = None
    for word, following in zip(own, [*own[1:], ""], strict=False):
        if word == "--lang" or word.startswith("--lang="):
            asked = language_of(following if word == "--lang" else word.partition("=")[2]) or asked
    return asked


def language_option(name: str) -> Language:
    """What follows `--lang`; raises argparse's error with a sentence."""
    language = language_of(name)
    if language is None:
        raise ArgumentTypeError(f"the lab doesn't speak {name!r}; it speaks {', '.join(languages())}")
    return language
