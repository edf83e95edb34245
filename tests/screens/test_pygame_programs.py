"""Unchanged pygame programs, seen and worked with through their screens."""

import asyncio
import textwrap
from pathlib import Path

import pytest

from app.core.events import Kind
from app.tracer import screen_layout as layout
from tests.screened import Person, Play, Shown, show

_LEFT_ARROW = 0x01000012
_SHIFT = 0x02000000
_BLANK, _HAND = 10, 13

_BEGIN = """
import sys, threading
import pygame
pygame.init()
"""


async def clicks(person: Person) -> None:
    await person.until_colour(5, 5, (0, 0, 80))
    person.click(40, 50)
    await person.until_colour(5, 5, (90, 0, 0))
    await person.until(lambda: person.picture and person.picture.title == "clicked 40 50 1")
    person.close()


async def holds_a_key(person: Person) -> None:
    await person.until_colour(50, 5, (255, 0, 0))
    person.give(layout.KEY_DOWN, _LEFT_ARROW)
    await person.until_colour(2, 5, (255, 0, 0))
    person.give(layout.KEY_UP, _LEFT_ARROW)
    person.give(layout.KEY_DOWN, ord("Q"), text="q")


async def types(person: Person) -> None:
    await person.until(lambda: True)
    person.type("ab")
    person.key(ord("C"), "C", _SHIFT)
    person.give(layout.TEXT, text="你好，世界，这是一个很长的句子")
    person.key(0x01000004, "\r")
    await person.until_said("abC你好，世界，这是一个很长的句子")


async def resizes(person: Person) -> None:
    await person.until(lambda: person.picture and person.picture.resizable)
    person.give(layout.RESIZE, 333, 222)
    await person.until(lambda: person.picture and (person.picture.width, person.picture.height) == (333, 222))
    person.close()


async def watches_a_thread(person: Person) -> None:
    await person.until_colour(5, 5, (0, 9, 0))
    person.close()


async def looks(person: Person) -> None:
    await person.until_colour(7, 3, (0, 200, 100))
    await person.until_colour(30, 3, (0, 0, 0))


async def turns_the_wheel(person: Person) -> None:
    await person.until(lambda: True)
    person.move(70, 20)
    person.give(layout.WHEEL, 70, 20, 0, 240)
    await person.until_said("at (70, 20) wheel 2")
    person.press(10, 10, 2)
    await person.until_said("right (False, False, True)")
    person.release(10, 10, 2)
    person.give(layout.LEAVE)
    await person.until_said("gone")


async def sees_the_cursor(person: Person) -> None:
    await person.until(lambda: person.picture and person.picture.cursor == _HAND)
    person.click(1, 1)
    await person.until(lambda: person.picture and person.picture.cursor == _BLANK)
    person.close()


