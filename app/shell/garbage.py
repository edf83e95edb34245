"""Keeps the search for garbage out of the frames: of a large recording it takes a tenth of a second.

Reference counting frees nearly everything; what is left is looked for when nobody watches a run.
"""

import contextlib
import gc
from collections.abc import Iterator

_OLDEST_EVERY = 10_000  # searches of the middle generation before one of everything: practically never


@contextlib.contextmanager
def out_of_frames() -> Iterator[None]:
    """While the window lives: no search through everything, and none at all through what is there already."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(usual[0], usual[1], _OLDEST_EVERY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def clear() -> None:
    """Look for it now: a run begins, and what the former one left may go."""
    gc.collect()


class Pause:
    """No search at all while somebody makes millions of objects, and none through them afterwards.

    A search goes through every list that was made since the one before it, however long: a tenth of a second. What
    was made has no rings, so that it goes when nobody holds it; a ring that is there at the end stays for good.
    """

    _pauses = 0  # of the one collector that there is

    def __init__(self) -> None:
        self._on = False

    def begin(self) -> None:
        """From here on nobody looks."""
        if not self._on:
            self._on = True
            Pause._pauses += 1
            gc.disable()

    def end(self) -> None:
        """The objects are there."""
        if not self._on:
            return
        self._on = False
        Pause._pauses -= 1
        if not Pause._pauses:
            if gc.get_freeze_count():  # the window lives
                gc.freeze()
            gc.enable()
