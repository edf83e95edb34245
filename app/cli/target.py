"""What a target on the command line stands for: a variant of a demo or any file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.demo import Claim
from app.core.errors import RequestError
from app.core.languages import in_language
from app.core.spoken import ENGLISH
from app.discovery import BrokenDemo, FoundDemo, discover


@dataclass(frozen=True, slots=True)
class Target:
    """A program to run, and what is claimed of it."""

    name: str
    program: Path
    claims: tuple[Claim, ...] = ()
    generators: bool | None = None  # whether it asks for their lanes; None: where they cost nothing


def resolve(text: str, lang: str = ENGLISH) -> Target:
    """Find the program that `text` names: `demo.variant`, or a file. RequestError where there is none.

    A demo's program is the one of that language; what is claimed of it stays English.
    """
    path = Path(text)
    try:
        if path.is_dir():
            raise RequestError(f"{text} is a folder; name a .py file in it.")
        if path.exists():
            return Target(text, path)
    except (OSError, ValueError) as error:  # a name that is too long, say
        reason = error.strerror if isinstance(error, OSError) else error
        raise RequestError(f"There can be no file {text[:40]}…: {reason}.") from error
    if path.suffix == ".py" or "/" in text or "\\" in text:
        raise RequestError(f"There is no file {text}.")
    return _variant(text, discover(), lang)


def _variant(text: str, demos: Sequence[FoundDemo | BrokenDemo], lang: str) -> Target:
    demo_id, _, variant_id = text.partition(".")
    found = next((each for each in demos if each.id == demo_id), None)
    if found is None:
        there = ", ".join(each.id for each in demos)
        raise RequestError(f"There is neither a file nor a demo {demo_id!r}; the demos are {there}.")
    if isinstance(found, BrokenDemo):
        raise RequestError(f"The demo {demo_id!r} can't be loaded: {found.why}")
    demo = found.demo
    for variant in demo.variants:
        if variant.id == variant_id:
            why = variant.unavailable()
            if why is not None:
                raise RequestError(f"{text} can't run here: {why}")
            return Target(
                text, in_language(demo, lang).program(variant), variant.claims, variant.generators or None
            )
    there = ", ".join(f"{demo_id}.{variant.id}" for variant in demo.variants)
    raise RequestError(f"The demo {demo_id!r} has no variant {variant_id!r}; it has {there}.")
