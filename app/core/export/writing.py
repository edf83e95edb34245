"""Exports a recording into a file: whole, or not at all."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TextIO, get_args

from app.core.demo import Claim
from app.core.errors import LabError
from app.core.export.exhibit import Exhibit, read_exhibit
from app.core.manifest import Manifest
from app.core.progress import Progress, part

Format = Literal["perfetto", "csv", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[Format, str] = {"perfetto": "json", "csv": "csv", "html": "html"}

_READING = 0.5  # of the time that an export takes, roughly

Writer = Callable[[Exhibit, TextIO, Progress | None], None]


class ExportError(LabError):
    """A file that can't be written."""


def export(
    directory: Path,
    format: Format,
    target: Path,
    claims: Sequence[Claim] = (),
    progress: Progress | None = None,
    lang: str = "en",
) -> list[str]:
    """Write the recording in `directory` to the file `target`; return sentences on what couldn't be read.

    An existing file is replaced once the new one is whole. RecordingError where there is no recording,
    ExportError where the file can't be written. Lets through what `progress` raises, and then leaves nothing.
    """
    Manifest.read(directory)  # refuses what is no recording before anything else is said
    check_target(target, directory)
    exhibit = read_exhibit(directory, claims, part(progress, 0.0, _READING))
    with _draft(target) as file:
        _writer(format, lang)(exhibit, file, part(progress, _READING, 1.0))
    return list(exhibit.problems)


def check_target(target: Path, directory: Path) -> None:
    """ExportError where `target` can't be a file of its own."""
    if target.is_dir():
        raise ExportError(f"{target} is a folder; name a file in it.")
    if not target.absolute().parent.is_dir():
        raise ExportError(f"There is no folder {target.absolute().parent} to write {target.name} into.")
    with contextlib.suppress(OSError):
        if target.resolve().is_relative_to(directory.resolve(strict=True)):
            raise ExportError(f"{target} would lie inside the recording; choose another folder.")


def _writer(format: Format, lang: str) -> Writer:
    match format:  # each brings what it needs
        case "perfetto":
            from app.core.export.perfetto import export_perfetto

            return export_perfetto
        case "csv":
            from app.core.export.csv_tables import export_csv

            return export_csv
        case "html":
            from app.core.export.html_page import export_html

            return lambda exhibit, file, progress: export_html(exhibit, file, progress, lang)


@contextlib.contextmanager
def _draft(target: Path) -> Iterator[TextIO]:
    """A file beside the target that takes its place at the end, or is gone; devices are written directly."""
    try:
        target = target.resolve()  # behind a link, the file that it leads to
        direct = target.exists() and not target.is_file()
        draft = target if direct else target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}")
        try:
            # A name may hold half a character; that isn't worth losing the rest.
            with open(draft, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                yield file
            if not direct:
                os.replace(draft, target)
        finally:
            if not direct:
                with contextlib.suppress(OSError):
                    draft.unlink()
    except OSError as error:
        raise ExportError(f"{target} can't be written: {error.strerror or error}.") from error
