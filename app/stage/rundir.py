"""The run directory before there is a run: made or refused, and given back when nothing was started."""

import shutil
from pathlib import Path

from app.core.errors import RequestError


def claim_directory(directory: Path) -> bool:
    """Make the directory, or take it if it is empty. True if it was made; RequestError if it can't be had."""
    try:
        directory.mkdir(parents=True)
        return True
    except FileExistsError:
        pass
    except OSError as error:
        raise RequestError(f"The recording can't be saved in {directory}: {error.strerror}.") from error
    if not directory.is_dir():
        raise RequestError(f"{directory} is a file: the recording needs a new or an empty folder.")
    try:
        empty = next(directory.iterdir(), None) is None
    except OSError as error:
        raise RequestError(f"The recording can't be saved in {directory}: {error.strerror}.") from error
    if not empty:
        raise RequestError(f"{directory} isn't empty: the recording needs a new or an empty folder.")
    return False


def give_back(directory: Path, made: bool) -> None:
    """Remove what was put into a claimed directory, and the directory too if it was made for the run."""
    if made:
        shutil.rmtree(directory, ignore_errors=True)
        return
    for path in list(directory.iterdir()) if directory.is_dir() else []:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
