"""How far a long job has come, and how it is given up: whoever watches raises Cancelled."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, overload

from app.core.typing import override

#: Told the share that is done, 0 to 1; may raise Cancelled to end the job.
Progress = Callable[[float], None]

T = TypeVar("T")

CHUNK = 2000


class Cancelled(Exception):
    """Nobody wants the result any more."""


def part(progress: Progress | None, low: float, high: float) -> Progress:
    """The progress of a step that leads from `low` to `high` of the whole."""

    def tell(share: float) -> None:
        if progress is not None:
            progress(low + (high - low) * min(max(share, 0.0), 1.0))

    return tell


def chunks(items: Iterable[T], total: int, progress: Progress | None) -> Iterator[list[T]]:
    """The items in lists of up to CHUNK; `progress` hears before each which share of `total` is through."""
    source = iter(items)
    tell = part(progress, 0.0, 1.0)
    done = 0
    while chunk := list(islice(source, CHUNK)):
        tell(done / max(total, 1))
        yield chunk
        done += len(chunk)
    tell(1.0)


class Watched(Sequence[T]):
    """A sequence as it is; but whoever goes through it calls `tick` now and then, which may raise Cancelled."""

    def __init__(self, items: Sequence[T], tick: Callable[[], None]) -> None:
        self._items = items
        self._tick = tick

    @override
    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, chosen: int) -> T: ...
    @overload
    def __getitem__(self, chosen: slice) -> Sequence[T]: ...
    @override
    def __getitem__(self, chosen: int | slice) -> T | Sequence[T]:
        return self._items[chosen]

    @override
    def __iter__(self) -> Iterator[T]:
        for begin in range(0, len(self._items), CHUNK):
            self._tick()
            yield from self._items[begin : begin + CHUNK]
