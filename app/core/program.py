"""A program's source as the lab sees it: its parameters, the same text with other values, what it reads."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.core.errors import RequestError
from app.core.parameter import (
    Parameter,
    as_json,
    changed_values,
    check_value,
    literal,
    parameter_named,
    parse,
    parse_value,
    read_comment,
    read_settings,
    same,
)

__all__ = [
    "Parameter",
    "as_json",
    "changed_values",
    "check_value",
    "encode_source",
    "parse_parameters",
    "parse_value",
    "read_settings",
    "read_source",
    "reads_arguments",
    "reads_input",
    "with_values",
]

MAX_BYTES = 16 << 20  # more is no program that a person reads

_LINE = re.compile(
    r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+"
)  # the line ends that Python knows; splitlines() knows more
_ARGUMENT_READERS = {"argparse", "optparse", "getopt", "click", "typer", "docopt", "fire"}
_COMMENT = re.compile(r"[ \t\f]*(#.*)")


def parse_parameters(source: str) -> tuple[Parameter, ...]:
    """The parameters in order of the text; () where the text is no valid Python.

    The first top-level assignment of each UPPER_CASE name counts, and only if its value is a literal.
    """
    lines = _lines(source)
    parameters = []
    seen: set[str] = set()
    for statement in _statements(source):
        names, value = _assigned(statement)
        first_time = names and not seen.issuperset(names)
        seen.update(names)
        if not first_time or value is None or len(names) != 1:
            continue
        if parameter := _parameter(names[0], value, statement, lines):
            parameters.append(parameter)
    return tuple(parameters)


def with_values(source: str, values: Mapping[str, object]) -> str:
    """The same text, line for line, with other literals for these parameters.

    A literal over several lines becomes one in brackets that keep its lines and comments.
    Raises RequestError for a name that the program doesn't have and a value that it doesn't take.
    """
    parameters = parse_parameters(source)
    lines = _lines(source)
    wanted = [parameter_named(parameters, name) for name in values]
    for parameter in sorted(wanted, key=lambda each: (each.line, each.start), reverse=True):
        value = check_value(parameter, values[parameter.name])
        if same(value, parameter.value):
            continue
        first, last = parameter.line - 1, parameter.end_line - 1
        before, after = lines[first][: parameter.start], lines[last][parameter.end :]
        old = _between(lines, parameter)
        new = before + _in_place_of(old, _styled(value, old, source)) + after
        lines[first : last + 1] = _lines(new)
    return "".join(lines)


def reads_arguments(source: str) -> bool:
    """Whether the program looks at its command line: `sys.argv`, or a module that does it for the program."""
    return _uses(
        source, "argv", {"argparse", "optparse", "getopt", "click", "typer", "docopt", "fire"}, set()
    )


def reads_input(source: str) -> bool:
    """Whether the program reads what a person types."""
    return _uses(source, "stdin", {"fileinput"}, {"input"})


def read_source(path: Path | str) -> str:
    """The text of a program, decoded as Python would, line ends as `\\n`.

    Bytes that Python would refuse become replacement characters: the run says what is wrong with them. Raises
    RequestError where there is nothing to read.
    """
    shown = f"“{path}”" if str(path).isprintable() else ascii(str(path))
    try:
        if Path(path).is_dir():
            raise RequestError(f"{shown} is a folder, not a program.")
        if not Path(path).exists():
            raise RequestError(f"{shown} doesn't exist.")
        if not Path(path).is_file():
            raise RequestError(f"{shown} isn't a file.")
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RequestError(f"{shown} can't be read: {reason}.") from None
    if len(data) > MAX_BYTES:
        raise RequestError(f"{shown} has more than {MAX_BYTES >> 20} MB: that is no program to read.")
    try:
        text = data.decode(tokenize.detect_encoding(io.BytesIO(data).readline)[0])
    except (SyntaxError, UnicodeError, LookupError):
        text = data.decode("utf-8", "replace")
    return re.sub(r"\r\n?", "\n", text)


def encode_source(source: str) -> bytes:
    """The bytes to write for an edited program, in the encoding that its first lines declare.

    Raises RequestError for a character that this encoding doesn't have.
    """
    source = source.removeprefix("\ufeff")
    encoding = _declared_encoding(source)
    try:
        return source.encode(encoding)
    except UnicodeError as error:
        if not isinstance(error, UnicodeEncodeError):
            raise RequestError(f"The program can't be written as {encoding}.") from None
        line = source.count("\n", 0, error.start) + 1
        raise RequestError(f"{encoding} can't write {source[error.start]!a} in line {line}.") from None


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _tree(source: str) -> ast.Module:
    """The syntax tree; an empty one where the text is no valid Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a "\d", say: the run warns of it
            tree: ast.Module = parse(source.removeprefix("\ufeff"))
            return tree
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ast.Module(body=[], type_ignores=[])


