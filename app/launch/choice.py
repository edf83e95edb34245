"""The three launchers by name, for the box in which a person chooses one."""

from PySide6.QtCore import QObject

from app.core.manifest import LauncherName
from app.launch.gate import StartGate
from app.launch.launcher import Launcher
from app.launch.process import ProcessLauncher
from app.launch.task import TaskLauncher
from app.launch.thread import ThreadLauncher

#: In the order of the box, the default first.
LAUNCHERS: dict[LauncherName, type[Launcher]] = {
    "task": TaskLauncher,
    "thread": ThreadLauncher,
    "process": ProcessLauncher,
}


def new_launcher(name: LauncherName, gate: StartGate, parent: QObject | None = None) -> Launcher:
    """A launcher of that name; `gate` is the one of the window."""
    kind = LAUNCHERS[name]
    if issubclass(kind, TaskLauncher):
        return kind(gate, parent)
    return kind(parent)
