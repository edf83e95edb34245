"""Let one set-up work at a time: a second start waits for the first instead of tearing its work down."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POLL_S = 0.2


@contextmanager
def turn(path: str, on_wait: Callable[[str], None]) -> Iterator[int]:
    """Hold the lock file `path`; yields its file descriptor.

    The system frees the lock when its last holder dies, so none is ever stale. Hand the descriptor to
    installers: one that outlives a killed set-up then still holds the lock, and the next start waits for it.
    `on_wait` is called once, with the pid written by the holder, if somebody else has it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        waited = False
        while not _locked(descriptor):
            if not waited:
                waited = True
                on_wait(os.pread(descriptor, 32, 1).decode(errors="replace") if os.name == "posix" else "")
            time.sleep(POLL_S)
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f" {os.getpid()}".encode())
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Try to take the lock; file systems without locks count as taken."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True
