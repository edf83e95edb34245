"""Recordings and files opened from disk: the same picture as live, or a sentence, and the window lives."""

import asyncio
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.shell.conftest import MakeTab
from tests.shell.showing import (
    ShownTab,
    ShownWindow,
    bank_account,
    own_file,
    program_of,
    recordings,
    subject_of,
)


def shown_facts(shown: ShownTab) -> dict[str, object]:
    """Everything that a tab shows of a run."""
    lanes = shown.lanes()
    return {
        "lanes": lanes,
        "pieces": [shown.lane(name) for name in lanes],
        "output": shown.tab.console.text(),
        "claims": shown.claims(),
        "note": shown.note(),
        "ledger": shown.ledger()._model.counts(),
        "end": shown.tab.timeline_end,
        "said": shown.said[-1],
    }


async def test_a_recording_from_disk_looks_as_it_did_live(show: MakeTab) -> None:
    live = show(bank_account())
    await live.run()
    again = show(bank_account())
    await again.open_recording(recordings()[-1])
    assert shown_facts(again) == shown_facts(live)


async def test_a_recording_with_processes_and_output_of_each_looks_as_it_did_live(
    show: MakeTab, tmp_path: Path
) -> None:
    source = """
        import os, sys
        from multiprocessing import get_context
        def work(number):
            print("child", number)
            os.system("echo from the shell")
        if __name__ == "__main__":
            children = [get_context("fork").Process(target=work, args=(n,)) for n in range(3)]
            for child in children:
                child.start()
            for child in children:
                child.join()
            print("done", file=sys.stderr)
    """
    subject = subject_of(program_of(tmp_path, source))
    live, again = show(subject), show(subject)
    await live.run()
    await again.open_recording(recordings()[-1])
    assert len(live.lanes()) >= 4
    for facts in (live, again):
        assert sorted(facts.output()) == [
            *(f"child {number}" for number in range(3)),
            "done",
            *["from the shell"] * 3,
        ]
    first, second = shown_facts(live), shown_facts(again)
    assert {**first, "output": 0} == {**second, "output": 0}


async def test_a_recording_of_a_demo_opens_in_the_tab_of_its_variant(
    shown_window: ShownWindow, show: MakeTab
) -> None:
    live = show(bank_account())
    live.tab.choose_program("with_lock")
    await live.run()
    shown_window.fill()
    shown_window.window.program_opened.emit(recordings()[-1])
    shown = shown_window.current()
    assert shown.tab.program.id == "with_lock"
    await shown.ended()
    assert shown.lanes() == live.lanes()
    assert shown.claims() == live.claims()


async def test_a_recording_of_a_file_opens_in_a_tab_of_that_file(
    shown_window: ShownWindow, show: MakeTab, tmp_path: Path
) -> None:
    live = show(own_file(tmp_path, "print('mine')"))
    live.tab._trust.accepted.emit()
    await live.ended()
    shown_window.fill()
    shown_window.window.program_opened.emit(recordings()[-1])
    shown = shown_window.current()
    await shown.ended()
    assert shown.output() == ["mine"]
    assert shown.title_of_source() == "mine.py"


async def test_a_file_that_is_called_like_a_demo_is_no_demo(
    shown_window: ShownWindow, show: MakeTab, tmp_path: Path
) -> None:
    live = show(own_file(tmp_path, "print('mine')", "bank_account.py"))
    live.tab._trust.accepted.emit()
    await live.ended()
    rewrite(recordings()[-1], target="bank_account.py")  # as the command line names it
    shown_window.fill()
    shown_window.window.program_opened.emit(recordings()[-1])
    shown = shown_window.current()
    await shown.ended()
    assert shown.output() == ["mine"]


async def test_nothing_is_claimed_of_the_recording_of_an_edited_program(show: MakeTab) -> None:
    live = show(bank_account())
    live.edit(live.source() + "print('more')\n")
    await live.run()
    again = show(bank_account())
    await again.open_recording(recordings()[-1])
    assert again.claims() == {}
    assert shown_facts(again) == shown_facts(live)


