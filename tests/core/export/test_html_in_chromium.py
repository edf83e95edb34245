"""The page in a browser: it draws, answers to pointer and keys, and asks the network for nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.export.exhibit import read_exhibit
from app.core.export.html_page import export_html
from tests.chromium import Page, browser, chromium
from tests.exhibits import HOSTILE, VARIED
from tests.recorded import record

CHROMIUM = chromium()

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH to open the page in")

_COLOURS = """(() => {
  const canvas = document.getElementById("canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const found = new Set();
  for (let i = 0; i < pixels.length; i += 4)
    found.add([0, 1, 2].map((at) => pixels[i + at].toString(16).padStart(2, "0")).join(""));
  return [...found].join(" ");
})()"""
_PICTURE = "document.getElementById('canvas').toDataURL()"
_CANVAS = (
    "(() => { const box = canvas.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; })()"
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    recording = record(VARIED, folder)
    path = folder / "seite 页.html"
    with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
        export_html(read_exhibit(recording.directory), file)
    return path


@pytest.fixture
def page() -> Iterator[Page]:
    assert CHROMIUM is not None
    with browser(CHROMIUM) as page:
        yield page


def text(page: Page, selector: str) -> str:
    """What an element says."""
    return str(page.ask(f"document.querySelector({selector!r}).textContent"))


def count(page: Page, selector: str) -> int:
    """How many elements there are."""
    return int(page.ask(f"document.querySelectorAll({selector!r}).length"))


def bar(page: Page, lane: int, share: float) -> tuple[float, float]:
    """A place on the bar of a lane, where the whole run is `share` through."""
    x, y, width, _ = page.ask(_CANVAS)
    names = 150  # at least as wide as the column of names
    return x + names + (width - names) * share, y + 30 + lane * 22 + 11


def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(page: Page, written: Path) -> None:
    page.open(written)
    for share in (0.3, 0.6, 0.9):
        page.mouse("mouseMoved", *bar(page, 1, share))
    page.click(*bar(page, 1, 0.8))
    assert page.requests == [written.as_uri()]
    assert page.complaints == []


@pytest.mark.parametrize("dark", [False, True])
def test_it_draws_what_lanes_did_in_the_colours_of_the_theme(page: Page, written: Path, dark: bool) -> None:
    page.open(written, dark=dark)
    colours = set(page.ask(_COLOURS).split())
    light = {"0e9169", "d55e00", "c8d2dd", "dbd9e8"}  # running, the edge of a lock, sleeping, joining
    night = {"2fc394", "ff8b3d", "48525e", "3b3b52"}
    assert (night if dark else light) <= colours
    assert not (light if dark else night) & colours


def test_hostile_names_are_shown_and_do_nothing(page: Page, written: Path) -> None:
    page.open(written)
    assert count(page, "img, script:not([type]) ~ script") == 0
    assert page.ask("document.title").startswith("program.py")
    said = page.ask("[...document.querySelectorAll('#output .what')].map((each) => each.textContent).join()")
    assert HOSTILE in said
    assert text(page, "#source").count(HOSTILE.split("\u2028")[0].replace("\n", "")) == 1


def test_the_program_the_output_and_the_findings_are_there(page: Page, written: Path) -> None:
    page.open(written)
    assert count(page, "#source .line") == len(VARIED.strip("\n").splitlines())
    assert count(page, "#source .keyword") > 10
    assert "the end" in text(page, "#output")
    assert "waiting for a lock" in text(page, "#legend")
    assert count(page, "#findings table tbody tr") >= 4


def test_pointing_at_a_wait_tells_of_it_and_a_click_marks_its_line(page: Page, written: Path) -> None:
    page.open(written)
    words, place = next(each for each in told_along_lanes(page) if "waits for lock “self.lock”" in each[0])
    assert "held by" in words
    page.click(*place)
    assert "with self.lock:" in text(page, "#source .current")
    assert "waits for lock" in text(page, "#said")


def told_along_lanes(page: Page) -> Iterator[tuple[str, tuple[float, float]]]:
    """(words, place) of the cards that come as the pointer goes along one lane after the other."""
    for lane in range(1, 8):
        for step in range(20):
            place = bar(page, lane, step / 20)
            page.mouse("mouseMoved", *place)
            if not page.ask("document.getElementById('hover').hidden"):
                yield text(page, "#hover"), place


def test_wheel_keys_and_buttons_move_the_view_and_the_whole_run_comes_back(page: Page, written: Path) -> None:
    page.open(written)
    whole = page.ask(_PICTURE)
    page.mouse("mouseWheel", *bar(page, 0, 0.5), deltaX=0, deltaY=-300)
    assert page.ask(_PICTURE) != whole
    page.click(*page.ask("(() => { const b = whole.getBoundingClientRect(); return [b.x + 5, b.y + 5]; })()"))
    assert page.ask(_PICTURE) == whole
    page.ask("canvas.focus()")
    seen = [whole]
    for key in ("+", "ArrowLeft", "ArrowDown", "ArrowDown"):
        page.press(key)
        seen.append(page.ask(_PICTURE))
    assert len(set(seen)) == 5
    page.press("Escape")
    assert page.ask(_PICTURE) == seen[2]  # nothing is chosen any more
    page.press("0")
    assert page.ask(_PICTURE) == whole


def test_the_page_can_be_read_in_chinese(page: Page, written: Path) -> None:
    page.open(written)
    english = text(page, "#legend")
    page.ask("language.click()")
    assert "等待锁" in text(page, "#legend")
    assert page.ask("document.documentElement.lang") == "zh-CN"
    page.ask("language.click()")
    assert text(page, "#legend") == english


def test_a_small_window_stacks_the_panes_and_cuts_nothing_off(page: Page, written: Path) -> None:
    page.open(written, width=420, height=800)
    assert page.ask("document.documentElement.scrollWidth") <= 420
    tops = page.ask("['timeline', 'program', 'printed'].map((id) => document.getElementById(id).offsetTop)")
    assert tops == sorted(tops)
