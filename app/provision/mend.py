"""Answer an import that failed: repair the `.venv`, bring a system library, or say what is wrong."""

import os
import re
import sys
import traceback

from app.provision import REFUSED, stamp
from app.provision.ground import MENDED, ROOT, VENV, replace, same_folder, tell
from app.provision.refusal import cause_of_error


def mend(error: ImportError, argv: list[str], *, tried: bool) -> int:
    """Make good what `error` tells and start again; `tried` or hopeless, tell it and return the exit code."""
    again = [os.path.join(ROOT, "main.py"), *argv]
    os.environ[MENDED] = "1"
    if re.search(r"shared object file|cannot open shared", str(error)):
        return _mend_system(again, error, tried=tried)
    package = (error.name or "").partition(".")[0]
    if package in stamp.FOLDERS and same_folder(sys.prefix, VENV) and stamp.read_stamp(VENV) is not None:
        if tried:
            return _tell(f"The package {package} can't be loaded, even after setting up anew: {error}.")
        _tell(f"The package {package} in .venv is damaged ({error}): setting up anew.")
        try:
            stamp.mark_unfinished(VENV)
        except OSError as refused:
            return _tell(cause_of_error(refused))
        return replace(stamp.base_python(), again)
    if package in stamp.FOLDERS:
        return _tell(
            f"The package {package} can't be loaded in this environment ({error}): "
            f"run `{sys.executable} -m pip install -e {ROOT}`."
        )
    where = traceback.extract_tb(error.__traceback__)[-1]
    return _tell(
        f"The lab's own files are not complete ({error}; line {where.lineno} of {where.filename}): "
        "get a fresh copy."
    )


def _mend_system(again: list[str], error: ImportError, *, tried: bool) -> int:
    from app.provision.system import missing_things, see_to

    if not tried and missing_things({"offscreen"}):
        refused = see_to({"offscreen"}, None, testing=False)
        return replace(sys.executable, again) if refused is None else refused
    return _tell(f"A system library is missing: {error}.")


def _tell(sentence: str) -> int:
    tell(sentence)
    return REFUSED
