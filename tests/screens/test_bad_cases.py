"""Programs and files that make it hard: nothing hangs, nothing is torn, nothing stays behind."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from app.core.errors import RecordingError
from app.core.screen import Act, Given, ScreenReader, remove_screens, screen_files
from app.stage.leftovers import end_leftover
from app.tracer import screen_layout as layout
from tests.recorded import record
from tests.screened import Person, show

_PYGAME = """
import os, sys, time
import pygame
pygame.init()
"""


async def sees(person: Person) -> None:
    await person.until(lambda: person.picture)


def test_a_program_that_never_reads_events_can_be_stopped(tmp_path: Path) -> None:
    source = f"{_PYGAME}\npygame.display.set_mode((50, 50))\npygame.display.flip()\nwhile True:\n    time.sleep(1)\n"
    shown = show(source, tmp_path, sees, stop=True)
    assert shown.outcome.reason == "stopped"


def test_a_window_without_any_picture_can_be_stopped(tmp_path: Path) -> None:
    async def waits(person: Person) -> None:
        while b"ready" not in person.said:
            import asyncio

            await asyncio.sleep(0.01)
        assert screen_files(person.directory) == []

    source = """
import time
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
print("ready", flush=True)
time.sleep(60)
"""
    shown = show(source, tmp_path, waits, stop=True)
    assert shown.outcome.reason == "stopped"
    assert shown.picture is None


@pytest.mark.parametrize("size", [(1, 1), (3800, 2100)])
def test_small_and_huge_windows_are_shown(size: tuple[int, int], tmp_path: Path) -> None:
    source = f"""{_PYGAME}
surface = pygame.display.set_mode({size})
surface.fill("red")
pygame.display.flip()
while pygame.event.wait().type != pygame.QUIT:
    pass
"""

    async def looks(person: Person) -> None:
        await person.until_colour(size[0] - 1, size[1] - 1, (255, 0, 0))
        person.close()

    shown = show(source, tmp_path, looks)
    assert shown.picture is not None
    assert (shown.picture.width, shown.picture.height) == size


def test_a_window_that_is_too_large_says_so(tmp_path: Path) -> None:
    async def looks(person: Person) -> None:
        await person.until(lambda: person.picture and person.picture.why_not() == "too_large")

    source = (
        f"{_PYGAME}\npygame.display.set_mode((9000, 9000), 0, 8)\npygame.display.flip()\ntime.sleep(60)\n"
    )
    show(source, tmp_path, looks, stop=True)


def test_opengl_says_that_it_cant_be_shown(tmp_path: Path) -> None:
    async def looks(person: Person) -> None:
        await person.until(lambda: person.picture and person.picture.why_not() == "opengl")

    source = f"""{_PYGAME}
try:
    pygame.display.set_mode((100, 100), pygame.OPENGL)
except pygame.error as error:
    print(error, flush=True)
time.sleep(60)
"""
    show(source, tmp_path, looks, stop=True)


def test_a_flood_of_pictures_is_never_torn_even_when_its_program_is_killed(tmp_path: Path) -> None:
    """Each picture has one colour; two in one would be a torn one."""
    source = f"""{_PYGAME}
surface = pygame.display.set_mode((200, 200))
shade = 0
while True:
    shade = (shade + 1) % 256
    surface.fill((shade, 255 - shade, shade))
    pygame.display.flip()
"""

    async def looks_and_kills(person: Person) -> None:
        seen = 0
        numbers: set[int] = set()
        while seen < 300:
            await person.until(lambda: person.picture and person.picture.number not in numbers)
            last = person.picture
            assert last is not None
            numbers.add(last.number)
            assert last.pixels == last.pixels[:4] * (200 * 200)
            seen += 1
        child = person.run.manifest.child
        assert child is not None
        os.kill(child.pid, signal.SIGKILL)

    shown = show(source, tmp_path, looks_and_kills)
    assert (shown.outcome.reason, shown.outcome.status) == ("signalled", signal.SIGKILL)
    assert shown.picture is not None
    assert shown.picture.pixels == shown.picture.pixels[:4] * (200 * 200)


def test_a_child_has_no_screen_unless_it_opens_a_window(tmp_path: Path) -> None:
    source = f"""{_PYGAME}
import multiprocessing as mp

def child():
    pygame.display.get_surface().fill("blue")
    pygame.display.flip()

surface = pygame.display.set_mode((40, 40))
surface.fill("red")
pygame.display.flip()
process = mp.get_context("fork").Process(target=child)
process.start()
process.join()
print("joined", flush=True)
while pygame.event.wait().type != pygame.QUIT:
    pass
"""

    async def looks(person: Person) -> None:
        await person.until_said("joined")
        assert len(screen_files(person.directory)) == 1
        assert person.colour(5, 5) == (255, 0, 0)
        person.close()

    show(source, tmp_path, looks)


def test_a_program_run_from_the_terminal_has_no_screen(tmp_path: Path) -> None:
    source = """
