"""A display of its own for the tests that start the real window."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop
from tests.needs import needs


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    server = needs("Xvfb")
    needs("xdotool")
    readable, writable = os.pipe()
    # The server chooses a free display and says which.
    command = [
        server,
        "-displayfd",
        str(writable),
        "-screen",
        "0",
        "1440x900x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    display = subprocess.Popen(
        command, pass_fds=[writable], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writable)
    with os.fdopen(readable) as told:
        number = told.readline().strip()
    shown = Desktop(f":{number}", tmp_path / "home")
    yield shown
    shown.end()
    display.terminate()
    display.wait()
