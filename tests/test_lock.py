"""The lock holds what pyproject.toml asks for, names no host, and brings a Qt that works on this Python."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text()

# PySide6 6.12.0 dropped a reference of True per emit and of None per call, and CPython 3.11 aborted.
EMITS = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Source(QObject):
    heard = Signal(bool)

app = QApplication([])
source, label = Source(), QLabel()
source.heard.connect(label.setVisible)
for _ in range(2_000):
    source.heard.emit(False)
for _ in range(10_000):
    label.setText("text")
print("alive")
"""


def pins() -> dict[str, str]:
    """Package and version, as the lock pins them."""
    found = re.findall(r"(?m)^([A-Za-z0-9._-]+)==(\S+)", LOCK)
    return {canonicalize_name(name): version for name, version in found}


def requirements() -> list[Requirement]:
    """What the lab and its checks ask for."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [
        Requirement(line)
        for line in settings["project"]["dependencies"] + settings["dependency-groups"]["dev"]
    ]


@pytest.mark.parametrize("requirement", requirements(), ids=lambda requirement: requirement.name)
def test_the_lock_satisfies_the_requirement(requirement: Requirement) -> None:
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


def test_the_lock_names_no_host_and_has_a_hash_for_each_package() -> None:
    assert "://" not in LOCK
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK)[1:]
    assert len(blocks) == len(pins())
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("name", ["pygame", "pyside6", "pyside6-addons"])
def test_what_may_not_be_there_is_not(name: str) -> None:
    assert name not in pins()


def test_qt_survives_two_thousand_signals() -> None:
    done = subprocess.run([sys.executable, "-c", EMITS], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
