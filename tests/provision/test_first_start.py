"""The whole way from nothing, with real processes and a uv that needs no network."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.provision import stamp

ROOT = Path(__file__).parent.parent.parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="replaces the process, as Windows can't")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the lab that is nothing but set-up, with a command that tells how it was called."""
    root = tmp_path / "the lab's copy"
    for name in ("main.py", "app/__init__.py", "requirements.lock"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((ROOT / name).read_bytes())
    for module in (ROOT / "app" / "provision").glob("*.py"):
        (root / "app" / "provision").mkdir(exist_ok=True)
        (root / "app" / "provision" / module.name).write_bytes(module.read_bytes())
    (root / "app" / "cli.py").write_text(
        "import sys\ndef main(argv):\n    print(sys.prefix, argv, sys.stdin.read())\n    return 7\n"
    )
    return root


UV = """#!/bin/sh
# Makes the folders that the lock would bring; waits for leave while there is a file that says so.
touch "$LAB_TEST/began"
while [ -e "$LAB_TEST/wait" ]; do sleep 0.02; done
for folder in FOLDERS; do mkdir -p "PACKAGES/$folder"; done
"""


@pytest.fixture
def environment(checkout: Path, tmp_path: Path) -> dict[str, str]:
    """Variables with which `uv` is the one above and the lab's own are unset."""
    tools = tmp_path / "tools"
    tools.mkdir()
    uv = UV.replace("FOLDERS", " ".join(stamp.FOLDERS))
    uv = uv.replace("PACKAGES", stamp.site_packages(str(checkout / ".venv")))
    (tools / "uv").write_text(uv)
    (tools / "uv").chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "LAB_TEST": str(tmp_path)}


def command(checkout: Path, *words: str) -> list[str]:
    return [stamp.base_python(), str(checkout / "main.py"), *words]


@POSIX
def test_the_first_start_sets_up_and_hands_over_and_the_second_is_silent(
    checkout: Path, environment: dict[str, str]
) -> None:
    first, second = (
        subprocess.run(
            command(checkout, "list", "a b"), env=environment, input="typed", capture_output=True, text=True
        )
        for _ in range(2)
    )
    assert first.returncode == second.returncode == 7
    assert first.stdout == second.stdout == f"{checkout / '.venv'} ['list', 'a b'] typed\n"
    assert first.stderr.startswith("Setting up the lab")
    assert second.stderr == ""


@POSIX
def test_a_damaged_package_is_repaired_once_and_then_told(
    checkout: Path, environment: dict[str, str]
) -> None:
    (checkout / "app" / "cli.py").write_text(
        "def main(argv):\n    import qasync.missing\n    raise AssertionError\n"
    )
    done = subprocess.run(command(checkout, "list"), env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "setting up anew" in done.stderr
    assert done.stderr.count("Setting up the lab") == 2
    assert done.stderr.splitlines()[-1].startswith("The package qasync can't be loaded, even after")
    assert "Traceback" not in done.stderr


@POSIX
def test_a_file_of_the_labs_own_that_is_missing_is_told(checkout: Path, environment: dict[str, str]) -> None:
    (checkout / "app" / "cli.py").unlink()
    done = subprocess.run(command(checkout, "list"), env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(
        "The lab's own files are not complete (No module named 'app.cli'"
    )


@POSIX
def test_a_set_up_killed_in_the_middle_is_begun_anew_when_its_installer_has_ended(
    checkout: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "wait").touch()
    first = subprocess.Popen(command(checkout, "list"), env=environment, stderr=subprocess.DEVNULL)
    while not (tmp_path / "began").exists():
        assert first.poll() is None
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert (checkout / ".venv" / stamp.STAMP).read_bytes() == stamp.UNFINISHED
    with Started(command(checkout, "list"), environment) as second:
        assert second.stderr is not None
        assert second.stdout is not None
        # The installer outlived its set-up and must not write into the next one's.
        assert "waiting for it" in second.stderr.readline()
        (tmp_path / "wait").unlink()
        assert "making it anew" in second.stderr.read()
        assert "['list']" in second.stdout.read()
        assert second.wait() == 7


class Started:
    """A process that is ended with the block."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> subprocess.Popen[str]:
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
