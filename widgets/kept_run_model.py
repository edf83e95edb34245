"""The recordings of the history as a table's model, sorted by what a person clicks on."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.kept_run import KeptRun
from app.core.manifest import Exit, Manifest
from app.core.typing import override
from widgets.duration import duration

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """The columns from left to right."""

    NAME = 0
    PARAMETERS = 1
    STARTED = 2
    OUTCOME = 3
    PYTHON = 4
    LAUNCHER = 5
    TOOK = 6
    SIZE = 7


#: Turns a target ("bank_account.with_lock") into the words of the rail.
Titles = Callable[[str], str]


class KeptRunModel(QAbstractTableModel):
    """One row a recording, the newest first."""

    def __init__(self, titles: Titles = str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._runs: list[KeptRun] = []
        self._heads = {
            Column.NAME: self.tr("Recording"),
            Column.PARAMETERS: self.tr("Parameters"),
            Column.STARTED: self.tr("Started"),
            Column.TOOK: self.tr("Took"),
            Column.OUTCOME: self.tr("Outcome"),
            Column.PYTHON: self.tr("Python"),
            Column.LAUNCHER: self.tr("Launcher"),
            Column.SIZE: self.tr("Size"),
        }
        self._launchers = {
            "task": self.tr("asyncio task"),
            "thread": self.tr("QThread"),
            "process": self.tr("process"),
            "terminal": self.tr("terminal"),
        }

    def set_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these."""
        self.beginResetModel()
        self._runs = list(runs)
        self.endResetModel()

    def runs(self) -> list[KeptRun]:
        """All that are shown."""
        return self._runs

    def run(self, row: int) -> KeptRun | None:
        """The recording in a row."""
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def replace(self, row: int, run: KeptRun) -> None:
        """Show another note of the same recording."""
        self._runs[row] = run
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def remove(self, row: int) -> None:
        """Take one out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._runs[row]
        self.endRemoveRows()

    def insert(self, run: KeptRun) -> int:
        """Put one in where its age belongs; returns the row."""
        row = sum(each.directory.name > run.directory.name for each in self._runs)
        self.beginInsertRows(QModelIndex(), row, row)
        self._runs.insert(row, run)
        self.endInsertRows()
        return row

    @override
    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._runs)

    @override
    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(Column):
            if role == _DISPLAY:
                return self._heads[Column(section)]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(Column(section))
        return None

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        run = self.run(index.row()) if index.isValid() else None
        if run is None:
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(run, column)
            case Qt.ItemDataRole.ToolTipRole:
                return run.problem or self._text(run, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _:
                return None

    def title(self, run: KeptRun) -> str:
        """What a recording is called: its name, else that of what was run."""
        if run.note.name or run.manifest is None:
            return run.note.name or run.directory.name
        edited = self.tr(" · changed") if run.manifest.edited else ""
        return self._titles(run.manifest.target) + edited

    def _text(self, run: KeptRun, column: Column) -> str:
        if column == Column.NAME:
            return f"◆ {self.title(run)}" if run.note.pinned else self.title(run)
        if column == Column.SIZE:
            return size_words(run.size)
        if run.manifest is None:
            return self.tr("can't be read") if column == Column.OUTCOME else ""
        return self._told(run.manifest, column)

    def _told(self, manifest: Manifest, column: Column) -> str:
        match column:
            case Column.PARAMETERS:
                return ", ".join(f"{name} = {value}" for name, value in manifest.parameters.items())
            case Column.STARTED:
                return _moment(manifest.started_at)
            case Column.TOOK:
                return "" if manifest.wall_ns is None else duration(manifest.wall_ns)
            case Column.OUTCOME:
                return self._outcome(manifest)
            case Column.PYTHON:
                return manifest.python.version
            case _:
                return self._launchers[manifest.launcher]

    def _outcome(self, manifest: Manifest) -> str:
        match manifest.exit:
            case Exit("exited", status):
                return self.tr("exited {0}").format(status)
            case Exit("signalled", status):
                return self.tr("signal {0}").format(status)
            case Exit("stopped", _):
                return self.tr("stopped")
            case Exit("timeout", _):
                return self.tr("timed out")
            case _:
                return self.tr("not ended")


def size_words(size: int) -> str:
    """Bytes as a person reads them: "380 kB", "2.0 GB"."""
    if size >= 1 << 30:
        return f"{size / (1 << 30):.1f} GB"
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(size >> 10, 1)} kB"


def _moment(started_at: str) -> str:
    try:
        return datetime.fromisoformat(started_at).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return started_at[:19]


def _alignment(column: Column) -> Qt.AlignmentFlag:
    return _RIGHT if column in (Column.TOOK, Column.SIZE) else _LEFT
