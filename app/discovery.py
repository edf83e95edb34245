"""Finds the demos: every folder beside `app` that has a `demo.py`, without anybody naming one."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.demo import Claim, Demo

LEAST_CLAIMS = 2  # of a variant: one thing that it shows, and one that could have come out differently


@dataclass(frozen=True, slots=True)
class FoundDemo:
    """A demo that can be shown; `demo` knows its id and folder."""

    id: str
    demo: Demo


@dataclass(frozen=True, slots=True)
class BrokenDemo:
    """A folder whose `demo.py` can't be used, and a sentence that says why."""

    id: str
    why: str


class _BrokenRule(Exception):
    """What is wrong with a demo."""


def demos_folder() -> Path:
    """Where the lab's own demos are."""
    return Path(__file__).resolve().parent.parent / "demos"


def discover(folder: Path | None = None) -> tuple[FoundDemo | BrokenDemo, ...]:
    """The demos in a folder (None: the lab's own) in order of the lesson, broken ones last."""
    here = demos_folder() if folder is None else folder
    try:
        files = sorted(here.glob("*/demo.py"))
    except OSError:
        files = []
    return tuple(sorted(map(_load, files), key=_place))


def claims_of(name: str) -> tuple[Claim, ...]:
    """The claims of a recording's target; none for a file or a demo that is no longer there."""
    demo_id, _, variant_id = name.partition(".")
    for found in discover():
        if isinstance(found, FoundDemo) and found.id == demo_id:
            return next((each.claims for each in found.demo.variants if each.id == variant_id), ())
    return ()


def _place(found: FoundDemo | BrokenDemo) -> tuple[bool, int, str]:
    match found:
        case FoundDemo(id=name, demo=demo):
            return False, demo.order, name
        case BrokenDemo(id=name):
            return True, 0, name


def _load(file: Path) -> FoundDemo | BrokenDemo:
    name = file.parent.name
    try:
        demo = replace(_definition(file), id=name, folder=file.parent)
        _check(demo)
    except _BrokenRule as broken:
        return BrokenDemo(name, f"{broken}")
    except (Exception, SystemExit) as error:  # a demo may do anything wrong: the others still load
        return BrokenDemo(name, _sentence(error, file))
    return FoundDemo(name, demo)


def _definition(file: Path) -> Demo:
    """What a `demo.py` defines: a module of no package, by a name that no import statement can say."""
    name = f"demo:{file.parent.name}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise _BrokenRule(f"{file} can't be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up while it is being executed
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    demo = getattr(module, "DEMO", None)
    if not isinstance(demo, Demo):
        raise _BrokenRule("Its demo.py has no `DEMO = Demo(...)`.")
    return demo


def _check(demo: Demo) -> None:
    """Raise _BrokenRule at the first rule that a demo breaks."""
    if not demo.id.isidentifier():
        raise _BrokenRule(f"The folder's name {demo.id!r} is no plain word: targets are named demo.variant.")
    if not demo.variants:
        raise _BrokenRule("It has no variants.")
    if twice := _twice([variant.id for variant in demo.variants]):
        raise _BrokenRule(f"Two of its variants have the id {twice!r}.")
    for variant in demo.variants:
        if not variant.id.isidentifier():
            raise _BrokenRule(f"The id {variant.id!r} of a variant is no plain word.")
        if not demo.program(variant).is_file():
            raise _BrokenRule(f"The program {variant.id}.py of a variant is missing.")
        if len(variant.claims) < LEAST_CLAIMS:
            raise _BrokenRule(
                f"The variant {variant.id!r} claims too little: {LEAST_CLAIMS} claims at least."
            )
        if twice := _twice([claim.name for claim in variant.claims]):
            raise _BrokenRule(f"The variant {variant.id!r} claims {twice!r} twice.")


def _twice(names: Sequence[str]) -> str | None:
    return next((name for name in names if names.count(name) > 1), None)


def _sentence(error: BaseException, file: Path) -> str:
    """What an exception says, with the line of the `demo.py` where it came from."""
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return f"demo.py, line {error.lineno}: {error.msg}."
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)
    ]
    where = f", line {lines[-1]}" if lines else ""
    said = " ".join(str(error).split())
    return f"demo.py{where}: {type(error).__name__}{': ' if said else ''}{said.rstrip('.')}."
