"""A screen that nobody sees."""

import os
import subprocess
from collections.abc import Iterator

import pytest

from tests.needs import needs


@pytest.fixture
def display() -> Iterator[str]:
    """The name of an X display of the test's own."""
    server = needs("Xvfb")
    needs("xdotool")
    reading, writing = os.pipe()
    size = ("-screen", "0", "1440x900x24", "-dpi", "96")
    process = subprocess.Popen(
        # Without -noreset it begins anew when its last window goes, and refuses whoever comes meanwhile.
        [server, "-displayfd", str(writing), *size, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait()
