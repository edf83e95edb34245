"""Makes the recordings on which claims are false:  python -m tests.demos.store [NAME]...  (none: those missing).

A name is that of a program in `wrong/<demo>/`, or `<demo>_<variant>` for a sibling that does it wrong.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from app.core.demo import HANGS_S, Demo, Variant
from app.core.program import encode_source, parse_parameters, read_source, with_values
from app.discovery import FoundDemo, discover
from app.tracer.generators import ASKED
from tests.demos.small import SMALL
from tests.demos.stored import RECORDINGS, WRONG, store, wanted
from tests.recorded import record

ROOT = Path(__file__).parents[2]


def _siblings() -> dict[str, tuple[Demo, Variant]]:
    return {
        f"{found.id}_{variant.id}": (found.demo, variant)
        for found in discover()
        if isinstance(found, FoundDemo)
        for variant in found.demo.variants
    }


def program_of(name: str) -> tuple[Path, bool]:
    """The program of a recording's name, and whether it hangs. LookupError where there is none."""
    for file in WRONG.glob(f"*/{name}.py"):
        return file, read_source(file).startswith('"""Hangs')
    demo, variant = _siblings()[name]
    return demo.program(variant), variant.hangs


def sees_generators(name: str) -> bool:
    """Whether a lane per generator is asked for where a recording's program belongs to."""
    demos = {demo.id: demo for demo, _ in _siblings().values()}
    for file in WRONG.glob(f"*/{name}.py"):
        return any(variant.generators for variant in demos[file.parent.name].variants)
    return _siblings()[name][1].generators


def _support(program: Path) -> list[Path]:
    """The files that a program of a demo needs beside itself."""
    demos = (found.demo for found in discover() if isinstance(found, FoundDemo))
    return [demo.folder / file for demo in demos if demo.folder == program.parent for file in demo.support]


def make(name: str) -> Path:
    """Run the program of that name and store its recording."""
    os.environ[ASKED] = "1" if sees_generators(name) else "0"
    program, hangs = program_of(name)
    place = Path(tempfile.mkdtemp(prefix="lab-"))
    try:
        copy = place / "demo" / program.name
        copy.parent.mkdir()
        text = read_source(program)
        small = {each.name: SMALL[each.name] for each in parse_parameters(text) if each.name in SMALL}
        copy.write_bytes(encode_source(with_values(text, small)))
        for file in _support(program):
            shutil.copy(file, copy.parent)
        run = record(copy, place, still_s=HANGS_S if hangs else None)
        private = {str(place): "/lab", str(ROOT): "/lab", sys.prefix: "/python", sys.base_prefix: "/python"}
        return store(run.directory, name, private)
    finally:
        shutil.rmtree(place)


def main() -> int:
    """Make what is asked for."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "SDL_VIDEODRIVER": "dummy"}  # nobody is to see it
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    names = parser.parse_args().names
    there = {file.stem for file in RECORDINGS.glob("*.zip")}
    for name in names or sorted(wanted() - there):
        target = make(name)
        print(f"{target.name}  {target.stat().st_size / 1000:.1f} kB", flush=True)
    for name in sorted(there - wanted()):
        print(f"{name}.zip is wanted by no claim", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
