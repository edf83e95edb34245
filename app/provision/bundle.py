"""Fetch the packages of the lock for a system by name, so that computers without a network can set up."""

import importlib.util
import os
import platform
import re
import subprocess
import sys
import tempfile

from app.provision import OLDEST, TOO_NEW
from app.provision.ground import tell
from app.provision.installers import surroundings_for_pip, venv_command
from app.provision.markers import lock_for
from app.provision.refusal import Refusal, cause_of
from app.provision.stamp import LOCK, base_python

_HERE = {"linux": "linux", "win32": "windows", "darwin": "macos"}


def bundle(root: str, directory: str, system: str | None) -> None:
    """Fill `directory` with the wheels of the lock for `system` (None: this one), for each Python that the lab knows.

    Raises Refusal or OSError. Wheels that are there already are not fetched again.
    """
    system = system or _HERE.get(sys.platform, "linux")
    directory = os.path.abspath(directory)
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(root, LOCK), encoding="utf-8") as file:
        lock = file.read()
    with tempfile.TemporaryDirectory(prefix="concurrency-lab-") as scratch:
        python = _python_with_pip(scratch)
        for minor in range(OLDEST[1], TOO_NEW[1]):
            version = f"3.{minor}"
            wanted = os.path.join(scratch, f"{version}.lock")
            with open(wanted, "w", encoding="utf-8") as file:
                file.write(lock_for(lock, system, version))
            for processor in processors(system):
                tell(f"Fetching the packages for {system} ({processor}), Python {version}.")
                _run(download_command(python, wanted, directory, version, platforms(system, processor)))
    count, size = _wheels(directory)
    tell(
        f"There are {count} packages ({size / 1e6:.0f} MB) in {directory}. Carry them along with the lab; where "
        "there is no network: python3 main.py --wheelhouse DIR"
    )


def processors(system: str) -> tuple[str, ...]:
    """The processors that packages are fetched for: all Macs, else the usual one or, for its own system, this one's."""
    if system == "macos":
        return ("arm64", "x86_64")
    own = platform.machine()
    if system == "linux" and sys.platform == "linux" and own in ("aarch64", "x86_64"):
        return (own,)
    return ("x86_64" if system == "linux" else "amd64",)


def platforms(system: str, processor: str) -> list[str]:
    """The platform tags of wheels that run there, best first."""
    if system == "windows":
        return [f"win_{processor}"]
    if system == "macos":
        return [f"macosx_13_0_{processor}"]
    # glibc 2.34 is what the lab asks for; pip takes a tag for itself alone, older glibcs have to be named too.
    newest = 39 if processor == "aarch64" else 34  # Qt's wheel for that processor is made for 2.39
    return [f"manylinux_2_{minor}_{processor}" for minor in range(newest, 16, -1)] + [
        f"manylinux2014_{processor}"
    ]


def download_command(python: str, lock: str, directory: str, version: str, tags: list[str]) -> list[str]:
    """Fetch what `lock` names into `directory` for a Python and platforms that need not be this one's."""
    return [
        *(python, "-I", "-m", "pip", "download", "--disable-pip-version-check", "--no-input", "--quiet"),
        *("--progress-bar", "off", "--only-binary", ":all:", "--no-deps", "--require-hashes"),
        *("--implementation", "cp", "--python-version", version),
        *(word for tag in tags for word in ("--platform", tag)),
        *("-d", directory, "-r", lock),
    ]


def _python_with_pip(scratch: str) -> str:
    """This Python if it has pip, else that of a virtual environment in `scratch`."""
    if importlib.util.find_spec("pip") is not None:
        return sys.executable
    place = os.path.join(scratch, "venv")
    _run(venv_command(base_python(), place, pip=True))
    return os.path.join(place, *(("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")))


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        env=surroundings_for_pip(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        raise Refusal(bundle_cause(done.stdout))


def bundle_cause(output: str) -> str:
    """The sentence for what pip wrote before it failed to fetch."""
    missing = re.search(r"No matching distribution found for (\S+)", output)
    if missing and "Failed to establish" not in output:
        return f"There is no package {missing[1]} for that system in the index; nothing more was fetched."
    return cause_of(output).replace("and start again", "and try again")


def _wheels(directory: str) -> tuple[int, int]:
    found = [entry for entry in os.scandir(directory) if entry.name.endswith(".whl")]
    return len(found), sum(entry.stat().st_size for entry in found)
