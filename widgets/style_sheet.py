"""The style sheet for what Fusion draws too loudly: hairlines, soft corners, a focus that is seen."""

from pathlib import Path
from string import Template

from widgets.palette import Palette

#: Sizes in the type scale, as shares of the base.
TITLE, CODE, SMALL, CAPTION = 1.4, 1.0, 0.9, 0.85

#: Lengths in pixels at 10 points.
_LENGTHS = {
    "radius": 6,
    "pad_y": 5,
    "pad_x": 12,
    "small": 4,
    "gap": 8,
    "bar": 12,
    "handle": 32,
    "thumb": 3,
    "arrow": 14,
    "half_small": 2,
    "field": 24,
    "slider": 18,
}

_TEXT = """
QWidget[role="title"] { font-size: ${title}pt; font-weight: 700; }
QWidget[role="heading"] { font-weight: 600; }
QLabel[role="subtitle"], QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small_text}pt; }
QLabel[role="small_bad"] { color: $bad; font-size: ${small_text}pt; }
QLabel[role="caption"] { color: $muted; font-size: ${caption}pt; font-weight: 600; letter-spacing: 0.04em; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="good"] { color: $good; }
QToolTip { background: $card; color: $text; border: 1px solid $hairline; padding: ${small}px ${gap}px; }
"""

_BUTTONS = """
QPushButton {
    background: $card; color: $text; border: 1px solid $hairline; border-radius: ${radius}px;
    padding: ${pad_y}px ${pad_x}px; margin: 1px;
}
QPushButton:hover, QPushButton:pressed, QPushButton:checked { background: $hover; }
QPushButton:focus { border: 2px solid $accent; margin: 0px; }
QPushButton:disabled { color: $faint; background: $window; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $accent_soft; color: $faint; border-color: $accent_soft; }
QPushButton[role="flat"], QToolButton { background: transparent; border: 1px solid transparent; }
QToolButton { border-radius: ${radius}px; padding: ${thumb}px; margin: 1px; }
QPushButton[role="flat"]:hover, QToolButton:hover, QToolButton:pressed, QToolButton:checked {
    background: $hover;
}
QPushButton[role="flat"]:focus, QToolButton:focus { border: 2px solid $accent; margin: 0px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0px; }
"""

_FIELDS = """
QLineEdit, QAbstractSpinBox, QComboBox {
    background: $card; color: $text; border: 1px solid $hairline; border-radius: ${radius}px;
    padding: ${thumb}px ${gap}px; margin: 1px; min-height: 1.4em;
    selection-background-color: $selection; selection-color: $text; placeholder-text-color: $muted;
}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border: 2px solid $accent; margin: 0px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $faint; background: $window; }
QLineEdit[valid="false"], QAbstractSpinBox[valid="false"] { border-color: $bad; }
QComboBox:hover { background: $hover; }
QComboBox::drop-down { border: none; width: ${field}px; }
QComboBox::down-arrow { image: url("$arrows/chevron_down.svg"); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView {
    background: $card; border: 1px solid $hairline; padding: ${small}px; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 1.7em; padding: 0px ${small}px; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QSlider:horizontal { min-height: ${slider}px; }
QSlider::groove:horizontal { height: ${small}px; background: $hairline; border-radius: ${half_small}px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${half_small}px; }
QSlider::sub-page:horizontal:disabled { background: $hairline; }
QSlider::handle:horizontal {
    width: ${arrow}px; margin: -${pad_y}px 0px; background: $card; border: 1px solid $faint;
    border-radius: ${radius}px;
}
QSlider::handle:horizontal:focus { border: 2px solid $accent; }
QAbstractSpinBox { padding: 1px ${field}px 1px 0px; }
QAbstractSpinBox QLineEdit {
    background: transparent; border: none; margin: 0px; padding: 0px 0px 0px ${gap}px; min-height: 0px;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; border: none; width: ${field}px; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$arrows/chevron_up.svg"); }
QAbstractSpinBox::down-arrow { image: url("$arrows/chevron_down.svg"); }
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { width: ${arrow}px; height: ${arrow}px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QCheckBox, QRadioButton { spacing: ${gap}px; padding: 1px; border: 2px solid transparent; }
QCheckBox::indicator, QRadioButton::indicator, QMenu::indicator {
    width: ${arrow}px; height: ${arrow}px; background: $card; border: 1px solid $faint;
}
QCheckBox::indicator, QMenu::indicator { border-radius: ${thumb}px; }
QRadioButton::indicator { border-radius: ${half}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QMenu::indicator:checked {
    background: $accent; border-color: $accent; image: url("$arrows/check_$name.svg");
}
QRadioButton::indicator:checked { border: ${small}px solid $accent; width: ${dot}px; height: ${dot}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; border-radius: ${small}px; }
"""

