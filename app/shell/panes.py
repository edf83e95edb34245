"""The panes of a tab with the handles between them; their sizes are remembered."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.shell.program_pane import ProgramPane
from app.shell.settings import Settings
from app.shell.spacing import follow_font
from widgets.stacking import StackingSplitter
from widgets.theme import GAP, scaled

_MOST_GAP = 12  # pixels
_USUAL = QSize(1190, 820)


class Panes(QWidget):
    """The program at the left, the run at its right, output and findings below the run.

    Where two don't fit beside each other, as with large letters, one lies above the other.
    """

    def __init__(
        self,
        settings: Settings,
        program: ProgramPane,
        run: QWidget,
        output: QWidget,
        findings: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        # From the outside to the inside: who gets another parent is dressed anew with all that is in it.
        right, self._run = QSplitter(Qt.Orientation.Vertical), QSplitter(Qt.Orientation.Vertical)
        whole = StackingSplitter((program, right), self)
        below = StackingSplitter((output, findings), right)
        for part in (self._run, below):
            right.addWidget(part)
        self._run.addWidget(run)
        for splitter in (right, self._run):
            splitter.setChildrenCollapsible(False)
        for splitter in (whole, right, below):
            splitter.resize(_USUAL)  # of the few pixels that a child begins with no shares are kept
        below.setSizes([480, 520])
        right.setSizes([520, 300])
        whole.setSizes([430, 760])
        program.splitter.setSizes([560, 190])
        self._splitters = (whole, right, below, program.splitter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole)
        for number, splitter in enumerate(self._splitters):
            state = settings.state(f"splitter{number}")
            if not state.isEmpty():
                splitter.restoreState(state)
            splitter.splitterMoved.connect(self._moved)
        self._wanted = [splitter.saveState() for splitter in self._splitters]
        follow_font(self, self._space)

    def add_above_run(self, widget: QWidget) -> None:
        """Put something above the run that is hidden most of the time."""
        self._run.insertWidget(0, widget)
        self._run.setStretchFactor(0, 3)
        self._run.setStretchFactor(1, 2)

    def favour_run(self, favour: bool) -> None:
        """Give the run, with what is above it, more of the height for now, or give that back."""
        right = self._splitters[1]
        if not favour:
            right.restoreState(self._wanted[1])
            return
        height = max(sum(right.sizes()), 1)
        right.setSizes([height * 3 // 4, height // 4])
        self._run.setSizes([height * 9 // 20, height * 6 // 20])

    def keep_sizes(self) -> None:
        """Remember the sizes of the panes: the next tab begins with them."""
        for number, state in enumerate(self._wanted):
            self._settings.keep_state(f"splitter{number}", state)

    def _moved(self) -> None:
        for number, splitter in enumerate(self._splitters):
            if not _is_stacked(splitter):  # its shares are those of panes side by side
                self._wanted[number] = splitter.saveState()
        self.keep_sizes()

    def _space(self) -> None:
        QTimer.singleShot(0, self, self._share_out)  # when all panes have the new font

    def _share_out(self) -> None:
        """Give the panes their shares again: large letters may have pushed the handles aside."""
        for splitter, state in zip(self._splitters, self._wanted, strict=True):
            if not _is_stacked(splitter):
                splitter.restoreState(state)
            splitter.setHandleWidth(min(scaled(GAP, self), _MOST_GAP))  # which was restored too
        self._run.setHandleWidth(min(scaled(GAP, self), _MOST_GAP))


def _is_stacked(splitter: QSplitter) -> bool:
    return isinstance(splitter, StackingSplitter) and splitter.stacked
