"""Reads and writes of watched data as the recording tells them."""

from pathlib import Path

from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import MS, MadeProcess, MadeRecording

READ, WRITE = 0, layout.ACCESS_WRITE


def access(
    process: MadeProcess, t: float, flags: int, value: int | str, lane: int = 1, line: int = 9
) -> None:
    where = process.place(line)
    if isinstance(value, int):
        process.emit(t, layout.ACCESS, lane, flags | layout.ACCESS_INT, 1, where, a=value)
    else:
        process.emit(t, layout.ACCESS, lane, flags, 1, where, b=process.text(value))


def test_accesses_tell_who_what_and_where(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thing(layout.OBJ_GLOBAL, 1, "total", line=3)
    first.thread(11, 2, "worker")
    access(first, 20, WRITE, -5)
    access(first, 30, READ, "'text'", lane=2, line=14)
    summary = summarise(Trace.load(made.write()))
    assert summary["accesses"] == [
        {"actor": 0, "object": 0, "write": True, "value": "-5", "t_ns": 20 * MS, "line": 9},
        {"actor": 1, "object": 0, "write": False, "value": "'text'", "t_ns": 30 * MS, "line": 14},
    ]
    assert summary["objects"] == [
        {"id": 0, "kind": "global", "name": "total", "file": "/lesson/program.py", "line": 3}
    ]


def test_accesses_come_in_the_order_of_time(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thing(layout.OBJ_ATTRIBUTE, 1, "Account.balance")
    for t in (50, 20, 40, 30):
        access(first, t, WRITE, t)
    values = [each["value"] for each in summarise(Trace.load(made.write()))["accesses"]]
    assert values == ["20", "30", "40", "50"]


def test_the_largest_numbers_are_told_whole(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thing(layout.OBJ_GLOBAL, 1, "total")
    for value in ((1 << 63) - 1, -(1 << 63)):
        access(first, 20, WRITE, value)
    values = [each["value"] for each in summarise(Trace.load(made.write()))["accesses"]]
    assert values == [str((1 << 63) - 1), str(-(1 << 63))]


def test_an_access_to_what_nobody_declared_is_left_out(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    access(made.process(), 20, WRITE, 1)
    assert summarise(Trace.load(made.write()))["accesses"] == []