_PANES = """
QAbstractScrollArea { background: transparent; border: none; }
QPlainTextEdit, QTextEdit, QTextBrowser {
    background: $card; color: $text; selection-background-color: $selection; selection-color: $text;
}
CodeEditor { background: transparent; }
CodeEditor, OutputView, QPlainTextEdit[role="code"] { font-size: ${code}pt; }
QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: ${bar}px; }
QScrollBar:horizontal { height: ${bar}px; }
QScrollBar::handle { background: $thumb_colour; border-radius: ${thumb}px; margin: ${thumb}px; }
QScrollBar::handle:vertical { min-height: ${handle}px; }
QScrollBar::handle:horizontal { min-width: ${handle}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent_soft; border-radius: ${thumb}px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $muted; border: none; border-bottom: 1px solid $hairline;
    padding: ${small}px ${thumb}px; font-size: ${small_text}pt; font-weight: 400;
}
QTableView {
    gridline-color: transparent; selection-background-color: $accent_soft; selection-color: $text;
    alternate-background-color: $editor; outline: none;
}
QTabWidget::pane { border: none; }
QTabWidget::pane:top { padding-top: ${gap}px; }
QTabBar::tab:top {
    background: transparent; color: $muted; padding: ${small}px; margin-right: ${pad_x}px;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:top:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:top:hover { color: $text; }
QMenu { background: $card; border: 1px solid $hairline; padding: ${small}px; }
QMenu::item { padding: ${small}px ${field}px ${small}px ${pad_x}px; border-radius: ${small}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: ${small}px ${gap}px; }
QMenuBar { background: $window; border-bottom: 1px solid $hairline; }
QMenuBar::item { background: transparent; padding: ${small}px ${gap}px; border-radius: ${small}px; }
QMenuBar::item:selected { background: $accent_soft; }
QStatusBar { background: $rail; border-top: 1px solid $hairline; color: $muted; }
QStatusBar QLabel { color: $muted; font-size: ${small_text}pt; }
QStatusBar::item { border: none; }
QDialog, QMessageBox { background: $window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QFileDialog {
    backward-icon: url("$arrows/arrow_left.svg"); forward-icon: url("$arrows/arrow_right.svg");
    filedialog-parent-directory-icon: url("$arrows/arrow_up.svg");
    filedialog-new-directory-icon: url("$arrows/new_folder.svg");
    filedialog-listview-icon: url("$arrows/as_list.svg");
    filedialog-detailedview-icon: url("$arrows/as_table.svg");
}
QProgressBar {
    background: $hover; color: $text; border: none; border-radius: ${thumb}px; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: ${thumb}px; }
"""

_SHEET = Template(_TEXT + _BUTTONS + _FIELDS + _PANES)


def style_sheet(palette: Palette, points: float, arrows: Path) -> str:
    """The text for a palette and a base size in points; `arrows`: the folder of the arrows' pictures."""
    lengths = {name: max(1, round(length * points / 10)) for name, length in _LENGTHS.items()}
    box = lengths["arrow"] + 2  # with its border; rounded by more than its half it would be a square
    lengths |= {"half": box // 2, "dot": box - 2 * lengths["small"]}
    shares = {"title": TITLE, "code": CODE, "caption": CAPTION, "small_text": SMALL}
    sizes = {name: share * points for name, share in shares.items()}
    colours = {field: getattr(palette, field) for field in _FIELDS_USED}
    mixed = {
        "thumb_colour": mixture(palette.hairline, palette.faint, 0.35),
        "accent_hover": mixture(palette.accent, palette.text, 0.15),
    }
    return _SHEET.substitute(lengths | sizes | colours | mixed, arrows=arrows.as_posix())


def mixture(one: str, other: str, share: float) -> str:
    """The colour (#rrggbb) that has `share` of `other` in `one`."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


#: What the sheet takes from a palette.
_FIELDS_USED = (
    "name",
    "window",
    "rail",
    "card",
    "editor",
    "hover",
    "hairline",
    "text",
    "muted",
    "faint",
    "accent",
    "on_accent",
    "accent_soft",
    "selection",
    "good",
    "bad",
)
