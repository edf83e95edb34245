"""At a cursor in mid-run each view shows what the folds tell of that moment, live or from a saved recording."""

from pathlib import Path

from app.core.folds.at_moment import Moments
from app.shell.current_lines import current_lines
from app.shell.run_session import Ending
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, own_file

PROGRAM = """
from queue import Queue
from threading import Lock, Thread
from time import sleep

lock = Lock()
queue = Queue(3)
count = 0  # watch


def work():
    global count
    for number in range(4):
        with lock:
            sleep(0.01)
            count = count + 1
            print("counted", number)
        queue.put(number)


threads = [Thread(target=work, name=f"worker {place}") for place in range(2)]
for thread in threads:
    thread.start()
for _ in range(8):
    sleep(0.005)
    queue.get()
for thread in threads:
    thread.join()
"""


async def test_all_views_show_what_the_folds_tell_of_the_cursor(show: MakeTab, tmp_path: Path) -> None:
    shown = show(own_file(tmp_path, PROGRAM))
    shown.tab._settings.trust(str(shown.tab.program.path))
    _check_at_moments(shown, await shown.run())
    directory = shown.tab.session.shown
    assert directory is not None
    again = show(own_file(tmp_path, PROGRAM))
    _check_at_moments(again, await again.open_recording(directory))


def _check_at_moments(shown: ShownTab, ending: Ending) -> None:
    tab, trace = shown.tab, shown.tab.session.trace
    assert trace is not None
    tab.findings.pages.setCurrentWidget(tab.findings.moment)
    evidence = ending.evidence
    moments = Moments(evidence, ending.occupancy)
    accesses, program = list(trace.accesses.sorted()), tab.program.path
    holders, contents, values = set(), set(), set()
    changes = {int(t_ns) for t_ns in ending.occupancy["t"]} | {access.t_ns for access in accesses}
    for t_ns in sorted(changes):
        for lane in (actor.id for actor in evidence.actors.values() if actor.kind == "thread"):
            tab._go_to_moment(t_ns, lane)
            assert shown.marked() == current_lines(trace, lane, t_ns, program)
        state, text = moments.at(t_ns), tab.findings.moment.text()
        for lock in state.locks:
            holder = None if lock.holder is None else evidence.actors[lock.holder].name
            assert (f"held by {holder}" if holder else "free") in text, (t_ns, tab.moment.t_ns, lock)
            holders.add(holder)
        for queue in state.queues:
            assert f"{queue.items} items" in text
            contents.add(queue.items)
        for value in state.values:
            assert f"= {value.value} (touched last by {evidence.actors[value.actor].name})" in text
            values.add(value.value)
        printed = sum(line.t_ns <= t_ns for line in tab.console._view.lines.lines)
        assert tab.console._view.shown() == printed
        written = sum(access.write and access.t_ns <= t_ns for access in accesses)
        assert shown.ledger()._model.counts()[0] == written
    changing: list[set[object]] = [set(holders), set(contents), set(values)]
    assert [len(seen) > 1 for seen in changing] == [True] * 3
