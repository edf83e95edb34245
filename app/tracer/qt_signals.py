"""Tells signals that go from one of Qt's threads to the one of its windows: sent here, taken there.

Such a signal waits in the queue of the loop over there. A note of ours goes into the same queue right before
it, so that what the loop comes to next is known by the time it comes to it.
"""

from __future__ import annotations

from weakref import ref

from . import layout, places, shared_facts, stand_in
from .lanes import MAIN, here
from .writer import emit

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_NOTE = 64_813  # the number of an event that only our own object ever sees
_MOST = 10_000  # signals whose receivers are remembered

_Method: Any = type((lambda self: None).__get__(0))
_Builtin: Any = type(len)

_receivers: dict[int, tuple[Any, list[Any]]] = {}  # id of a signal -> itself, so that the id stays its own
_on_connect: dict[int, tuple[object, Callable[[Any], None]]] = {}
_core: Any = None
_notes: Any = None  # the object to which the notes go


def patch_core(core: Any) -> None:
    """See what is connected to the signals of `PySide6.QtCore`, and what they emit."""
    global _core
    _core = core
    _patch_connect(core)
    _patch_emit(core)


def on_connect(function: object, told: Callable[[Any], None]) -> None:
    """Have `told` called with the object whose method `function` a signal is connected to."""
    _on_connect[id(function)] = function, told


def _patch_connect(core: Any) -> None:
    stock = core.SignalInstance.connect
    direct = core.Qt.ConnectionType.DirectConnection

    def connect(self: Any, *args: Any, **kwargs: Any) -> Any:
        if args:
            receiver = _receiver(args[0], core.QObject)
            told = _on_connect.get(id(getattr(args[0], "__func__", None)))
            if told is not None and receiver is not None:
                told[1](receiver)
            if receiver is not None and direct not in args and direct not in kwargs.values():
                _remember(self, receiver)
        return stock(self, *args, **kwargs)

    stand_in.replace_bound(core.SignalInstance, "connect", connect)


def _receiver(slot: Any, kind: Any) -> Any:
    """The object in whose thread a slot runs; None for a function, which runs in the sender's."""
    if isinstance(slot, kind):
        return slot
    owner = slot.__self__ if type(slot) in (_Method, _Builtin) else None
    return owner if isinstance(owner, kind) else None


def _remember(signal: Any, receiver: Any) -> None:
    if len(_receivers) >= _MOST:
        return
    known = _receivers.setdefault(id(signal), (signal, []))[1]

    def forget(gone: Any) -> None:
        if gone in known:
            known.remove(gone)
        if not known:
            _receivers.pop(id(signal), None)

    known.append(ref(receiver, forget))


def _patch_emit(core: Any) -> None:
    stock = core.SignalInstance.emit

    def emit_(self: Any, *args: Any, **kwargs: Any) -> Any:
        if here.lane != MAIN and id(self) in _receivers:
            tell_emitted(self)
        return stock(self, *args, **kwargs)

    stand_in.replace_bound(core.SignalInstance, "emit", emit_)


def tell_emitted(signal: Any) -> None:
    """Tell that the running lane, not the main one, emits a signal, if somebody in the windows' thread gets it."""
    known = _receivers.get(id(signal))
    lane = here.lane
    application = _core.QCoreApplication.instance()
    if known is None or not lane or lane == MAIN or application is None:
        return
    main = application.thread()
    if not any(_lives_in(found, main) for found in known[1]):
        return
    key = shared_facts.new_key()
    emit(lane, layout.MESSAGE_SENT, 0, 0, places.place(3), key)
    _post(key, main)


def _lives_in(found: Any, thread: Any) -> bool:
    receiver = found()
    try:
        return receiver is not None and receiver.thread() == thread
    except RuntimeError:  # Qt has deleted it, and Python still has its shell
        return False


def _post(key: int, thread: Any) -> None:
    global _notes
    if _notes is None:
        notes = _notes_class(_core)()
        notes.moveToThread(thread)
        _notes = notes
    note = _core.QEvent(_core.QEvent.Type(_NOTE))
    note.key = key
    _core.QCoreApplication.postEvent(_notes, note)


def _notes_class(core: Any) -> Any:
    class Notes(core.QObject):  # type: ignore[misc]
        """Takes the notes, in the thread of the windows."""

        def customEvent(self, event: Any) -> None:
            emit(here.lane or MAIN, layout.MESSAGE_RECEIVED, 0, 0, 0, event.key)

    return Notes
