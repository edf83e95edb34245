"""Packages for other computers: which ones, for which systems."""

import re
import sys
from pathlib import Path

import pytest

from app.provision import bundle, markers

ROOT = Path(__file__).parent.parent.parent
LOCK = """# made by hand
always==1.0 \\
    --hash=sha256:00
colours==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:01 \\
    --hash=sha256:02
old==3.0 ; python_full_version < '3.12' and platform_python_implementation != 'PyPy' \\
    --hash=sha256:03
"""


@pytest.mark.parametrize(
    ("system", "python", "names"),
    [
        ("linux", "3.11", ["always", "old"]),
        ("windows", "3.12", ["always", "colours"]),
        ("windows", "3.11", ["always", "colours", "old"]),
        ("macos", "3.14", ["always"]),
    ],
)
def test_each_system_gets_what_it_needs(system: str, python: str, names: list[str]) -> None:
    text = markers.lock_for(LOCK, system, python)
    assert re.findall(r"(?m)^(\w+)==", text) == names
    assert ";" not in text
    assert all(line.endswith("\\") for line in text.splitlines() if "==" in line)


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
@pytest.mark.parametrize("python", ["3.11", "3.14"])
def test_the_labs_own_lock_is_understood(system: str, python: str) -> None:
    text = markers.lock_for((ROOT / "requirements.lock").read_text(), system, python)
    assert "pyside6-essentials==" in text
    assert len(re.findall(r"(?m)^\S+==", text)) > 20


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        ("python_version >= '3.9'", True),  # 3.12 is newer than 3.9, though not by the alphabet
        ("sys_platform == 'win32' or os_name == 'posix'", True),
        ("(sys_platform == 'linux' and python_full_version < '3.12') or os_name == 'nt'", False),
    ],
)
def test_a_marker_is_asked_about_the_other_computer(marker: str, expected: bool) -> None:
    assert markers.holds(marker, markers.surroundings("linux", "3.12")) is expected


@pytest.mark.parametrize("marker", ["platform_release > '5'", "sys_platform", "import os", "f('x') == 'y'"])
def test_a_marker_that_is_not_understood_is_an_error_and_not_a_guess(marker: str) -> None:
    with pytest.raises(ValueError, match="not understood"):
        markers.holds(marker, markers.surroundings("linux", "3.12"))


def test_wheels_are_asked_for_by_platform_and_checked_by_hash() -> None:
    command = bundle.download_command("python", "lock", "/w", "3.13", bundle.platforms("windows", "amd64"))
    words = " ".join(command)
    assert "--require-hashes" in command
    assert "--only-binary :all:" in words
    assert "--python-version 3.13 --platform win_amd64 -d /w -r lock" in words


def test_every_mac_is_served_and_old_and_new_linux_wheels_are_taken() -> None:
    assert bundle.processors("macos") == ("arm64", "x86_64")
    tags = bundle.platforms("linux", "x86_64")
    assert tags[0] == "manylinux_2_34_x86_64"
    assert {"manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"} < set(tags)


def test_what_the_index_lacks_is_named() -> None:
    said = "ERROR: No matching distribution found for numpy==9\n"
    assert bundle.bundle_cause(said).startswith("There is no package numpy==9 for that system")
    offline = f"Failed to establish a new connection\n{said}"
    assert "connect to the internet and try again" in bundle.bundle_cause(offline)


@pytest.mark.skipif(sys.platform == "win32", reason="a program of two lines")
def test_fetching_goes_through_every_python_and_says_what_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root := tmp_path / "lab").mkdir()
    (root / "requirements.lock").write_text(LOCK)
    asked: list[list[str]] = []

    def run(command: list[str]) -> None:
        asked.append(command)
        Path(command[command.index("-d") + 1], "always-1.0-py3-none-any.whl").write_bytes(b"wheel")

    monkeypatch.setattr(bundle, "_run", run)
    monkeypatch.setattr(bundle, "_python_with_pip", lambda scratch: "python")
    bundle.bundle(str(root), str(tmp_path / "wheels"), "windows")
    assert [command[command.index("--python-version") + 1] for command in asked] == [
        "3.11",
        "3.12",
        "3.13",
        "3.14",
    ]
    assert "There are 1 packages" in capsys.readouterr().err
