"""Make the lab's `.venv`, so that whatever interrupts it leaves nothing behind that looks whole."""

import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from app.provision import stamp
from app.provision.installers import (
    LoggedRunner,
    PackageCount,
    Runner,
    pip_command,
    uv_command,
    venv_command,
)
from app.provision.progress import Lines, Progress
from app.provision.refusal import Refusal, cause_of, cause_of_error
from app.provision.system import install_venv_module
from app.provision.turn import turn

LOG = "setup.log"
TURN = ".venv.lock"
Job = Callable[[Progress], None]


class Packages(NamedTuple):
    """Which packages are installed: what a lock names, from the network or from a folder of wheels."""

    lock: str
    wheelhouse: str | None

    def cause_of(self, output: str) -> str:
        """The sentence for what an installer wrote before it failed."""
        absent = re.search(r"No matching distribution found for ([\w.-]+)", output)
        if self.wheelhouse is None or absent is None:
            return cause_of(output)
        return (
            f"The folder {self.wheelhouse} has no {absent[1]} for this Python on this computer: "
            "fill it with `python3 main.py --bundle DIR` where there is a network."
        )


def set_up(root: str, venv: str, argv: list[str], wheelhouse: str | None = None) -> int | None:
    """Make `venv` whole and show how it gets on; None when it is, else the exit code, the reason told.

    With a `wheelhouse`, a folder of wheels, the network is not asked.
    """

    def job(progress: Progress) -> None:
        in_turn(root, venv, progress, wheelhouse)

    if _window_would_help(argv):
        try:
            from app.provision.progress_window import in_window
        except ImportError:
            return attempt(job, Lines())
        return in_window(lambda progress: attempt(job, progress))
    return attempt(job, Lines())


def _window_would_help(argv: list[str]) -> bool:
    """Whether nobody would see lines on stderr, but a window: a double-click."""
    if os.environ.get("CI") or (sys.stderr is not None and sys.stderr.isatty()):
        return False
    if argv[:1] == ["--test"] or (argv and not argv[0].startswith("-") and not argv[0].endswith(".py")):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def attempt(job: Job, progress: Progress) -> int | None:
    """Do `job`; None when it succeeds, else the exit code, the reason told to `progress` in one sentence."""
    try:
        job(progress)
    except Refusal as refusal:
        progress.complain(str(refusal))
        return refusal.status
    except OSError as error:
        progress.complain(cause_of_error(error))
        return 2
    except KeyboardInterrupt:
        progress.complain("Set-up was stopped; the next start begins it anew.")
        return 130
    return None


def in_turn(root: str, venv: str, progress: Progress, wheelhouse: str | None = None) -> None:
    """Make `venv` once no other start is at it, unless that one made it whole. Raises Refusal, OSError."""

    def on_wait(pid: str) -> None:
        by = f" (process {pid.strip()})" if pid.strip() else ""
        progress.say(f"Another start{by} is setting up the lab; waiting for it.")

    with turn(os.path.join(root, TURN), on_wait) as held:
        if stamp.is_whole(root, venv):
            return
        log = os.path.join(root, LOG)
        open(log, "w").close()
        try:
            make_venv(root, venv, LoggedRunner(log, held), progress, shutil.which("uv"), wheelhouse)
        except Refusal as refusal:
            raise Refusal(f"{refusal} (The log is {log})", refusal.status) from None


