"""What the samples of a recording say of its lanes: made-up files, whole and damaged."""

from pathlib import Path

import numpy as np
import pytest

from app.core import samples
from app.core.trace import Trace
from app.tracer import layout
from tests.recording_builder import FIRST, MS, MadeRecording

CORES = 2
THREAD = 4321  # as the system knows it


def row(t: float, kind: int, pid: int = 0, tid: int = 0, a: int = 0, b: int = 0, core: int = 0) -> bytes:
    return samples.RECORD.pack(round(t * MS), kind, core, pid, tid, a, b)


HEADER = row(0, samples.HEADER, tid=samples.MAGIC, a=samples.VERSION, b=CORES)


def sampled(folder: Path, *rows: bytes, header: bytes = HEADER) -> Trace:
    """A run of one process with one thread, and its samples."""
    made = MadeRecording(folder / "run")
    first = made.process()
    first.emit(10, layout.THREAD_ID, a=FIRST)
    first.emit(20, layout.THREAD_START, 1, obj=2, b=first.text("worker"))
    first.emit(21, layout.THREAD_BEGIN, 2, a=THREAD)
    directory = made.write()
    (directory / samples.FILE_NAME).write_bytes(header + b"".join(rows))
    trace = Trace.load(directory)
    trace.close()
    return trace


def thread_rows(*values: tuple[float, float]) -> list[bytes]:
    """(t, on a processor so far), both in ms."""
    return [row(t, samples.THREAD, FIRST, THREAD, round(on * MS), 0) for t, on in values]


def worker_of(trace: Trace) -> int:
    return next(id for id, actor in trace.actors.actors.items() if actor.name == "worker")


def test_the_share_of_a_processor_is_told_between_any_edges(tmp_path: Path) -> None:
    trace = sampled(tmp_path, *thread_rows((100, 0), (200, 100), (300, 100), (400, 150)))
    worker = trace.actors.actors[worker_of(trace)]
    edges = np.array([100, 150, 200, 300, 400], np.int64) * MS
    assert trace.cpu.on_cpu(worker, edges).tolist() == [1.0, 1.0, 0.0, 0.5]


def test_nothing_is_said_of_times_that_were_not_looked_at(tmp_path: Path) -> None:
    trace = sampled(tmp_path, *thread_rows((100, 0), (200, 50)))
    worker = trace.actors.actors[worker_of(trace)]
    shares = trace.cpu.on_cpu(worker, np.array([0, 50, 150, 200, 900], np.int64) * MS)
    assert np.isnan(shares).tolist() == [True, True, False, True]
    main = trace.actors.actors[0]
    assert np.isnan(trace.cpu.on_cpu(main, np.array([0, 100], np.int64))).all()


def test_who_did_not_tell_its_time_gets_an_estimate(tmp_path: Path) -> None:
    rows = [*thread_rows((100, 5), (200, 40)), row(200, samples.PROCESS, FIRST, 0, 70 * MS, 1 << 20)]
    trace = sampled(tmp_path, *rows)
    worker, main = trace.actors.actors[worker_of(trace)], trace.actors.actors[0]
    assert (worker.cpu_ns, worker.cpu_estimated) == (40 * MS, True)
    assert (main.cpu_ns, main.cpu_estimated) == (70 * MS, True)


def test_who_told_its_time_keeps_it(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path / "run")
    first = made.process()
    first.exits(90, 0, cpu_ns=33)
    directory = made.write()
    (directory / samples.FILE_NAME).write_bytes(HEADER + row(80, samples.PROCESS, FIRST, 0, 70 * MS))
    trace = Trace.load(directory)
    trace.close()
    assert (trace.actors.actors[0].cpu_ns, trace.actors.actors[0].cpu_estimated) == (33, False)


def test_without_samples_time_is_unknown_and_not_zero(tmp_path: Path) -> None:
    trace = sampled(tmp_path)
    assert [actor.cpu_ns for actor in trace.actors.actors.values()] == [None, None]
    (trace.recording.directory / samples.FILE_NAME).unlink()
    again = Trace.load(trace.recording.directory)
    again.close()
    assert again.cpu.cores == 0


def test_a_number_that_is_used_again_belongs_to_the_later_thread(tmp_path: Path) -> None:
    made = MadeRecording(tmp_path / "run")
    first = made.process()
    for lane, t, name in ((2, 20, "one"), (3, 200, "two")):
        first.emit(t, layout.THREAD_START, 1, obj=lane, b=first.text(name))
        first.emit(t, layout.THREAD_BEGIN, lane, a=THREAD)
    directory = made.write()
    rows = thread_rows((30, 1), (100, 9), (210, 2), (300, 5))
    (directory / samples.FILE_NAME).write_bytes(HEADER + b"".join(rows))
    trace = Trace.load(directory)
    trace.close()
    named = {actor.name: actor for actor in trace.actors.actors.values()}
    assert (named["one"].cpu_ns, named["two"].cpu_ns) == (9 * MS, 5 * MS)


def test_loads_of_cores_and_memory_replay(tmp_path: Path) -> None:
    rows = [
        row(250, samples.CORE, a=900, b=250 * MS, core=1),
        row(260, samples.PROCESS, FIRST, 0, 5, 1 << 20),
    ]
    trace = sampled(tmp_path, *rows)
    assert trace.cpu.cores == CORES
    assert trace.cpu.core_loads[1].rows().tolist() == [[250 * MS], [900], [250 * MS]]
    assert trace.cpu.process(trace.actors.actors[0]).tolist() == [[260 * MS], [5], [1 << 20]]


@pytest.mark.parametrize(
    "header",
    [
        row(0, samples.HEADER, tid=1, a=samples.VERSION, b=CORES),
        row(0, samples.HEADER, tid=samples.MAGIC, a=samples.VERSION + 1, b=CORES),
        row(0, samples.THREAD, tid=samples.MAGIC, a=samples.VERSION, b=CORES),
        b"x" * 33,
    ],
    ids=["foreign", "newer", "no header", "cut short"],
)
def test_a_foreign_file_is_left_alone(header: bytes, tmp_path: Path) -> None:
    trace = sampled(tmp_path, *thread_rows((100, 5)), header=header)
    assert trace.actors.actors[worker_of(trace)].cpu_ns is None


def test_damaged_records_are_left_out(tmp_path: Path) -> None:
    rows = [
        row(-5, samples.THREAD, FIRST, THREAD, 99 * MS),
        row(1e10, samples.THREAD, FIRST, THREAD, 99 * MS),
        row(100, samples.THREAD, FIRST, THREAD, -1),
        row(100, samples.THREAD, FIRST, THREAD, 99 * MS, -7),
        row(100, 999, FIRST, THREAD, 99 * MS),
        *thread_rows((100, 7)),
        thread_rows((200, 99))[0][:-1],
    ]
    trace = sampled(tmp_path, *rows)
    assert trace.actors.actors[worker_of(trace)].cpu_ns == 7 * MS


def test_a_file_that_grows_is_read_as_it_grows(tmp_path: Path) -> None:
    trace = sampled(tmp_path, *thread_rows((100, 5)))
    path = trace.recording.directory / samples.FILE_NAME
    live = Trace(trace.recording.directory)
    live.poll(10**9)
    with path.open("ab") as file:
        file.write(thread_rows((200, 60))[0])
    live.finish()
    live.close()
    assert live.actors.actors[worker_of(live)].cpu_ns == 60 * MS
