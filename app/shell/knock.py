"""Asks a lab that is open already to come forward, before a second window is made.

Runs before the first paint: a socket without the module `socket`, which costs more than the question.
"""

import os
import sys
import zlib
from pathlib import Path

ANSWER = b"here\n"
_WAIT_S = 3.0
_LONGEST_PATH = 90  # bytes; the systems allow 104 and more, of which Qt takes some while it makes the socket


def door(home: Path) -> str | None:
    """Where the lab with this home is asked: a socket's path, a pipe's name on Windows; None where none can be.

    Each display has its own: a window on another one can't come forward here.
    """
    screen = "|".join(os.environ.get(name, "") for name in ("WAYLAND_DISPLAY", "DISPLAY"))
    if sys.platform == "win32":
        return f"concurrency-lab-{zlib.crc32(os.fsencode(home)):08x}"
    path = str(home / f"window-{zlib.crc32(os.fsencode(screen)):08x}.socket")
    return path if len(os.fsencode(path)) <= _LONGEST_PATH else None


def knock(place: str | None, demo: str | None, program: Path | None) -> bool:
    """Whether a lab at this door has come forward, and has shown the demo or the file that is wanted."""
    if place is None:
        return False
    message = message_of(demo, program)
    try:
        return _asked_on_windows(place, message) if sys.platform == "win32" else _asked(place, message)
    except OSError:
        return False


def _asked(path: str, message: bytes) -> bool:
    if not os.path.lexists(path):
        return False
    import _socket

    line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        line.settimeout(_WAIT_S)
        line.connect(path)
        line.send(message)
        return line.recv(len(ANSWER)) == ANSWER
    finally:
        line.close()


def _asked_on_windows(name: str, message: bytes) -> bool:
    with open(rf"\\.\pipe\{name}", "r+b", buffering=0) as line:
        line.write(message)
        return line.read(len(ANSWER)) == ANSWER


def message_of(demo: str | None, program: Path | None) -> bytes:
    """One line: the demo and the file in hexadecimal, since a file's name may have anything in it."""
    words = os.fsencode(demo or ""), b"" if program is None else os.fsencode(program.absolute())
    return " ".join(word.hex() for word in words).encode() + b"\n"


def wish_of(message: bytes) -> tuple[str | None, Path | None]:
    """The demo and the file that a message asks for. ValueError where it is none."""
    demo, program = (os.fsdecode(bytes.fromhex(word)) for word in message.decode("ascii")[:-1].split(" "))
    if "\0" in program:
        raise ValueError("no file has such a name")
    return demo or None, Path(program) if program else None
