"""A recording as one page that needs nothing else: no network, no font, no script of others."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TextIO

from app.core.export.exhibit import Exhibit
from app.core.export.page_data import MOST_SPANS, page_json
from app.core.progress import Progress

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "export"
#: In the order in which they build on each other.
SCRIPTS = ("words.js", "time.js", "lanes.js", "drawing.js", "timeline.js", "panes.js", "start.js")
_DATA = "@DATA@"


def export_html(
    exhibit: Exhibit,
    file: TextIO,
    progress: Progress | None = None,
    lang: str = "en",
    most_spans: int = MOST_SPANS,
) -> None:
    """Write the page to a file opened as UTF-8 text. Raises OSError, and what `progress` raises.

    `lang` (en, zh_CN) is the language in which it opens. A recording of more than `most_spans` waits is cut
    short in time; the page says where.
    """
    before, after = page_frame().split(_DATA)
    file.write(before)
    for piece in page_json(exhibit, lang, most_spans, progress):
        file.write(piece)
    file.write(after)


@cache
def page_frame() -> str:
    """The page without data. Its policy lets this one script run and nothing else, and nothing be fetched."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    script = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = f'"use strict";\n(() => {{\n{script}}})();\n'
    page = (FOLDER / "page.html").read_text(encoding="utf-8")
    parts = {"STYLE": style, "SCRIPT": script, "STYLE_HASH": _digest(style), "SCRIPT_HASH": _digest(script)}
    for name, text in parts.items():
        page = page.replace(f"@{name}@", text)
    return page


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
