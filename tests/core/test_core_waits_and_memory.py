"""What claims learn from samples: how long a lane waited for a core, how much memory a process took."""

from pathlib import Path

from app.core import samples
from app.core.evidence import Evidence, gather
from app.core.trace import Trace
from tests.core.test_cpu_fold import row, sampled, thread_rows
from tests.recording_builder import FIRST, MS


def shown(folder: Path, *rows: bytes) -> Evidence:
    """What a run of one process with one thread shows, with these samples."""
    trace = Trace.load(sampled(folder, *rows).recording.directory)
    evidence = gather(trace)
    trace.close()
    return evidence


def waited(evidence: Evidence) -> int | None:
    """How long its thread waited for a core."""
    (worker,) = evidence.threads()
    return evidence.core_waits_ns.get(worker.id)


def test_a_lane_that_never_waited_for_a_core_is_known_not_to_have(tmp_path: Path) -> None:
    assert waited(shown(tmp_path, *thread_rows((100, 5), (200, 40)))) == 0


def test_where_the_system_does_not_tell_nothing_is_known(tmp_path: Path) -> None:
    rows = [row(t, samples.THREAD, FIRST, 4321, t * MS, -1) for t in (100, 200)]
    assert waited(shown(tmp_path / "silent", *rows)) is None
    assert waited(shown(tmp_path / "unseen")) is None


def test_the_memory_of_a_process_is_the_most_that_was_seen(tmp_path: Path) -> None:
    rows = [
        row(t, samples.PROCESS, FIRST, 0, MS, used << 20) for t, used in ((100, 20), (200, 80), (300, 30))
    ]
    evidence = shown(tmp_path, *rows)
    assert evidence.memory_bytes == {evidence.main.id: 80 << 20}
