"""Let a test say which tool of the machine it needs: without it the test is skipped, but in CI it fails."""

import os
import shutil
from typing import NoReturn

import pytest


def needs(tool: str) -> str:
    """The full path of the program `tool`; skips the test if it is not on the PATH, and fails it in CI."""
    path = shutil.which(tool)
    if path is None:
        missing(f"{tool} is not on the PATH")
    return path


def missing(reason: str) -> NoReturn:
    """Skip the test because the machine lacks something; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; in CI a test may not be skipped for that")
    pytest.skip(reason)
