"""Bookmarks lie beside the recording, whole or not at all; a damaged file costs what is damaged."""

import json
from pathlib import Path

import pytest

from app.core.bookmarks import FILE, Bookmark, read_bookmarks, write_bookmarks


def test_what_was_kept_comes_back_in_time_order(tmp_path: Path) -> None:
    marks = [Bookmark(3_000_000_000, "死锁 here", 4), Bookmark(5, "")]
    write_bookmarks(tmp_path, marks)
    assert read_bookmarks(tmp_path) == [marks[1], marks[0]]
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_recording_without_any_has_none(tmp_path: Path) -> None:
    assert read_bookmarks(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"schema": 2, "bookmarks": [{"t_ns": 1}]}',
        '{"schema": 1}',
        '{"schema": 1, "bookmarks": 7}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_list_of_bookmarks_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert read_bookmarks(tmp_path) == []


def test_what_is_whole_in_a_damaged_file_is_read(tmp_path: Path) -> None:
    rows = [
        {"t_ns": 7, "note": "whole", "lane": 2},
        {"t_ns": -1},
        {"t_ns": True},
        {"t_ns": 1 << 70},
        {"t_ns": "7"},
        {"t_ns": 8, "note": 9},
        {"t_ns": 9, "lane": "x"},
        "no",
    ]
    (tmp_path / FILE).write_text(json.dumps({"schema": 1, "bookmarks": rows}))
    assert read_bookmarks(tmp_path) == [Bookmark(7, "whole", 2), Bookmark(9)]


def test_a_note_is_one_line_of_reasonable_length(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        json.dumps({"schema": 1, "bookmarks": [{"t_ns": 1, "note": "a\nb" + "c" * 9999}]})
    )
    (mark,) = read_bookmarks(tmp_path)
    assert mark.note.startswith("a bc")
    assert len(mark.note) == 500


def test_a_folder_that_cannot_be_written_keeps_what_it_had(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r".+"):
        write_bookmarks(tmp_path / "gone", [Bookmark(1)])
    write_bookmarks(tmp_path, [Bookmark(1)])
    (tmp_path / f"{FILE}.new").mkdir()
    with pytest.raises(OSError, match=r".+"):
        write_bookmarks(tmp_path, [Bookmark(2)])
    assert read_bookmarks(tmp_path) == [Bookmark(1)]
