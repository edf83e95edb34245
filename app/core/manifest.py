"""The manifest of a recording: what was run, how, and how it ended."""

import contextlib
import json
import math
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

from app.core.errors import RecordingError

SCHEMA = 1
FILE_NAME = "manifest.json"
MAX_BITS = 1024
MAX_BYTES = 4 << 20  # a manifest is a few kilobytes: what is longer is no manifest

LauncherName = Literal["task", "thread", "process", "terminal"]
RunState = Literal["starting", "running", "stopping", "ended"]
Reason = Literal["exited", "signalled", "stopped", "timeout"]
Stream = Literal["stdout", "stderr"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that ran the program: version as "3.12.1", executable as a path."""

    version: str
    executable: str

    @property
    def monitors(self) -> bool:
        """Whether it tells of generators alone (3.12+), so that seeing them slows nothing else."""
        major, _, rest = self.version.partition(".")
        minor = rest.partition(".")[0]
        return minor.isdigit() and (major, int(minor)) >= ("3", 12)


@dataclass(frozen=True, slots=True)
class ProcessId:
    """A process, told from a later one with the same pid by `created`, psutil's creation time in seconds."""

    pid: int
    created: float


@dataclass(frozen=True, slots=True)
class Exit:
    """How the run ended; `status` is an exit code, a positive signal number, or None."""

    reason: Reason
    status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is known of a run; `dataclasses.replace` makes its next version.

    `spawn_ns` is the `perf_counter_ns` from which all times of the recording count; `wall_ns` the time from
    there to the reaping of the first process. `omitted` counts, per stream, the bytes that went past the cap
    of the captured output. `generators` says whether each generator got a lane. `left_behind` counts processes
    that outlived the first one and were ended.
    """

    run: str
    target: str
    program: str
    python: Interpreter
    launcher: LauncherName
    cwd: str
    started_at: str
    lab: ProcessId
    copy: str | None = None
    argv: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    edited: bool = False
    niced: bool = False
    generators: bool = False
    spawn_ns: int = 0
    state: RunState = "starting"
    exit: Exit | None = None
    wall_ns: int | None = None
    child: ProcessId | None = None
    left_behind: int = 0
    omitted: Mapping[Stream, int] = field(default_factory=dict)

    @staticmethod
    def read(directory: Path) -> "Manifest":
        """The manifest of a recording; RecordingError if there is none that can be trusted."""
        try:
            with open(directory / FILE_NAME, "rb") as file:
                text = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise RecordingError(f"There is no recording in {directory}.") from None
        except NotADirectoryError:
            raise RecordingError(f"{directory} is no folder, so it is no recording.") from None
        except OSError as error:
            raise RecordingError(f"The recording in {directory} can't be read: {error.strerror}.") from error
        if len(text) > MAX_BYTES:
            raise RecordingError(f"The manifest in {directory} is too long to be one.")
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError):
            raise RecordingError(f"The manifest in {directory} is damaged: it is no JSON.") from None
        try:
            return _parse(_Fields(fields))
        except _UnfitError as unfit:
            raise RecordingError(f"The manifest in {directory} is damaged: {unfit}.") from None

    @staticmethod
    def from_json(fields: object) -> "Manifest | None":
        """The manifest with these fields; None where one of them is missing or can't be."""
        try:
            return _parse(_Fields(fields))
        except _UnfitError:
            return None

    def write(self, directory: Path) -> None:
        """Replace the manifest in one step: a reader sees the old or the new one. Raises OSError."""
        path = directory / FILE_NAME
        draft = directory / f".{FILE_NAME}.{os.getpid()}"
        try:
            draft.write_text(json.dumps(self.as_json(), indent=1) + "\n", encoding="ascii")
            _replace(draft, path)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise

    def as_json(self) -> dict[str, object]:
        """The fields as plain JSON values."""
        return {
            "schema": SCHEMA,
            "run": self.run,
            "target": self.target,
            "program": self.program,
            "copy": self.copy,
            "argv": list(self.argv),
            "parameters": {name: json_value(value) for name, value in self.parameters.items()},
            "changed": list(self.changed),
            "edited": self.edited,
            "python": {"version": self.python.version, "executable": self.python.executable},
            "launcher": self.launcher,
            "cwd": self.cwd,
            "niced": self.niced,
            "generators": self.generators,
            "spawn_ns": self.spawn_ns,
            "started_at": self.started_at,
            "state": self.state,
            "exit": None if self.exit is None else {"reason": self.exit.reason, "status": self.exit.status},
            "wall_ns": self.wall_ns,
            "child": None if self.child is None else _process_json(self.child),
            "lab": _process_json(self.lab),
            "left_behind": self.left_behind,
            "omitted": dict(self.omitted),
        }


def json_value(value: object) -> object:
    """The value as JSON where JSON has it, otherwise the text that Python shows for it."""
    match value:
        case None | bool() | str():
            return value
        case int():
            # Python refuses to spell an int of more than 4300 digits in decimal.
            return value if value.bit_length() <= MAX_BITS else hex(value)
        case float():
            return value if math.isfinite(value) else repr(value)
        case list() | tuple():
            return [json_value(item) for item in value]
        case dict() if all(isinstance(key, str) for key in value):
            return {key: json_value(item) for key, item in value.items()}
        case _:
            return repr(value)


def _process_json(process: ProcessId) -> dict[str, object]:
    return {"pid": process.pid, "created": process.created}


def _replace(draft: Path, path: Path) -> None:
    # Windows refuses while somebody reads the old one, which takes a moment at most.
    for _ in range(20):
        try:
            os.replace(draft, path)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(0.01)
        else:
            return
    os.replace(draft, path)


# Reading: nothing is taken on trust ----------------------------------------------------------------------


class _UnfitError(Exception):
    """What is wrong with a manifest."""


class _Fields:
    """The fields of one JSON object, each checked when it is taken."""

    def __init__(self, raw: object, where: str = "") -> None:
        if not isinstance(raw, dict):
            raise _UnfitError(f"'{where or 'it'}' is no object")
        self._raw = cast(dict[str, object], raw)
        self._where = where

    def take(self, name: str, kind: type[T]) -> T:
        value = self._raw.get(name)
        # bool is an int for Python, and a whole number is a good float.
        if kind is float and type(value) is int and abs(value) < 1 << 63:
            return cast(T, float(value))
        if type(value) is not kind:
            raise _UnfitError(f"'{self._where}{name}' should be {_WORDS[kind]}")
        return value

    def has(self, name: str) -> bool:
        return self._raw.get(name) is not None

    def maybe(self, name: str, read: Callable[[], T]) -> T | None:
        return read() if self.has(name) else None

    def number(self, name: str) -> int:
        """A whole number that a 64-bit column can hold, not negative."""
        value = self.take(name, int)
        if not 0 <= value < 1 << 63:
            raise _UnfitError(f"'{self._where}{name}' is out of range")
        return value

    def word(self, name: str, words: Any) -> Any:
        value = self.take(name, str)
        if value not in get_args(words):
            raise _UnfitError(f"'{self._where}{name}' can't be {value[:40]!r}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        items = self.take(name, list)
        if not all(type(item) is str for item in items):
            raise _UnfitError(f"'{self._where}{name}' should be a list of texts")
        return tuple(items)

    def inner(self, name: str) -> "_Fields":
        return _Fields(self._raw.get(name), f"{self._where}{name}.")


_WORDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def _parse(fields: _Fields) -> Manifest:
    schema = fields.take("schema", int)
    if schema != SCHEMA:
        raise _UnfitError(f"it has schema {schema}, this lab reads {SCHEMA}")
    python = fields.inner("python")
    return Manifest(
        run=fields.take("run", str),
        target=fields.take("target", str),
        program=fields.take("program", str),
        copy=fields.maybe("copy", lambda: fields.take("copy", str)),
        argv=fields.texts("argv"),
        parameters=fields.take("parameters", dict),
        changed=fields.texts("changed"),
        edited=fields.take("edited", bool),
        python=Interpreter(python.take("version", str), python.take("executable", str)),
        launcher=fields.word("launcher", LauncherName),
        cwd=fields.take("cwd", str),
        niced=fields.take("niced", bool),
        generators=fields.maybe("generators", lambda: fields.take("generators", bool)) or False,
        spawn_ns=fields.number("spawn_ns"),
        started_at=fields.take("started_at", str),
        state=fields.word("state", RunState),
        exit=fields.maybe("exit", lambda: _exit(fields.inner("exit"))),
        wall_ns=fields.maybe("wall_ns", lambda: fields.number("wall_ns")),
        child=fields.maybe("child", lambda: _process(fields.inner("child"))),
        lab=_process(fields.inner("lab")),
        left_behind=fields.maybe("left_behind", lambda: fields.number("left_behind")) or 0,
        omitted=fields.maybe("omitted", lambda: _omitted(fields.inner("omitted"))) or {},
    )


def _process(fields: _Fields) -> ProcessId:
    created = fields.take("created", float)
    if not math.isfinite(created):
        raise _UnfitError("a creation time is out of range")
    return ProcessId(fields.number("pid"), created)


def _exit(fields: _Fields) -> Exit:
    status = fields.maybe("status", lambda: fields.take("status", int))
    if status is not None and abs(status) >= 1 << 63:
        raise _UnfitError("the exit status is out of range")
    return Exit(fields.word("reason", Reason), status)


def _omitted(fields: _Fields) -> dict[Stream, int]:
    streams: tuple[Stream, ...] = get_args(Stream)
    return {stream: fields.number(stream) if fields.has(stream) else 0 for stream in streams}
