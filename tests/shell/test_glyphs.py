"""Every character of every text has a glyph in the fonts that come with the lab."""

from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from app.core.spoken import FOLDER

ROOT = FOLDER.parents[1]
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.?tf"))
TEXTS = [
    *FOLDER.glob("*.ts"),
    *FOLDER.glob("core.*.json"),
    *(ROOT / "resources").glob("glossary.json"),
    *(ROOT / "demos").glob("*/words.*.json"),
    *(ROOT / "demos").glob("*/lesson*.md"),
    *(ROOT / "demos").glob("*/*.zh_CN.py"),
]


@pytest.fixture(scope="module")
def written(qapp: object) -> list[QRawFont]:
    return [QRawFont(str(font), 16) for font in FONTS]


def lacking(text: str, fonts: list[QRawFont]) -> str:
    """The characters that no font has."""
    seen = {each for each in text if each.isprintable() and not each.isspace()}
    return "".join(sorted(each for each in seen if not any(f.supportsCharacter(ord(each)) for f in fonts)))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_character_has_a_glyph(file: Path, written: list[QRawFont]) -> None:
    assert lacking(file.read_text(encoding="utf-8"), written) == ""


def test_a_character_that_no_font_has_is_found(written: list[QRawFont]) -> None:
    assert len(written) >= 3
    assert lacking("锁\U0001f40d?", written) == "\U0001f40d"
