"""The files of one process: read in order, once, up to what is whole; damaged ones are refused or counted."""

import struct
from pathlib import Path

import pytest

from app.core import segments as segments_module
from app.core.errors import RecordingError
from app.core.segments import Segments
from app.tracer import layout
from tests.recording_builder import FIRST, LAB, MadeProcess, MadeRecording


@pytest.fixture(autouse=True)
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight slots a segment, so that a few events go through several."""
    monkeypatch.setattr(layout, "SLOTS", 8)


def made(directory: Path, count: int = 20) -> MadeProcess:
    process = MadeRecording(directory).process()
    for number in range(1, count):
        process.emit(number, layout.LANE_NAME, obj=number)
    return process


def opened(process: MadeProcess) -> Segments:
    process.write()
    return Segments(process.directory, process.tag)


def numbers(segments: Segments, most: int = 1000, final: bool = False) -> list[int]:
    return [int(row["obj"]) for row in segments.read(most, final)]


def test_the_header_tells_who_wrote_it(tmp_path: Path) -> None:
    segments = opened(made(tmp_path))
    assert (segments.pid, segments.parent_pid, segments.lost) == (FIRST, LAB, 0)


@pytest.mark.parametrize("version", [1, layout.VERSION])
@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("most", [1, 3, 8, 9, 1000])
def test_slots_come_once_and_in_order(tmp_path: Path, most: int, final: bool, version: int) -> None:
    process = made(tmp_path)
    process.version = version
    segments = opened(process)
    got = []
    while found := numbers(segments, most, final):
        assert len(found) <= most
        got += found
    assert got == list(range(20))
    assert segments.lost == 0


def test_a_growing_file_is_read_as_far_as_it_is_whole(tmp_path: Path) -> None:
    process = made(tmp_path, 3)
    segments = opened(process)
    assert numbers(segments) == [0, 1, 2]
    assert numbers(segments) == []


def test_a_slot_that_is_being_written_holds_up_those_behind_it(tmp_path: Path) -> None:
    process = made(tmp_path, 3)
    process.hole()
    process.emit(5, layout.LANE_NAME, obj=99)
    segments = opened(process)
    assert numbers(segments) == [0, 1, 2]
    assert numbers(segments) == []
    assert segments.lost == 0


def test_a_slot_that_stays_empty_is_given_up_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = made(tmp_path, 6)
    process.hole(5)
    process.emit(5, layout.LANE_NAME, obj=99)
    segments = opened(process)
    assert numbers(segments) == list(range(6))
    monkeypatch.setattr(segments_module, "_PATIENCE_S", 0.0)
    # One look for each of the two segments that have some.
    assert [numbers(segments), numbers(segments)] == [[], [99]]
    assert segments.lost == 5


def test_what_has_not_been_written_yet_is_not_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments_module, "_PATIENCE_S", 0.0)
    process = made(tmp_path, 5)
    process.hole(3)  # the rest of the segment
    segments = opened(process)
    for _ in range(3):
        numbers(segments)
    assert segments.lost == 0
    process._slots[5:8] = []
    process.emit(5, layout.LANE_NAME, obj=99)
    path = tmp_path / f"{FIRST}.0.events"
    data = bytearray(path.read_bytes())
    begin = layout.HEADER_SIZE + 5 * layout.SLOT_SIZE
    data[begin : begin + layout.SLOT_SIZE] = process._marked(process._slots)[-layout.SLOT_SIZE :]
    with path.open("r+b") as file:  # in place, as the tracer does
        file.write(data)
    assert numbers(segments) == [99]


@pytest.mark.parametrize("where", [0, 3, 6, 7])
@pytest.mark.parametrize("count", [1, 2, 9])
@pytest.mark.parametrize("most", [2, 1000])
def test_at_the_end_empty_slots_are_counted(tmp_path: Path, where: int, count: int, most: int) -> None:
    process = made(tmp_path, where + 1)
    process.hole(count)
    for number in range(5):
        process.emit(50, layout.LANE_NAME, obj=100 + number)
    segments = opened(process)
    got = []
    while found := numbers(segments, most, final=True):
        got += found
    assert got == [*range(where + 1), *range(100, 105)]
    assert segments.lost == count


def test_what_lies_behind_the_last_event_is_no_loss(tmp_path: Path) -> None:
    process = made(tmp_path, 3)
    process.hole(4)
    segments = opened(process)
    assert numbers(segments, final=True) == [0, 1, 2]
    assert numbers(segments, final=True) == []
    assert segments.lost == 0


def test_what_the_tracer_counted_is_lost(tmp_path: Path) -> None:
    process = made(tmp_path, 3)
    process.lost, process.lost_text = 17, (5, 6)
    segments = opened(process)
    assert (segments.lost, segments.lost_text(0), segments.lost_text(1)) == (17, 5, 6)


def test_where_stores_are_not_ordered_a_slot_is_read_a_tick_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments_module, "_ORDERED_STORES", False)
    segments = opened(made(tmp_path))
    got = [numbers(segments) for _ in range(5)]
    assert got[0] == []
    assert [number for part in got for number in part] == list(range(20))
    assert numbers(segments, final=True) == []


def test_at_the_end_a_slot_is_read_at_once_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments_module, "_ORDERED_STORES", False)
    assert numbers(opened(made(tmp_path)), final=True) == list(range(20))


@pytest.mark.parametrize("length", [0, 1, 63])
def test_a_file_without_a_whole_header_is_refused(tmp_path: Path, length: int) -> None:
    process = made(tmp_path)
    process.write()
    path = tmp_path / f"{FIRST}.0.events"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(RecordingError, match=r"100\.0\.events is cut short"):
        Segments(tmp_path, str(FIRST))


@pytest.mark.parametrize("length", [64, 65, 64 + 47, 64 + 48, 64 + 100])
def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path, length: int) -> None:
    process = made(tmp_path)
    process.write()
    path = tmp_path / f"{FIRST}.0.events"
    path.write_bytes(path.read_bytes()[:length])
    (tmp_path / f"{FIRST}.1.events").unlink()
    segments = Segments(tmp_path, str(FIRST))
    assert numbers(segments, final=True) == list(range((length - 64) // 48))


def test_another_s_file_is_refused(tmp_path: Path) -> None:
    process = made(tmp_path)
    process.magic = b"ELF\x01"
    with pytest.raises(RecordingError, match="wasn't written by the lab's tracer"):
        opened(process)


@pytest.mark.parametrize("field", ["version", "slot_size"])
def test_another_version_is_refused(tmp_path: Path, field: str) -> None:
    process = made(tmp_path)
    setattr(process, field, 200)
    with pytest.raises(RecordingError, match="another version"):
        opened(process)


def test_text_is_found_by_its_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "TEXT_SEGMENT", 16)
    process = made(tmp_path)
    first, second = process.text("0123456789"), process.text("中文")
    segments = opened(process)
    assert (segments.text(first), segments.text(second), segments.text(0)) == ("0123456789", "中文", "")


@pytest.mark.parametrize(
    "reference",
    [-1, 1 << 62, (1 << 24) * 5000 + 5, (1 << 40) | 4, layout.MAX_TEXT + 1, -(1 << 40) + 3, (1 << 63) - 1],
)
def test_a_reference_that_leads_nowhere_is_no_text(tmp_path: Path, reference: int) -> None:
    segments = opened(made(tmp_path))
    assert segments.text(reference) == ""


def test_broken_utf_8_is_replaced(tmp_path: Path) -> None:
    process = made(tmp_path)
    reference = process.text(b"a\xff\xfeb")
    assert opened(process).text(reference) == "a\ufffd\ufffdb"


def test_whether_a_kind_was_written_can_be_asked_before_it_is_read(tmp_path: Path) -> None:
    process = made(tmp_path)
    process.exits(50)
    segments = opened(process)
    assert segments.says(layout.PROCESS_END)
    assert not segments.says(layout.PRINT)
    assert len(numbers(segments)) == 21


def test_random_bytes_behind_a_header_are_no_events(tmp_path: Path) -> None:
    process = made(tmp_path, 1)
    process.write()
    path = tmp_path / f"{FIRST}.0.events"
    noise = struct.pack("<144Q", *((n * 0x9E3779B97F4A7C15) % (1 << 64) for n in range(1, 145)))
    path.write_bytes(path.read_bytes()[: layout.HEADER_SIZE] + noise)
    segments = Segments(tmp_path, str(FIRST))
    assert numbers(segments, final=True) == []
