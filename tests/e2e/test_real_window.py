"""The real window on a real X display, driven by real keys."""

from pathlib import Path

import psutil

from app.core.evidence import gather
from app.core.trace import Trace
from tests.e2e.desktop import Desktop, until

FOREVER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
time.sleep(600)
"""


def runs_on(process: psutil.Process) -> bool:
    """Whether a process lives: one that has ended and that nobody has reaped yet doesn't."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def program_of(desktop: Desktop, folder: Path) -> Path:
    """A program of the user's own for which the word of warning has been read."""
    program = folder / "for ever.py"
    program.write_text(FOREVER)
    desktop.home.mkdir()
    (desktop.home / "settings.ini").write_text(f"[General]\ntrusted={program}\n")
    return program


def test_keys_run_a_demo_and_its_recording_has_waits(desktop: Desktop) -> None:
    window = desktop.start("--demo", "bank_account")

    def ran() -> list[Path]:
        if not desktop.recordings("ended") and not desktop.recordings("running"):
            desktop.press(window, "ctrl+r")  # a window that has just been mapped may not hear the first keys
        return desktop.recordings("ended")

    until(ran, "the end of a run")
    trace = Trace.load(desktop.recordings("ended")[0])
    evidence = gather(trace)
    trace.close()
    assert [actor.kind for actor in evidence.actors.values()].count("thread") == 12
    assert [span.state.word for span in evidence.spans].count("sleep") == 12
    desktop.press(window, "ctrl+q")
    assert desktop.lab is not None
    assert desktop.lab.wait(timeout=20) == 0


def test_leaving_while_a_program_runs_ends_its_whole_tree(desktop: Desktop, tmp_path: Path) -> None:
    program = program_of(desktop, tmp_path)
    window = desktop.start(str(program))
    assert desktop.lab is not None
    lab = psutil.Process(desktop.lab.pid)

    def runs() -> bool:
        if not desktop.recordings("running"):
            desktop.press(window, "ctrl+r")
        return sum("sleep(600)" in " ".join(each.cmdline()) for each in lab.children(recursive=True)) == 1

    until(runs, "the program and its child")
    everybody = lab.children(recursive=True)
    desktop.press(window, "ctrl+q")
    assert desktop.lab.wait(timeout=20) == 0
    assert [process for process in everybody if runs_on(process)] == []
    assert len(desktop.recordings("ended")) == 1


def test_the_next_start_ends_what_a_killed_lab_left_behind(desktop: Desktop, tmp_path: Path) -> None:
    program = program_of(desktop, tmp_path)
    window = desktop.start(str(program))
    assert desktop.lab is not None
    lab = psutil.Process(desktop.lab.pid)

    def runs() -> bool:
        if not desktop.recordings("running"):
            desktop.press(window, "ctrl+r")
        return sum("sleep(600)" in " ".join(each.cmdline()) for each in lab.children(recursive=True)) == 1

    until(runs, "the program and its child")
    left = [each for each in lab.children(recursive=True) if "sleep(600)" in " ".join(each.cmdline())]
    desktop.end()
    assert all(runs_on(process) for process in left)
    again = desktop.start("--demo", "bank_account")
    until(lambda: desktop.recordings("ended"), "the end of what was left")
    until(lambda: not any(runs_on(process) for process in left), "the end of the orphans")
    desktop.press(again, "ctrl+q")
    assert desktop.lab is not None
    assert desktop.lab.wait(timeout=20) == 0