def _statements(source: str) -> list[ast.stmt]:
    return _tree(source).body


def _assigned(statement: ast.stmt) -> tuple[list[str], ast.expr | None]:
    """The UPPER_CASE names that a statement gives a value, and the value."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            pass
        case ast.AnnAssign(target=target, value=value) if value is not None:
            targets = [target]
        case ast.AugAssign(target=target):
            targets, value = [target], None
        case _:
            return [], None
    named = [node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    names = [node.id for node in named if isinstance(node.ctx, ast.Store)]
    alone = len(targets) == 1 and isinstance(targets[0], ast.Name)
    return [name for name in names if name.isupper() and name[0] != "_"], value if alone else None


def _parameter(name: str, node: ast.expr, statement: ast.stmt, lines: list[str]) -> Parameter | None:
    try:
        value = ast.literal_eval(node)
        literal(value)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return None
    line, start = _position(lines, node.lineno, node.col_offset)
    end_line, end = _position(lines, node.end_lineno, node.end_col_offset)
    last_line, rest = _position(lines, statement.end_lineno, statement.end_col_offset)
    comment = _COMMENT.match(lines[last_line - 1], rest)
    low, high, label = read_comment(comment[1].rstrip("\r\n") if comment else "", value)
    return Parameter(name, value, low, high, label, line, start, end, end_line)


def _position(lines: list[str], line: int | None, offset: int | None) -> tuple[int, int]:
    """Line and column in characters from what `ast` counts: bytes of UTF-8, without a byte order mark."""
    assert line is not None
    assert offset is not None
    text = lines[line - 1]
    mark = 1 if line == 1 and text.startswith("\ufeff") else 0
    return line, mark + len(text[mark:].encode()[:offset].decode())


def _between(lines: list[str], parameter: Parameter) -> str:
    first, last = parameter.line - 1, parameter.end_line - 1
    if first == last:
        return lines[first][parameter.start : parameter.end]
    return "".join([lines[first][parameter.start :], *lines[first + 1 : last], lines[last][: parameter.end]])


def _styled(value: object, old: str, source: str) -> str:
    """The literal, with the quotes of the old one, and in characters that the program's encoding has."""
    new = literal(value)
    if isinstance(value, str) and new[0] == "'" and old.startswith('"') and '"' not in new:
        new = f'"{new[1:-1]}"'
    try:
        new.encode(_declared_encoding(source))
    except UnicodeError:
        new = new.encode("ascii", "backslashreplace").decode()
    return new


def _in_place_of(old: str, new: str) -> str:
    """The new literal with the line ends and comments of the old one."""
    pieces = _lines(old)
    if len(pieces) == 1:
        return new
    comments = dict(_comments(pieces))
    kept = ""
    for number, piece in enumerate(pieces[:-1], start=1):
        comment = f"  {comments[number]}" if number in comments else ""
        kept += comment + piece[len(piece.rstrip("\r\n")) :]
    return f"({new}{kept})"


def _comments(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Line number and text of the comments inside a literal."""
    bracketed = ["(" + lines[0], *lines[1:-1], lines[-1] + ")"]
    text = iter([line.rstrip("\r\n") + "\n" for line in bracketed])
    try:
        for token in tokenize.generate_tokens(lambda: next(text, "")):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (SyntaxError, tokenize.TokenError):
        return


def _declared_encoding(source: str) -> str:
    head = iter([line.encode("utf-8", "replace") for line in _lines(source)[:2]])
    try:
        encoding = tokenize.detect_encoding(lambda: next(head, b""))[0]
        "a".encode(encoding)
    except (SyntaxError, LookupError, UnicodeError):  # unknown, or a codec that isn't one of text
        return "utf-8"
    return encoding


def _uses(source: str, attribute: str, modules: set[str], functions: set[str]) -> bool:
    """Whether a program names `sys.<attribute>`, imports one of the modules or calls one of the functions."""
    nodes = list(ast.walk(_tree(source)))
    aliases = {"sys"}
    for node in nodes:
        if isinstance(node, ast.Import):
            aliases.update(each.asname for each in node.names if each.name == "sys" and each.asname)
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in aliases and attr == attribute:
                return True
            case ast.Import(names=names) if any(each.name.split(".")[0] in modules for each in names):
                return True
            case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] in modules or (
                module == "sys" and any(each.name == attribute for each in names)
            ):
                return True
            case ast.Call(func=ast.Name(id=name)) if name in functions:
                return True
    return False
