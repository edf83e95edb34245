"""Keeps the bytes of one output stream of a run, with the times at which they came."""

import struct
from pathlib import Path
from typing import BinaryIO

from app.core.manifest import Stream

CAP_BYTES = 16 << 20
INDEX = struct.Struct("<QQ")  # t_ns since the spawn, offset at which a chunk begins

#: Chunks that come closer together share one record: a program that prints single bytes can't fill the disk.
INDEX_STEP_NS = 1_000_000


class Capture:
    """Writes `<stream>` and `<stream>.index` of a run directory; past the cap it only counts.

    Unbuffered, since a view reads the files while they grow.
    """

    def __init__(self, directory: Path, stream: Stream) -> None:
        self._directory = directory
        self._stream = stream
        self._files: tuple[BinaryIO, BinaryIO] | None = None
        self._size = 0
        self._indexed_ns = -INDEX_STEP_NS
        self.omitted = 0

    def open(self) -> None:
        """Create the two files; raises OSError."""
        text = open(self._directory / self._stream, "xb", buffering=0)  # noqa: SIM115 closed by close()
        try:
            index = open(self._directory / f"{self._stream}.index", "xb", buffering=0)  # noqa: SIM115
        except BaseException:
            text.close()
            raise
        self._files = (text, index)

    def append(self, t_ns: int, chunk: bytes) -> None:
        """Keep a chunk that came at `t_ns`; what can't be kept is counted."""
        kept = chunk[: CAP_BYTES - self._size]
        if self._files is None or not kept:
            self.omitted += len(chunk)
            return
        text, index = self._files
        try:
            if t_ns - self._indexed_ns >= INDEX_STEP_NS:
                index.write(INDEX.pack(max(t_ns, 0), self._size))
                self._indexed_ns = t_ns
            written = text.write(kept)
        except OSError:
            # A full disk doesn't end the program: the rest is counted like what goes past the cap.
            self.close()
            written = 0
        self._size += written or 0
        self.omitted += len(chunk) - (written or 0)

    def close(self) -> None:
        """Close the files; may be called again."""
        if self._files is not None:
            for file in self._files:
                file.close()
            self._files = None
