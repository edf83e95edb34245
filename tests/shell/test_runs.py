"""A run in a tab: what is seen while it goes on, when it has ended, and when it is stopped."""

import shutil
from pathlib import Path

import pytest

from app.core.manifest import LauncherName
from app.core.trace import Trace
from app.shell.settings import Settings
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, bank_account, program_of, recordings, subject_of
from tests.stage.staging import gone

ENDLESS = """
    import os, subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    print("pids", os.getpid(), child.pid, flush=True)
    time.sleep(600)
"""


def pids(shown: ShownTab) -> list[int]:
    """The numbers behind "pids" in the output."""
    return [int(word) for line in shown.output() if line.startswith("pids") for word in line.split()[1:]]


def test_before_the_first_run_every_pane_says_what_it_is_for(show: MakeTab) -> None:
    shown = show(bank_account())
    assert "Press Run" in shown.tab.timeline._state.message
    assert "prints" in shown.tab.console._view.message
    assert "After the run" in shown.note()
    assert shown.tab.bar.run.isEnabled()
    assert not shown.tab.bar.stop.isEnabled()
    assert not shown.tab.replay.isEnabled()


async def test_a_run_of_a_demo_shows_its_lanes_waits_claims_output_and_ledger(show: MakeTab) -> None:
    shown = show(bank_account())
    shown.tab.pane.set_value("PAUSE", 0.3)  # longer than a busy machine takes to start the threads
    ending = await shown.run()
    assert shown.lanes() == ["without_lock.py", *(f"Thread-{n} (deposit)" for n in range(1, 13))]
    assert shown.states("Thread-1 (deposit)") == {"running", "sleep"}
    assert "join" in shown.states("without_lock.py")
    (line,) = shown.output()
    assert line.startswith("balance: ")
    assert shown.claims() == {"money was lost": True, "two were inside at once": True}
    assert shown.tab.programs()[0].note.split()[0] in shown.note()
    assert shown.tab.findings.pages.isTabVisible(1)
    lost = shown.ledger()._model.counts()[1]
    assert lost == 12 - int(line.removeprefix("balance: "))
    assert ending.manifest.exit is not None
    assert shown.said[-1].startswith("run ended · exited 0 · ")


async def test_what_is_shown_is_what_was_recorded(show: MakeTab, tmp_path: Path) -> None:
    source = """
        from threading import Thread
        from time import sleep
        sleep(0.02)
        thread = Thread(target=sleep, args=(0.03,), name="napper")
        thread.start()
        thread.join()
    """
    shown = show(subject_of(program_of(tmp_path, source)))
    await shown.run()
    trace = Trace.load(recordings()[-1])
    try:
        recorded = {(int(row["start"]), int(row["end"])) for row in trace.spans.closed.rows()}
    finally:
        trace.close()
    drawn = {
        (start, end) for name in shown.lanes() for word, start, end in shown.lane(name) if word != "running"
    }
    assert drawn == recorded
    assert len(recorded) == 3


async def test_lanes_and_output_appear_while_the_program_still_runs(show: MakeTab, tmp_path: Path) -> None:
    source = """
        from threading import Thread
        thread = Thread(target=input, name="asker")
        thread.start()
        print("on its way", flush=True)
        thread.join()
    """
    shown = show(subject_of(program_of(tmp_path, source)))
    shown.start()
    await shown.until(lambda: shown.output() and shown.lanes() == ["program.py", "asker"])
    assert shown.tab.session.busy
    assert shown.endings == []
    assert not shown.tab.bar.run.isEnabled()
    shown.tab.session.end_input()
    await shown.ended()


async def test_a_second_run_begins_with_empty_panes_and_shows_itself_alone(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, "print('once')")))
    first = await shown.run()
    second = await shown.run()
    assert shown.output() == ["once"]
    assert shown.lanes() == ["program.py"]
    assert first.manifest.run != second.manifest.run
    assert len(recordings()) == 2