PROGRAMS: dict[str, tuple[Play, int, str]] = {
    "a loop with a clock": (clicks, 3, f"""{_BEGIN}
surface, clock, colour = pygame.display.set_mode((160, 120)), pygame.time.Clock(), (0, 0, 80)
while True:
    for event in pygame.event.get():
        if event.type == pygame.QUIT:
            pygame.quit()
            sys.exit(3)
        if event.type == pygame.MOUSEBUTTONDOWN:
            colour = (90, 0, 0)
            pygame.display.set_caption(f"clicked {{event.pos[0]}} {{event.pos[1]}} {{event.button}}")
    surface.fill(colour)
    pygame.display.flip()
    clock.tick(60)
"""),
    "keys that are held": (holds_a_key, 0, f"""{_BEGIN}
surface, x = pygame.display.set_mode((100, 20)), 48
while not pygame.key.get_pressed()[pygame.K_q]:
    pygame.event.pump()
    if pygame.key.get_pressed()[pygame.K_LEFT]:
        x = max(x - 4, 0)
    surface.fill("black")
    surface.fill((255, 0, 0), (x, 0, 5, 20))
    pygame.display.update()
    pygame.time.wait(2)
"""),
    "waits for events": (types, 0, f"""{_BEGIN}
surface, text = pygame.display.set_mode((100, 20)), ""
pygame.display.flip()
while True:
    event = pygame.event.wait()
    if event.type == pygame.TEXTINPUT:
        text += event.text
    if event.type == pygame.KEYDOWN and event.key == pygame.K_RETURN:
        break
print(text, flush=True)
"""),
    "a window of another size": (resizes, 0, f"""{_BEGIN}
pygame.display.set_mode((200, 100), pygame.RESIZABLE)
while not pygame.event.get(pygame.QUIT):
    pygame.display.get_surface().fill("white")
    pygame.display.flip()
    pygame.time.wait(5)
"""),
    "drawn by a thread": (watches_a_thread, 0, f"""{_BEGIN}
surface, done = pygame.display.set_mode((100, 100)), threading.Event()
def draw():
    while not done.wait(0.01):
        surface.fill((0, 9, 0))
        pygame.display.update()
painter = threading.Thread(target=draw)
painter.start()
while pygame.event.poll().type != pygame.QUIT:
    pass
done.set()
painter.join()
"""),
    "few colours, no events": (looks, 0, f"""{_BEGIN}
import time
surface = pygame.display.set_mode((50, 30), depth=16)
surface.fill((0, 200, 100), (0, 0, 10, 30))
surface = surface.convert(24)
display = pygame.display.set_mode((51, 30))
display.blit(surface, (0, 0))
pygame.display.update((0, 0, 10, 10))
display.set_at((7, 3), (0, 200, 100))
pygame.display.update()
time.sleep(0.3)
"""),
    "the state of the mouse": (turns_the_wheel, 7, f"""{_BEGIN}
pygame.display.set_mode((100, 50))
pygame.display.flip()
while True:
    for event in pygame.event.get():
        if event.type == pygame.MOUSEWHEEL:
            print("at", pygame.mouse.get_pos(), "wheel", event.y, flush=True)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 3:
            print("right", pygame.mouse.get_pressed(), flush=True)
        if event.type == pygame.WINDOWLEAVE:
            print("gone", pygame.mouse.get_focused(), flush=True)
            sys.exit(7)
    pygame.time.wait(1)
"""),
    "cursors": (sees_the_cursor, 0, f"""{_BEGIN}
pygame.display.set_mode((100, 50))
pygame.mouse.set_cursor(pygame.SYSTEM_CURSOR_HAND)
while True:
    event = pygame.event.wait(50)
    if event.type == pygame.MOUSEBUTTONDOWN:
        pygame.mouse.set_visible(False)
    if event.type == pygame.QUIT:
        break
    pygame.display.flip()
"""),
}  # fmt: skip


@pytest.mark.parametrize("which", PROGRAMS)
def test_a_pygame_program_is_seen_and_worked_with(which: str, tmp_path: Path) -> None:
    play, status, source = PROGRAMS[which]
    shown = show(textwrap.dedent(source), tmp_path, play)
    assert (shown.outcome.reason, shown.outcome.status) == ("exited", status), shown.errors
    assert shown.errors == ""


@pytest.fixture(scope="module")
def clicked(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    play, _, source = PROGRAMS["a loop with a clock"]
    return show(source, tmp_path_factory.mktemp("clicked"), play)


def test_pictures_are_counted_in_the_recording(clicked: Shown) -> None:
    trace = clicked.trace()
    events = []
    trace.close()
    with_frames = clicked.trace().__class__(clicked.directory)
    with_frames.recording.refresh_manifest()
    while len(some := with_frames.recording.poll(100_000, True)):
        events += [int(row["a"]) for row in some[some["kind"] == Kind.FRAMES_SHOWN]]
    with_frames.close()
    assert sum(events) >= 1


def test_what_stands_still_keeps_its_clicks(tmp_path: Path) -> None:
    """As in life: they wait, and are delivered when the program looks again."""

    async def impatient(person: Person) -> None:
        await person.until_said("asleep")
        for x in range(4):
            person.click(10 + x, 10)
        reader = person.reader
        assert reader is not None
        assert reader.waiting_clicks() == 4
        await person.until(lambda: reader.silent_ns() > 200_000_000)
        (tmp_path / "go").touch()
        await person.until_said("[10, 11, 12, 13]")
        assert reader.waiting_clicks() == 0
        await asyncio.sleep(0)

    source = f"""{_BEGIN}
import os, time
pygame.display.set_mode((100, 50))
pygame.event.get()
pygame.display.flip()
print("asleep", flush=True)
while not os.path.exists({str(tmp_path / "go")!r}):
    time.sleep(0.005)
print([event.pos[0] for event in pygame.event.get(pygame.MOUSEBUTTONDOWN)], flush=True)
time.sleep(0.2)
"""
    show(source, tmp_path, impatient)
