"""The lab's own log: what went wrong inside the lab, kept in two files of a bounded size."""

import os
import threading
import time
from pathlib import Path

LOG = "lab.log"
OLDER = "lab.log.1"
_MOST_BYTES = 256 << 10
_TAIL_BYTES = 16 << 10


class LabLog:
    """Appends to `lab.log` in a folder; past 256 kB it becomes `lab.log.1`. Any thread may write.

    A log that can't be written is no reason to fail: then nothing is kept.
    """

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES) -> None:
        self.file = folder / LOG
        self._older = folder / OLDER
        self._most_bytes = most_bytes
        self._lock = threading.Lock()

    def write(self, words: str) -> None:
        """Append words, with the time before them."""
        told = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {words.rstrip()}\n".encode("utf-8", "backslashreplace")
        with self._lock:
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self._make_room(len(told))
                with open(self.file, "ab") as log:
                    log.write(told[: self._most_bytes])
            except OSError:
                pass

    def _make_room(self, size: int) -> None:
        try:
            full = self.file.stat().st_size + size > self._most_bytes
        except FileNotFoundError:
            return
        if full:
            os.replace(self.file, self._older)

    def last_lines(self, count: int) -> list[str]:
        """The end of the log, oldest line first."""
        try:
            with open(self.file, "rb") as log:
                size = log.seek(0, os.SEEK_END)
                log.seek(max(0, size - _TAIL_BYTES))
                return log.read().decode("utf-8", "replace").splitlines()[-count:]
        except OSError:
            return []
