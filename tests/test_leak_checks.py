"""The checks that guard the other tests are seen to fail: each leak is planted in a test run of its own."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.needs import needs

CONFTEST = Path(__file__).with_name("conftest.py")

PLANTED = """
    import os, subprocess, sys, tempfile, threading
    from PySide6.QtCore import QThread, qWarning

    kept = []

    def test_thread():
        threading.Thread(target=threading.Event().wait, daemon=True, name="forgotten").start()

    def test_process():
        kept.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

    def test_qthread(qapp):
        kept.append(QThread())
        kept[-1].start()

    def test_folder():
        tempfile.mkdtemp(prefix="run-")

    def test_warning(qapp):
        qWarning("something is wrong")

    def test_tidy(tmp_path):
        with tempfile.TemporaryDirectory():
            thread = threading.Thread(target=print)
            thread.start()
            thread.join()
            subprocess.run([sys.executable, "-c", ""])

    def test_away_from_the_user():
        assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
        assert "PYTHONUNBUFFERED" not in os.environ
        place = os.path.dirname(tempfile.gettempdir())
        for name in ("CONCURRENCY_LAB_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            assert os.path.dirname(os.environ[name]) == place

    def test_end():
        # Qt ends the process if this one is still running then.
        kept[-1].quit()
        kept[-1].wait()
"""
ERRORS = {
    "test_thread": "thread forgotten",
    "test_process": "process ",
    "test_qthread": "running <PySide6.QtCore.QThread",
    "test_folder": "in the folder for temporary files",
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of the planted tests, run alone under the lab's own conftest and settings."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(CONFTEST, folder)
    (folder / "test_planted.py").write_text(textwrap.dedent(PLANTED))
    settings = CONFTEST.parent.parent / "pyproject.toml"
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-c", str(settings)]
    done = subprocess.run(
        [*command, "--rootdir", str(folder), str(folder)],
        cwd=folder,
        # What a careless shell exports must not get through.
        env={
            **os.environ,
            "LEAK_GRACE_S": "0.1",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(CONFTEST.parent.parent),
        },
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.mark.parametrize("test", ERRORS)
def test_a_test_that_leaves_something_behind_fails(test: str, planted: str) -> None:
    line = next(line for line in planted.splitlines() if line.startswith("ERROR ") and f"::{test} " in line)
    assert "The test left behind" in line
    assert ERRORS[test] in planted


def test_a_warning_of_qt_fails_the_test(planted: str) -> None:
    assert "::test_warning FAILED" in planted
    assert "something is wrong" in planted


@pytest.mark.parametrize("test", ["test_tidy", "test_away_from_the_user"])
def test_a_test_that_cleans_up_passes(test: str, planted: str) -> None:
    assert f"::{test} PASSED" in planted
    assert f"ERROR test_planted.py::{test}" not in planted


def test_a_missing_tool_skips_a_test_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-tool"):
        needs("no-such-tool")


def test_a_missing_tool_fails_a_test_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-tool"):
        needs("no-such-tool")
