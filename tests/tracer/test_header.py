"""A reader that comes while a process begins its file never takes half a header for a whole one."""

import os
from pathlib import Path
from struct import pack_into
from typing import Any

import pytest

from app.tracer import layout, writer


def test_the_magic_is_written_when_all_else_of_the_header_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []

    def packed(form: str, segment: Any, offset: int, *values: object) -> None:
        pack_into(form, segment, offset, *values)
        seen.append(bytes(segment[: len(layout.MAGIC)]))

    monkeypatch.setattr(writer, "_directory", str(tmp_path))
    monkeypatch.setattr(writer, "_tag", "1")
    monkeypatch.setattr(writer, "pack_into", packed)
    segment = writer._new_segment("events", 0, os.O_EXCL)
    assert len(seen) == 2
    assert layout.MAGIC not in seen
    assert segment[: len(layout.MAGIC)] == layout.MAGIC
    segment.close()
