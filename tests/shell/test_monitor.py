"""The monitor in the window: it looks while it is seen, and ends what it is told to end."""

import signal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from app.shell.monitor import MonitorPane
from app.shell.monitor_dock import MonitorDock
from app.shell.page_keys import LESSON, MONITOR
from app.shell.settings import Settings
from tests.shell.showing import ShownWindow, until
from widgets.process_model import Column

IDLE = """
import multiprocessing, time

def wait():
    time.sleep(60)

if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=wait, name="waiting")
    child.start()
    child.join()
    print(child.exitcode)
"""


def pane_of(page: QWidget) -> MonitorPane:
    found = page.findChild(MonitorPane)
    assert found is not None
    return found


def feed_of(shown: ShownWindow) -> Any:
    return shown.contents._machine._feed


def names(pane: MonitorPane) -> list[str]:
    model = pane.table._model
    return [model.index(place, Column.NAME).data().strip() for place in range(model.rowCount())]


async def looked(pane: MonitorPane, times: int = 1) -> None:
    """Wait until the pane has taken in so many looks more."""
    wanted = pane._taken + times
    await until(lambda: pane._taken >= wanted, lambda: f"only {pane._taken} looks were taken")


async def test_the_machine_is_looked_at_only_while_somebody_sees_it(shown_window: ShownWindow) -> None:
    shown_window.fill()
    rail = shown_window.window.rail
    pane = pane_of(rail.show_page(MONITOR))
    await looked(pane, 3)
    assert names(pane) == ["the lab itself"]
    assert feed_of(shown_window).watching
    rail.show_page(LESSON)
    assert not feed_of(shown_window).watching


async def test_the_dock_stays_beside_a_demo_and_is_remembered(
    shown_window: ShownWindow, settings: Settings
) -> None:
    shown_window.fill()
    window = shown_window.window
    shown_window.show_tab("downloads")
    window.monitor.trigger()
    dock = window.findChild(MonitorDock)
    assert dock is not None
    await looked(pane_of(dock))
    assert settings.monitor
    dock.close()
    assert not feed_of(shown_window).watching
    assert not settings.monitor
    assert not window.monitor.isChecked()


async def test_a_window_left_with_the_monitor_opens_with_it(
    shown_window: ShownWindow, settings: Settings
) -> None:
    settings.monitor = True
    shown_window.fill()
    dock = shown_window.window.findChild(MonitorDock)
    assert dock is not None
    assert dock.isVisible()
    await looked(pane_of(dock))


async def test_where_the_page_leaves_no_room_the_monitor_is_a_window_of_its_own(
    shown_window: ShownWindow,
) -> None:
    shown_window.fill()
    window, looks = shown_window.window, shown_window.looks
    window.resize(1280, 720)
    shown_window.show_tab("downloads")
    window.monitor.trigger()
    dock = window.findChild(MonitorDock)
    assert dock is not None
    assert not dock.isFloating()
    looks.set_zoom(200)
    await until(dock.isFloating, lambda: "it stands beside the page still")
    assert dock.isVisible()
    assert window.rail.width() == window.width()
    assert dock.geometry().right() <= window.geometry().right()
    window.monitor.trigger()
    window.monitor.trigger()
    assert dock.isFloating()
    looks.set_zoom(100)
    await until(lambda: not dock.isFloating(), lambda: "it didn't come back")


async def test_a_monitor_put_beside_the_page_by_hand_stays_there(shown_window: ShownWindow) -> None:
    shown_window.fill()
    window = shown_window.window
    window.resize(1280, 720)
    shown_window.looks.set_zoom(200)
    window.monitor.trigger()
    dock = window.findChild(MonitorDock)
    assert dock is not None
    assert dock.isFloating()
    dock._head.float.click()
    await looked(pane_of(dock))
    assert not dock.isFloating()
    names_need = window.rail.bar.least_width()
    assert window.rail.taken() >= names_need  # what is short of room is the page, which scrolls
    assert dock.width() >= pane_of(dock).minimumSizeHint().width()


async def test_pause_lets_the_picture_stand_still(shown_window: ShownWindow) -> None:
    shown_window.fill()
    pane = pane_of(shown_window.window.rail.show_page(MONITOR))
    await looked(pane)
    pane.pause.click()
    taken = pane._taken
    heard: list[object] = []
    feed_of(shown_window)._watch.looked.connect(heard.append)
    await until(lambda: len(heard) > 2, lambda: "the looking stopped too")
    assert pane._taken == taken
    pane.pause.click()
    await looked(pane)


@pytest.mark.parametrize(("button", "number"), [("stop", signal.SIGTERM), ("kill", signal.SIGKILL)])
async def test_a_process_of_a_run_is_seen_by_its_name_and_can_be_ended(
    shown_window: ShownWindow, settings: Settings, tmp_path: Path, button: str, number: int
) -> None:
    path = tmp_path / "idle.py"
    path.write_text(IDLE, encoding="utf-8")
    settings.trust(str(path))
    shown_window.fill()
    shown_window.contents.open_path(path)
    tab = shown_window.current()
    tab.start()
    pane = pane_of(shown_window.window.rail.show_page(MONITOR))
    await until(lambda: "waiting" in names(pane), lambda: f"processes: {names(pane)}")
    assert names(pane)[:2] == ["the lab itself", "idle.py"]
    pane.table._table.selectRow(names(pane).index("waiting"))
    getattr(pane.table, button).click()
    await tab.ended()
    assert tab.output() == [str(-number)]
    assert "Process" in shown_window.status()


async def test_a_run_is_watched_from_its_begin_not_from_when_the_next_looks_come(
    shown_window: ShownWindow, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "idle.py"
    path.write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    settings.trust(str(path))
    shown_window.fill()
    shown_window.contents.open_path(path)
    tab = shown_window.current()
    await looked(pane_of(shown_window.window.rail.show_page(MONITOR)))
    watch = feed_of(shown_window)._watch
    watch.looked.disconnect()
    assert watch._roots == ()
    tab.start()
    await until(lambda: watch._roots != (), lambda: "nobody watches the run")
    tab.tab.session.stop()
    await tab.ended()


async def test_leaving_while_the_machine_is_watched_leaves_no_thread(
    shown_window: ShownWindow, tmp_path: Path
) -> None:
    shown_window.fill()
    await looked(pane_of(shown_window.window.rail.show_page(MONITOR)))
    await shown_window.contents.closed()
    assert not feed_of(shown_window).watching
