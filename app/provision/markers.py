"""Tell which packages of the lock another computer needs: their environment markers, evaluated for it."""

import ast
import operator
import re
from collections.abc import Callable, Mapping

_COMPARISONS: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,  # type: ignore[dict-item]
    ast.LtE: operator.le,  # type: ignore[dict-item]
    ast.Gt: operator.gt,  # type: ignore[dict-item]
    ast.GtE: operator.ge,  # type: ignore[dict-item]
}
_SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
}


def surroundings(system: str, python: str) -> dict[str, str]:
    """What markers ask about, for a system by name and a Python as "3.12"."""
    return {
        **_SYSTEMS[system],
        "python_version": python,
        "python_full_version": f"{python}.99",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }


def holds(marker: str, told: Mapping[str, str]) -> bool:
    """Whether a marker holds there. ValueError for one that asks about something that isn't told."""
    try:
        return _holds(ast.parse(marker.strip(), mode="eval").body, told)
    except (SyntaxError, KeyError) as error:
        raise ValueError(f"the marker {marker.strip()!r} is not understood: {error}") from None


def _holds(node: ast.expr, told: Mapping[str, str]) -> bool:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_holds(part, told) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_holds(part, told) for part in parts)
        case ast.Compare(left=left, ops=[comparison], comparators=[right]):
            one, other = _value(left, told), _value(right, told)
            if "python_version" in (names := _names(left, right)) or "python_full_version" in names:
                return _COMPARISONS[type(comparison)](_numbers(one), _numbers(other))
            return _COMPARISONS[type(comparison)](one, other)
        case _:
            pass
    raise SyntaxError(ast.unparse(node))


def _names(*nodes: ast.expr) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _value(node: ast.expr, told: Mapping[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            return told[name]
        case ast.Constant(value=str(text)):
            return text
        case _:
            pass
    raise SyntaxError(ast.unparse(node))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def lock_for(lock: str, system: str, python: str) -> str:
    """The text of a lock for one system and Python: what isn't needed there left out, no markers."""
    told = surroundings(system, python)
    kept = []
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock)[1:]:
        first, newline, rest = block.partition("\n")
        pin, semicolon, marker = first.partition(";")
        continued = marker.rstrip().endswith("\\")
        if semicolon and not holds(marker.rstrip().rstrip("\\"), told):
            continue
        kept.append(
            (f"{pin.rstrip()} \\" if continued else pin.rstrip()) + newline + rest if semicolon else block
        )
    return "".join(kept)
