"""The one look of the lab: Fusion, a QPalette and a small style sheet, from a Palette and a base size."""

from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from widgets.fonts import ui_font
from widgets.palette import LIGHT, PALETTES, Palette
from widgets.style_sheet import style_sheet

#: Distances in pixels at 10 points; `scaled` brings them to the size in force.
SMALL, GAP, PAD, WIDE = 4, 8, 12, 20
RADIUS = 8

#: The base size that the distances are given for, and the sizes offered.
BASE_POINTS = 10.0
LEAST_POINTS, MOST_POINTS = 7.0, 40.0

Role = Literal[
    "title",
    "subtitle",
    "heading",
    "caption",
    "small",
    "small_bad",
    "muted",
    "bad",
    "good",
    "primary",
    "flat",
    "code",
]


@runtime_checkable
class Coloured(Protocol):
    """A widget that paints by itself and wants to be told the palette."""

    def set_palette_colours(self, palette: Palette) -> None:
        """Paint with these colours from now on."""


def apply_theme(app: QApplication, palette: Palette, points: float = BASE_POINTS) -> None:
    """Dress every widget that is there and every one to come; call again to switch colours or size."""
    points = min(max(points, LEAST_POINTS), MOST_POINTS)
    # Meanwhile letters may be so small that a text needs no scrolling: it would go back to its first line.
    texts = [each for each in app.allWidgets() if isinstance(each, QPlainTextEdit)]
    lines = [each.verticalScrollBar().value() for each in texts]
    # With one in force, each of the calls below restyles everything: five times the time.
    app.setStyleSheet("")
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(qt_palette(palette))
    app.setFont(ui_font(points))
    app.setStyleSheet(style_sheet(palette, points, arrows=_ARROWS))
    for widget in app.allWidgets():
        if isinstance(widget, Coloured):
            widget.set_palette_colours(palette)
    for each, line in zip(texts, lines, strict=True):
        each.verticalScrollBar().setValue(line)


def current_palette() -> Palette:
    """The palette in force: what a widget made later starts with."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return next((palette for palette in PALETTES if QColor(palette.window) == window), LIGHT)


def scaled(pixels: float, widget: QWidget | None = None) -> int:
    """`pixels` at the base size, grown with the font of `widget` (default: of the application)."""
    points = (widget.font() if widget is not None else QGuiApplication.font()).pointSizeF()
    return max(1, round(pixels * points / BASE_POINTS)) if points > 0 else round(pixels)


def set_role(widget: QWidget, role: Role | None) -> None:
    """Give a label or a button its place in the type scale; None: plain again."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def qt_palette(palette: Palette) -> QPalette:
    """Qt's own roles for the widgets that we don't draw."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.card,
        role.AlternateBase: palette.editor,
        role.Text: palette.text,
        role.PlaceholderText: palette.muted,
        role.Button: palette.card,
        role.ButtonText: palette.text,
        role.BrightText: palette.bad,
        role.ToolTipBase: palette.card,
        role.ToolTipText: palette.text,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.text,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Light: palette.hover,
        role.Midlight: palette.hover,
        role.Mid: palette.hairline,
        role.Dark: palette.hairline,
        role.Shadow: palette.hairline,
    }
    result = QPalette()
    for colour_role, colour in colours.items():
        result.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(group.Disabled, colour_role, QColor(palette.faint))
    return result


_ARROWS = Path(__file__).resolve().parent.parent / "resources" / "icons"
