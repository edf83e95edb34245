"""Tables that grow without moving what is there."""

import numpy as np
import pytest

from app.core.events import State
from app.core.folds.span_table import SpanTable
from app.core.growing import _CHUNK, GrowingTable
from app.core.model import OPEN, SPAN

ROW = np.dtype([("number", "<i8"), ("pad", "<i8")])


def numbered(begin: int, end: int) -> np.ndarray:
    rows = np.zeros(end - begin, ROW)
    rows["number"] = np.arange(begin, end)
    return rows


@pytest.mark.parametrize(
    "steps", [[0], [1], [_CHUNK], [_CHUNK - 1, 2], [3 * _CHUNK + 5], [7] * 5, [_CHUNK, _CHUNK, 1]]
)
def test_rows_come_back_as_they_were_added_from_either_end(steps: list[int]) -> None:
    table = GrowingTable(ROW)
    for step in steps:
        table.append(numbered(len(table), len(table) + step))
    count = sum(steps)
    assert len(table) == count
    assert table.rows()["number"].tolist() == list(range(count))
    assert table.rows(count // 2)["number"].tolist() == list(range(count // 2, count))
    backwards = [chunk["number"].tolist() for chunk in table.newest_first()]
    assert [number for chunk in reversed(backwards) for number in chunk] == list(range(count))


def test_what_is_there_is_never_moved() -> None:
    table = GrowingTable(ROW)
    table.append(numbered(0, 10))
    before = table.rows()
    table.append(numbered(10, 2 * _CHUNK))
    assert np.shares_memory(before, next(reversed(list(table.newest_first()))))


def test_rows_are_found_and_changed_by_their_places() -> None:
    table = GrowingTable(ROW)
    table.append(numbered(0, 2 * _CHUNK + 9))
    places = np.array([_CHUNK, 3, 2 * _CHUNK + 8, _CHUNK - 1])
    assert table.take(places)["number"].tolist() == places.tolist()
    table.put("number", places, -places)
    table.put("number", places[:0], places[:0])
    assert table.take(places)["number"].tolist() == (-places).tolist()
    assert int((table.rows()["number"] < 0).sum()) == len(places)


def test_spans_come_back_from_32_bytes_each_as_they_were() -> None:
    random = np.random.default_rng(3)
    spans = np.zeros(10_000, SPAN)
    for name in ("start", "end"):
        spans[name] = random.integers(-(1 << 40), OPEN, len(spans))
    for name, least, most in (
        ("actor", 0, (1 << 24) - 1),
        ("holder", -1, (1 << 24) - 2),
        ("object", -1, (1 << 31) - 1),
        ("where", -1, (1 << 31) - 1),
        ("state", 0, max(State)),
        ("outcome", 0, 3),
        ("suspends", 0, 1),
        ("bounded", 0, 1),
        ("outside", 0, 1),
    ):
        spans[name] = random.integers(least, most, len(spans), endpoint=True)
        spans[name][:2] = least, most
    table = SpanTable()
    for begin in range(0, len(spans), 3_000):
        table.append(spans[begin : begin + 3_000])
    assert table._table.dtype.itemsize == 32
    assert len(table) == len(spans)
    parts = list(table.newest_first())
    for found, begin in ((table.rows(), 0), (table.rows(9_990), 9_990), (np.concatenate(parts[::-1]), 0)):
        for name in SPAN.names or ():
            assert (found[name] == spans[name][begin:]).all(), name
    assert len(table.rows(len(spans))) == 0
