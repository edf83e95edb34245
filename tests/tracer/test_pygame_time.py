"""The pauses of pygame as the recording shows them, and that they stay pygame's."""

import sys
from pathlib import Path

import pytest

from tests.recorded import Recorded, record
from tests.tracer.test_stock_behaviour import both, write

QUIET = {"SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}

PROGRAM = """
import pygame
from pygame.time import Clock

clock = Clock()
for frame in range(3):
    clock.tick(50)  # the frame's rest
pygame.time.wait(5)  # waits
pygame.time.delay(2)  # delays
clock.tick()
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    recorded = record(PROGRAM, tmp_path_factory.mktemp("pygame"))
    recorded.trace.close()
    assert recorded.summary["exit"]["status"] == 0, recorded.stderr
    return recorded


def test_a_tick_that_waits_for_the_next_frame_is_a_sleep(run: Recorded) -> None:
    lines = [span["line"] for span in run.spans("program.py", "sleep")]
    frames = [run.line("the frame's rest")] * 3
    assert lines == [*frames, run.line("# waits"), run.line("# delays")]


def test_a_tick_without_a_rate_is_none(run: Recorded) -> None:
    assert run.line("clock.tick()") not in [span["line"] for span in run.spans()]


def test_clocks_and_pauses_are_pygames(tmp_path: Path) -> None:
    source = """
import pygame
clock = pygame.time.Clock()
print(isinstance(clock, pygame.time.Clock), type(clock), clock, pygame.Clock is pygame.time.Clock)
print(type(clock.tick(1000)), clock.get_time() >= 0, clock.get_fps(), clock.get_rawtime() >= 0)
for wrong in (lambda: clock.tick("x"), lambda: clock.tick(framerate=3), lambda: clock.tick(1, 2),
              lambda: pygame.time.wait("x"), lambda: pygame.time.delay(), lambda: clock.tack(),
              lambda: pygame.time.Clock(3)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
print(pygame.time.wait, pygame.time.wait(-3) >= 0, clock.tick_busy_loop(1000) >= 0)
"""
    without, traced = both(sys.executable, write(tmp_path / "p", source), tmp_path / "trace", QUIET)
    assert traced == without
