"""A run's directory as a stream of events: the one door for a live run and for one opened from disk."""

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.core.errors import RecordingError
from app.core.events import EVENT, ObjectKind, among
from app.core.manifest import Manifest
from app.core.model import Place, Thing
from app.core.process_log import MOST_SERIAL, ProcessLog
from app.core.rows import joined
from app.core.salvage import salvaged
from app.core.segments import Segments, Slots
from app.tracer import layout

Events = npt.NDArray[np.void]

_WATCHED = (ObjectKind.ATTRIBUTE, ObjectKind.GLOBAL)  # one for all that has this name
_UNTRACED = ".untraced"  # a note by an interpreter in which the tracer couldn't start
_WITHOUT_MANIFEST = "How the run was made and how it ended isn't known; what its processes told is shown."
_SLACK_NS = 1_000_000_000
_LONGEST_NS = 1 << 61  # 73 years
_MOST_LANES = 10_000_000
_BLOCK = 20480  # slots that are named anew at one time


class Recording:
    """Reads the events of all processes of a run, as far as they have been written.

    `actor_count` ids have been given out; `places` and `things` are indexed by the ids in the events.
    """

    def __init__(self, directory: Path, *, salvage: bool = False) -> None:
        """Open a run's directory; RecordingError (a sentence) where it is none.

        `salvage`: where only the manifest can't be read, the events stand in for it, and a problem says so.
        """
        self.directory = directory
        self.manifest, self._unread_manifest = (
            salvaged(directory) if salvage else (Manifest.read(directory), "")
        )
        self.logs: list[ProcessLog] = []
        self.places: list[Place] = []
        self.things: list[Thing] = []
        self.problems: list[str] = []  # sentences on what couldn't be read
        if self._unread_manifest:
            self.problems.append(f"{self._unread_manifest} {_WITHOUT_MANIFEST}")
        self.actor_count = 0
        self._place_ids: dict[Place, int] = {}
        self._shared: dict[tuple[ObjectKind, int], int] = {}  # by the key that all processes know
        self._main_ids: dict[int, int] = {}  # pid -> actor id of its main thread
        self._by_tag: dict[str, ProcessLog] = {}
        self._refused: set[str] = set()
        self._all_found = False  # nobody writes any more, and all that was written is known
        self._paths = {self.manifest.copy: self.manifest.program} if self.manifest.copy else {}

    # ids --------------------------------------------------------------------------------------------------
    def new_actor(self) -> int:
        """Give out an actor id."""
        self.actor_count += 1
        return self.actor_count - 1

    def actor(self, log: ProcessLog, lane: int) -> int:
        """The actor id of a lane; a lane not seen before gets one."""
        found = log.lanes.get(lane)
        if found < 0:
            found = self.new_actor()
            log.lanes.set(lane, found)
        return found

    def child(self, pid: int) -> int:
        """The actor id of a process that somebody says to have started, or waits for."""
        if pid not in self._main_ids:
            self._main_ids[pid] = self.new_actor()
        return self._main_ids[pid]

    def known_child(self, pid: int) -> int:
        """The actor id of a process, -1 if nobody started it."""
        return self._main_ids.get(pid, -1)

    def lane_elsewhere(self, pid: int, lane: int) -> int:
        """The actor id of a lane of any process, as another process names it; -1 if there is none."""
        if not 0 < lane < _MOST_LANES:
            return -1
        for look_again in (True, False):
            for log in reversed(self.logs):
                if log.pid == pid:
                    return self.actor(log, lane)
            if look_again:
                self._find_logs(final=False)  # it has written already, or nobody could know of it
        return -1

    def lanes_of(
        self, processes: npt.NDArray[np.int32], lanes: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int32]:
        """The actor ids of lanes as their own processes name them, shape as given; new ones get an id.

        -1 for numbers that can only come from a damaged file.
        """
        found = np.empty(len(lanes), np.int32)
        for index in np.unique(processes).tolist():
            chosen = processes == index
            found[chosen] = self._lanes(self.logs[index], lanes[chosen])
        return found

    def are_shared(self, objects: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Which things several processes know as one; shape as given."""
        if not self._shared:
            return np.zeros(len(objects), np.bool_)
        return np.isin(objects, np.fromiter(self._shared.values(), np.int32))

    def place_id(self, place: Place) -> int:
        """The index of a place, made when it is new."""
        if place not in self._place_ids:
            self._place_ids[place] = len(self.places)
            self.places.append(place)
        return self._place_ids[place]

    # reading ----------------------------------------------------------------------------------------------
    @property
    def lost(self) -> int:
        """How many events weren't recorded, over all processes."""
        return sum(log.segments.lost for log in self.logs)

    @property
    def unread(self) -> int:
        """How many events have been written, as far as one can tell, and not been read."""
        self._find_logs(final=False)
        return sum(max(log.segments.taken() - log.segments.passed, 0) for log in self.logs)

    @property
    def passed(self) -> int:
        """How many events have been read or left out, names and all."""
        return sum(log.segments.passed for log in self.logs)

    def refresh_manifest(self) -> None:
        """Read the manifest again; a run that has ended says so there."""
        if not self._unread_manifest:
            self.manifest = Manifest.read(self.directory)

    def poll(self, most: int = 200_000, final: bool = False) -> Events:
        """Return new events in the order of time, shape (n,), dtype EVENT; about `most` at one time."""
        if not final and self.manifest.child is None:
            self.refresh_manifest()  # until there is a child, the time from which all others count is a guess
            if self.manifest.child is None:
                return np.empty(0, EVENT)
        if not (final and self._all_found):
            self._find_logs(final)
            self._all_found = final
        batches: list[Events] = []
        in_order = True
        for log in self.logs:
            if log.parent is not None and not log.parent.caught_up:
                continue  # its parent's names come first
            slots = log.segments.read(most, final)
            log.caught_up = len(slots) < most and not log.segments.held_up
            most = max(most - len(slots), 1)
            if len(slots):
                in_order = self._read_slots(log, slots) and in_order
                batches.append(slots.view(EVENT))
        events = joined(batches, EVENT)
        if not in_order or len(batches) > 1:
            events = events.take(np.argsort(events["t"], kind="stable"))
        return events

    def _find_logs(self, final: bool) -> None:
        found = []
        with os.scandir(self.directory) as entries:
            for entry in entries:
                if final and entry.name.endswith(_UNTRACED) and entry.name not in self._refused:
                    self._refused.add(entry.name)
                    self.problems.append(_why_untraced(Path(entry)))
                if entry.name.endswith(".0.events"):
                    tag = entry.name.removesuffix(".0.events")
                    if tag not in self._by_tag and tag not in self._refused:
                        found.append(tag)
        opened = []
        for tag in sorted(found, key=lambda tag: (len(tag), tag)):  # 12, then 12r1, which came after it
            try:
                opened.append(Segments(self.directory, tag))
            except RecordingError as error:
                if final or self.manifest.state == "ended":  # a file that is being made may still be empty
                    self._refused.add(tag)
                    self.problems.append(str(error))
        for segments in _parents_first(opened):
            self._add_log(segments)

    def _add_log(self, segments: Segments) -> None:
        parent = next((log for log in reversed(self.logs) if log.pid == segments.parent_pid), None)
        log = ProcessLog(len(self.logs), segments, parent)
        self.logs.append(log)
        self._by_tag[segments.tag] = log
        earlier = [other for other in self.logs[:-1] if other.pid == log.pid]
        # A process that didn't end before has replaced itself by another program; otherwise its id was used again.
        replaced = bool(earlier) and not earlier[-1].segments.says(layout.PROCESS_END)
        if os.name == "nt" and log.pid not in self._main_ids and segments.parent_pid in self._main_ids:
            # A venv's python.exe starts the real one: whoever started it knows only the first one's id.
            self._main_ids[log.pid] = self._main_ids[segments.parent_pid]
        if replaced:
            log.lanes.set(1, earlier[-1].lanes.get(1))
        else:
            log.lanes.set(1, self.new_actor() if earlier else self.child(log.pid))

    def _read_slots(self, log: ProcessLog, slots: Slots) -> bool:
        """Make events of the slots, in the same memory: the slots are gone. Whether they are in order."""
        log.last_ns = 0
        in_order = True
        for begin in range(0, len(slots), _BLOCK):
            before_ns = log.last_ns
            first_ns = self._rename(log, slots[begin : begin + _BLOCK])
            in_order = in_order and first_ns >= before_ns
        return in_order

    def _rename(self, log: ProcessLog, slots: Slots) -> int:
        """Make events of slots, in their memory: few enough that it stays in the processor's cache.

        When the first was, if they are in order; else a time before all others.
        """
        self._define(log, slots)
        where = log.places.map(slots["where"])
        objects = self._objects(log, slots["obj"])
        actors = self._lanes(log, slots["lane"])
        events = slots.view(EVENT)
        events["actor"] = actors
        events["where"] = where
        slots["seq"] = _object_and_process(objects, log.index)
        if actors.min() < 0:
            events["kind"][actors < 0] = 0  # it can only come from a damaged file: no fold sees it
        return self._set_times(log, events)

    def _set_times(self, log: ProcessLog, events: Events) -> int:
        """Let times count from the spawn; those that can only come from a damaged file are seen by no fold.

        The first time if they are in order; else a time before all others.
        """
        times = events["t"] - self.manifest.spawn_ns
        in_order = bool((times[1:] >= times[:-1]).all())
        least, last = (times[0], times[-1]) if in_order else (times.min(), times.max())
        if least < -_SLACK_NS or last > _LONGEST_NS:
            damaged = (times < -_SLACK_NS) | (times > _LONGEST_NS)
            log.segments.holes += int(damaged.sum())
            times[damaged] = 0
            last, in_order = times.max(), False
            events["kind"][damaged] = 0
        events["t"] = times
        log.last_ns = max(log.last_ns, int(last))
        return int(times[0]) if in_order else -_LONGEST_NS

    def _lanes(self, log: ProcessLog, lanes: npt.NDArray[np.integer]) -> npt.NDArray[np.int32]:
        actors = log.lanes.map(lanes)
        if actors.min() >= 0:
            return actors
        fresh = np.unique(lanes[actors < 0])
        fresh = fresh[(fresh > 0) & (fresh < MOST_SERIAL)]
        log.lanes.set_many(fresh, np.arange(self.actor_count, self.actor_count + len(fresh)))
        self.actor_count += len(fresh)
        return log.lanes.map(lanes)

    def _objects(self, log: ProcessLog, serials: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
        objects = log.objects.map(serials)
        if log.inherited is None:
            return objects
        theirs = log.inherited.map(serials)
        missing = (objects < 0) & (theirs >= 0)
        if bool(missing.any()):
            for serial, index in {
                (int(s), int(i)) for s, i in zip(serials[missing], theirs[missing], strict=True)
            }:
                thing = self.things[index]
                if thing.shared:
                    log.objects.set(serial, index)
                else:
                    self._add_thing(log, serial, thing.kind, thing.name, thing.where, thing.number)
            objects = log.objects.map(serials)
        return objects

    def _add_thing(
        self, log: ProcessLog, serial: int, kind: ObjectKind, name: str, where: int, number: int | None = None
    ) -> None:
        """Take in a thing; `number` is given where it is known which one of its name it is."""
        thing = Thing(len(self.things), kind, name, where, number=number or 0)
        log.objects.set(serial, thing.id)
        self.things.append(thing)
        if number is None and name and where >= 0 and kind not in _WATCHED:
            alike = log.alike.setdefault((kind, name, where), [])
            alike.append(thing)
            if len(alike) > 1:
                alike[0].number, thing.number = 1, len(alike)

    def _share(self, log: ProcessLog, row: np.void) -> None:
        """One process' word for an object that others may have told of."""
        kind, key = ObjectKind(int(row["flags"])), int(row["a"])
        where, name = log.places.get(int(row["where"])), log.segments.text(int(row["b"]))
        index = self._shared.get((kind, key))
        if index is None:
            index = self._shared[kind, key] = len(self.things)
            self.things.append(Thing(index, kind, name, where, shared=True))
        log.objects.set(int(row["obj"]), index)
        thing = self.things[index]
        thing.name = thing.name or name
        thing.where = thing.where if thing.where >= 0 else where

    def _define(self, log: ProcessLog, slots: Slots) -> None:
        """Take the names that the slots define into the tables, before they are used."""
        kinds = slots["kind"]
        for row in slots.take(np.flatnonzero(_DEFINITIONS.take(kinds))):
            kind, serial = int(row["kind"]), int(row["obj"])
            if kind == layout.PROCESS_BEGIN and int(row["flags"]) & layout.HOW_MASK == layout.FORK:
                self._inherit(log)
            elif kind == layout.FILE:
                path = log.segments.text(int(row["b"]))
                log.files[serial] = self._paths.get(path, path)
            elif kind == layout.WHERE:
                file, line = divmod(int(row["a"]), 1 << 32)
                log.places.set(serial, self.place_id(Place(log.files.get(file, "?"), line)))
            elif kind == layout.OBJECT and int(row["flags"]) in ObjectKind._value2member_map_:
                where = log.places.get(int(row["where"]))
                name = log.segments.text(int(row["b"]))
                self._add_thing(log, serial, ObjectKind(int(row["flags"])), name, where)
            elif kind == layout.SHARED and int(row["flags"]) in ObjectKind._value2member_map_:
                self._share(log, row)

    def _inherit(self, log: ProcessLog) -> None:
        """A forked process starts with its parent's memory, so with its parent's serial numbers."""
        if log.parent is None or log.forked:
            return
        log.forked = True
        log.files = dict(log.parent.files)
        log.places = log.parent.places.copy()
        log.inherited = log.parent.objects.copy()

    def close(self) -> None:
        """Let go of the files."""
        for log in self.logs:
            log.segments.close()


def _object_and_process(objects: npt.NDArray[np.int32], process: int) -> npt.NDArray[np.uint64]:
    """Both fields of an event in one number, as they lie in memory: one pass over the events instead of two."""
    both = objects.view(np.uint32).astype(np.uint64)
    if process:
        both |= np.uint64(process << 32)
    return both


_DEFINITIONS = among([layout.PROCESS_BEGIN, layout.FILE, layout.WHERE, layout.OBJECT, layout.SHARED])


def _why_untraced(note: Path) -> str:
    try:
        with note.open(encoding="utf-8", errors="replace") as file:
            reason = " ".join(file.read(500).split())
    except OSError:
        reason = "nobody knows why"
    return f"The process {note.name.removesuffix(_UNTRACED)} isn't traced: {reason}."


def _parents_first(opened: list[Segments]) -> list[Segments]:
    """Order processes so that each comes after the one that made it."""
    by_pid = {segments.pid: segments for segments in reversed(opened)}
    ordered: list[Segments] = []

    def add(segments: Segments, path: frozenset[int]) -> None:
        parent = by_pid.get(segments.parent_pid)
        if parent is not None and parent.pid not in path:
            add(parent, path | {segments.pid})
        if segments not in ordered:
            ordered.append(segments)

    for segments in opened:
        add(segments, frozenset({segments.pid}))
    return ordered
