"""Below the timeline of a run that computed: the cores, the selected lane, and those that computed most."""

from pathlib import Path

import numpy as np
import pytest

from app.core import samples
from app.tracer import layout
from tests.recording_builder import FIRST, MS, MadeRecording
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, bank_account

TID = 4321


def row(t: float, kind: int, tid: int = 0, a: int = 0, b: int = 0, core: int = 0) -> bytes:
    pid = FIRST if kind == samples.THREAD else 0
    return samples.RECORD.pack(round(t * MS), kind, core, pid, tid, a, b)


def recorded(folder: Path, cores: int = 2) -> Path:
    """A worker that runs for 200 ms, half of the time on a core; each core is half busy."""
    made = MadeRecording(folder / "run")
    first = made.process()
    first.emit(0, layout.THREAD_ID, a=FIRST)
    first.emit(1, layout.THREAD_START, 1, obj=2, b=first.text("worker"))
    first.emit(1, layout.THREAD_BEGIN, 2, a=TID)
    first.emit(200, layout.THREAD_END, 2)
    directory = made.write()
    rows = [row(0, samples.HEADER, samples.MAGIC, samples.VERSION, cores)]
    rows += [row(t, samples.THREAD, TID, round(t / 2 * MS), 0) for t in (2, 100, 200)]
    rows += [row(200, samples.CORE, a=500, b=200 * MS, core=core) for core in range(cores)]
    (directory / samples.FILE_NAME).write_bytes(b"".join(rows))
    return directory


async def shown_with(show: MakeTab, directory: Path) -> ShownTab:
    shown = show(bank_account())
    await shown.open_recording(directory)
    return shown


def names(shown: ShownTab) -> list[str]:
    return [each.name for each in shown.tab.loads.strip.rows()]


def worker(shown: ShownTab) -> int:
    trace = shown.tab.session.trace
    assert trace is not None
    return next(actor.id for actor in trace.actors.actors.values() if actor.name == "worker")


async def test_each_core_has_a_row_and_the_selected_lane_one_more(show: MakeTab, tmp_path: Path) -> None:
    shown = await shown_with(show, recorded(tmp_path))
    assert shown.tab.loads.strip.isVisible()
    assert names(shown) == ["core 0", "core 1"]
    shown.tab.timeline.select_lane(worker(shown))
    assert names(shown) == ["core 0", "core 1", "worker"]
    shown.tab.timeline.zoom_to(20 * MS, 180 * MS)
    on, ready, off = shown.tab.loads.strip.rows()[2].bands
    assert np.nanmean(on.shares) == pytest.approx(0.5, abs=0.02)
    assert np.nanmax(ready.shares) == 0
    assert np.nanmean(off.shares) == pytest.approx(0.5, abs=0.02)
    assert np.nanmean(shown.tab.loads.strip.rows()[0].bands[0].shares) == pytest.approx(0.5)


async def test_unfolded_it_shows_the_lanes_that_computed(show: MakeTab, tmp_path: Path) -> None:
    shown = await shown_with(show, recorded(tmp_path))
    shown.tab.loads.strip._unfold()
    assert names(shown) == ["core 0", "core 1", "worker"]


async def test_many_cores_have_one_row_for_all(show: MakeTab, tmp_path: Path) -> None:
    shown = await shown_with(show, recorded(tmp_path, cores=16))
    assert names(shown) == ["16 cores"]


async def test_where_nobody_looked_there_is_no_strip(show: MakeTab, tmp_path: Path) -> None:
    directory = recorded(tmp_path)
    (directory / samples.FILE_NAME).unlink()
    shown = await shown_with(show, directory)
    assert not shown.tab.loads.strip.isVisible()


async def test_a_run_that_is_put_away_takes_the_strip_along(show: MakeTab, tmp_path: Path) -> None:
    shown = await shown_with(show, recorded(tmp_path))
    shown.tab.clear_run()
    assert names(shown) == []
    assert not shown.tab.loads.strip.isVisible()
