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
