"""What will appear in a list or a table, said in its middle while nothing is in it."""

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel

from app.core.typing import override
from widgets.theme import set_role


class EmptyWords(QLabel):
    """A quiet sentence over a view, which has its model already; pointer and keyboard pass it by."""

    def __init__(self, view: QAbstractItemView, words: str) -> None:
        super().__init__(words, view.viewport())
        self._view = view
        set_role(self, "muted")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        model = view.model()
        if isinstance(model, QSortFilterProxyModel):  # that nothing is found is another thing
            model = model.sourceModel()
        self._model = model
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            signal.connect(self._look)
        view.viewport().installEventFilter(self)
        self._look()

    def _look(self) -> None:
        self.setGeometry(self._view.viewport().rect())
        self.setVisible(self._model.rowCount() == 0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return False
