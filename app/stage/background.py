"""Work that blocks for up to some seconds, in a thread of its own, for coroutines that wait for it."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[], T], name: str, daemon: bool = False) -> T:
    """The result of `work()`, called in a new thread; its exceptions are raised here.

    No executor: its idle threads would outlive the run. Unless the thread is a daemon, a lab that is quitting
    still finishes what it has begun (the end of a process tree), even when nobody waits for it any more.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None is a T where there was no error

    def body() -> None:
        result: T | None = None
        error: BaseException | None = None
        try:
            result = work()
        except BaseException as raised:  # handed over to the coroutine, whatever it is
            error = raised
        # The loop may be closed by now: then nobody waits.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, error)

    thread = threading.Thread(target=body, name=name, daemon=daemon)
    thread.start()
    result = await done
    thread.join()  # it has nothing left to do
    return result
