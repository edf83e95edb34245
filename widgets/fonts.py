"""The bundled typefaces, so that the lab looks and measures the same on every machine, Chinese included."""

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"

_UI_FAMILIES = ("Inter", "Noto Sans CJK SC", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans")
_CODE_FAMILIES = (
    "JetBrains Mono",
    "Noto Sans CJK SC",
    "Cascadia Mono",
    "Consolas",
    "Menlo",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
)


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the bundled files with Qt, once; the families found in them. Needs a QGuiApplication."""
    families: list[str] = []
    for path in sorted((*FOLDER.glob("*.otf"), *FOLDER.glob("*.ttf"))):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return tuple(dict.fromkeys(families))


def ui_font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The typeface of labels and controls, `points` tall."""
    load_fonts()
    font = QFont(_UI_FAMILIES, weight=weight)
    font.setPointSizeF(points)
    return font


def code_font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The typeface of programs and their output: every character is as typed, so no ligatures."""
    load_fonts()
    font = QFont(_CODE_FAMILIES, weight=weight)
    font.setPointSizeF(points)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    for ligatures in ("calt", "liga"):
        font.setFeature(QFont.Tag.fromString(ligatures), 0)
    return font
