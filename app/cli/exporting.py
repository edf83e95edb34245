"""The command `export`: a recording as one file for others."""

import argparse
from pathlib import Path

from app.cli.printing import complain
from app.core.export.writing import Format, check_target
from app.core.export.writing import export as write
from app.core.manifest import Manifest
from app.core.progress import Progress
from app.discovery import claims_of


def export_recording(
    directory: Path, format: Format, file: Path, lang: str, progress: Progress | None = None
) -> list[str]:
    """Write the recording with its demo's claims; return what couldn't be read. LabError with a sentence."""
    manifest = Manifest.read(directory)
    check_target(file, directory)
    # The claims are about the program as it is given, not about one that was rewritten.
    claims = () if manifest.edited else claims_of(manifest.target)
    return write(directory, format, file, claims, progress, lang)


def export(parsed: argparse.Namespace) -> int:
    """Write the recording to the file and say where; 0, or an error with a sentence."""
    for problem in export_recording(parsed.directory, parsed.format, parsed.file, parsed.lang):
        complain([problem], parsed.lang)
    complain([f"The recording is in {parsed.file}."], parsed.lang)
    return 0