async def test_run_does_nothing_while_a_program_runs(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "input()")))
    shown.start()
    await shown.until(shown.tab.console._answer.isVisible)
    shown.tab.run()
    shown.tab.session.end_input()
    await shown.ended()
    assert len(recordings()) == 1


@pytest.mark.parametrize("launcher", ["task", "thread", "process"])
async def test_stopping_ends_the_program_and_what_it_started_and_keeps_the_recording(
    show: MakeTab, settings: Settings, tmp_path: Path, launcher: LauncherName
) -> None:
    settings.launcher = launcher
    shown = show(subject_of(program_of(tmp_path, ENDLESS)))
    shown.start()
    await shown.until(lambda: len(pids(shown)) == 2)
    shown.tab.bar.stop.click()
    ending = await shown.ended()
    assert ending.manifest.exit is not None
    assert ending.manifest.exit.reason == "stopped"
    assert ending.manifest.launcher == launcher
    assert all(gone(pid) for pid in pids(shown))
    assert "stopped" in shown.said[-1]
    assert shown.tab.bar.run.isEnabled()
    assert not shown.tab.bar.stop.isEnabled()
    trace = Trace.load(recordings()[-1])
    assert trace.recording.manifest.state == "ended"
    assert trace.events > 0
    trace.close()


async def test_an_uncaught_exception_is_the_programs_own_end_with_its_traceback(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, "def fail():\n    raise KeyError('gone')\n\nfail()\n")))
    await shown.run()
    assert shown.said[-1].startswith("run ended · exited 1")
    assert shown.output()[0].startswith("Traceback")
    assert shown.output()[-1] == "KeyError: 'gone'"


async def test_a_signal_that_ends_the_program_is_named(show: MakeTab, tmp_path: Path) -> None:
    shown = show(
        subject_of(program_of(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"))
    )
    await shown.run()
    assert shown.said[-1].startswith("run ended · signalled 9")


async def test_a_home_that_cant_be_written_is_said_and_the_tab_stays_usable(
    show: MakeTab, home: Path, tmp_path: Path
) -> None:
    home.write_text("a file where the folder should be")
    shown = show(subject_of(program_of(tmp_path, "print('here')")))
    shown.start()
    assert "No recording can be made" in shown.said[-1]
    home.unlink()
    await shown.run()
    assert shown.output() == ["here"]


async def test_the_launcher_that_was_chosen_is_remembered(
    show: MakeTab, settings: Settings, tmp_path: Path
) -> None:
    subject = subject_of(program_of(tmp_path, "print()"))
    shown = show(subject)
    box = shown.tab.bar._launchers
    box.setCurrentIndex(box.findData("thread"))
    assert show(subject).tab.bar.launcher == "thread"
    settings.save()
    assert Settings(settings._store.fileName()).launcher == "thread"
    assert (await shown.run()).manifest.launcher == "thread"


async def test_a_program_without_concurrency_says_so(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print(sum(range(100)))")))
    await shown.run()
    assert "no concurrency" in shown.note()


async def test_a_child_that_is_no_traced_python_is_a_lane_and_said_to_be_unseen(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, "import subprocess\nsubprocess.run(['sleep', '0.05'])\n")))
    await shown.run()
    assert shown.lanes() == ["program.py", "sleep"]
    assert "What sleep did can" in shown.note()


async def test_arrows_lead_from_the_starter_to_the_started(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    trace = shown.tab.session.trace
    assert trace is not None
    starts = [flow for flow in trace.flows.flows if flow.kind == "start"]
    assert len(starts) == 12
    assert "start" in shown.tab.timeline._state.flows.kinds


async def test_a_recording_that_is_deleted_under_way_is_said_and_the_program_ended(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, ENDLESS)))
    shown.start()
    await shown.until(lambda: len(pids(shown)) == 2)
    children = pids(shown)
    shutil.rmtree(recordings()[-1])
    await shown.until(lambda: shown.refusals)
    assert "recording" in shown.refusals[0]
    assert all(gone(pid) for pid in children)
    assert not shown.tab.session.busy
    assert shown.tab.bar.run.isEnabled()
