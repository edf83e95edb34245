"""Writes recordings byte by byte of runs that never were: what folds and readers are tested on. Times in ms."""

import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.core.manifest import Exit, Interpreter, Manifest, ProcessId, Reason, Stream
from app.tracer import layout

MS = 1_000_000
SPAWN_NS = 5_000 * MS  # by the clock of the events
LAB, FIRST = 10, 100  # process ids
PROGRAM = "/lesson/program.py"

_INDEX = struct.Struct("<QQ")


@dataclass
class MadeProcess:
    """The files of one process; its main lane is 1."""

    directory: Path
    pid: int
    parent_pid: int
    tag: str
    magic: bytes = layout.MAGIC
    version: int = layout.VERSION
    slot_size: int = layout.SLOT_SIZE
    lost: int = 0
    lost_text: tuple[int, int] = (0, 0)
    _slots: list[bytes | None] = field(default_factory=list)
    _text: bytearray = field(default_factory=bytearray)
    _files: dict[str, int] = field(default_factory=dict)
    _places: dict[tuple[str, int], int] = field(default_factory=dict)

    def emit(
        self,
        t: float,
        kind: int,
        lane: int = 1,
        flags: int = 0,
        obj: int = 0,
        where: int = 0,
        a: int = 0,
        b: int = 0,
    ) -> None:
        """One event, `t` ms after the spawn."""
        number = len(self._slots) + 1
        ts = (SPAWN_NS + round(t * MS)) % (1 << 64)
        self._slots.append(struct.pack(layout.SLOT, ts, lane, kind, flags, obj, where, a, b, number))

    def emit_all(self, slots: npt.NDArray[np.void]) -> None:
        """Many events, rows of `SLOT`: their `ts` counts in ns from the spawn, their `seq` is given here."""
        numbered = slots.copy()
        numbered["ts"] += SPAWN_NS
        numbered["seq"] = np.arange(len(slots)) + len(self._slots) + 1
        data = numbered.tobytes()
        self._slots += [data[at : at + layout.SLOT_SIZE] for at in range(0, len(data), layout.SLOT_SIZE)]

    def hole(self, count: int = 1) -> None:
        """Slots that were taken and never filled."""
        self._slots += [None] * count

    def text(self, text: str | bytes) -> int:
        """Keep a text and return its reference."""
        data = text.encode() if isinstance(text, str) else text
        if not data:
            return 0
        begin = len(self._text)
        self._text += data
        return begin << layout.TEXT_SHIFT | len(data)

    def place(self, line: int, file: str = PROGRAM) -> int:
        """The serial number of a line."""
        if file not in self._files:
            self._files[file] = len(self._files) + 1
            self.emit(0, layout.FILE, 0, obj=self._files[file], b=self.text(file))
        if (file, line) not in self._places:
            self._places[file, line] = len(self._places) + 1
            a = self._files[file] << 32 | line
            self.emit(0, layout.WHERE, 0, obj=self._places[file, line], a=a)
        return self._places[file, line]

    # What lanes do ----------------------------------------------------------------------------------------

    def thread(self, t: float, lane: int, name: str, parent: int = 1, flags: int = 0) -> int:
        """A thread that is started and begins."""
        self.emit(t, layout.THREAD_START, parent, flags, obj=lane, b=self.text(name))
        self.emit(t, layout.THREAD_BEGIN, lane)
        return lane

    def ends(self, t: float, lane: int, raised: bool = False, cpu_ns: int = 5) -> None:
        """The end of a thread."""
        self.emit(t, layout.THREAD_END, lane, int(raised), b=cpu_ns)

    def thing(self, kind: int, serial: int, name: str = "", line: int = 1) -> int:
        """A lock or the like."""
        self.emit(0, layout.OBJECT, 1, kind, serial, self.place(line), b=self.text(name))
        return serial

    def waits(
        self,
        begin: float,
        end: float | None,
        lane: int = 1,
        state: int = layout.SLEEP,
        obj: int = 0,
        holder: int = 0,
        line: int = 1,
        outcome: int = 0,
    ) -> None:
        """One wait; None: it lasts."""
        self.emit(begin, layout.WAIT_BEGIN, lane, state, obj, self.place(line), holder, -1)
        if end is not None:
            self.emit(end, layout.WAIT_END, lane, state | outcome, obj)

    def prints(self, t: float, text: str | bytes, lane: int = 1, stream: Stream = "stdout") -> None:
        """One write to a stream."""
        self.emit(t, layout.PRINT, lane, 1 if stream == "stdout" else 2, b=self.text(text))

    def exits(self, t: float, status: int = layout.NO_STATUS, cpu_ns: int = 7) -> None:
        """The process tells of its end."""
        self.emit(t, layout.PROCESS_END, 1, a=status, b=cpu_ns)

    # Bytes ------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write the files as far as anything has been told."""
        for number in range(max(1, -(-len(self._slots) // layout.SLOTS))):
            slots = self._slots[number * layout.SLOTS : (number + 1) * layout.SLOTS]
            data = self._header(number) + self._marked(slots)
            (self.directory / f"{self.tag}.{number}.events").write_bytes(data)
        for begin in range(0, len(self._text), layout.TEXT_SEGMENT):
            path = self.directory / f"{self.tag}.{begin // layout.TEXT_SEGMENT}.text"
            path.write_bytes(self._text[begin : begin + layout.TEXT_SEGMENT])

    def _marked(self, slots: list[bytes | None]) -> bytes:
        """The slots of a segment, each that was filled with the mark by which it is known to be whole."""
        data = bytearray().join(slot or bytes(layout.SLOT_SIZE) for slot in slots)
        if self.version > 1:
            marks = np.frombuffer(data, "<u8").reshape(-1, layout.SLOT_SIZE // 8)[:, -1]
            offsets = layout.HEADER_SIZE + np.arange(len(slots), dtype=np.uint64) * layout.SLOT_SIZE
            marks[:] = np.where(marks > 0, offsets, 0)
        return bytes(data)

    def _header(self, number: int) -> bytes:
        header = bytearray(layout.HEADER_SIZE)
        fields = (self.magic, self.version, self.slot_size, self.pid, number, self.lost)
        struct.pack_into(layout.HEADER, header, 0, *fields)
        struct.pack_into("<Q", header, layout.PARENT_OFFSET, self.parent_pid)
        for offset, lost in zip(layout.TEXT_LOST_OFFSET, self.lost_text, strict=True):
            struct.pack_into("<Q", header, offset, lost)
        return bytes(header)


@dataclass
class MadeRecording:
    """A run's directory. Processes, then what they did, then `write()`."""

    directory: Path
    reason: Reason | None = "exited"
    status: int | None = 0
    wall: float = 1000
    copy: str | None = None
    processes: list[MadeProcess] = field(default_factory=list)

    def process(
        self,
        pid: int = FIRST,
        parent_pid: int = LAB,
        how: int = layout.PROGRAM,
        t: float = 10,
        script: str = "program.py",
        tag: str = "",
    ) -> MadeProcess:
        """A process that has begun at `t`."""
        self.directory.mkdir(parents=True, exist_ok=True)
        made = MadeProcess(self.directory, pid, parent_pid, tag or str(pid))
        made.emit(t, layout.PROCESS_BEGIN, 1, how, a=parent_pid, b=made.text(script) if script else 0)
        self.processes.append(made)
        return made

    def fork(self, parent: MadeProcess, pid: int, t: float, lane: int = 1) -> MadeProcess:
        """A process that a lane of another one forks at `t`."""
        parent.emit(t, layout.CHILD_START, lane, layout.FORK, a=pid)
        return self.process(pid, parent.pid, layout.FORK, t, script="")

    def output(self, stream: Stream, *chunks: tuple[float, bytes]) -> None:
        """What came through a pipe, chunk by chunk."""
        offset, index = 0, b""
        for t, data in chunks:
            index += _INDEX.pack(round(t * MS), offset)
            offset += len(data)
        (self.directory / stream).write_bytes(b"".join(data for _, data in chunks))
        (self.directory / f"{stream}.index").write_bytes(index)

    def write(self) -> Path:
        """Write everything and return the directory."""
        self.directory.mkdir(parents=True, exist_ok=True)
        for process in self.processes:
            process.write()
        self.manifest().write(self.directory)
        return self.directory

    def manifest(self) -> Manifest:
        """The manifest of the run; `reason` None: it hasn't ended."""
        ended = self.reason is not None
        return Manifest(
            run="made",
            target="program.py",
            program=PROGRAM,
            copy=self.copy,
            python=Interpreter("3.12.1", "/usr/bin/python3"),
            launcher="terminal",
            cwd="/lesson",
            started_at="2026-01-01T00:00:00",
            lab=ProcessId(LAB, 1.0),
            child=ProcessId(FIRST, 2.0),
            spawn_ns=SPAWN_NS,
            state="ended" if ended else "running",
            exit=Exit(self.reason, self.status) if self.reason is not None else None,
            wall_ns=round(self.wall * MS) if ended else None,
        )
