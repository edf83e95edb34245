"""Generators of the program as lanes: created, suspended, running, closed, and what passes in and out.

Which hook of the interpreter tells of these moments depends on its version (see `generators`). A generator is
known by its frame, which stays the same object from its first instruction to its end.
"""

from __future__ import annotations

from _weakref import ref
from time import perf_counter_ns as now

from . import failures, lanes, layout, places
from .lanes import here
from .writer import emit, emit_at, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

_WINDOW = 1024  # steps between two looks at the clock
_HOT_NS = _WINDOW * 50_000  # that many steps in less time than this is more than 20,000 a second
_PATIENCE_NS = 250_000_000  # a flood that lasts so long isn't told any more
_MOST = 1_000  # generators of one function; a lane for each more would help nobody

_over = False
_closing: list[tuple[Any, Generator, int]] = []  # those that are being closed, and since when
_generators: dict[int, Generator] = {}  # id of its frame -> what is known of it


class Function:
    """A function of the program that makes generators (or coroutines)."""

    def __init__(self, code: CodeType, hush: Callable[[Function], None]) -> None:
        self.code = code
        self.hush = hush  # stops the interpreter from telling of it
        self.quiet = False
        self.made = 0
        self.running = 0
        self._steps = 0
        self._since = now()
        self._hot_since = 0

    def step(self) -> None:
        """Count a step, and fall silent when there are too many and none is going on."""
        self._steps += 1
        if self._steps % _WINDOW == 0:
            time = now()
            hot = time - self._since < _HOT_NS
            self._hot_since = (self._hot_since or self._since) if hot else 0
            self._since = time
        flood = self._hot_since and self._since - self._hot_since > _PATIENCE_NS
        if (flood or self.made > _MOST) and not self.running and not self.quiet:
            self.quiet = True
            self.hush(self)
            for generator in [each for each in _generators.values() if each.function is self]:
                generator.fall_silent()


class Generator:
    """One generator that hasn't ended."""

    __slots__ = ("begun", "function", "host", "key", "lane", "sent", "silent")

    def __init__(self, function: Function, key: int) -> None:
        self.function = function
        self.key = key
        self.lane = lanes.new_lane()
        self.host = 0  # the lane on which it runs, 0 while it doesn't
        self.begun = self.silent = False
        self.sent = False  # a value is being sent to it

    def fall_silent(self) -> None:
        """Its steps aren't told from here on; only its end is."""
        self._stop_waiting(now())
        self.silent = True
        emit(self.lane, layout.GENERATOR_QUIET)

    def end(self, flags: int = 0, ts: int = 0) -> None:
        """Tell its end, once: now, or at `ts`."""
        if _generators.get(self.key) is self:
            del _generators[self.key]
            ts = ts or now()
            self._stop_waiting(ts)
            emit_at(ts, self.lane, layout.GENERATOR_END, flags)

    def _stop_waiting(self, ts: int) -> None:
        if not self.host and not self.silent:
            state = layout.SUSPENDED if self.begun else layout.CREATED
            emit_at(ts, self.lane, layout.WAIT_END, state | layout.OUTCOME_RAISED)


class _Witness:
    """Lies in the frame of a generator and goes when that goes, however it ends.

    It takes the place of a trace function that nobody asked for. Where a debugger does trace the frame, it is
    called, and stays.
    """

    __slots__ = ("_generator",)

    def __init__(self, generator: Generator) -> None:
        self._generator = generator

    def __call__(self, *event: object) -> _Witness:
        return self

    def __del__(self) -> None:
        if not _over:
            self._generator.end()


def of(frame: FrameType) -> Generator | None:
    """The generator whose frame this is, if it is known."""
    return _generators.get(id(frame))


def created(function: Function, frame: FrameType, ts: int, creator: int, where: int) -> Generator | None:
    """Tell that the lane `creator` made a generator at `ts`; None where there are too many."""
    function.made += 1
    if function.quiet:
        return None
    old = _generators.get(id(frame))
    if old is not None:  # its frame went without our being told
        old.end()
    generator = _generators[id(frame)] = Generator(function, id(frame))
    title = name(function.code.co_qualname)
    emit_at(ts, creator, layout.GENERATOR_START, 0, generator.lane, where, 0, title)
    emit_at(ts, generator.lane, layout.WAIT_BEGIN, layout.CREATED | layout.SUSPENDS, 0, where, 0, -1)
    frame.f_trace = _Witness(generator)
    return generator


def resumed(generator: Generator) -> None:
    """Tell that the running lane lets a generator run: what happens now is the generator's."""
    if generator.silent or generator.host:
        return
    state = layout.SUSPENDED if generator.begun else layout.CREATED
    if generator.sent:
        generator.sent = False
        state |= layout.PASSES if generator.begun else 0  # the first one only lets it begin
    generator.begun = True
    generator.host = here.lane or lanes.adopt()
    generator.function.running += 1
    emit(generator.lane, layout.WAIT_END, state, 0, 0, generator.host)
    here.lane = generator.lane


def yielded(generator: Generator, frame: FrameType, value: Any) -> None:
    """Tell that a generator hands back control, with a value or with None."""
    if not generator.host:
        return
    where = places.place_of(frame.f_code.co_filename, frame.f_lineno or 0)
    state = layout.SUSPENDED | layout.SUSPENDS | (layout.PASSES if value is not None else 0)
    emit(generator.lane, layout.WAIT_BEGIN, state, 0, where, 0, -1)
    _leave(generator)


def returned(generator: Generator, error: BaseException | None = None, failed: bool = False) -> None:
    """Tell that a generator has run to its end, or that an exception ended it (`failed`: an unknown one)."""
    if error is not None and not isinstance(error, GeneratorExit):
        failed = True
        if generator.host:
            failures.tell(error, uncaught=True)
    generator.end(layout.TASK_RAISED if failed else 0)
    if generator.host:
        _leave(generator)


def _leave(generator: Generator) -> None:
    if here.lane == generator.lane:
        here.lane = generator.host
    generator.host = 0
    generator.function.running -= 1
    generator.function.step()


def before(method: str, target: Any) -> None:
    """A method of `target` is about to be called: `send` passes a value, `close` may run no code at all."""
    frame = _frame_of(target)
    generator = _generators.get(id(frame)) if frame is not None else None
    if generator is None or generator.host:
        return
    if method == "send":
        generator.sent = True
    else:
        _closing.append((ref(target), generator, now()))


def look_at_closed() -> None:
    """Tell the ends of those that have been closed."""
    for closing in list(_closing):
        target, generator, ts = closing
        if _frame_of(target()) is None:
            generator.end(ts=ts)
        _closing.remove(closing)


def _frame_of(target: Any) -> Any:
    """The frame of a generator or coroutine that hasn't ended, else None."""
    return getattr(target, "gi_frame", None) or getattr(target, "cr_frame", None)


def stop() -> None:
    """The interpreter is about to end: what goes from now on is not worth telling."""
    global _over
    look_at_closed()
    _over = True


def forget() -> None:
    """In the child of a fork: the generators are the parent's lanes."""
    _generators.clear()
    _closing.clear()
