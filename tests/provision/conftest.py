"""A checkout with nothing in it but a lock."""

from pathlib import Path

import pytest

from app.provision import stamp
from tests.provision.doubles import LOCK


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with nothing but a lock in it."""
    (tmp_path / stamp.LOCK).write_text(LOCK)
    return tmp_path


@pytest.fixture
def venv(root: Path) -> Path:
    """Where that checkout's `.venv` belongs."""
    return root / ".venv"
