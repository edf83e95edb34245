"""The box that asks for a lane per generator, and what it costs on an old Python."""

import platform
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.manifest import Interpreter
from app.stage.pythons import FoundPython
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, own_file, program_of, subject_of

SOURCE = """
    def numbers():
        yield 1
    print(list(numbers()))
"""
SLOW = not Interpreter(platform.python_version(), "").monitors


@pytest.fixture
def shown(show: MakeTab, tmp_path: Path) -> ShownTab:
    return show(subject_of(program_of(tmp_path, SOURCE)))


async def test_a_ticked_box_gives_each_generator_a_lane(shown: ShownTab) -> None:
    shown.tab.bar._generators.setChecked(True)
    ending = await shown.run()
    assert "numbers" in shown.lanes()
    assert ending.manifest.generators
    assert ("slowed by" in shown.said[-1]) == SLOW


async def test_an_empty_box_gives_none(shown: ShownTab) -> None:
    shown.tab.bar._generators.setChecked(False)
    ending = await shown.run()
    assert shown.lanes() == ["program.py"]
    assert not ending.manifest.generators
    assert "slowed down" not in shown.said[-1]


def test_the_box_is_ticked_where_it_costs_nothing(shown: ShownTab) -> None:
    assert shown.tab.bar.generators != SLOW
    assert ("3.11" in shown.tab.bar._generators.toolTip()) == SLOW


def test_the_box_goes_by_the_python_that_is_chosen(shown: ShownTab) -> None:
    bar = shown.tab.bar
    for version, slow in (("3.13.0", False), ("3.11.9", True), ("3.12.1", False)):
        bar.pythons._add(FoundPython(version, f"/opt/python{version}"))
        bar.pythons.setCurrentIndex(bar.pythons.count() - 1)
        bar.pythons.activated.emit(bar.pythons.currentIndex())
        assert (bar.generators, "3.11" in bar._generators.toolTip()) == (not slow, slow)


async def test_a_variant_that_asks_for_its_generators_gets_them(show: MakeTab, tmp_path: Path) -> None:
    asking = replace(program_of(tmp_path, SOURCE), generators=True)
    shown = show(subject_of(asking))
    await shown.run()
    assert "numbers" in shown.lanes()


def test_a_demo_without_generators_has_no_box(show: MakeTab, tmp_path: Path) -> None:
    without = program_of(tmp_path, "print(1)")
    assert show(subject_of(without)).tab.bar._generators.isHidden()
    assert not show(own_file(tmp_path, "print(1)")).tab.bar._generators.isHidden()
