"""Writes folders of demos: good ones, and ones that are broken in every way."""

from pathlib import Path

_DEMO = """
from app.core.demo import Claim, Demo, Variant, Verdict


def always(evidence):
    return Verdict({holds}, "so it is")


DEMO = Demo(
    title={title!r},
    question="What does it print?",
    chapter={chapter!r},
    order={order},
    variants=(
        Variant("plain", "plain", (Claim("it holds", always), Claim("it still holds", always)){more}),
    ),
)
"""


def plant(
    folder: Path,
    demo_id: str,
    *,
    program: str = "print('planted')\n",
    chapter: str = "Planted",
    order: int = 1,
    holds: bool | None = True,
    more: str = "",
) -> None:
    """Make a demo with one variant, `plain`; `more` are further arguments of it."""
    place = folder / demo_id
    place.mkdir(parents=True)
    title = demo_id.replace("_", " ").capitalize()
    text = _DEMO.format(title=title, chapter=chapter, order=order, holds=holds, more=more)
    (place / "demo.py").write_text(text)
    (place / "plain.py").write_text(program)


def plant_broken(folder: Path, demo_id: str, text: str) -> None:
    """Make a demo whose demo.py has this text."""
    (folder / demo_id).mkdir(parents=True)
    (folder / demo_id / "demo.py").write_text(text)
