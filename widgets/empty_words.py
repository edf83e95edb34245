"""What will appear in a list, a table or a pane, said in its middle while nothing is in it."""

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from app.core.typing import override
from widgets.theme import set_role


class QuietWords(QLabel):
    """A sentence that stands in for what isn't there yet; pointer and keyboard pass it by."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        set_role(self, "muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class EmptyWords(QuietWords):
    """Stands over a view, which has its model already, while that has no rows.

    `searched`: it is about what a search lets through, where there is something to be found.
    """

    def __init__(self, view: QAbstractItemView, words: str, *, searched: bool = False) -> None:
        super().__init__(words, view.viewport())
        self._view = view
        self._searched = searched
        model = view.model()
        self._all = model.sourceModel() if isinstance(model, QSortFilterProxyModel) else model
        for each in (self._all, model) if searched else (self._all,):
            for signal in (each.rowsInserted, each.rowsRemoved, each.modelReset, each.layoutChanged):
                signal.connect(self._look)
        view.viewport().installEventFilter(self)
        self._look()

    def _look(self) -> None:
        self.setGeometry(self._view.viewport().rect())
        empty = self._all.rowCount() == 0
        nothing = not empty and self._view.model().rowCount() == 0  # that is found
        self.setVisible(nothing if self._searched else empty)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return False
