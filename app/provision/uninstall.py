"""Remove all that the lab has put on this computer; its own folder is left to the user."""

import os
import shutil
import sys

from app.provision.ground import replace, same_folder, tell
from app.provision.shortcut import shortcuts
from app.provision.speech import language, said
from app.provision.stamp import base_python, read_stamp

# What the lab keeps in its home: nothing else there is touched, it may be somebody's documents.
KEPT = ("runs", "settings.ini", "lab.log", "lab.log.1")


def belongings(root: str, home: str) -> list[str]:
    """What there is to remove: the `.venv` that the lab made and what set-up leaves beside it, settings,
    recordings, shortcuts."""
    venv = os.path.join(root, ".venv")
    ours = [venv] if read_stamp(venv) is not None else []
    places = [*ours, *(os.path.join(root, name) for name in (".venv.lock", "setup.log"))]
    places += [os.path.join(home, name) for name in [*KEPT, *_sockets(home)]]
    return [path for path in places if os.path.lexists(path)] + shortcuts(root)


def _sockets(home: str) -> list[str]:
    try:
        return [name for name in os.listdir(home) if name.startswith("window-") and name.endswith(".socket")]
    except OSError:
        return []


def uninstall(root: str, home: str, *, asking: bool) -> int:
    """Remove the lab's belongings once the user has said yes; the exit code."""
    found = belongings(root, home)
    if not found:
        tell("There is nothing to remove: the lab has left nothing on this computer but its own folder.")
        return 0
    if same_folder(sys.prefix, os.path.join(root, ".venv")):
        # A running interpreter can't remove itself everywhere.
        again = [os.path.join(root, "main.py"), "--uninstall", *([] if asking else ["--yes"])]
        again += ["--lang", language(sys.argv[1:])]
        return replace(base_python(), again)
    if asking and not _agreed(found):
        tell("Nothing was removed.")
        return 1
    left = [path for path in found if not _removed(path)]
    _remove_if_empty(home)
    if left:
        tell(f"This could not be removed: {', '.join(left)}. Close the lab's windows and try again.")
        return 2
    tell(f"Removed. The lab's own folder, {root}, is yours to delete.")
    return 0


def _agreed(found: list[str]) -> bool:
    tell("This will be removed:")
    for path in found:
        tell(f"  {path}")
    if sys.stderr is not None:
        sys.stderr.write(said("Remove it, the recordings too? [y/N]") + " ")
        sys.stderr.flush()
    answer = sys.stdin.readline() if sys.stdin is not None else ""
    if not answer.endswith("\n"):
        tell("")
    return answer.strip().lower() in ("y", "yes")


def _removed(path: str) -> bool:
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.remove(path)
    except OSError:
        return not os.path.lexists(path)
    return True


def _remove_if_empty(folder: str) -> None:
    try:
        os.rmdir(folder)
    except OSError:
        pass
