"""Exporting from the window: offered when there is something, written aside, told, and given up."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.core.export.writing import Format, export
from app.core.manifest import LauncherName
from app.core.progress import Progress
from app.launch.job import JOB_LAUNCHERS
from tests.shell.showing import ShownTab, ShownWindow, until

PROGRAM = """
from threading import Thread
from time import sleep
thread = Thread(target=sleep, args=(0.02,), name="napper")
thread.start()
thread.join()
"""


async def run_program(shown: ShownWindow, folder: Path) -> ShownTab:
    """Open a program of the user's and run it to its end."""
    path = folder / "mine.py"
    path.write_text(PROGRAM)
    shown.fill(folder / "demos")
    shown.contents.open_path(path)
    tab = shown.current()
    shown.contents._settings.trust(str(path))
    await tab.run()
    return tab


def offered(shown: ShownWindow) -> tuple[str, bool]:
    """What the menu offers."""
    action = shown.window._export
    return action.text().replace("&", ""), action.isEnabled()


async def said(shown: ShownWindow, words: str) -> None:
    """Let the window live until its status bar says this."""
    await until(lambda: words in shown.status(), shown.status)


@pytest.fixture(autouse=True)
def no_demos(tmp_path: Path) -> None:
    (tmp_path / "demos").mkdir()


async def test_it_is_offered_for_a_tab_that_shows_a_recording(
    shown_window: ShownWindow, tmp_path: Path
) -> None:
    assert offered(shown_window) == ("Export recording…", False)
    await run_program(shown_window, tmp_path)
    assert offered(shown_window) == ("Export recording…", True)
    shown_window.window.rail.show_page("lesson")
    assert not offered(shown_window)[1]
    shown_window.window.rail.step(-1)
    shown_window.contents.open_path(tmp_path / "mine.py")
    assert offered(shown_window)[1]


async def test_it_is_not_offered_while_a_program_runs(shown_window: ShownWindow, tmp_path: Path) -> None:
    tab = await run_program(shown_window, tmp_path)
    tab.start()
    assert not offered(shown_window)[1]
    await tab.ended()
    assert offered(shown_window)[1]


@pytest.mark.parametrize(
    ("filter", "name", "beginning"),
    [
        ("html", "page", "<!doctype html>"),
        ("csv", "table", "\ufefflane,"),
        ("json", "trace", '{"displayTimeUnit"'),
        ("html", "table.csv", "\ufefflane,"),  # what is typed counts
    ],
)
async def test_the_chosen_file_is_written_and_its_place_told(
    shown_window: ShownWindow, tmp_path: Path, filter: str, name: str, beginning: str
) -> None:
    await run_program(shown_window, tmp_path)
    shown_window.window.export_requested.emit()
    (dialog,) = shown_window.window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("mine.html")
    chosen = next(each for each in dialog.nameFilters() if f"*.{filter}" in each)
    dialog.selectNameFilter(chosen)
    dialog.filterSelected.emit(chosen)
    target = tmp_path / name if "." in name else tmp_path / f"{name}.{dialog.defaultSuffix()}"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    await said(shown_window, f"The recording is in {target}.")
    assert target.read_text(encoding="utf-8").startswith(beginning)
    assert "napper" in target.read_text(encoding="utf-8")


async def test_a_file_that_cannot_be_written_is_told(shown_window: ShownWindow, tmp_path: Path) -> None:
    tab = await run_program(shown_window, tmp_path)
    recording = tab.tab.session.recording
    assert recording is not None
    shown_window.contents._sharing.exporter.start(recording[1], tmp_path / "none" / "file", "csv", "task")
    await said(shown_window, "There is no folder")
    assert offered(shown_window) == ("Export recording…", True)


def slow_export(directory: Path, format: Format, file: Path, lang: str, progress: Progress) -> list[str]:
    """An export that lasts until it is given up."""

    def tell(share: float) -> None:
        while share > 0.6:
            progress(share)

    return export(directory, format, file, (), tell, lang)


@pytest.fixture
def launcher(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> LauncherName:
    """Each way in turn, with exports that don't end by themselves."""
    monkeypatch.setattr("app.shell.exporter.export_recording", slow_export)
    name: LauncherName = request.param
    return name


by_each_launcher = pytest.mark.parametrize("launcher", list(JOB_LAUNCHERS), indirect=True)


@by_each_launcher
async def test_an_export_can_be_given_up_from_the_same_menu(
    shown_window: ShownWindow, tmp_path: Path, launcher: LauncherName
) -> None:
    tab = await run_program(shown_window, tmp_path)
    recording = tab.tab.session.recording
    assert recording is not None
    shown_window.contents._sharing.exporter.start(recording[1], tmp_path / "file.csv", "csv", launcher)
    assert offered(shown_window) == ("Give up exporting", True)
    await said(shown_window, "exporting · ")
    shown_window.window.export_requested.emit()
    await said(shown_window, "The export was given up.")
    assert offered(shown_window) == ("Export recording…", True)
    assert not [each for each in tmp_path.iterdir() if "file" in each.name]


@by_each_launcher
async def test_leaving_ends_an_export_and_leaves_no_half_file(
    shown_window: ShownWindow, tmp_path: Path, launcher: LauncherName
) -> None:
    tab = await run_program(shown_window, tmp_path)
    recording = tab.tab.session.recording
    assert recording is not None
    shown_window.contents._sharing.exporter.start(recording[1], tmp_path / "file.html", "html", launcher)
    await said(shown_window, "exporting · ")
    await shown_window.contents.closed()
    assert not shown_window.contents._sharing.exporter.busy
    assert not [each for each in tmp_path.iterdir() if "file" in each.name]
