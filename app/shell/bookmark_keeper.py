"""The bookmarks of the run that a tab shows: made at its moment, kept beside the recording, gone to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.bookmarks import Bookmark, read_bookmarks, shortened, write_bookmarks
from widgets.bookmark_list import BookmarkList
from widgets.buttons import IconButton
from widgets.spoken import reason


class BookmarkKeeper(QObject):
    """Bookmarks with a button that opens their list.

    Signals:
        moment_chosen(object, object): t_ns and lane (actor, or None) to go to.
        changed(object): the bookmarks (tuple of Bookmark), in time order.
        failed(str): they couldn't be kept, and why.
    """

    moment_chosen = Signal(object, object)
    changed = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self._directory: Path | None = None
        self._marks: tuple[Bookmark, ...] = ()
        self._name: Callable[[int], str] = str
        self._now: Callable[[], Bookmark] = lambda: Bookmark(0)
        self.button = IconButton(
            "bookmark", self.tr("Bookmarks of this run (M keeps the moment that is shown)")
        )
        self._list: BookmarkList | None = None
        self.button.setEnabled(False)
        self.button.clicked.connect(self._open)

    @property
    def list(self) -> BookmarkList:
        """What pops up; made when it is first asked for: most tabs never show it."""
        if self._list is None:
            self._list = BookmarkList(self._around)
            self._list.set_marks(self._marks, self._name)
            self._list.add_requested.connect(self.add)
            self._list.chosen.connect(self._go_to)
            self._list.renamed.connect(self.rename)
            self._list.delete_requested.connect(self.delete)
        return self._list

    @property
    def marks(self) -> tuple[Bookmark, ...]:
        """The bookmarks in time order."""
        return self._marks

    def open_run(self, directory: Path, name: Callable[[int], str], now: Callable[[], Bookmark]) -> None:
        """Take the bookmarks of a recording; `name`: of a lane, `now`: one of what is shown."""
        self._directory, self._name, self._now = directory, name, now
        self._show(read_bookmarks(directory))
        self.button.setEnabled(True)

    def close_run(self) -> None:
        """There is no run."""
        self._directory = None
        if self._list is not None:
            self._list.hide()
        self.button.setEnabled(False)
        self._show([])

    def add(self) -> None:
        """Keep the moment that is shown, and let somebody write its note."""
        if self._directory is None:
            return
        mark = self._now()
        if all(each.t_ns != mark.t_ns for each in self._marks) and not self._keep([*self._marks, mark]):
            return
        if not self.list.isVisible():
            self._open()
        self.list.edit_note(next(row for row, each in enumerate(self._marks) if each.t_ns == mark.t_ns))

    def rename(self, row: int, note: str) -> None:
        """Write another note."""
        renamed = replace(self._marks[row], note=shortened(note))
        self._keep([renamed if number == row else mark for number, mark in enumerate(self._marks)])

    def delete(self, row: int) -> None:
        """Forget one."""
        self._keep([mark for number, mark in enumerate(self._marks) if number != row])

    def _keep(self, marks: Sequence[Bookmark]) -> bool:
        """Write them down; what can't be kept isn't shown either."""
        assert self._directory is not None
        try:
            write_bookmarks(self._directory, marks)
        except OSError as error:
            self.failed.emit(self.tr("The bookmark couldn't be kept: {0}.").format(reason(error)))
            return False
        self._show(sorted(marks, key=lambda mark: mark.t_ns))
        return True

    def _show(self, marks: Sequence[Bookmark]) -> None:
        self._marks = tuple(marks)
        if self._list is not None:
            self._list.set_marks(marks, self._name)
        self.changed.emit(self._marks)

    def _open(self) -> None:
        self.list.open_above(self.button)

    def _go_to(self, row: int) -> None:
        mark = self._marks[row]
        self.moment_chosen.emit(mark.t_ns, mark.lane)
