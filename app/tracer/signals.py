"""Signals: who sends which to whom, when a handler of the program runs, who waits for one."""

from __future__ import annotations

import os
import sys
from time import perf_counter_ns as now

from . import lanes, layout, places, stand_in, waits
from .lanes import here
from .writer import emit, emit_at

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


#: Library code that installs handlers that the program asks for; `asyncio.run` has one of its own for Ctrl-C.
_FOR_PROGRAMS = "unix_events.py"


def patch_os() -> None:
    """See `os.kill`, which `Process.terminate`, `Popen.kill` and the like call too, and `os.killpg`."""
    if hasattr(os, "killpg"):
        _patch_killpg()
    stock = os.kill

    def kill(*args: Any, **kwargs: Any) -> None:
        if kwargs or len(args) != 2 or not all(isinstance(each, int) for each in args):
            stock(*args, **kwargs)
            return
        pid, number = int(args[0]), int(args[1])
        if number and pid == os.getpid():
            _tell_sent(now(), pid, number)  # there may be no afterwards
            stock(*args)
            return
        sent = now()
        stock(*args)
        if number and (pid > 0 or pid < -1):  # a negative one means a group, as for `killpg`
            _tell_sent(sent, abs(pid), number)

    stand_in.replace(os, "kill", kill)


def _patch_killpg() -> None:
    stock = os.killpg

    def killpg(*args: Any, **kwargs: Any) -> None:
        sent = now()
        told = len(args) == 2 and all(isinstance(each, int) for each in args) and int(args[1])
        if told and args[0] in (0, os.getpgrp()):
            _tell_sent(sent, os.getpid(), int(args[1]))  # there may be no afterwards
            told = False
        stock(*args, **kwargs)
        if told:
            _tell_sent(sent, int(args[0]), int(args[1]))  # a group goes by the number of who leads it

    stand_in.replace(os, "killpg", killpg)


def _tell_sent(sent: int, pid: int, number: int) -> None:
    emit_at(sent, here.lane or lanes.adopt(), layout.SIGNAL_SENT, 0, 0, places.place(3), pid, number)


def _tell_received(number: int) -> None:
    emit(here.lane or lanes.adopt(), layout.SIGNAL_RECEIVED, 0, 0, places.place(3), 0, number)


class _Handler:
    """Runs a handler of the program and tells that it did."""

    __slots__ = ("__weakref__", "stock")

    def __init__(self, stock: Callable[[int, Any], Any]) -> None:
        self.stock = stock

    def __repr__(self) -> str:
        return repr(self.stock)

    def __call__(self, number: int, frame: Any) -> Any:
        _tell_received(number)
        while frame is not None and places.is_ours(frame.f_code):
            frame = frame.f_back
        return self.stock(number, frame)


def patch_signal(signal: Any) -> None:
    """See the handlers that the program installs, signals that it sends to itself, and waits for them."""
    _patch_handlers(signal)
    for function in ("raise_signal", "pthread_kill"):
        if hasattr(signal, function):
            _patch_raise(signal, function)
    for function in ("pause", "sigwait", "sigwaitinfo", "sigtimedwait"):
        if hasattr(signal, function):
            _patch_wait(signal, function)


def _patch_handlers(signal: Any) -> None:
    stock_signal, stock_get = signal.signal, signal.getsignal

    def set_handler(*args: Any, **kwargs: Any) -> Any:
        if len(args) == 2 and callable(args[1]) and args[1] is not signal.default_int_handler:
            args = args[0], _Handler(args[1])
            caller = sys._getframe(1).f_code.co_filename
            if not places.is_library(caller) or caller.endswith(_FOR_PROGRAMS):
                waits.expect_signals()
        return _own(stock_signal(*args, **kwargs))

    def getsignal(*args: Any, **kwargs: Any) -> Any:
        return _own(stock_get(*args, **kwargs))

    stand_in.replace(signal, "signal", set_handler)
    stand_in.replace(signal, "getsignal", getsignal)


def _own(handler: Any) -> Any:
    """The program's own handler."""
    return handler.stock if type(handler) is _Handler else handler


def _patch_raise(signal: Any, function: str) -> None:
    stock = getattr(signal, function)

    def send(*args: Any, **kwargs: Any) -> Any:
        number = args[-1] if args and not kwargs else 0
        if isinstance(number, int) and number:
            _tell_sent(now(), os.getpid(), int(number))
        return stock(*args, **kwargs)

    stand_in.replace(signal, function, send)


def _patch_wait(signal: Any, function: str) -> None:
    stock = getattr(signal, function)

    def wait(*args: Any, **kwargs: Any) -> Any:
        if here.depth:
            return stock(*args, **kwargs)
        limited = function == "sigtimedwait" and len(args) > 1
        found = waits.tell(
            layout.SLEEP,
            lambda: stock(*args, **kwargs),
            limit=waits.nanoseconds(args[1]) if limited else -1,
            timed_out=lambda result: limited and result is None,
        )
        number = getattr(found, "si_signo", found)
        if number is not None:
            _tell_received(int(number))
        return found

    stand_in.replace(signal, function, wait)
