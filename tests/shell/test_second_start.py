"""A second start brings the first window forward, and nobody else can make it do anything."""

import asyncio
import os
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from app.shell.doorbell import Doorbell
from app.shell.knock import door, knock, message_of, wish_of
from app.shell.newcomer import Newcomer
from app.stage.background import in_thread
from tests.shell.showing import ShownWindow

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a socket is a file, as Windows has none"),
    pytest.mark.usefixtures("closing"),
]


@pytest.fixture
def place() -> Iterator[str]:
    """A door that nobody has opened; the paths of sockets are short."""
    with tempfile.TemporaryDirectory(prefix="d", dir="/tmp") as folder:
        yield os.path.join(folder, "lab", "door")


@pytest.fixture
def bell(place: str, qapp: object) -> Iterator[Doorbell]:
    """A bell at that door, not yet listening."""
    owner = QObject()
    bell = Doorbell(place, owner)
    yield bell
    bell.close()


async def answered(place: str, demo: str | None, program: Path | None) -> bool:
    """Knock from another thread, as another process would."""
    return await in_thread(lambda: knock(place, demo, program), "test-knock")


def test_where_no_lab_is_open_nobody_answers(place: str) -> None:
    assert not knock(place, None, None)
    assert not knock(None, None, None)


@pytest.mark.parametrize(
    ("demo", "program"),
    [(None, None), ("gil", None), (None, Path("/tmp/a “程序”\n of mine.py")), (None, Path("/a\udcff.py"))],
)
def test_a_wish_arrives_as_it_was_sent(demo: str | None, program: Path | None) -> None:
    assert wish_of(message_of(demo, program)) == (demo, program)


async def test_the_open_lab_hears_of_a_second_start_and_answers(place: str, bell: Doorbell) -> None:
    heard: list[tuple[object, object]] = []
    bell.rung.connect(lambda demo, program: heard.append((demo, program)))
    assert bell.listen()
    odd = Path("/a “程序”\n of mine.py")
    assert await answered(place, "gil", odd)
    assert await answered(place, None, None)
    assert heard == [("gil", odd), (None, None)]


async def test_the_door_of_a_killed_lab_is_taken_over(place: str, bell: Doorbell) -> None:
    os.mkdir(os.path.dirname(place))
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(place)
    assert not knock(place, None, None)
    assert bell.listen()
    assert await answered(place, None, None)


async def test_only_this_user_gets_to_the_door_and_it_is_gone_afterwards(place: str, bell: Doorbell) -> None:
    assert bell.listen()
    assert stat.S_IMODE(os.stat(place).st_mode) & 0o077 == 0
    bell.close()
    assert not os.path.lexists(place)


@pytest.mark.parametrize("noise", [b"", b"61", b"61 62 63", b" 00", b"gil mine.py", b"\xff ", b"x" * 200_000])
async def test_what_is_no_message_of_a_lab_is_not_heard(noise: bytes, place: str, bell: Doorbell) -> None:
    heard: list[object] = []
    bell.rung.connect(lambda *wish: heard.append(wish))
    assert bell.listen()
    reader, writer = await asyncio.open_unix_connection(place)
    writer.write(noise + b"\n")
    assert await asyncio.wait_for(_rest(reader), 10) == b""
    writer.close()
    assert heard == []


async def _rest(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionError:
        return b""


def test_a_home_too_deep_for_a_socket_has_no_door(tmp_path: Path) -> None:
    assert door(tmp_path / ("deep" * 40)) is None


def test_each_display_has_a_door_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    doors = []
    for display in (":1", ":2"):
        monkeypatch.setenv("DISPLAY", display)
        doors.append(door(Path("/lab")))
    assert doors[0] != doors[1]


def test_a_bell_without_a_door_is_silent(qapp: object) -> None:
    assert not Doorbell(None, QObject()).listen()


async def test_the_window_comes_back_from_the_task_bar_with_what_is_wanted(shown_window: ShownWindow) -> None:
    shown_window.fill()
    shown_window.window.showMinimized()
    comer = Newcomer(shown_window.window, shown_window.contents)
    comer.bell.rung.emit("gil", None)
    assert not shown_window.window.isMinimized()
    rail = shown_window.window.rail
    shown = rail.current_page()
    comer.bell.rung.emit("no such demo", None)
    assert rail.current_page() is shown is rail.show_page("gil")
