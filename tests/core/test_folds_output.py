"""What a program wrote, lane by lane, and what came out of it that no lane wrote."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import summary as summary_module
from app.core.folds.residue import Residue
from app.core.summary import summarise
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import MS, MadeRecording


def entries(made: MadeRecording) -> list[tuple[Any, ...]]:
    summary = summarise(Trace.load(made.write()))
    return [(each["actor"], each["t_ns"] / MS, each["stream"], each["text"]) for each in summary["output"]]


def test_writes_of_a_lane_within_5_ms_are_one_entry(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    for t, text in ((20, "a"), (22, "b"), (26.9, "c"), (31.9, "d"), (36.91, "e")):
        first.prints(t, text)
    assert entries(made) == [(0, 20, "stdout", "abcd"), (0, 36.91, "stdout", "e")]


def test_streams_and_lanes_are_kept_apart(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(11, 2, "worker")
    first.prints(20, "out\n")
    first.prints(21, "err\n", stream="stderr")
    first.prints(22, "other\n", lane=2)
    first.prints(23, "out again\n")
    assert entries(made) == [
        (0, 20, "stdout", "out\n"),
        (0, 21, "stderr", "err\n"),
        (1, 22, "stdout", "other\n"),
        (0, 23, "stdout", "out again\n"),
    ]


def test_a_line_that_is_written_in_parts_is_one_entry_whoever_comes_between(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(11, 2, "worker")
    for t, text, lane in ((20, "a", 1), (20.1, "x", 2), (20.2, "\n", 1), (20.3, "\n", 2), (20.4, "b\n", 1)):
        first.prints(t, text, lane)
    assert entries(made) == [
        (0, 20, "stdout", "a\n"),
        (1, 20.1, "stdout", "x\n"),
        (0, 20.4, "stdout", "b\n"),
    ]


@pytest.mark.parametrize("most", [1, 2, 3, 5, 1000])
def test_only_the_rest_of_a_line_belongs_to_what_was_written_before_the_other(
    tmp_path: Path, most: int
) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.thread(11, 2, "worker")
    writes = [(1, "1\n"), (1, "2"), (2, "x\n"), (1, "\n"), (1, "3"), (1, "\n"), (2, "y\n")]
    for number, (lane, text) in enumerate(writes):
        first.prints(20 + number / 10, text, lane)
    trace = Trace(made.write())
    while trace.drain(most):
        pass
    trace.settle()
    told = [(each["actor"], each["text"]) for each in summarise(trace)["output"]]
    assert told == [(0, "1\n2\n"), (1, "x\n"), (0, "3\n"), (1, "y\n")]


def test_what_goes_elsewhere_is_not_listed(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.emit(20, layout.PRINT, flags=1 | layout.PRINT_ELSEWHERE, b=first.text("into a pipe"))
    assert entries(made) == []


def test_what_no_lane_wrote_appears_once_with_no_actor(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.prints(20, "by print\n")
    first.prints(30, "again\n")
    made.output("stdout", (40, b"by C\nby print\nby C too\nagain\n"), (50, b"at last\n"))
    assert entries(made) == [
        (0, 20, "stdout", "by print\n"),
        (0, 30, "stdout", "again\n"),
        (None, 40, "stdout", "by C\nby C too\n"),
        (None, 50, "stdout", "at last\n"),
    ]


def test_bytes_that_are_no_utf_8_are_replaced(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    made.process()
    made.output("stderr", (40, b"a\xffb"))
    assert entries(made) == [(None, 40, "stderr", "a\ufffdb")]


def test_line_ends_of_windows_are_no_difference(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    made.process().prints(20, "one\ntwo\n")
    made.output("stdout", (40, b"one\r\ntwo\r\n"))
    assert entries(made) == [(0, 20, "stdout", "one\ntwo\n")]


@pytest.mark.parametrize("encoding", ["latin-1", "gbk", "utf-16-le", "no-such-codec"])
def test_text_is_compared_in_the_encoding_of_the_stream(tmp_path: Path, encoding: str) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.prints(20, "plain \u20ac\n")
    first.emit(25, layout.ENCODING, flags=1, b=first.text(f"{encoding} replace"))
    first.prints(30, "é 中\n")
    known = "utf-8" if encoding == "no-such-codec" else encoding
    made.output("stdout", (40, "plain \u20ac\n".encode() + "é 中\n".encode(known, "replace")))
    assert entries(made) == [(0, 20, "stdout", "plain \u20ac\n"), (0, 30, "stdout", "é 中\n")]


def test_once_text_was_lost_nothing_is_called_foreign(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path)
    first = made.process()
    first.prints(20, "kept\n")
    first.lost_text = (5, 0)
    made.output("stdout", (40, b"kept\nlost\n"))
    made.output("stderr", (40, b"by C\n"))
    summary = summarise(Trace.load(made.write()))
    assert [(each["actor"], each["text"]) for each in summary["output"]] == [(0, "kept\n"), (None, "by C\n")]
    assert summary["omitted"]["text_bytes"] == 5


def test_more_text_than_is_listed_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary_module, "MOST_TEXT", 10)
    made = MadeRecording(tmp_path)
    first = made.process()
    for n in range(4):
        first.prints(20 + 10 * n, f"line {n}")
    summary = summarise(Trace.load(made.write()))
    listed = "".join(each["text"] for each in summary["output"])
    assert len(listed) <= 10
    assert summary["omitted"]["text_bytes"] == 24 - len(listed)


@pytest.mark.parametrize("index", [b"", b"short", b"\xff" * 16, b"\xff" * 64])
def test_a_damaged_index_of_the_output_is_survived(tmp_path: Path, index: bytes) -> None:
    made = MadeRecording(tmp_path)
    made.process().prints(20, "fine\n")
    made.write()
    (tmp_path / "stdout").write_bytes(b"fine\n")
    (tmp_path / "stdout.index").write_bytes(index)
    (tmp_path / "stderr.index").write_bytes(b"\0" * 16)  # and no such stream
    texts = [each["text"] for each in summarise(Trace.load(tmp_path))["output"]]
    assert "fine\n" in texts


def test_a_live_trace_waits_a_moment_before_it_calls_bytes_foreign(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path, reason=None)
    made.process()
    made.output("stdout", (40, b"by C\n"), (60, b"more\n"))
    trace = Trace(made.write())
    trace.poll(50 * MS)
    assert trace.output.pieces == []
    trace.poll(500 * MS)
    assert [piece.text for piece in trace.output.pieces] == ["by C\n"]  # the newest may still grow


# What no lane wrote ---------------------------------------------------------------------------------------


def test_a_buffer_that_was_copied_by_a_fork_comes_out_twice() -> None:
    residue = Residue()
    residue.wrote(0, b"before the fork\n")
    residue.wrote(1, b"child\n")
    residue.wrote(0, b"parent\n")
    assert residue.came(b"before the fork\nchild\nbefore the fork\nparent\n", True) == b"before the fork\n"


def test_a_buffer_that_was_dropped_is_not_waited_for() -> None:
    residue = Residue()
    residue.wrote(0, b"this never comes out\n")
    residue.wrote(0, b"this does come out\n")
    residue.wrote(0, b"and this\n")
    assert residue.came(b"by C\nthis does come out\nand this\n", True) == b"by C\n"


def test_a_write_that_is_cut_by_the_pipe_is_put_together() -> None:
    residue = Residue()
    residue.wrote(0, b"a long line of some bytes\n")
    assert residue.came(b"a long li") == b""
    assert residue.came(b"ne of some bytes\nby C\n", True) == b"by C\n"


def test_a_prefix_that_turns_out_to_be_foreign_is_given_back() -> None:
    residue = Residue()
    residue.wrote(0, b"abcdef\n")
    assert residue.came(b"abc") == b""
    assert residue.came(b"xyz\n", True) == b"abcxyz\n"


def test_two_processes_that_empty_their_buffers_in_turn() -> None:
    words = (b"Ada says %d\n", b"and Bob answers %d\n")
    lines = {p: [words[p] % n for n in range(400)] for p in (0, 1)}
    residue = Residue()
    for p, told in lines.items():
        for line in told:
            residue.wrote(p, line, lane=p)
    texts = [b"".join(lines[p]) for p in (0, 1)]
    chunks = [text[begin : begin + 1024] for begin in range(0, 9000, 1024) for text in texts]
    assert residue.came(b"".join(chunks), True) == b""


@st.composite
def interleavings(draw: st.DrawFn) -> tuple[list[tuple[int, list[bytes]]], bytes, list[int]]:
    """Lanes with their lines, the bytes of an interleaving of all with foreign lines, and where to cut these."""
    lanes = [
        (lane, [b"%c%d%s\n" % (65 + lane, n, b"." * draw(st.integers(0, 12))) for n in range(count)])
        for lane, count in enumerate(draw(st.lists(st.integers(0, 8), min_size=1, max_size=4)))
    ]
    foreign = [
        b"(%s)\n" % text for text in draw(st.lists(st.binary(max_size=5).filter(is_plain), max_size=4))
    ]
    order = draw(st.permutations([lane for lane, lines in lanes for _ in lines] + [-1] * len(foreign)))
    queues = {lane: iter(lines) for lane, lines in lanes} | {-1: iter(foreign)}
    data = b"".join(next(queues[lane]) for lane in order)
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=4)))
    return lanes, data, cuts


def is_plain(text: bytes) -> bool:
    return text.isalnum() and text.islower()


@settings(max_examples=300, deadline=None)
@given(made=interleavings(), separate=st.booleans(), merged=st.booleans())
def test_foreign_bytes_are_found_in_every_interleaving(
    made: tuple[list[tuple[int, list[bytes]]], bytes, list[int]], separate: bool, merged: bool
) -> None:
    lanes, data, cuts = made
    residue = Residue()
    for lane, lines in lanes:  # the lanes of one process, or as many processes
        process = lane if separate else 0
        if merged and lines:
            residue.wrote(process, b"".join(lines), lane, list(itertools.accumulate(map(len, lines))))
        else:
            for line in lines:
                residue.wrote(process, line, lane)
    came = b"".join(
        residue.came(data[begin:end]) for begin, end in itertools.pairwise([0, *cuts, len(data)])
    ) + residue.came(b"", True)
    foreign = b"".join(line for line in data.splitlines(True) if line.startswith(b"("))
    assert came == foreign


@settings(max_examples=200, deadline=None)
@given(
    counts=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    data=st.data(),
    one_process=st.booleans(),
    buffered=st.booleans(),
    cuts=st.lists(st.integers(0, 100), max_size=4),
)
def test_lanes_that_print_the_same_lines_wrote_them_all(
    counts: list[int], data: st.DataObject, one_process: bool, buffered: bool, cuts: list[int]
) -> None:
    order = data.draw(st.permutations([lane for lane, count in enumerate(counts) for _ in range(count)]))
    residue = Residue()
    told = [iter(range(count)) for count in counts]
    for lane in order:  # as `print(lane % 2, turn * 50)` writes
        writes = [b"%d" % (lane % 2), b" ", b"%d" % (next(told[lane]) * 50), b"\n"]
        ends = list(itertools.accumulate(map(len, writes)))
        residue.wrote(0 if one_process else lane, b"".join(writes), lane, ends)
    if buffered and not one_process:
        order.sort()  # each has kept it in its buffer to the end
    turns = [iter(range(count)) for count in counts]
    text = b"".join(b"%d %d\n" % (lane % 2, next(turns[lane]) * 50) for lane in order)
    parts = itertools.pairwise([0, *sorted(min(cut, len(text)) for cut in cuts), len(text)])
    assert b"".join(residue.came(text[begin:end]) for begin, end in parts) == b""
    assert residue.came(b"", True) == b""


@settings(max_examples=100, deadline=None)
@given(
    pieces=st.lists(st.tuples(st.integers(0, 2), st.binary(max_size=6)), max_size=20),
    data=st.lists(st.binary(max_size=30), max_size=6),
)
def test_any_bytes_end_in_an_answer(pieces: list[tuple[int, bytes]], data: list[bytes]) -> None:
    residue = Residue()
    for lane, piece in pieces:
        residue.wrote(lane % 2, piece, lane)
    came = b"".join(residue.came(chunk) for chunk in data) + residue.came(b"", True)
    assert len(came) <= sum(map(len, data))
    written = b"".join(piece for _, piece in pieces)
    assert len(came) >= sum(map(len, data)) - len(written)
