"""A stage in a folder of its own."""

from pathlib import Path

import pytest

from tests.stage.staging import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)