def make_venv(
    root: str, venv: str, run: Runner, progress: Progress, uv: str | None, wheelhouse: str | None = None
) -> None:
    """Make `venv` from nothing, with `uv` if that path is given and it works, else with pip.

    Raises Refusal or OSError; what was made until then is removed, and it never carried a valid stamp.
    """
    began = time.monotonic()
    source = "about 150 MB come over the network" if wheelhouse is None else f"from {wheelhouse}"
    progress.say(f"Setting up the lab in {venv} (once; {source}).")
    # Read before anything is installed: a lock that changes meanwhile must not look installed.
    text = stamp.stamp_text(root)
    clear_place(venv, progress)
    lock = os.path.join(root, stamp.LOCK)
    count = PackageCount(text.decode(errors="replace"), progress)
    packages = Packages(lock, wheelhouse)
    try:
        if uv is None or not _install_with_uv(uv, venv, packages, run, count, progress):
            _install_with_pip(venv, packages, run, count, progress)
        _finish(venv, text)
    except BaseException:
        shutil.rmtree(venv, ignore_errors=True)
        raise
    progress.say(f"Ready after {time.monotonic() - began:.0f} s.")


def clear_place(venv: str, progress: Progress) -> None:
    """Make room for `venv`: remove what the lab made, move aside what somebody else did."""
    if not os.path.lexists(venv):
        return
    ours = os.path.isdir(venv) and not os.path.islink(venv)
    ours = ours and (stamp.read_stamp(venv) is not None or not os.listdir(venv))
    if ours:
        progress.say("The .venv is not whole or is made for another Python or lock: making it anew.")
        # Whatever happens while it is being removed, what is left must not look whole.
        stamp.mark_unfinished(venv)
        shutil.rmtree(venv)
        return
    number = 1
    while os.path.lexists(aside := f"{venv}.old-{number}"):
        number += 1
    os.rename(venv, aside)
    progress.say(f"There was a .venv that the lab did not make; it is now {os.path.basename(aside)}.")


def _begin(venv: str) -> None:
    """An empty folder that says of itself that it is the lab's and unfinished."""
    shutil.rmtree(venv, ignore_errors=True)
    os.mkdir(venv)
    stamp.mark_unfinished(venv)


def _finish(venv: str, text: bytes) -> None:
    """Write the stamp, the last step: all of it is there or nothing."""
    absent = [
        name for name in stamp.FOLDERS if not os.path.isdir(os.path.join(stamp.site_packages(venv), name))
    ]
    if absent:
        raise Refusal(f"Installing the lab's packages left some out ({', '.join(absent)}): start again.")
    written = os.path.join(venv, stamp.STAMP + ".new")
    with open(written, "wb") as whole:
        whole.write(text)
        whole.flush()
        os.fsync(whole.fileno())
    os.replace(written, os.path.join(venv, stamp.STAMP))


def _install_with_uv(
    uv: str, venv: str, packages: Packages, run: Runner, count: PackageCount, progress: Progress
) -> bool:
    """Whether uv did it; a failing uv is no reason to give up."""
    _begin(venv)
    made = run(venv_command(stamp.base_python(), venv, pip=False), count.read)
    if made.status != 0:
        return False
    progress.say("  installing with uv")
    try:
        installed = run(uv_command(uv, stamp.venv_python(venv), *packages), count.read)
    except OSError:
        return False
    if installed.status != 0:
        progress.say("  uv could not do it; trying pip")
    return installed.status == 0


def _install_with_pip(
    venv: str, packages: Packages, run: Runner, count: PackageCount, progress: Progress
) -> None:
    _begin(venv)
    progress.say("  making the virtual environment")
    command = venv_command(stamp.base_python(), venv, pip=True)
    made = run(command, count.read)
    if made.status != 0 and _lacks_venv(made.output):
        install_venv_module(run, progress)
        _begin(venv)
        made = run(command, count.read)
    if made.status != 0:
        raise Refusal(cause_of(made.output))
    installed = run(pip_command(stamp.venv_python(venv), *packages), count.read)
    if installed.status != 0:
        raise Refusal(packages.cause_of(installed.output))


def _lacks_venv(output: str) -> bool:
    """Whether this Python came without the means to make a virtual environment, as Debian's does.

    An ensurepip that is there may fail too, on a full disk, say: that is another matter.
    """
    return re.search(r"ensurepip is not\s+available|No module named '?venv\b", output) is not None