async def test_a_recording_isnt_opened_over_a_running_program(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print('first')\ninput()\n")))
    shown.start()
    await shown.until(shown.output)
    shown.tab.open_recording(recordings()[-1])
    assert "still running" in shown.said[-1]
    shown.tab.session.end_input()
    await shown.ended()


# What is no recording ----------------------------------------------------------------------------------------


def rewrite(directory: Path, **fields: object) -> None:
    """Change fields of a recording's manifest."""
    path = directory / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def make_empty(folder: Path) -> None:
    folder.mkdir()


def make_foreign(folder: Path) -> None:
    folder.mkdir()
    (folder / "manifest.json").write_text('{"name": "a web page", "icons": []}')


def make_garbled(folder: Path) -> None:
    folder.mkdir()
    (folder / "manifest.json").write_bytes(os.urandom(2000))


@pytest.mark.parametrize("make", [make_empty, make_foreign, make_garbled])
def test_a_folder_that_is_no_recording_is_said_in_the_status_bar(
    shown_window: ShownWindow, tmp_path: Path, make: object
) -> None:
    assert callable(make)
    folder = tmp_path / "not one of ours"
    make(folder)
    shown_window.fill()
    shown_window.window.program_opened.emit(folder)
    assert "not one of ours" in shown_window.status()
    assert shown_window.contents.current_tab() is None


def test_a_file_that_isnt_there_is_said_in_the_status_bar(shown_window: ShownWindow, tmp_path: Path) -> None:
    shown_window.fill()
    shown_window.window.program_opened.emit(tmp_path / "gone.py")
    assert "gone.py" in shown_window.status()


async def test_a_recording_whose_program_is_gone_is_shown_and_says_so(
    shown_window: ShownWindow, show: MakeTab, tmp_path: Path
) -> None:
    live = show(own_file(tmp_path, "print('mine')"))
    live.tab._trust.accepted.emit()
    await live.ended()
    (tmp_path / "mine.py").unlink()
    shown_window.fill()
    shown_window.window.program_opened.emit(recordings()[-1])
    tab = shown_window.current()
    assert "mine.py, is gone" in tab.tab.subject.question
    await tab.until(lambda: tab.tab.timeline.has_lanes)
    assert tab.tab.session.recording is not None


async def test_a_recording_of_a_variant_that_is_no_more_is_shown_and_says_so(
    shown_window: ShownWindow, show: MakeTab, tmp_path: Path
) -> None:
    live = show(subject_of(program_of(tmp_path, "print('was')")))
    await live.run()
    for target in ("bank_account.of_yore", "lesson.py", "own", "", "."):
        rewrite(recordings()[-1], target=target, program=str(tmp_path / "gone.py"))
        if not shown_window.titles():
            shown_window.fill()
        shown_window.window.rail.show_page("lesson")
        shown_window.window.program_opened.emit(recordings()[-1])
        tab = shown_window.current()
        assert "gone" in tab.tab.subject.question, target
        while tab.tab.session.busy:
            await asyncio.sleep(0.01)


# What is one, but damaged ------------------------------------------------------------------------------------


def cut_short(events: Path) -> None:
    os.truncate(events, 10)


def overwrite_header(events: Path) -> None:
    with open(events, "r+b") as file:
        file.write(b"\x89PNG\r\n\x1a\n" * 8)


def overwrite_middle(events: Path) -> None:
    with open(events, "r+b") as file:
        file.seek(4096 + 64 * 20)
        file.write(os.urandom(64 * 100))


@pytest.mark.parametrize("damage", [cut_short, overwrite_header, overwrite_middle])
async def test_a_damaged_recording_shows_what_can_be_read_and_the_tab_lives(
    show: MakeTab, tmp_path: Path, damage: object
) -> None:
    assert callable(damage)
    live = show(bank_account())
    await live.run()
    folder = tmp_path / "damaged"
    shutil.copytree(recordings()[-1], folder)
    (events,) = folder.glob("*.0.events")
    damage(events)
    again = show(bank_account())
    await again.open_recording(folder)
    assert again.note() != ""
    assert again.said[-1].startswith("run ended")
    again.tab.grab()
    again.tab.replay.go_to(again.tab.timeline_end // 2)
    again.tab.grab()
    await again.run()
    assert again.claims() == live.claims()


def lose(manifest: Path) -> None:
    manifest.unlink()


def garble(manifest: Path) -> None:
    manifest.write_bytes(manifest.read_bytes()[:200])


def another_version(manifest: Path) -> None:
    rewrite(manifest.parent, schema=99)


@pytest.mark.parametrize("damage", [lose, garble, another_version])
async def test_without_a_manifest_that_can_be_read_the_lanes_are_shown_in_the_tab_of_the_program(
    shown_window: ShownWindow, show: MakeTab, damage: object
) -> None:
    assert callable(damage)
    live = show(bank_account())
    live.tab.choose_program("with_lock")
    await live.run()
    damage(recordings()[-1] / "manifest.json")
    shown_window.fill()
    shown_window.window.program_opened.emit(recordings()[-1])
    shown = shown_window.current()
    await shown.ended()
    assert shown.tab.program.id == "with_lock"
    assert shown.lanes() == live.lanes()
    assert [len(shown.lane(name)) for name in shown.lanes()] == [
        len(live.lane(name)) for name in live.lanes()
    ]
    assert shown.output() == live.output()
    assert "it ended" in shown.note()


async def test_a_file_of_a_recording_opens_it(shown_window: ShownWindow, show: MakeTab) -> None:
    live = show(bank_account())
    await live.run()
    shown_window.fill()
    shown_window.window.program_opened.emit(recordings()[-1] / "manifest.json")
    shown = shown_window.current()
    await shown.ended()
    assert shown.lanes() == live.lanes()


async def test_a_recording_of_nothing_says_so(show: MakeTab, tmp_path: Path) -> None:
    live = show(bank_account())
    await live.run()
    folder = tmp_path / "bare"
    folder.mkdir()
    shutil.copy(recordings()[-1] / "manifest.json", folder)
    again = show(bank_account())
    await again.open_recording(folder)
    assert "Nothing was recorded" in again.note()
    assert again.lanes() == ["without_lock.py"]  # it was started, that much is known
    assert set(again.claims().values()) == {None}
