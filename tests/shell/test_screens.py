"""The windows of programs in a demo's tab."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.core.displays import NO_DISPLAY
from app.core.screen import screen_files
from app.shell.subject import demo_subject
from tests.shell.conftest import MakeTab
from tests.shell.showing import demo, program_of, recordings, subject_of

WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QPushButton
app = QApplication(sys.argv)
button = QPushButton("press")
button.clicked.connect(lambda: print("pressed", flush=True))
button.setWindowTitle("One button")
button.resize(200, 100)
button.show()
sys.exit(app.exec())
"""


async def test_a_window_appears_takes_a_click_and_ends_grey(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, WINDOW)))
    screens = shown.tab.screens
    assert not screens.isVisible()
    shown.start()
    await shown.until(lambda: screens.panels and screens.panels[0].title() == "One button")
    panel = screens.panels[0]
    await shown.until(lambda: panel.canvas.target().width() > 0)
    centre = panel.canvas.target().center().toPoint()
    QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(centre))
    await shown.until(lambda: any("pressed" in line for line in shown.output()))
    panel._close.click()
    await shown.ended()
    assert not panel.canvas._live
    assert screen_files(recordings()[-1]) == []


async def test_several_processes_with_windows_stand_side_by_side(show: MakeTab, tmp_path: Path) -> None:
    two = """
import multiprocessing as mp
def window(name):
    import pygame
    pygame.display.init()
    pygame.display.set_mode((80, 60))
    pygame.display.set_caption(name)
    while pygame.event.wait().type != pygame.QUIT:
        pass
if __name__ == "__main__":
    children = [mp.get_context("spawn").Process(target=window, args=(name,)) for name in ("one", "two")]
    for child in children:
        child.start()
    for child in children:
        child.join()
"""
    shown = show(subject_of(program_of(tmp_path, two)))
    shown.start()
    screens = shown.tab.screens
    await shown.until(lambda: {panel.title() for panel in screens.panels} == {"one", "two"})
    screens.panels[0]._close.click()
    await shown.until(lambda: not screens.panels[0].canvas._live)  # while the other one goes on
    assert screens.panels[1].canvas._live
    shown.tab.stop()
    await shown.ended()
    assert not screens.panels[1].canvas._live


async def test_the_next_run_begins_without_the_last_picture(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, WINDOW), program_of(tmp_path, "print(1)", "plain.py")))
    shown.start()
    await shown.until(lambda: shown.tab.screens.panels)
    shown.tab.stop()
    await shown.ended()
    assert shown.tab.screens.isVisible()
    shown.tab.choose_program("plain")
    await shown.run()
    assert not shown.tab.screens.isVisible()


def test_what_needs_a_display_elsewhere_runs_in_the_window_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    race = demo("car_race")
    assert [variant.unavailable() for variant in race.variants] == [NO_DISPLAY] * len(race.variants)
    assert [program.unavailable() for program in demo_subject(race).programs] == [None] * len(race.variants)
