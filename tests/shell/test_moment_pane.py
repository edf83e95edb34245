"""What the pane of a moment says: the fold's answer, in words, at whatever moment all views show."""

from pathlib import Path

from app.core.folds.at_moment import Moments
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, bank_account, program_of, subject_of

MOMENT = 2  # the page

DEADLOCK = """
    from threading import Barrier, Lock, Thread

    left, right, both = Lock(), Lock(), Barrier(2)

    def take(one, other):
        with one:
            both.wait()
            with other:
                pass

    Thread(target=take, args=(left, right), name="lefty").start()
    Thread(target=take, args=(right, left), name="righty").start()
"""


def said(shown: ShownTab) -> str:
    return shown.tab.findings.moment.text()


async def test_it_tells_who_held_the_lock_and_who_waited_at_the_cursor(show: MakeTab) -> None:
    shown = show(bank_account())
    shown.tab.choose_program("with_lock")
    ending = await shown.run()
    shown.tab.findings.pages.setCurrentIndex(MOMENT)
    moments = Moments(ending.evidence, ending.occupancy)
    # From one thread to the next a lock is nobody's for a while; who deposits has it.
    deposits = [each.t_ns for each in ending.evidence.accesses if each.write]
    t_ns = next(t_ns for t_ns in deposits if any(each.waiting for each in moments.at(t_ns).locks))
    shown.tab.moment.go_to(t_ns)
    (lock,) = moments.at(t_ns).locks
    assert lock.holder is not None
    names = ending.evidence.actors
    assert f"held by {names[lock.holder].name}" in said(shown)
    assert f"waiting: {', '.join(names[each].name for each in lock.waiting)}" in said(shown)
    assert "guards <code>Account.balance</code>" in said(shown)
    (value,) = moments.at(t_ns).values
    assert f"<code>Account.balance</code> = {value.value} " in said(shown)


async def test_it_follows_the_moment_that_all_views_show(show: MakeTab) -> None:
    shown = show(bank_account())
    shown.tab.choose_program("with_lock")
    ending = await shown.run()
    shown.tab.findings.pages.setCurrentIndex(MOMENT)
    values = []
    for access in [each for each in ending.evidence.accesses if each.write]:
        shown.tab.moment.go_to(access.t_ns + 1)
        values.append(f"= {access.value} " in said(shown))
    assert values
    assert all(values)


async def test_a_deadlock_is_a_circle_there(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, DEADLOCK)))
    told: list[object] = []
    shown.tab.session.diagnosed.connect(told.extend)
    shown.start()
    await shown.until(lambda: told)
    shown.tab.stop()
    ending = await shown.ended()
    shown.tab.findings.pages.setCurrentIndex(MOMENT)
    during = next(span.start_ns for span in ending.evidence.spans if span.end_ns is None)
    shown.tab.moment.go_to(max(during, *(s.start_ns for s in ending.evidence.spans if s.end_ns is None)) + 1)
    assert "⟲ lefty → righty" in said(shown)
    assert "none of them can go on" in said(shown)


async def test_nothing_is_worked_out_while_nobody_looks(show: MakeTab) -> None:
    shown = show(bank_account())
    await shown.run()
    assert shown.tab.findings.moment._moments is None
    assert said(shown) == ""


async def test_a_program_without_waits_has_no_such_page(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print(1)\n")))
    await shown.run()
    assert not shown.tab.findings.pages.isTabVisible(MOMENT)


async def test_while_lanes_stand_still_the_page_shows_how(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, DEADLOCK)))
    told: list[object] = []
    shown.tab.session.diagnosed.connect(told.extend)
    shown.start()
    await shown.until(lambda: told)
    assert shown.tab.findings.pages.isTabVisible(MOMENT)
    shown.tab.findings.pages.setCurrentIndex(MOMENT)
    assert shown.tab.session.running
    assert "⟲ lefty → righty" in said(shown)
    assert shown.tab.findings.moment.pictures.graph.isVisible()
    shown.tab.stop()
    await shown.ended()


async def test_pictures_are_in_step_with_the_timeline(show: MakeTab) -> None:
    shown = show(bank_account())
    shown.tab.choose_program("with_lock")
    ending = await shown.run()
    shown.tab.findings.pages.setCurrentIndex(MOMENT)
    pictures = shown.tab.findings.moment.pictures
    middle = ending.evidence.end_ns // 2
    shown.tab.timeline.zoom_to(middle - 1_000_000, middle + 1_000_000)
    assert pictures.locks._range == shown.tab.timeline.range_ns
    pictures.locks.moment_chosen.emit(middle, None)
    assert shown.tab.moment.t_ns == middle
    assert pictures.locks._cursor == middle
