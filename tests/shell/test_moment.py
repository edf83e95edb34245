"""One moment for all views: held while the program runs on, put anywhere by the cursor, played from there."""

from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.bookmarks import read_bookmarks
from tests.painted import Painted
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, bank_account, program_of, subject_of

ASKING = """
    from time import sleep
    while (word := input()) != "end":
        print(word, flush=True)
        sleep(0.01)
"""


async def asking(show: MakeTab, tmp_path: Path) -> ShownTab:
    """A program that waits for what a test types."""
    shown = show(subject_of(program_of(tmp_path, ASKING)))
    shown.start()
    await shown.until(lambda: shown.tab._view._input_wanted)
    return shown


async def said(shown: ShownTab, word: str) -> None:
    """Type a word and wait until the window has read the program's echo of it."""
    shown.tab.session.write_input(word + "\n")
    await shown.until(lambda: word in shown.output())


def in_sight(shown: ShownTab) -> int:
    """How many lines of output are shown."""
    return shown.tab.console._view.shown()


async def test_a_held_picture_stays_while_the_program_runs_on(show: MakeTab, tmp_path: Path) -> None:
    shown = await asking(show, tmp_path)
    tab = shown.tab
    await said(shown, "one")
    assert in_sight(shown) == 1
    tab.replay.toggle()
    assert tab.replay.paused
    held = tab.moment.t_ns
    await said(shown, "two")
    assert tab.session.running
    assert tab.moment.t_ns == held
    assert tab.timeline._state.horizon_ns == held
    assert in_sight(shown) == 1
    tab.moment.go_live()
    assert tab.moment.whole
    assert in_sight(shown) == 2
    assert tab.timeline._state.horizon_ns > held
    tab.session.write_input("end\n")
    await shown.ended()


async def test_a_held_picture_outlives_the_end_of_the_run(show: MakeTab, tmp_path: Path) -> None:
    shown = await asking(show, tmp_path)
    await said(shown, "one")
    shown.tab.replay.toggle()
    held = shown.tab.moment.t_ns
    await said(shown, "two")
    shown.tab.session.write_input("end\n")
    await shown.ended()
    assert shown.tab.moment.t_ns == held
    assert in_sight(shown) == 1
    assert not shown.tab.replay.live
    shown.tab.replay.go_to(shown.tab.timeline_end)
    assert in_sight(shown) == 2


async def test_what_was_recorded_can_be_played_while_the_program_waits(show: MakeTab, tmp_path: Path) -> None:
    shown = await asking(show, tmp_path)
    await said(shown, "one")
    shown.tab.replay.go_to(0)
    assert shown.tab.replay.paused
    assert in_sight(shown) == 0
    shown.tab.replay.set_speed("10")
    shown.tab.replay.toggle()
    await shown.until(lambda: not shown.tab.replay.playing)  # it has caught up with the present
    assert not shown.tab.replay.paused
    assert in_sight(shown) == 1
    shown.tab.session.write_input("end\n")
    await shown.ended()


async def test_the_live_button_stands_there_while_the_program_runs(show: MakeTab, tmp_path: Path) -> None:
    shown = await asking(show, tmp_path)
    button = shown.tab.replay._present
    await shown.until(lambda: button.isVisible() and button.isChecked())
    shown.tab.timeline.setFocus()
    shown.tab.replay.toggle()
    assert not button.isChecked()
    button.click()
    assert button.isChecked()
    assert not shown.tab.replay.paused
    shown.tab.replay.toggle()
    QTest.keyClick(shown.tab.timeline, Qt.Key.Key_End)
    assert not shown.tab.replay.paused
    shown.tab.timeline.zoom_to(0, 1000)  # somebody looks back
    assert not button.isChecked()
    shown.tab.timeline.set_follow(True)
    assert button.isChecked()
    shown.tab.session.write_input("end\n")
    await shown.ended()
    assert not button.isVisible()


