"""Gathers what app.core, the commands, set-up and the stage say: the English of core.<language>.json.

    .venv/bin/python resources/translations/sentences.py

It lists what is untranslated and what nobody says any more. A text with values in it has holes: `{0} of {1}`.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app.core.events import ObjectKind, State  # noqa: E402
from app.core.phrases import read_phrases  # noqa: E402

ROOMS = ("core", "cli", "stage", "launch", "provision")
FILES = ("discovery.py", "bootstrap.py", "shell/tour.py", "shell/life.py")
SILENT = ("phrases.py", "perfetto.py", "places.py", "windows_job.py", "trace_format.py")
TOLD = ("Error", "Refusal", "_BrokenRule")  # what is raised to be read by people
NOUNS = ("count", "_count")  # calls that put a noun after a number
# Punctuation that joins sentences and names, and the words of states and things.
JOINTS = (". ", "; ", ": ", ", ", " and ", " before ", ".")
# Clauses that begin with what a lane does: they are also said with the lane before them.
VERBS = ("waits ", "awaits ", "waited ", "tried ", "read or ", "was killed", "ended with", "slept", "sleeps")
_HOLE = re.compile(r"\{\w*\}")
_CODE = re.compile(
    r"^[\w.]*$|^[^a-z]*$|^[^\w{ `(“;,%]|^import |^SELECT |[<>\\]|\{\w+:|^\{\d+\}[.\w-]*$|=$|^[a-z_]+ \| "
    r"|\S\|\S|^concurrency-lab|/proc/|^pid |^exec |^failed |V\{0\}|strict|AppData|Library|Program Files|^[A-Z]\w+ \| "
)
# What looks like a sentence to the rules, and is none.
UNSAID = frozenset(
    {
        "Concurrency Lab",
        "Application Support",
        "no such order: {0}",
        "% busy",
        "C:/Program Files",
        "float | None",
        "a deposit has a read or a write",
        "{0} {1}s",
        "1 {0}",
        "{0}s",
        "no process in the recording",
        "A Run runs once.",
        "A farm does one series at a time.",
        "A job launcher does one job at a time.",
        "A launcher runs one program at a time.",
        "not a literal: {0}",
        "no literal stands for a value of type {0}",
        "A run failed",
        "The output of a run wasn't taken",
        "python3 main.py",
        "main.py {0}",
        "main.py tour",
        "exit status {0}",
        "the marker {0} is not understood: {1}",
        'sh "{0}/lab.command" %f',
        "Start Menu",
        # What others say, and is looked for.
        "Failed to establish",
        "Installing collected packages",
        "(?i)^error: ?",
        "No space left on device",
        "Permission denied",
        "and start again",
        "and try again",
        "where it has to",
        # Pieces, or put together of them: pieced.json has them whole.
        "{0}{1}. See `{2}`.",
        "demo.py{0}: {1}{2}{3}.",
        ", line {0}",
        "where it has to{0}",
        "(taken in ",
        "{0} (fork)",
        "{0} processes",
        "{0} threads",
        "{0} tasks",
        "{0} × {1}",
        "{0} by {1}",
        " of {0}",
        " and {0}{1} followed",
        " {0} {1} for it too.",
        "{0} called {1}{2}",
        "{0} for it for ever",
        "{0}ed in vain for it",
        "{0} {1}, and holds it itself{2}: it waits for ever.{3}",
        "{0} {1} and never gave {2} back, which it had taken{3}; {4} {5}{6}.",
        "{0} {1} for {2} without `await`{3}{4}: {5}.",
        "{0} {1} {2} times in a row{3}, {4} each, only to ask again: that takes time from the others, and still it "
        "notices late.",
        "{0} of {1} of {2} {3} lost: {4} wrote {5} (line {6}), but {7} had read {8} before (line {9}) and then wrote "
        "{10} over it{11}.",
        "{0} can't end before what {1} put into {2} has been taken out{3}, and {4} waits for {5} end instead of "
        "taking it{6}.",
    }
)


PIECED = HERE / "pieced.json"  # what the source puts together of pieces, as it is said


def gathered(root: Path = ROOT) -> list[str]:
    """All English texts, in the order of the source, each once."""
    found: dict[str, None] = dict.fromkeys(
        (*JOINTS, *_words(), *json.loads(PIECED.read_text(encoding="utf-8")))
    )
    for room in ROOMS:
        for file in sorted((root / "app" / room).rglob("*.py")):
            if file.name not in SILENT:
                found |= dict.fromkeys(texts(file.read_text(encoding="utf-8")))
    for name in FILES:
        found |= dict.fromkeys(texts((root / "app" / name).read_text(encoding="utf-8")))
    return list(found | dict.fromkeys(each for text in found for each in _with_subject(text)))


def _with_subject(text: str) -> Iterator[str]:
    if text.startswith(VERBS):
        later = _HOLE.sub(lambda hole: f"{{{int(hole[0][1:-1]) + 1}}}", text)
        yield f"{{0}} {later}"
        if text.startswith(("waits ", "awaits ")):
            verb, _, rest = later.partition(" ")
            yield f"{{0}} {verb[:-1]} {rest}"


def texts(source: str) -> Iterator[str]:
    """The texts for people in one module's source."""
    tree = ast.parse(source)
    silent = _silent(tree)
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.JoinedStr):
            yield from _said(_holed(node))
            for value in node.values:
                if isinstance(value, ast.FormattedValue):
                    yield from _alternatives(value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _said(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NOUNS:
            noun = node.args[1] if len(node.args) > 1 else None
            if isinstance(noun, ast.Constant) and isinstance(noun.value, str):
                yield from (f"{{n}} {noun.value}", f"{{n}} {noun.value}s")


def missing(language: str) -> list[str]:
    """What has no translation in a language."""
    words = read_phrases(language)
    return [text for text in gathered() if text not in words]


def _words() -> Iterator[str]:
    for kind in (*State, *ObjectKind):
        yield kind.word


def _silent(tree: ast.Module) -> set[int]:
    """Docstrings, and what belongs to a larger text."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found |= {id(each) for each in node.values}
            for value in node.values:
                if isinstance(value, ast.FormattedValue) and value.format_spec is not None:
                    found |= {id(each) for each in ast.walk(value.format_spec)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.AnnAssign):
            found |= {id(each) for each in ast.walk(node.annotation)}
        elif isinstance(node, ast.Raise) and not any(name in ast.dump(node) for name in TOLD):
            found.add(id(node))
    return found


def _holed(text: ast.JoinedStr) -> str:
    parts, holes = [], 0
    for value in text.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            parts.append(f"{{{holes}}}")
            holes += 1
    return "".join(parts)


def _said(text: str) -> Iterator[str]:
    text = re.sub(r"\{(\w*)![rsa]\}", r"{\1}", text)
    bare = _HOLE.sub("", text)
    if text.strip("\n") in UNSAID or _CODE.search(text.strip()) or " " not in text.strip():
        return
    if re.search(r"[a-z]{2}", bare):
        yield text.strip("\n")


def _alternatives(value: ast.FormattedValue) -> Iterator[str]:
    """Words in a hole: `{names or 'nobody'}`."""
    branches = [value.value]
    while branches:
        node = branches.pop()
        if isinstance(node, ast.BoolOp):
            branches += node.values
        elif isinstance(node, ast.IfExp):
            branches += [node.body, node.orelse]
        elif isinstance(node, ast.Constant) and re.fullmatch(r"[A-Za-z]{2,}", str(node.value)):
            yield str(node.value)


def main() -> int:
    """Report every language; 1 where a text is untranslated."""
    english, open_ones = gathered(), 0
    for file in sorted(HERE.glob("core.*.json")):
        language = file.name.removeprefix("core.").removesuffix(".json")
        lacking = missing(language)
        open_ones += len(lacking)
        for text in lacking:
            sys.stdout.write(f"{file.name}: untranslated: {text!r}\n")
        for text in read_phrases(language):
            if text not in english:
                sys.stdout.write(f"{file.name}: said by nobody: {text!r}\n")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
