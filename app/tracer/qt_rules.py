"""Notes when a widget is touched by a thread that isn't the one of the windows; nothing is forbidden."""

from __future__ import annotations

from _thread import get_ident

from . import stand_in, wrong_thread
from .layout import TOUCHED_WIDGET

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

# What programs do to widgets. Only methods that C++ doesn't call back on a subclass: those stay as they are.
_METHODS = {
    "QWidget": (
        "show", "hide", "close", "update", "repaint", "setEnabled", "setDisabled", "setWindowTitle",
        "setStyleSheet", "setToolTip", "resize", "move",
    ),
    "QLabel": ("setText", "setPixmap", "setNum", "clear"),
    "QAbstractButton": ("setText", "setIcon", "setChecked", "click"),
    "QLineEdit": ("setText", "clear", "insert"),
    "QTextEdit": ("setText", "setPlainText", "setHtml", "append", "insertPlainText", "clear"),
    "QPlainTextEdit": ("setPlainText", "appendPlainText", "insertPlainText", "clear"),
    "QProgressBar": ("setValue", "setRange", "reset"),
    "QAbstractSlider": ("setValue",),
    "QSpinBox": ("setValue",),
    "QComboBox": ("addItem", "addItems", "clear", "setCurrentIndex"),
    "QListWidget": ("addItem", "addItems", "clear"),
    "QStatusBar": ("showMessage",),
    "QLCDNumber": ("display",),
}  # fmt: skip
_STATIC = {"QMessageBox": ("information", "warning", "critical", "question", "about")}

_main = 0


def patch_widgets(widgets: Any) -> None:
    """See the calls once the program has made its QApplication: from then on there is a thread of the windows."""
    stock = widgets.QApplication.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        global _main
        _main = get_ident()
        stock(self, *args, **kwargs)

    stand_in.replace_bound(widgets.QApplication, "__init__", __init__)
    for table, static in ((_METHODS, False), (_STATIC, True)):
        for owner, names in table.items():
            for name in names:
                kind = getattr(widgets, owner, None)
                if kind is not None and name in vars(kind):
                    _patch(kind, name, static)


def _patch(owner: Any, name: str, static: bool) -> None:
    stock = getattr(owner, name)
    title = f"{owner.__name__}.{name}"

    def call(*args: Any, **kwargs: Any) -> Any:
        if get_ident() != _main and _main:
            wrong_thread.tell(TOUCHED_WIDGET, title, 4)
        return stock(*args, **kwargs)

    stand_in.replace_bound(owner, name, call, static)
