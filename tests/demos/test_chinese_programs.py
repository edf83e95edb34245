"""A program's Chinese twin is the same program: other comments, other words, nothing else."""

import ast
import re
import unicodedata

import pytest

from app.core.demo import Demo, Variant
from app.core.program import parse_parameters, read_source
from app.discovery import FoundDemo, discover

MOST_COLUMNS = 90

DEMOS = [found.demo for found in discover() if isinstance(found, FoundDemo)]
TWINS = [
    pytest.param(demo, variant, id=f"{demo.id}.{variant.id}") for demo in DEMOS for variant in demo.variants
]
each_twin = pytest.mark.parametrize(("demo", "variant"), TWINS)


def sources(demo: Demo, variant: Variant) -> tuple[str, str]:
    twin = demo.program(variant, "zh_CN")
    assert twin.name == f"{variant.id}.zh_CN.py", "there is no twin"
    return read_source(demo.program(variant)), read_source(twin)


def shape(source: str) -> str:
    """The program's tree with every string blanked."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):  # words may stand before or after what they are about
            node.values = [value for value in node.values if not isinstance(value, ast.Constant)]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree, indent=1)


def columns(line: str) -> int:
    """How wide a line is where a Chinese character takes two places."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


@each_twin
def test_the_twin_does_the_same_line_for_line(demo: Demo, variant: Variant) -> None:
    english, chinese = sources(demo, variant)
    assert shape(chinese) == shape(english)
    assert len(chinese.splitlines()) == len(english.splitlines())


@each_twin
def test_the_twin_has_the_same_parameters_with_chinese_labels(demo: Demo, variant: Variant) -> None:
    for english, chinese in zip(*map(parse_parameters, sources(demo, variant)), strict=True):
        assert (chinese.name, chinese.value, chinese.low, chinese.high) == (
            english.name,
            english.value,
            english.low,
            english.high,
        )
        assert re.search("[\u4e00-\u9fff]", chinese.label or "")


@each_twin
def test_the_twin_watches_the_same_data(demo: Demo, variant: Variant) -> None:
    english, chinese = (
        [number for number, line in enumerate(source.splitlines()) if re.search(r"# watch\b", line)]
        for source in sources(demo, variant)
    )
    assert chinese == english


@each_twin
def test_the_twin_speaks_chinese_and_can_be_read_from_the_last_row(demo: Demo, variant: Variant) -> None:
    _, chinese = sources(demo, variant)
    docstring = ast.get_docstring(ast.parse(chinese)) or ""
    assert re.search("[\u4e00-\u9fff]", docstring)
    assert max(map(columns, chinese.splitlines())) <= MOST_COLUMNS