async def test_all_views_show_the_moment_of_the_cursor(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    tab, model = shown.tab, shown.ledger()._model
    trace = tab.session.trace
    assert trace is not None
    told: list[int] = []
    tab.moment_changed.connect(told.append)
    end, all_written = tab.timeline_end, model.counts()[0]
    written = sorted(access.t_ns for access in trace.accesses.sorted() if access.write)
    half = written[len(written) // 2]
    tab._go_to_moment(half, None)
    assert told[-1] == tab.moment.t_ns == tab.replay.time_ns == half
    assert tab.timeline._state.horizon_ns == end  # what came later is still drawn
    assert model.counts()[0] == all_written - len([t for t in written if t > half])
    assert in_sight(shown) == 0
    tab.timeline.setFocus()
    QTest.keyClick(tab.timeline, Qt.Key.Key_Escape)
    assert told[-1] == tab.replay.time_ns == end
    assert model.counts()[0] == all_written
    assert in_sight(shown) == 1


async def test_playing_from_the_cursor_moves_the_cursor(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    tab = shown.tab
    half = tab.timeline_end // 2
    tab.moment.go_to(half)
    tab.replay.set_speed("0.001")
    tab.replay.toggle()
    await shown.until(lambda: tab.moment.t_ns > half)
    assert tab.timeline.pinned_ns == tab.moment.t_ns == tab.replay.time_ns
    assert tab.timeline._state.horizon_ns == tab.timeline_end
    tab.replay.toggle()


async def test_a_saved_recording_is_scrubbed_like_a_run(show: MakeTab, tmp_path: Path) -> None:
    first = show(subject_of(program_of(tmp_path, "print('a', flush=True)\n")))
    await first.run()
    assert first.tab.session.recording is not None
    again = show(subject_of(first.tab.program))
    await again.open_recording(first.tab.session.recording[1])
    assert again.tab.moment.whole
    written = again.tab.console._view.lines.lines[0].t_ns
    again.tab.moment.go_to(written - 1)
    assert in_sight(again) == 0
    again.tab.moment.go_to(written)
    assert in_sight(again) == 1


async def test_a_bookmark_is_made_noted_gone_to_and_deleted(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    tab = shown.tab
    directory = tab.session.directory
    half = tab.timeline_end // 2
    tab._go_to_moment(half, tab.timeline._state.lanes.actors[1].id)
    tab.timeline.setFocus()
    QTest.keyClick(tab.timeline, Qt.Key.Key_M)
    assert [(mark.t_ns, mark.lane) for mark in read_bookmarks(directory)] == [(half, tab.marks.lane)]
    tab.bookmarks.rename(0, "here it is lost")
    tab.bookmarks.list.hide()
    QTest.keyClick(tab.timeline, Qt.Key.Key_Escape)
    assert tab.moment.whole
    tab.bookmarks.list.chosen.emit(0)
    assert tab.moment.t_ns == half
    assert tab.timeline.selected_lane >= 0
    again = show(subject_of(tab.program))
    await again.open_recording(directory)
    assert [mark.note for mark in again.tab.bookmarks.marks] == ["here it is lost"]
    again.tab.bookmarks.delete(0)
    assert read_bookmarks(directory) == []


async def test_the_same_moment_is_kept_once(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    shown.tab.moment.go_to(5_000_000)
    shown.tab.bookmarks.add()
    shown.tab.bookmarks.add()
    assert len(shown.tab.bookmarks.marks) == 1
    shown.tab.bookmarks.list.hide()


async def test_a_bookmark_that_cannot_be_kept_is_not_shown(
    show: MakeTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = show(bank_account())
    await shown.run()

    def full(directory: Path, marks: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.shell.bookmark_keeper.write_bookmarks", full)
    shown.tab.bookmarks.add()
    assert shown.said[-1] == "The bookmark couldn't be kept: No space left on device."
    assert shown.tab.bookmarks.marks == ()


async def test_another_run_has_no_bookmarks_yet(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print(1)\n")))
    assert not shown.tab.bookmarks.button.isEnabled()
    await shown.run()
    shown.tab.bookmarks.add()
    shown.tab.bookmarks.list.hide()
    assert shown.tab.timeline._bookmarks
    await shown.run()
    assert shown.tab.bookmarks.marks == ()
    assert not shown.tab.timeline._bookmarks


async def test_nothing_of_a_held_timeline_is_painted_while_time_passes(show: MakeTab, tmp_path: Path) -> None:
    shown = await asking(show, tmp_path)
    tab = shown.tab
    await said(shown, "one")
    await shown.until(lambda: tab._view._input_wanted)  # nothing happens any more
    tab.replay.toggle()
    told: list[int] = []
    tab.session.advanced.connect(lambda advance: told.append(advance.horizon_ns))
    await shown.until(lambda: told)
    painted, since = Painted(tab.timeline), told[-1]

    def stood_still() -> bool:
        nonlocal since
        if painted.places():  # the rest of what happened, or a strip below takes its room
            since = told[-1]
        return told[-1] > since + 200_000_000

    await shown.until(stood_still)
    assert tab.replay.end_ns > tab.moment.t_ns
    tab.moment.go_live()
    await shown.until(painted.places)
    tab.session.write_input("end\n")
    await shown.ended()


async def test_nothing_of_a_paused_replay_is_painted(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "from time import sleep\nsleep(0.2)\n")))
    await shown.run()
    tab = shown.tab
    tab.replay.go_to(0)
    tab.replay.toggle()
    await shown.until(lambda: tab.moment.t_ns > 0)
    tab.replay.toggle()
    held = tab.moment.t_ns
    later = tab.timeline._soon, tab.timeline_pane.minimap._refresh
    await shown.until(lambda: not any(timer.isActive() for timer in later))
    painted = Painted(tab)
    await shown.until(painted.is_quiet)
    looks = count()
    await shown.until(lambda: next(looks) > 20)
    assert painted.places() == []
    assert tab.moment.t_ns == held
