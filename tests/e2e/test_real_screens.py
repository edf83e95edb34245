"""Programs with windows in the real window: a real mouse acts on them, and quitting leaves nothing of them."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app.core.screen import screen_files
from app.shell.settings import Settings
from tests.e2e.real_lab import RealLab
from tests.stage.staging import gone

WINDOWS = """
import multiprocessing as mp
import sys

def window(number):
    import pygame
    pygame.display.init()
    surface = pygame.display.set_mode((900, 700))
    while True:
        for event in pygame.event.get():
            if event.type == pygame.MOUSEBUTTONDOWN:
                sys.exit(40 + number)
        surface.fill((200, 40 * number, 0))
        pygame.display.flip()
        pygame.time.wait(5)

if __name__ == "__main__":
    others = [mp.get_context("spawn").Process(target=window, args=(n,), daemon=True) for n in range({others})]
    for other in others:
        other.start()
    window(2)
"""
StartLab = Callable[[int], RealLab]


@pytest.fixture
def lab(display: str, tmp_path: Path) -> Iterator[StartLab]:
    """Starts the lab on a program with so many more windows than one; what is left of it is ended."""
    started: list[RealLab] = []

    def start(others: int) -> RealLab:
        program = tmp_path / "windows.py"
        program.write_text(WINDOWS.replace("{others}", str(others)))
        home = tmp_path / "home"
        settings = Settings(str(home / "settings.ini"))
        settings.trust(str(program))
        settings.save()
        started.append(RealLab(display, home, program))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                for process in each.descendants():
                    process.kill()
            each.kill()


def screens(lab: RealLab) -> list[Path]:
    return [path for directory, _ in lab.manifests() for path in screen_files(directory)]


def test_a_real_click_in_the_panel_is_the_programs(lab: StartLab) -> None:
    real = lab(0)
    real.until(lambda: screens(real), lambda: real.press("ctrl+r"))
    width, height = real.size()
    real.until(
        lambda: real.states() == ["ended"], lambda: real.click(round(width * 0.74), round(height * 0.32))
    )
    ((directory, manifest),) = real.manifests()
    assert manifest.exit is not None
    assert (manifest.exit.reason, manifest.exit.status) == ("exited", 42)
    assert screen_files(directory) == []


def test_quitting_with_three_screens_leaves_nothing(lab: StartLab) -> None:
    real = lab(2)
    real.until(lambda: len(screens(real)) == 3, lambda: real.press("ctrl+r"))
    running = real.descendants()
    real.press("ctrl+q")
    status, _, errors = real.ended()
    assert (status, errors) == (0, "")
    assert all(gone(process.pid) for process in running)
    assert screens(real) == []
