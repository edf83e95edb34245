"""Find the system libraries that Qt needs and that no wheel brings; name or install the packages (Linux)."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from app.provision.ground import tell
from app.provision.installers import Outcome, Runner
from app.provision.progress import Progress
from app.provision.refusal import Refusal, cause_of

# Library or program, and the Debian package that brings it.
SETS = {
    "offscreen": {
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libglib-2.0.so.0": "libglib2.0-0",
    },
    "xcb": {
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-shape.so.0": "libxcb-shape0",
    },
    "xvfb": {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool"},
}
# Since which release of each system libglib2.0-0 is called libglib2.0-0t64.
_T64_SINCE = {"debian": 13.0, "ubuntu": 24.04}


def see_to(needed: set[str], note: str | None, *, testing: bool) -> int | None:
    """Check the sets `needed`; install what is missing as root on a Debian-like system, else name it.

    What is complete is noted in the file `note`. Returns an exit code if the lab can't do without the rest.
    """
    missing = missing_things(needed)
    if missing and may_install():
        packages = packages_for(missing)
        tell(f"Installing system packages: {' '.join(packages)}")
        done = apt_install(packages, _run_quietly)
        if done.status != 0:
            tell(f"apt-get could not install them: {_last_line(done.output)}")
        missing = missing_things(needed)
    complete = {name for name in needed if not missing & SETS[name].keys()}
    if note is not None and complete:
        _add_to(note, complete)
    if not missing:
        return None
    tell(advice(missing))
    return 2 if _hopeless(missing, testing=testing) else None


def missing_things(needed: set[str]) -> set[str]:
    """The libraries and programs of the sets `needed` that can't be found."""
    return {thing for name in needed for thing in SETS[name] if not _present(thing)}


def _present(thing: str) -> bool:
    if ".so." not in thing:
        return shutil.which(thing) is not None
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def _hopeless(missing: set[str], *, testing: bool) -> bool:
    """Whether Qt would not load, or would end the process because no display is in its reach."""
    if missing & SETS["offscreen"].keys():
        return True
    return not testing and not os.environ.get("WAYLAND_DISPLAY")


def advice(missing: set[str]) -> str:
    """One line to paste where there is apt-get, else the names of the libraries."""
    if shutil.which("apt-get"):
        return f"The lab needs system packages: sudo apt-get install -y {' '.join(packages_for(missing))}"
    return f"The lab needs these, from your system's package manager: {' '.join(sorted(missing))}"


def packages_for(missing: set[str], os_release: str = "/etc/os-release") -> list[str]:
    """The Debian packages that bring the missing libraries and programs, in a steady order."""
    names = [package for things in SETS.values() for thing, package in things.items() if thing in missing]
    new = _has_t64_names(os_release)
    return [name + "t64" if new and name == "libglib2.0-0" else name for name in names]


def _has_t64_names(os_release: str) -> bool:
    try:
        with open(os_release, encoding="utf-8") as lines:
            facts = dict(line.strip().split("=", 1) for line in lines if "=" in line)
        since = _T64_SINCE.get(facts.get("ID", "").strip('"'))
        return since is not None and float(facts.get("VERSION_ID", "0").strip('"')) >= since
    except (OSError, ValueError):
        return False


def may_install() -> bool:
    """Whether the lab installs system packages itself: only as root, and only with apt-get."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str], run: Runner) -> Outcome:
    """Install system packages; apt-get's lists are fetched anew if it does not know them as they are."""
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    command = ["env", "DEBIAN_FRONTEND=noninteractive", *install]
    first = run(command, lambda line: None)
    if first.status == 0:
        return first
    run(["apt-get", "update", "-q"], lambda line: None)
    return run(command, lambda line: None)


def _run_quietly(command: list[str], on_line: Callable[[str], None]) -> Outcome:
    """Run a command whose words matter only if it fails."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return Outcome(done.returncode, done.stdout)


def install_venv_module(run: Runner, progress: Progress) -> None:
    """Bring the means to make virtual environments, which Debian ships apart. Raises Refusal."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not shutil.which("apt-get"):
        raise Refusal(
            "This Python can't make virtual environments (it has no ensurepip): install that part of it, "
            "or use a Python from python.org, then start again."
        )
    if not may_install():
        raise Refusal(
            f"This Python can't make virtual environments: sudo apt-get install -y {package}, "
            "then start again."
        )
    progress.say(f"  installing the system package {package}")
    done = apt_install([package], run)
    if done.status != 0:
        raise Refusal(f"The system package {package} can't be installed: {cause_of(done.output)}")


def _last_line(output: str) -> str:
    return (output.strip().splitlines() or ["it said nothing"])[-1]


def _add_to(note: str, complete: set[str]) -> None:
    """Add to the noted sets; a note that can't be written costs a look at each start, no more."""
    try:
        with open(note, "a") as lines:
            lines.write(" ".join(sorted(complete)) + "\n")
    except OSError:
        pass
