"""What a parameter of a program may hold: its range and label, its literal, the values that people type."""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from app.core.errors import RequestError

_KINDS = {
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    complex: "a complex number",
    str: "a text",
    bytes: "a bytes literal",
    list: "a list",
    tuple: "a tuple",
    dict: "a dictionary",
    set: "a set",
}

_PARSING = Lock()
_NUMBER = r"[-+]?\d+(?:_\d+)*(?:\.\d+)?(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})?\s*\.\.\s*(?P<high>{_NUMBER})?(?![.\w])\s*[,;:]?\s*")
_WATCH = re.compile(r"watch(?=[\s,:]|$)[\s,:]*")
_PRAGMA = re.compile(r"(noqa|type:|fmt:|ruff:|mypy:|pylint:|pragma:|pyright:)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A top-level `UPPER_CASE = literal` of a program.

    The literal begins at `line` (1-based), `start` (in characters), and ends before `end_line`, `end`.
    """

    name: str
    value: object
    low: int | float | None
    high: int | float | None
    label: str
    line: int
    start: int
    end: int
    end_line: int

    @property
    def range_text(self) -> str:
        """`1..1000`, `0..`, or nothing where any value will do."""
        if self.low is None and self.high is None:
            return ""
        return f"{'' if self.low is None else self.low}..{'' if self.high is None else self.high}"

    @property
    def wanted(self) -> str:
        """What the value must be, as the end of a sentence: `a whole number from 1 to 1000`."""
        kind = _KINDS.get(type(self.value), "a literal")
        if self.low is None and self.high is None:
            return kind
        if self.high is None:
            return f"{kind}, at least {self.low}"
        if self.low is None:
            return f"{kind}, at most {self.high}"
        return f"{kind} from {self.low} to {self.high}"


def read_comment(comment: str, value: object) -> tuple[int | float | None, int | float | None, str]:
    """Low, high and label from the comment after a parameter; `comment` begins at its `#`, or is empty."""
    text = comment.lstrip("#").strip()
    if watch := _WATCH.match(text):
        text = text[watch.end() :]
    if _PRAGMA.match(text):
        return None, None, ""
    text = text.split(" # ")[0].strip()
    found = _RANGE.match(text)
    if not found or not _is_number(value):
        return None, None, text
    low, high = _bound(found["low"]), _bound(found["high"])
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return None, None, text
    return low, high, text[found.end() :]


def parse(text: str, mode: str = "exec") -> Any:
    """The syntax tree of a text, as `ast.parse` gives it or refuses.

    One at a time: CPython 3.11 counts its recursion per interpreter, so that two threads that parse at once fail
    (github.com/python/cpython/issues/106905).
    """
    with _PARSING:
        return ast.parse(text, mode=mode)


def evaluate(text: str) -> object:
    """The value of a literal. Raises ValueError for anything else, be it never so deep or long."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.literal_eval(parse(text.strip(), "eval"))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(f"not a literal: {text[:50]!r}") from error


def literal(value: object) -> str:
    """The source text of a value. Raises ValueError for one that no literal stands for (nan, say)."""
    try:
        text = _literal(value)
        if evaluate(text) == value:
            return text
    except RecursionError:
        pass
    raise ValueError(f"no literal stands for a value of type {type(value).__name__}")


def as_json(value: object) -> object:
    """The value itself where JSON has one like it, its literal as a text where not."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() if math.isfinite(value):
            return value
        case list():
            return [as_json(item) for item in value]
        case dict() if all(isinstance(key, str) for key in value):
            return {key: as_json(item) for key, item in value.items()}
    return literal(value)


def parse_value(parameter: Parameter, text: str) -> object:
    """The value that `NAME=text` gives; a text needs no quotes.

    Raises RequestError with the name and the range.
    """
    try:
        value = evaluate(text)
    except ValueError:
        value = text
    if isinstance(parameter.value, str) and not isinstance(value, str):
        value = text
    elif value is text and not isinstance(parameter.value, str):
        raise _refusal(parameter, text)
    return check_value(parameter, value)


def check_value(parameter: Parameter, value: object) -> object:
    """The value as the program will see it (a whole number becomes a float where the default is one).

    Raises RequestError for a wrong type, a value out of range, and one that can't be written into the source.
    """
    default = parameter.value
    try:
        if isinstance(default, float) and _is_number(value):
            value = float(value)  # type: ignore[arg-type]
        if default is not None and type(value) is not type(default):
            raise _refusal(parameter, value)
        if value != default and not _within(parameter, value):
            raise _refusal(parameter, value)
        literal(value)
    except (ValueError, OverflowError):
        raise _refusal(parameter, value) from None
    return value


def read_settings(parameters: Sequence[Parameter], settings: Iterable[str]) -> dict[str, object]:
    """The values of `NAME=VALUE` texts, the last of each name. Raises RequestError as `parse_value` does."""
    values: dict[str, object] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise RequestError(f"A parameter is set with NAME=VALUE, not with {_short(setting)}.")
        values[name.strip()] = parse_value(parameter_named(parameters, name.strip()), text)
    return values


def parameter_named(parameters: Sequence[Parameter], name: str) -> Parameter:
    """The parameter of this name. Raises RequestError with the names and ranges that there are."""
    for parameter in parameters:
        if parameter.name == name:
            return parameter
    if not parameters:
        raise RequestError(f"The program has no parameter {_short(name)}: it has none at all.")
    there = ", ".join(f"{each.name} ({each.wanted})" for each in parameters)
    raise RequestError(f"The program has no parameter {_short(name)}. It has {there}.")


def changed_values(parameters: Sequence[Parameter], values: Mapping[str, object]) -> dict[str, object]:
    """Those of the values that differ from the program's own. Raises RequestError as `check_value` does."""
    changed = {}
    for name, value in values.items():
        parameter = parameter_named(parameters, name)
        checked = check_value(parameter, value)
        if not same(checked, parameter.value):
            changed[name] = checked
    return changed


def same(one: object, other: object) -> bool:
    """Equal and of one type all the way down: `1`, `1.0` and `True` are three values."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return all(same(item, other[key]) for key, item in one.items())
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bound(text: str | None) -> int | float | None:
    if text is None:
        return None
    number = float(text)
    if math.isinf(number):
        return None
    return int(text) if re.fullmatch(r"[-+]?[\d_]+", text) else number


def _within(parameter: Parameter, value: object) -> bool:
    if not isinstance(value, int | float):
        return True
    at_least = parameter.low is None or value >= parameter.low
    at_most = parameter.high is None or value <= parameter.high
    return at_least and at_most


def _refusal(parameter: Parameter, value: object) -> RequestError:
    shown = _short(value if isinstance(value, str) else _shown(value))
    return RequestError(f"{parameter.name} must be {parameter.wanted}, not {shown}.")


def _shown(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # more digits than Python is willing to write
        return "a number that long"


def _short(text: str) -> str:
    text = text if text.isprintable() else ascii(text)
    return (text if len(text) <= 40 else text[:39] + "…") or "nothing"  # an empty text


def _literal(value: object) -> str:
    """`repr`, but for what `repr` writes as a name: infinity, the ellipsis."""
    if isinstance(value, float) and math.isinf(value):
        return "1e999" if value > 0 else "-1e999"
    if value is ...:
        return "..."
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, set) and value:
        return f"{{{', '.join(map(_literal, value))}}}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(item)}' for key, item in value.items())}}}"
    return repr(value)
