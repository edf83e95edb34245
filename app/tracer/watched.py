"""Reads and writes of watched data: attributes and globals whose first assignment says `# watch`.

An attribute is watched by a data descriptor on its class, a global by looking at the instructions of the
functions that touch it (see `watched_globals`). The time is taken in the same stretch of bytecode as the
access itself, where an interpreter with a GIL doesn't switch threads, so that the order of times is the
order of accesses.
"""

from __future__ import annotations

import builtins
import os
import sys
from time import perf_counter_ns as now

from . import lanes, layout, places
from .accesses import tell
from .lanes import here
from .writer import emit, name

TYPE_CHECKING = False  # `typing` itself would cost the program's start-up time
if TYPE_CHECKING:
    from typing import Any

_COMMENT = b"# watch"
_seen: set[str] = set()
_attributes: dict[tuple[str, str], list[tuple[str, int]]] = {}  # (file, class) -> [(attribute, its place)]
_missing = object()


def start(program: str) -> None:
    """Watch what the program asks for; costs nothing where it asks for nothing."""
    if program:
        look_at_file(program)


def look_at_module(module: str) -> None:
    """Watch what a module beside the program asks for, before it is imported."""
    folder = sys.path[0] if sys.path else ""
    path = os.path.join(folder, f"{module}.py")
    if folder and path not in _seen and not places.is_library(path) and os.path.isfile(path):
        look_at_file(path)


def look_at_file(path: str) -> None:
    """Watch what a source file asks for."""
    _seen.add(path)
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError:
        return
    if _COMMENT not in source:
        return
    from . import watch_comments  # imports ast: only for programs that watch something

    attributes, names = watch_comments.find(source)
    for class_name, attribute, line in attributes:
        if not _attributes:
            _watch_classes()
        _attributes.setdefault((path, class_name), []).append((attribute, line))
    if names:
        from . import watched_globals

        watched_globals.watch(path, names)


def _watch_classes() -> None:
    """Look at each class when its body has run; those with watched attributes get descriptors."""
    stock = builtins.__build_class__

    def __build_class__(body: Any, class_name: Any, /, *bases: Any, **keywords: Any) -> Any:
        made = stock(body, class_name, *bases, **keywords)
        code = getattr(body, "__code__", None)
        if code is not None:
            for attribute, line in _attributes.get((code.co_filename, body.__qualname__), ()):
                inner = vars(made).get(attribute, _missing)
                label = f"{made.__name__}.{attribute}"
                place = places.place_of(code.co_filename, line)
                setattr(made, attribute, _Watched(attribute, label, inner, place))
        return made

    builtins.__build_class__ = __build_class__


class _Watched:
    """Stands on a class in place of an attribute and notes each access; the value stays where it was."""

    def __init__(self, attribute: str, label: str, inner: Any, place: int) -> None:
        self.attribute = attribute
        self.label = label
        self.place = place
        self.slot = inner if hasattr(inner, "__set__") else None  # a slot or property of the class
        self.default = _missing if self.slot is not None else inner
        self.serials: dict[int, int] = {}  # id of the instance -> serial of its attribute

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            if self.slot is not None:
                return self.slot
            if self.default is _missing:
                raise AttributeError(f"type object {owner.__name__!r} has no attribute {self.attribute!r}")
            return self.default
        if self.slot is not None:
            value = self.slot.__get__(instance, owner)
            ts = now()
        else:
            try:
                value = instance.__dict__[self.attribute]
                ts = now()
            except KeyError:
                if self.default is _missing:
                    raise AttributeError(
                        f"{type(instance).__name__!r} object has no attribute {self.attribute!r}"
                    ) from None
                value = self.default
                ts = now()
        tell(ts, self._serial(instance, False), False, value, places.place(2))
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        if self.slot is not None:
            self.slot.__set__(instance, value)
            ts = now()
            first = id(instance) not in self.serials
        else:
            held = instance.__dict__
            first = self.attribute not in held
            held[self.attribute] = value
            ts = now()
        tell(ts, self._serial(instance, first), True, value, places.place(2))

    def __delete__(self, instance: Any) -> None:
        if self.slot is not None:
            self.slot.__delete__(instance)
        elif self.attribute in instance.__dict__:
            del instance.__dict__[self.attribute]
        else:
            raise AttributeError(self.attribute)

    def _serial(self, instance: Any, first: bool) -> int:
        """The serial of this instance's attribute; its first assignment begins a new one (ids are reused)."""
        if first or id(instance) not in self.serials:
            serial = self.serials[id(instance)] = lanes.new_object()
            emit(here.lane, layout.OBJECT, layout.OBJ_ATTRIBUTE, serial, self.place, 0, name(self.label))
        return self.serials[id(instance)]
