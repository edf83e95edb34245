"""One call dresses the whole window, lightly, and every colour can be read on its ground."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from widgets.card import Card
from widgets.code_editor import CodeEditor
from widgets.palette import DARK, LANE_COLOURS, LIGHT, Palette
from widgets.theme import LEAST_POINTS, MOST_POINTS, apply_theme, current_palette, scaled, set_role

ROOT = Path(__file__).resolve().parents[2]


def luminance(colour: str) -> float:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [x / 12.92 if x <= 0.03928 else float((x + 0.055) / 1.055) ** 2.4 for x in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_a_switch_of_colours_reaches_widgets_that_are_there_already(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, LIGHT)
    card = Card("Output", QLabel("x"))
    qtbot.addWidget(card)
    card.resize(200, 120)
    grounds = []
    for palette in (LIGHT, DARK, LIGHT):
        apply_theme(app, palette)
        assert current_palette() is palette
        grounds.append(card.grab().toImage().pixelColor(100, 100).name())
    assert grounds == [LIGHT.card, DARK.card, LIGHT.card]


def test_a_switch_of_size_reaches_labels_titles_and_code(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, LIGHT, 10)
    page = QWidget()
    qtbot.addWidget(page)
    title, editor = QLabel("Bank account"), CodeEditor()
    set_role(title, "title")
    rows = QVBoxLayout(page)
    rows.addWidget(title)
    rows.addWidget(editor)
    page.show()
    apply_theme(app, LIGHT, 20)
    assert title.font().pointSizeF() == 28
    assert title.font().weight() == QFont.Weight.Bold
    assert editor.font().pointSizeF() == 20
    assert scaled(8, page) == 16
    apply_theme(app, DARK, 10)
    assert (title.font().pointSizeF(), editor.font().pointSizeF()) == (14, 10)


@pytest.mark.parametrize(("asked", "given"), [(1, LEAST_POINTS), (500, MOST_POINTS)])
def test_the_size_is_never_stuck_tiny_or_huge(app: QApplication, asked: float, given: float) -> None:
    apply_theme(app, LIGHT, asked)
    assert app.font().pointSizeF() == given


def test_the_keyboard_focus_of_buttons_and_fields_is_seen(app: QApplication, qtbot: QtBot) -> None:
    apply_theme(app, LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    button, field = QPushButton("Run"), QLineEdit("x")
    rows.addWidget(button)
    rows.addWidget(field)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    for widget in (button, field):
        before = widget.size()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(widget.hasFocus)
        image = widget.grab().toImage()
        assert image.pixelColor(image.width() // 2, 1).name() == LIGHT.accent
        assert widget.size() == before


def test_disabled_words_are_paler(app: QApplication) -> None:
    apply_theme(app, LIGHT)
    disabled = app.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.name() == LIGHT.faint


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_colour_of_words_is_readable_on_its_ground(palette: Palette) -> None:
    grounds = (palette.card, palette.editor, palette.window)
    for ground in grounds:
        assert contrast(palette.text, ground) >= 12
        for colour in (palette.muted, palette.accent, palette.bad, palette.good):
            assert contrast(colour, ground) >= 4, (colour, ground)
    for ground in (palette.editor, palette.line_mark, palette.holder_mark, palette.error_mark):
        for colour in (palette.keyword, palette.function, palette.constant, palette.string, palette.comment):
            assert contrast(colour, ground) >= 3, (colour, ground)
    for colour in LANE_COLOURS[palette.name]:
        assert contrast(colour, palette.card) >= 4, colour
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.text, palette.selection) >= 7


def test_the_first_paint_loads_nothing_heavy() -> None:
    modules = "theme card buttons segmented claim_badges source_view console parameter_form ledger heartbeat"
    imports = "; ".join(f"import widgets.{module}" for module in modules.split())
    heavy = "{'numpy', 'pygments', 'pyqtgraph', 'PySide6.QtSvg', 'asyncio'} & set(sys.modules)"
    code = f"import sys; {imports}; print(sorted({heavy}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_stays_at_its_line_when_the_colours_change(qtbot: QtBot, app: QApplication) -> None:
    apply_theme(app, LIGHT)
    editor = CodeEditor()
    qtbot.addWidget(editor)
    editor.setPlainText("\n".join(f"line {number}" for number in range(12)))
    editor.resize(300, 260)  # at the usual size of letters it would all be seen
    editor.show()
    qtbot.waitExposed(editor)
    apply_theme(app, LIGHT, 20)
    editor.verticalScrollBar().setValue(5)
    assert editor.verticalScrollBar().value() == 5
    apply_theme(app, DARK, 20)
    assert editor.verticalScrollBar().value() == 5
