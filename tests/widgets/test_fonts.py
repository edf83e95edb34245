"""The bundled typefaces are there, are used, and have what the lab needs of them."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QApplication

from widgets.fonts import FOLDER, code_font, load_fonts, ui_font

pytestmark = pytest.mark.usefixtures("qapp")


def families_used(font: QFont, text: str) -> set[str]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


def test_the_bundled_families_are_loaded() -> None:
    assert {"Inter", "JetBrains Mono", "Noto Sans CJK SC"} <= set(load_fonts())


def test_labels_are_set_in_inter_and_code_in_jetbrains_mono() -> None:
    assert QFontInfo(ui_font(11)).family() == "Inter"
    assert QFontInfo(code_font(11)).family() == "JetBrains Mono"
    assert ui_font(11.5).pointSizeF() == 11.5


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Bold])
def test_code_has_one_width_for_every_character_and_no_ligatures(weight: QFont.Weight) -> None:
    metrics = QFontMetricsF(code_font(12, weight))
    assert {metrics.horizontalAdvance(letter) for letter in "iWm_0.-"} == {metrics.horizontalAdvance("x")}
    arrow, minus = QTextLayout("->", code_font(12)), QTextLayout("-", code_font(12))
    glyphs = []
    for layout in (arrow, minus):
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        glyphs.append(layout.glyphRuns()[0].glyphIndexes())
    assert glyphs[0][0] == glyphs[1][0]


@pytest.mark.parametrize("font", [ui_font, code_font])
def test_chinese_is_shown_in_the_bundled_font(font: Callable[[float], QFont]) -> None:
    assert families_used(font(12), "线程") == {"Noto Sans CJK SC"}


def test_each_family_comes_with_its_licence_and_all_stay_small() -> None:
    for name in ("Inter", "JetBrainsMono", "NotoSansCJK"):
        assert "SIL OPEN FONT LICENSE" in (FOLDER / f"OFL-{name}.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 6 << 20


def test_loading_twice_loads_once(qapp: QApplication) -> None:
    assert load_fonts() is load_fonts()
