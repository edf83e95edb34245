"""Brings the languages up to date: gathers all texts of the window into the .ts files and makes the .qm files.

    .venv/bin/python resources/translations/update.py

A new language is a file more: `... update.py --add de` makes lab.de.ts to be filled in Qt Linguist.
What app.core and the commands say stands in core.<language>.json, English text -> the same in the language.
"""

import argparse
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FREE = "words"  # the context of texts that stand in no class


def main() -> int:
    """Update every language; 1 where a text is untranslated."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--add", metavar="LANGUAGE", help="begin a language, such as de")
    options = parser.parse_args()
    if options.add:
        (HERE / f"lab.{options.add}.ts").touch()
    unfinished = 0
    for file in sorted(HERE.glob("lab.*.ts")):
        gather(file)
        release(file, file.with_suffix(".qm"))
        open_ones = file.read_text(encoding="utf-8").count('type="unfinished"')
        sys.stdout.write(f"{file.name}: {open_ones} untranslated\n")
        unfinished += open_ones
    return 1 if unfinished else 0


def gather(file: Path) -> None:
    """Write all texts of the window into a .ts file; what was translated stays."""
    sources = sorted(
        str(each.relative_to(ROOT)) for folder in ("app", "widgets") for each in (ROOT / folder).rglob("*.py")
    )
    language = file.name.removeprefix("lab.").removesuffix(".ts")
    if not file.read_text(encoding="utf-8").strip():
        file.unlink()
    else:
        _rename(file, FREE, "")
    _tool(
        "lupdate",
        *sources,
        "-ts",
        str(file),
        "-target-language",
        language,
        "-no-obsolete",
        "-locations",
        "none",
    )
    _rename(file, "", FREE)


def release(file: Path, target: Path) -> None:
    """Make the .qm file that the window loads."""
    _tool("lrelease", str(file), "-qm", str(target))


def _rename(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    # lupdate takes comments that begin with `#:` for its own; here they are about constants.
    blank = re.sub(r"\s*<extracomment>.*?</extracomment>", "", text, flags=re.DOTALL)
    blank = blank.replace("<name/>", "<name></name>")
    file.write_text(blank.replace(f"<name>{old}</name>", f"<name>{new}</name>"), encoding="utf-8")


def _tool(name: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{name}"
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
