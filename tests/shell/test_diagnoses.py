"""What is wrong with a program is told in its tab: while it stands still, and at its end."""

from pathlib import Path

from app.core.diagnosis import Diagnosis
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, bank_account, program_of, subject_of
from widgets.claim_badges import ClaimBadges
from widgets.palette import DARK, LIGHT

CROSSED = """
    import threading, time
    left, right = threading.Lock(), threading.Lock()

    def work(first, second):
        with first:
            time.sleep(0.1)
            with second:
                pass

    for pair in ((left, right), (right, left)):
        threading.Thread(target=work, args=pair, daemon=True).start()
    while True:
        time.sleep(0.05)
"""
BUSY = """
    import queue, threading, time
    todo = queue.Queue()
    threading.Thread(target=todo.get, daemon=True).start()
    for _ in range(60):
        time.sleep(0.05)
"""


def wrong(shown: ShownTab) -> str:
    """What the tab says is wrong, as it is marked up."""
    label = shown.tab.findings.badges._wrong
    return label.text() if not label.isHidden() else ""


async def test_a_deadlock_is_told_while_the_program_stands_still_and_when_it_was_stopped(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, CROSSED)))
    shown.start()
    await shown.until(lambda: "Deadlock" in wrong(shown))
    assert shown.tab.session.busy
    assert shown.said[-1] == "running, but not all lanes · Deadlock"
    assert "wait for each other in a circle" in wrong(shown)
    shown.tab.stop()
    ending = await shown.ended()
    assert [each.code for each in ending.diagnoses] == ["deadlock"]
    assert wrong(shown).count("<p ") == 1
    assert shown.said[-1].startswith("run ended · stopped")


async def test_nothing_is_told_of_a_program_that_goes_on(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, BUSY)))
    told: list[list[Diagnosis]] = []
    shown.tab.session.diagnosed.connect(told.append)
    ending = await shown.run()
    assert ending.diagnoses == []
    assert told == []
    assert wrong(shown) == ""


async def test_the_next_run_begins_without_what_was_wrong_with_the_last(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    assert "Lost update" in wrong(shown)
    shown.tab.choose_program("with_lock")
    await shown.run()
    assert "Lost update" not in wrong(shown)


async def test_a_recording_from_disk_tells_what_was_wrong(show: MakeTab) -> None:
    first = show(bank_account())
    await first.run()
    assert first.tab.session.recording is not None
    second = show(bank_account())
    await second.open_recording(first.tab.session.recording[1])
    assert wrong(second) == wrong(first) != ""


def test_a_fault_has_the_colour_of_what_is_wrong_and_a_hint_is_muted(show: MakeTab) -> None:
    badges = ClaimBadges()
    badges.set_diagnoses([("Deadlock", "Two wait.", True), ("Uneven", "One <code>works</code>.", False)])
    for palette in (LIGHT, DARK):
        badges.set_palette_colours(palette)
        fault, hint = badges._wrong.text().split("<p ")[1:]
        assert f'<b style="color:{palette.bad}">Deadlock.</b> Two wait.' in fault
        assert palette.bad not in hint
        assert f"color:{palette.muted}" in hint
    badges.set_diagnoses([])
    assert badges._wrong.isHidden()
