"""The command `export`: a recording as one file for others."""

import argparse
import sys

from app.cli.target import claims_of
from app.core.export.writing import check_target
from app.core.export.writing import export as write
from app.core.manifest import Manifest


def export(parsed: argparse.Namespace) -> int:
    """Write the recording to the file and say where; 0, or an error with a sentence."""
    manifest = Manifest.read(parsed.directory)
    check_target(parsed.file, parsed.directory)
    # The claims are about the program as it is given, not about one that was rewritten.
    claims = () if manifest.edited else claims_of(manifest.target)
    problems = write(parsed.directory, parsed.format, parsed.file, claims, lang=parsed.lang)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"The recording is in {parsed.file}.", file=sys.stderr)
    return 0
