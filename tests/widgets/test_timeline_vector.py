"""A timeline as a drawing: its bars are shapes where the waits are, and never more shapes than pixels."""

import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer
from pytestqt.qtbot import QtBot

from app.core.events import State
from app.core.model import SPAN
from tests.widgets.timeline_runs import MS, Run, spans_of, staircase, thread
from widgets.palette import LIGHT
from widgets.timeline import Timeline
from widgets.timeline_colours import look

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def timeline_of(run: Run, qtbot: QtBot) -> Timeline:
    view = Timeline()
    qtbot.addWidget(view)
    view.set_palette_colours(LIGHT)
    view.resize(900, 400)
    view.set_lanes(run.actors)
    view.add_spans(run.spans)
    view.add_flows(run.flows)
    view.set_horizon(run.end_ns)
    return view


def drawing(view: Timeline, path: Path) -> ElementTree.Element:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(view.size())
    generator.setViewBox(view.rect())
    with QPainter(generator) as painter:
        view.draw(painter)
    return ElementTree.parse(path).getroot()


def rectangles(root: ElementTree.Element) -> dict[str, list[QRectF]]:
    """The shapes with four corners by their colour, `#rrggbb`."""
    found: dict[str, list[QRectF]] = defaultdict(list)
    for group in root.iter(f"{_SVG}g"):
        for shape in group:
            if shape.tag == f"{_SVG}rect":
                place = [float(shape.get(name, "0")) for name in ("x", "y", "width", "height")]
                found[group.get("fill", "").lower()].append(QRectF(*place))
            elif shape.tag == f"{_SVG}path" and shape.get("d", "").count("L") in (3, 4):
                numbers = [float(each) for each in _NUMBER.findall(shape.get("d", ""))]
                xs, ys = numbers[::2], numbers[1::2]
                rect = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
                found[group.get("fill", "").lower()].append(rect)
    return found


def fill(state: State) -> str:
    return look(LIGHT, state).fill.lower()


def test_each_wait_is_a_rectangle_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    actor = thread(1, end_ns=100 * MS)
    waits = spans_of((1, State.SLEEP, 10 * MS, 20 * MS), (1, State.LOCK, 50 * MS, 90 * MS))
    view = timeline_of(Run([actor], waits, [], 100 * MS), qtbot)
    found = rectangles(drawing(view, tmp_path / "a.svg"))
    scene = view._state.scene(view._layout())
    for state, start_ns, end_ns in ((State.SLEEP, 10, 20), (State.LOCK, 50, 90)):
        wide = [each for each in found[fill(state)] if each.height() > scene.bar_height * 0.9]
        near = [each for each in wide if abs(each.left() - scene.x(start_ns * MS)) < 0.02]
        assert len(near) == 1, state
        assert near[0].right() == pytest.approx(scene.x(end_ns * MS), abs=0.02)


def test_there_is_no_picture_in_the_drawing_and_the_names_are_letters(qtbot: QtBot, tmp_path: Path) -> None:
    view = timeline_of(staircase(), qtbot)
    root = drawing(view, tmp_path / "a.svg")
    assert not list(root.iter(f"{_SVG}image"))
    assert {"Thread-3", "bank.py"} <= {text.text for text in root.iter(f"{_SVG}text")}


def test_only_what_is_in_sight_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    waits = spans_of(*((1, State.SLEEP, n * MS, n * MS + MS // 2) for n in range(300)))
    view = timeline_of(Run([thread(1, end_ns=300 * MS)], waits, [], 300 * MS), qtbot)
    view.zoom_to(100 * MS, 110 * MS)
    root = drawing(view, tmp_path / "a.svg")
    area = view._layout().area.adjusted(-0.1, -0.1, 0.1, 0.1)
    bars = [each for each in rectangles(root)[fill(State.SLEEP)] if each.width() > 20]
    assert len(bars) == 10
    assert all(area.contains(each) for each in bars)


def many(count: int, lanes: int) -> Run:
    random = np.random.default_rng(3)
    spans = np.zeros(count * lanes, SPAN)
    for lane in range(lanes):
        times = np.cumsum(random.integers(100, 3000, 2 * count))
        part = spans[lane * count : (lane + 1) * count]
        part["start"], part["end"], part["actor"], part["state"] = times[::2], times[1::2], lane, State.LOCK
    end_ns = int(spans["end"].max())
    return Run([thread(lane) for lane in range(lanes)], spans, [], end_ns)


def test_of_more_waits_than_pixels_runs_of_pixels_are_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    view = timeline_of(many(50_000, 4), qtbot)
    root = drawing(view, tmp_path / "a.svg")
    shapes = sum(len(rects) for rects in rectangles(root).values())
    assert 4 <= shapes <= 4 * view._layout().columns + 100
    assert (tmp_path / "a.svg").stat().st_size < 2_000_000


@pytest.mark.parametrize("run", [staircase(), many(5_000, 3)], ids=["few", "many"])
def test_drawn_on_pixels_it_looks_as_the_window_does(qtbot: QtBot, tmp_path: Path, run: Run) -> None:
    view = timeline_of(run, qtbot)
    drawing(view, tmp_path / "a.svg")
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    with QPainter(image) as painter:
        QSvgRenderer(str(tmp_path / "a.svg")).render(painter)
    seen = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    area = view._layout().area.toRect()
    pixels = [
        np.frombuffer(each.constBits(), np.uint8).reshape(each.height(), each.bytesPerLine() // 4, 4)[
            area.top() : area.bottom(), area.left() : area.right(), :3
        ]
        for each in (image, seen)
    ]
    differs = np.abs(pixels[0].astype(int) - pixels[1]).max(axis=2) > 40
    assert differs.mean() < 0.05  # letters and round corners


def test_drawing_leaves_the_next_frame_what_is_new(qtbot: QtBot, tmp_path: Path) -> None:
    view = timeline_of(staircase(), qtbot)
    view.grab()
    late = spans_of((3, State.SLEEP, 39 * MS + MS // 5, 40 * MS))  # a state that is known already
    view.add_spans(late)
    drawing(view, tmp_path / "a.svg")
    seen = view.grab().toImage()
    fresh = timeline_of(staircase(), qtbot)
    fresh.add_spans(late)
    assert seen == fresh.grab().toImage()