import os
os.environ["SDL_VIDEODRIVER"] = "dummy"
import pygame
pygame.display.init()
pygame.display.set_mode((50, 50))
pygame.display.flip()
"""
    done = record(source, tmp_path)
    done.trace.close()
    assert done.outcome.status == 0, done.stderr
    assert screen_files(done.directory) == []


def test_clicks_and_keys_get_through_a_flood_of_moves(tmp_path: Path) -> None:
    source = f"""{_PYGAME}
pygame.display.set_mode((100, 100))
pygame.display.flip()
while not os.path.exists({str(tmp_path / "go")!r}):
    time.sleep(0.005)
clicks = 0
while clicks < 1500:
    clicks += sum(event.type == pygame.MOUSEBUTTONDOWN for event in pygame.event.get())
print("all", flush=True)
time.sleep(0.5)
"""

    async def floods(person: Person) -> None:
        await person.until(lambda: person.picture)
        for number in range(1500):
            person.move(number % 90, 5)
            person.move(number % 90, 6)
            person.give(layout.PRESS, number % 90, 6, 1, 1)
        (tmp_path / "go").touch()
        reader = person.reader
        assert reader is not None

        def said() -> bool:
            reader.flush()
            return b"all" in person.said

        await person.until(said)

    show(source, tmp_path, floods)


def _screen(folder: Path, **words: int) -> Path:
    """A file like that of a program, with one black picture of 2x2."""
    capacity = words.pop("capacity", 4096)
    data = bytearray(layout.SLOTS_AT + 3 * (layout.PIXELS_AT + 4096))
    values = {
        layout.MAGIC_AT: words.pop("magic", layout.MAGIC),
        layout.CAPACITY_AT: capacity,
        layout.PUBLISHED_AT: words.pop("published", 1 << 2),
        layout.TAKEN_AT: words.pop("taken", 0),
    }
    for at, value in values.items():
        data[at : at + 8] = value.to_bytes(8, "little")
    import struct

    size = words.pop("width", 2), words.pop("height", 2)
    struct.pack_into(layout.PICTURE, data, layout.SLOTS_AT, *size, 1.0, 0, 0, words.pop("title", 0))
    path = folder / "77.screen"
    path.write_bytes(data)
    return path


def test_a_sound_file_has_its_picture(tmp_path: Path) -> None:
    reader = ScreenReader(_screen(tmp_path))
    picture = reader.newest()
    assert picture is not None
    assert (picture.width, picture.height, len(picture.pixels)) == (2, 2, 16)
    assert reader.newest() is None
    reader.close()


@pytest.mark.parametrize(
    "wrong", [{"magic": 5}, {"capacity": 1 << 40}, {"capacity": 0}, {"capacity": 1 << 20}]
)
def test_a_file_that_is_no_screen_is_refused(wrong: dict[str, int], tmp_path: Path) -> None:
    path = _screen(tmp_path, **wrong)
    with pytest.raises(RecordingError):
        ScreenReader(path)


@pytest.mark.parametrize(
    "wrong", [{"width": 1 << 30}, {"width": 5000, "height": 5000}, {"published": 1 << 2 | 3}, {"title": 9999}]
)
def test_a_picture_that_cant_be_is_left_out(wrong: dict[str, int], tmp_path: Path) -> None:
    reader = ScreenReader(_screen(tmp_path, **wrong))
    assert reader.newest() is None
    reader.close()


def test_input_for_a_file_full_of_nonsense_does_no_harm(tmp_path: Path) -> None:
    reader = ScreenReader(_screen(tmp_path, taken=1 << 60))
    for _ in range(5):
        reader.give(Given(Act.PRESS, 1 << 40, -(1 << 40), text="好" * 100))
    reader.close()


def test_cut_short_and_missing_files_are_refused(tmp_path: Path) -> None:
    for content in (b"", b"x" * 100):
        path = tmp_path / "1.screen"
        path.write_bytes(content)
        with pytest.raises(RecordingError):
            ScreenReader(path)
    with pytest.raises(RecordingError):
        ScreenReader(tmp_path / "2.screen")


def test_screens_of_a_killed_lab_are_removed_at_the_next_start(tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.recording_builder import MadeRecording

    made = MadeRecording(tmp_path / "run", reason=None)
    made.process()
    made.write()
    gone = replace(made.manifest().lab, pid=max(psutil.pids()) + 1000)
    replace(made.manifest(), lab=gone).write(tmp_path / "run")
    _screen(tmp_path / "run")
    assert end_leftover(tmp_path / "run")
    assert screen_files(tmp_path / "run") == []


def test_nothing_is_said_about_screens_that_are_gone_already(tmp_path: Path) -> None:
    remove_screens(tmp_path / "nowhere")
    assert screen_files(tmp_path / "nowhere") == []
