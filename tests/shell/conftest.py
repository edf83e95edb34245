"""A home, settings, tabs and whole windows of a test's own."""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.launch.gate import StartGate
from app.shell.contents import Contents
from app.shell.demo_tab import DemoTab
from app.shell.looks import Looks
from app.shell.python_finder import PythonFinder
from app.shell.settings import Settings
from app.shell.subject import Subject
from app.shell.window import Window
from tests.launch.conftest import Drive, drive
from tests.shell.showing import ShownTab, ShownWindow
from widgets.palette import LIGHT
from widgets.theme import apply_theme

__all__ = ["drive"]

MakeTab = Callable[[Subject], ShownTab]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where recordings and settings of the test go."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CONCURRENCY_LAB_HOME", str(folder))
    return folder


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(str(home / "settings.ini"))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """A test that is a coroutine lives on Qt's event loop, as the window does, to the end of what it opened."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    given: dict[str, Any] = pyfuncitem.funcargs
    arguments = {name: given[name] for name in inspect.signature(pyfuncitem.obj).parameters}

    async def whole() -> None:
        try:
            await pyfuncitem.obj(**arguments)
        finally:
            for close in given["closing"]:
                await close()

    given["drive"](whole())
    return True


@pytest.fixture
def closing(drive: Drive) -> list[Callable[[], Awaitable[None]]]:
    """What a coroutine test opened and has to close before its loop ends."""
    return []


@pytest.fixture
def show(closing: list[Callable[[], Awaitable[None]]], settings: Settings, qtbot: QtBot) -> MakeTab:
    """Makes tabs; what still runs in them is ended with the test."""

    finder = PythonFinder()
    closing.append(finder.closed)
    tabs = []  # a widget without a parent lives as long as somebody holds it

    def show(subject: Subject) -> ShownTab:
        tab = DemoTab(subject, settings, StartGate(), finder)
        qtbot.addWidget(tab)
        tabs.append(tab)
        closing.append(tab.session.closed)
        tab.resize(1200, 800)
        tab.show()
        return ShownTab(tab)

    return show


@pytest.fixture
def shown_window(
    closing: list[Callable[[], Awaitable[None]]], settings: Settings, home: Path, qapp: QApplication
) -> Iterator[ShownWindow]:
    """A window that nothing has been put into; `fill` puts a folder's demos there."""
    looks = Looks(qapp, settings)
    window = Window(settings, looks)
    contents = Contents(window, settings, home)
    closing.append(contents.closed)
    window.show()
    yield ShownWindow(window, contents, looks)
    window.close_for_good()
    window.deleteLater()
    looks.deleteLater()
    # No event loop comes by in a test that isn't a coroutine, and what is left makes the next theme slow.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    apply_theme(qapp, LIGHT)
