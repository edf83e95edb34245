"""Stored recordings on which claims are false: kept small, named by no folder of the machine that made them."""

import json
import os
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from app.core.evidence import Evidence, gather
from app.core.trace import Trace
from app.tracer.layout import HEADER_SIZE, SLOT_SIZE, SLOTS, TEXT_SEGMENT

HERE = Path(__file__).parent
RECORDINGS = HERE / "recordings"
FALSE_CLAIMS = HERE / "false_claims"
WRONG = HERE / "wrong"

_WHOLE = {".events": HEADER_SIZE + SLOTS * SLOT_SIZE, ".text": TEXT_SEGMENT}
_SAME_TIME = (2020, 1, 1, 0, 0, 0)  # a recording that is stored again differs by what it shows alone

Table = dict[str, dict[str, str]]  # variant -> claim -> name of the recording


def tables() -> dict[str, Table]:
    """What each demo says of its claims, by its id."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(FALSE_CLAIMS.glob("*.json"))}


def wanted() -> set[str]:
    """The names of all recordings that some claim is false on."""
    return {name for table in tables().values() for claims in table.values() for name in claims.values()}


@cache
def evidence_of(name: str) -> Evidence:
    """A stored recording as claims read it. FileNotFoundError where there is none of that name."""
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(RECORDINGS / f"{name}.zip") as stored:
        folder = Path(place)
        stored.extractall(folder)
        for file in folder.iterdir():
            if (size := _WHOLE.get(file.suffix)) is not None:
                os.truncate(file, size)  # the slots that nobody used aren't stored
        trace = Trace.load(folder)
        try:
            return gather(trace)
        finally:
            trace.close()


def store(recording: Path, name: str, private: dict[str, str]) -> Path:
    """Store a run's directory under a name. `private`: folders of this machine, and what stands for each.

    Names in a recording are found by their places: what stands for a folder is brought to its length.
    """
    RECORDINGS.mkdir(exist_ok=True)
    target = RECORDINGS / f"{name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as stored:
        for file in sorted(recording.iterdir()):
            data = file.read_bytes()
            if file.suffix in _WHOLE:
                data = data.rstrip(b"\0")
            for folder, other in private.items():
                data = data.replace(folder.encode(), _as_long(other, folder).encode())
            stored.writestr(zipfile.ZipInfo(file.name, _SAME_TIME), data, zipfile.ZIP_DEFLATED)
    return target


def _as_long(other: str, folder: str) -> str:
    return other[: len(folder)].ljust(len(folder), "-")
