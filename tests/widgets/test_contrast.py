"""In every palette words, marks and lanes stand out from what they are on, as much as WCAG 2 asks for."""

import ast
import re
from itertools import combinations
from pathlib import Path

import pytest

from app.core.events import State
from widgets.palette import LANE_COLOURS, PALETTES, Palette
from widgets.style_sheet import style_sheet
from widgets.timeline_colours import UNSEEN, look

ROOT = Path(__file__).parent.parent.parent
WORDS, SHAPES, STRONG = 4.5, 3.0, 7.0  # WCAG 2.2: 1.4.3, 1.4.11, 1.4.6
#: Those whose owners asked for more than the least.
_STRONG = ("contrast", "projector")

each_palette = pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)


def luminance(colour: str) -> float:
    """As WCAG defines it, of `#rrggbb`."""
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [x / 12.92 if x <= 0.04045 else float((x + 0.055) / 1.055) ** 2.4 for x in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def grounds(palette: Palette) -> set[str]:
    return {palette.window, palette.rail, palette.card, palette.editor}


def weak(palette: Palette, inks: tuple[str, ...], fields: set[str], least: float) -> dict[str, float]:
    """Which inks (names of the palette's colours) stand out too little, with how much they do."""
    found = {
        f"{ink} on {ground}": round(contrast(getattr(palette, ink), ground), 2)
        for ink in inks
        for ground in fields
    }
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


def test_the_formula_knows_black_on_white_and_a_grey_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@each_palette
def test_words_can_be_read_on_every_ground(palette: Palette) -> None:
    least = STRONG if palette.name in _STRONG else WORDS
    inks = ("text", "muted", "accent", "good", "bad", "warning")
    assert weak(palette, inks, grounds(palette) | {palette.hover}, least) == {}
    assert weak(palette, ("text", "accent"), {palette.accent_soft}, WORDS) == {}
    assert weak(palette, ("text",), {palette.selection}, STRONG) == {}
    assert contrast(palette.on_accent, palette.accent) >= WORDS


@each_palette
def test_programs_can_be_read_also_on_marked_lines(palette: Palette) -> None:
    inks = ("text", "keyword", "function", "constant", "string", "comment")
    assert weak(palette, inks, {palette.editor}, STRONG if palette.name in _STRONG else WORDS) == {}
    marks = {palette.line_mark, palette.holder_mark, palette.error_mark}
    assert weak(palette, inks, marks, WORDS if palette.name in _STRONG else SHAPES) == {}


@each_palette
def test_what_is_disabled_is_paler_and_still_there(palette: Palette) -> None:
    assert contrast(palette.faint, palette.card) < contrast(palette.muted, palette.card)
    assert weak(palette, ("faint",), grounds(palette), WORDS if palette.name in _STRONG else 2.5) == {}


@each_palette
def test_the_focus_and_the_frames_of_fields_stand_out(palette: Palette) -> None:
    assert weak(palette, ("accent",), grounds(palette), SHAPES) == {}
    if palette.name in _STRONG:
        assert weak(palette, ("hairline",), grounds(palette), SHAPES) == {}


@each_palette
def test_a_lane_s_colours_and_its_name_in_the_output_can_be_told(palette: Palette) -> None:
    names = LANE_COLOURS[palette.name]
    assert len(set(names)) == 6
    assert [name for name in names if contrast(name, palette.card) < WORDS] == []


@each_palette
def test_what_runs_what_waits_and_arrows_stand_out_from_the_card(palette: Palette) -> None:
    for state in (*State, UNSEEN):
        drawn = look(palette, state)
        found = [contrast(part, palette.card) for part in (drawn.fill, drawn.top, drawn.bottom) if part]
        quiet = drawn.top is None and drawn.bottom is None and state != State.RUNNING
        least = 1.3 if quiet and palette.name not in _STRONG else SHAPES
        if palette.name not in _STRONG and drawn.top is not None:
            least = 2
        assert max(found) >= least, (state, found)
    assert contrast(palette.arrow, palette.card) >= SHAPES


@each_palette
def test_two_kinds_of_waits_differ_in_more_than_their_colour(palette: Palette) -> None:
    kinds = {
        "runs": State.RUNNING,
        "sleeps": State.SLEEP,
        "lock": State.LOCK,
        "queue": State.GET,
        "joins": State.JOIN,
    }
    for one, other in combinations(kinds.values(), 2):
        first, second = look(palette, one), look(palette, other)
        shapes = [(each.top is not None, each.bottom is not None, each.dotted) for each in (first, second)]
        grey = abs(luminance(first.fill) - luminance(second.fill))
        assert shapes[0] != shapes[1] or grey > 0.1, (one, other)


# The colours that the code really uses -----------------------------------------------------------------------

_SOURCE = [*ROOT.glob("widgets/*.py"), *ROOT.glob("app/shell/*.py")]
#: Inks that a test above measures against the grounds; `fills`, `edges` and lanes have tests of their own.
_WORDS = {"text", "muted", "accent", "good", "bad", "warning", "on_accent"}
_CODE = {"keyword", "function", "constant", "string", "comment"}
#: Lines and frames, and what is disabled: no words that have to be read.
_NO_WORDS = {"hairline", "faint", "arrow", "lock_edge", "queue_edge", "running", "card", "editor"}
#: Where the pale one is a word that can't be chosen now, a frame or a sign; anywhere else it would be too pale.
_PALE_IN = {
    "buttons.py",
    "code_editor.py",
    "command_palette.py",
    "segmented.py",
    "style_sheet.py",
    "theme.py",
}


def _inks(source: str) -> set[str]:
    """The palette's colours that a module writes or draws lines with."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("setPen", "setTextPen", "mkPen", "setColor")
        ):
            found |= {
                each.attr
                for each in ast.walk(node)
                if isinstance(each, ast.Attribute) and each.attr in Palette._fields
            }
    return found | set(re.findall(r"(?<![\w-])color: \$(\w+)", source))


def test_every_ink_of_the_code_is_measured() -> None:
    used = {file.name: _inks(file.read_text(encoding="utf-8")) for file in _SOURCE}
    inks = set().union(*used.values())
    assert {"text", "muted", "bad"} < inks
    assert inks <= _WORDS | _CODE | _NO_WORDS
    pale = {file.name for file in _SOURCE if re.search(r"[.$]faint\b", file.read_text(encoding="utf-8"))}
    assert pale <= _PALE_IN


def test_grounds_are_those_on_which_the_inks_are_measured() -> None:
    """Each rule of the style sheet that sets both sets a pair that can be read."""
    for palette in PALETTES:
        sheet = style_sheet(palette, 10, Path())
        pairs = 0
        for rule in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
            ink = re.search(r"(?<![\w-])color: (#\w{6})", rule[1])
            ground = re.search(r"(?<![\w-])background: (#\w{6})", rule[1])
            if ink and ground and ":disabled" not in rule[0]:
                pairs += 1
                assert contrast(ink[1], ground[1]) >= WORDS, rule
        assert pairs > 4


@each_palette
def test_what_jumps_with_the_program_is_no_flash(palette: Palette) -> None:
    """A marked line may come and go many times a second: it is too like its ground for a flash (WCAG 2.3.1)."""
    for mark in (palette.line_mark, palette.holder_mark):
        dark, bright = sorted((luminance(mark), luminance(palette.editor)))
        assert bright - dark < 0.1 or dark > 0.8
