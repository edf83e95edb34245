"""Takes the pictures of the README from the real window, and an animated one of the timeline.

    .venv/bin/python resources/pictures/take.py [FOLDER]

Without a display it is done unseen. The runs are real ones, so the pictures differ a little each time.
"""

import asyncio
import os
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.shell.application import Application
from app.shell.contents import Contents
from app.shell.demo_tab import DemoTab
from app.shell.life import run_in_window
from app.shell.settings import Settings
from app.shell.tour import shown_window
from app.shell.window import Window

SIZE = 1280, 800
FRAMES, FRAME_MS = 40, 100
PAINT_S = 0.4
WIDTH = 720  # pixels of the animated picture


def main() -> int:
    """See to a display and a home of its own, then take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    folder.mkdir(parents=True, exist_ok=True)
    if not (os.environ.get("DISPLAY") or sys.platform in ("win32", "darwin")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="concurrency-lab-pictures-") as home:
        os.environ["CONCURRENCY_LAB_HOME"] = home  # its recordings are nobody's
        return take(folder, Path(home))


def take(folder: Path, home: Path) -> int:
    """Take them all into a folder."""
    app = Application(["concurrency-lab"])
    settings = Settings(str(home / "settings.ini"))
    window, looks, speech = shown_window(app, settings, SIZE)

    async def life(contents: Contents) -> int:
        tab = await run(window, contents, "bank_account", "with_lock")
        tab.findings.pages.setCurrentWidget(tab.findings.moment)
        await save(window, folder / "window.png")
        animate(await replay(tab), folder / "timeline.png")
        looks.set_theme("dark")
        await run(window, contents, "gil", "cpu_in_threads")
        await save(window, folder / "dark.png")
        looks.set_theme("light")
        speech.choose("zh_CN")
        await run(window, contents, "downloads", "two_threads")
        await save(window, folder / "chinese.png")
        return 0

    return run_in_window(app, window, settings, life)


async def run(window: Window, contents: Contents, demo: str, variant: str) -> DemoTab:
    """Go to a demo and run a variant of it to its end."""
    tab = window.rail.show_page(demo)
    assert isinstance(tab, DemoTab)
    ended = asyncio.Event()
    contents.run_ended.connect(ended.set)
    tab.choose_program(variant)
    tab.run()
    await ended.wait()
    contents.run_ended.disconnect(ended.set)
    return tab


async def save(widget: QWidget, path: Path) -> None:
    """A picture of a widget, once everything has been painted."""
    await asyncio.sleep(PAINT_S)
    if not widget.grab().save(str(path)):
        raise OSError(0, "the picture can't be written", str(path))


async def replay(tab: DemoTab) -> list[QImage]:
    """Pictures of the timeline while the cursor goes through the run."""
    pictures = []
    _, end_ns = tab.timeline.range_ns
    for number in range(FRAMES):
        tab.moment.go_to(end_ns * number // FRAMES)
        await asyncio.sleep(0.02)
        picture = tab.timeline.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pictures.append(picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation))
    return pictures


def animate(pictures: Sequence[QImage], path: Path) -> None:
    """An animated PNG of pictures of one size (https://www.w3.org/TR/png-3/#apng-frame-based-animation).

    Of each picture but the first only the part is kept that differs from the one before.
    """
    number, parts = 0, [next(chunks(pictures[0])), chunk(b"acTL", struct.pack(">II", len(pictures), 0))]
    for index, picture in enumerate(pictures):
        place = changed(pictures[index - 1], picture) if index else picture.rect()
        where = place.width(), place.height(), place.x(), place.y()
        parts.append(chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, *where, FRAME_MS, 1000, 0, 0)))
        number += 1
        for data in (part for part in chunks(picture.copy(place)) if part[4:8] == b"IDAT"):
            parts.append(data if index == 0 else chunk(b"fdAT", struct.pack(">I", number) + data[8:-4]))
            number += index > 0
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b""))


def changed(before: QImage, after: QImage) -> QRect:
    """The smallest rectangle outside of which two pictures are the same."""
    one, other = (
        np.frombuffer(each.constBits(), np.uint32).reshape(each.height(), -1) for each in (before, after)
    )
    rows, columns = np.nonzero(one != other)
    if not len(rows):
        return QRect(0, 0, 1, 1)
    return QRect(QPoint(int(columns.min()), int(rows.min())), QPoint(int(columns.max()), int(rows.max())))


def chunks(picture: QImage) -> Iterator[bytes]:
    """The chunks of a picture as Qt writes it."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "PNG")  # type: ignore[call-overload]
    data, at = bytes(held.data()), 8
    while at < len(data):
        length = struct.unpack(">I", data[at : at + 4])[0] + 12
        yield data[at : at + length]
        at += length


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    sys.exit(main())
