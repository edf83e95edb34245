"""Lets the window's thread in soon, whatever others compute in the lab's own process.

Qt calls into Python many times for one event; each time it has to wait until whoever computes lets go. With the usual
5 ms the window stood still for half a second while a large recording was judged.
"""

import contextlib
import sys
from collections.abc import Iterator

SHORT_S = 0.0002


@contextlib.contextmanager
def short() -> Iterator[None]:
    """Threads of this process take turns after a fraction of a ms."""
    usual_s = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_S)
    try:
        yield
    finally:
        sys.setswitchinterval(usual_s)
