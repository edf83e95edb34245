"""What is said, in one sentence, when set-up can't be done; and that the next one can."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.provision import build, refusal, stamp, system
from app.provision.installers import Outcome
from app.provision.refusal import Refusal
from tests.provision.doubles import Installers, Teller, is_whole, make

NO_NETWORK_PIP = """\
WARNING: Retrying (Retry(total=0, connect=None, read=None)) after connection broken by \
'NewConnectionError('<HTTPSConnection object at 0x7f>: Failed to establish a new connection: \
[Errno -3] Temporary failure in name resolution')': /simple/numpy/
ERROR: Could not find a version that satisfies the requirement numpy==2.4.6 (from versions: none)
ERROR: No matching distribution found for numpy==2.4.6
"""
DISK_FULL_PIP = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (NO_NETWORK_PIP, "connect to the internet"),
        (
            "error: Failed to fetch: `x`\n  Caused by: dns error: failed to lookup address",
            "connect to the internet",
        ),
        ("socket.timeout: The read operation timed out", "connect to the internet"),
        (DISK_FULL_PIP, "The disk is full"),
        ("error: failed to write: No space left on device (os error 28)", "The disk is full"),
        (NO_NETWORK_PIP + DISK_FULL_PIP, "The disk is full"),
        ("ERROR: [Errno 13] Permission denied: '/opt/lab/.venv'", "may not write"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "not the one the lab expects",
        ),
        ("SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "could not be trusted"),
        ("ERROR: No matching distribution found for PySide6-Essentials==6.11.3", "not made for this Python"),
        ("Looking\nERROR: the moon is full\n", "failed (the moon is full)"),
        ("", "it said nothing"),
    ],
)
def test_a_failed_installation_is_told_in_one_sentence(
    root: Path, venv: Path, output: str, sentence: str
) -> None:
    teller = Teller()

    def job(progress: object) -> None:
        build.make_venv(str(root), str(venv), Installers(venv, pip=output), teller, None)

    assert build.attempt(job, teller) == 2
    assert len(teller.complaints) == 1
    assert sentence in teller.complaints[0]
    assert "\n" not in teller.complaints[0]
    assert not venv.exists()
    make(root, venv, Installers(venv))
    assert is_whole(root, venv)


def test_a_full_disk_while_the_venv_is_made_is_told(root: Path, venv: Path) -> None:
    teller = Teller()
    run = Installers(venv, venv=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    code = build.attempt(lambda _: build.make_venv(str(root), str(venv), run, teller, None), teller)
    assert code == 2
    assert "The disk is full" in teller.complaints[0]
    assert not venv.exists()


def test_a_lock_that_is_missing_is_told(tmp_path: Path) -> None:
    teller = Teller()
    venv = tmp_path / ".venv"

    def job(progress: object) -> None:
        build.make_venv(str(tmp_path), str(venv), Installers(venv), teller, None)

    assert build.attempt(job, teller) == 2
    assert stamp.LOCK in teller.complaints[0]


def test_ctrl_c_is_told_and_is_no_refusal(root: Path) -> None:
    teller = Teller()

    def job(progress: object) -> None:
        raise KeyboardInterrupt

    assert build.attempt(job, teller) == 130
    assert teller.complaints == ["Set-up was stopped; the next start begins it anew."]


def test_a_folder_without_the_right_to_write_is_named() -> None:
    error = PermissionError(errno.EACCES, "Permission denied", "/opt/lab/.venv")
    assert "may not write where it has to (/opt/lab/.venv)" in refusal.cause_of_error(error)


@pytest.mark.parametrize("root_user", [True, False])
def test_a_python_without_ensurepip_names_its_package_or_gets_it(
    root: Path, venv: Path, root_user: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "The virtual environment was not created successfully because ensurepip is not\navailable. On Debian"
    )
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "may_install", lambda: root_user)
    installers = Installers(venv)
    apt: list[str] = []

    def run(command: list[str], on_line: Callable[[str], None]) -> Outcome:
        if "apt-get" in command:
            apt.extend(command)
            return Outcome(0, "")
        if "venv" in command and not apt:
            return Outcome(1, said)
        return installers(command, on_line)

    if root_user:
        build.make_venv(str(root), str(venv), run, Teller(), None)
        assert apt[-1] == package
        assert is_whole(root, venv)
    else:
        with pytest.raises(Refusal, match=f"sudo apt-get install -y {package}"):
            build.make_venv(str(root), str(venv), run, Teller(), None)
