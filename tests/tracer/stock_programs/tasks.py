"""What programs may ask of asyncio: representations, stacks, failures, cancelling, debug mode, subclasses."""

_TRY = """
import asyncio, sys

def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except BaseException as error:
        print("!!", type(error).__name__, error)
"""

PROGRAMS = {
    "tasks_introspected": """
import asyncio, inspect, types, collections.abc, weakref

async def inner():
    await asyncio.sleep(0.05)
    return 1

async def outer():
    return await inner()

async def main():
    here = asyncio.current_task()
    print(repr(here).replace("\\n", ""))
    print(type(here), isinstance(here, asyncio.Task), isinstance(here, asyncio.Future))
    print(asyncio.isfuture(here))
    print(asyncio.Task is asyncio.tasks.Task, asyncio.Task.__mro__, asyncio.Task.__module__)
    coro = outer()
    task = asyncio.create_task(coro)
    print(repr(task), task.get_coro() is coro, type(task.get_coro()))
    print(inspect.iscoroutine(task.get_coro()), isinstance(task.get_coro(), collections.abc.Coroutine))
    print(len(asyncio.all_tasks()), task in asyncio.all_tasks(), hasattr(task, "__dict__"))
    gone = weakref.ref(task)
    await asyncio.sleep(0)
    print(repr(task).split(" wait_for=")[0])
    print(task.get_stack(), inspect.getcoroutinestate(coro), coro.cr_await, coro.cr_frame.f_lineno)
    task.print_stack()
    task.set_name("renamed")
    print(task.get_name(), task.done(), task.cancelling(), task.cancelled())
    print(await task, repr(task))
    print(task.get_stack(), task.get_coro(), task.result(), task.exception())
    del task, coro
    print(gone())
    print(inspect.signature(asyncio.BaseEventLoop.create_task), inspect.signature(asyncio.Lock))
    print(inspect.iscoroutinefunction(asyncio.Lock.acquire), inspect.iscoroutinefunction(asyncio.Queue.put))
    print(asyncio.BaseEventLoop.create_task.__qualname__, asyncio.Handle._run.__qualname__)
    print(asyncio.events.Handle.__slots__)

asyncio.run(main())
""",
    "objects_of_asyncio": _TRY
    + """
import inspect

class Named(asyncio.Lock):
    def __init__(self, name):
        super().__init__()
        self.name = name

class Slow(asyncio.Queue):
    def _init(self, maxsize):
        self._queue = []
    def _put(self, item):
        self._queue.append((item, "put"))
    def _get(self):
        return self._queue.pop()

async def main():
    lock, event, condition = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    semaphore, bounded, barrier = asyncio.Semaphore(2), asyncio.BoundedSemaphore(1), asyncio.Barrier(2)
    queue = asyncio.Queue(2)
    for thing in (lock, event, condition, semaphore, bounded, barrier, queue):
        print(repr(thing), type(thing).__name__)
    async with lock, condition, semaphore, bounded:
        print(lock.locked(), condition.locked(), semaphore.locked(), bounded.locked(), repr(lock))
        print(sorted(name for name in vars(lock) if "concurrency" not in name))
    attempt(lock.release)
    attempt(bounded.release)
    attempt(condition.notify)
    attempt(condition.notify_all)
    attempt(queue.task_done)
    attempt(queue.get_nowait)
    queue.put_nowait(1)
    queue.put_nowait(2)
    attempt(queue.put_nowait, 3)
    attempt(asyncio.Lock, 1)
    attempt(asyncio.Semaphore, -1)
    attempt(asyncio.Barrier, 0)
    attempt(asyncio.Condition, 3)
    named = Named("n")
    async with named:
        print(named.name, named.locked())
    slow = Slow()
    await slow.put(1)
    print(await slow.get(), slow.qsize(), slow.empty())
    print(inspect.signature(asyncio.Queue.__init__), inspect.signature(asyncio.Queue._put))
    first = asyncio.create_task(barrier.wait())
    print(await barrier.wait(), await first)
    last = asyncio.PriorityQueue()
    for number in (3, 1, 2):
        await last.put(number)
    print([await last.get() for _ in range(3)])
    waiting = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    event.set()
    print(await waiting, event.is_set())

asyncio.run(main())
""",
    "failing_tasks": """
import asyncio, traceback, logging
logging.basicConfig(format="%(message)s")

async def fail(text):
    await asyncio.sleep(0)
    raise ValueError(text)

async def outer():
    await fail("inner")

async def main():
    try:
        await asyncio.create_task(outer())
    except ValueError as error:
        traceback.print_exc()
        step, frames = error.__traceback__, []
        while step is not None:
            frames.append(step.tb_frame.f_code.co_name)
            step = step.tb_next
        print(frames)
    print(await asyncio.gather(fail("a"), fail("b"), return_exceptions=True))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail("x"))
            group.create_task(fail("y"))
            group.create_task(asyncio.sleep(1))
    except* ValueError as group:
        traceback.print_exception(group)
    lost = asyncio.create_task(fail("nobody asks"))
    await asyncio.sleep(0.01)
    del lost
    task = asyncio.create_task(outer())
    await asyncio.wait([task])
    task.print_stack()
    print(task.exception())
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)
    raise RuntimeError("the end")

asyncio.run(main())
""",
    "cancelled_tasks": """
import asyncio

async def patient():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
        raise
    finally:
        print("cleaned up")

async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("no")
    return "survived"

async def main():
    for make in (patient, stubborn):
        task = asyncio.create_task(make())
        await asyncio.sleep(0)
        print(task.cancel("why"), task.cancelling())
        try:
            print(await task)
        except asyncio.CancelledError as error:
            print("out", error.args, task.cancelled())
    unstarted = asyncio.create_task(patient())
    unstarted.cancel()
    try:
        await unstarted
    except asyncio.CancelledError:
        print("never began")
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError as error:
        print("timed out", repr(error), repr(error.__cause__))
    try:
        await asyncio.wait_for(patient(), 0.01)
    except TimeoutError as error:
        print("timed out", repr(error))
    inner = asyncio.create_task(asyncio.sleep(0.02, "shielded"))
    outer = asyncio.ensure_future(asyncio.shield(inner))
    await asyncio.sleep(0)
    outer.cancel()
    print(await inner)
    lock = asyncio.Lock()
    async with lock:
        waiting = [asyncio.create_task(lock.acquire()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await asyncio.sleep(0)
    print(await waiting[1], lock.locked(), waiting[0].cancelled())
    asyncio.current_task().cancel()
    await asyncio.sleep(0)

try:
    asyncio.run(main())
except asyncio.CancelledError:
    print("main was cancelled")
""",
    "never_awaited": """
import asyncio, warnings

async def work(n):
    return n

def function():
    work(1)

async def main():
    work(2)
    kept = work(3)
    kept = None
    function()
    asyncio.sleep(1)

asyncio.run(main())
warnings.simplefilter("ignore")
work(4)
warnings.simplefilter("error")
work(5)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    work(6)
print([(str(each.message), each.lineno, each.filename == __file__, type(each.source)) for each in caught])
""",
    "asyncio_debug": """
import asyncio, logging, sys, time
logging.basicConfig(format="%(message)s", level=logging.WARNING)

async def slow():
    time.sleep(0.15)

async def fail():
    raise ValueError("x")

async def main():
    task = asyncio.create_task(slow())
    print(task._source_traceback[-1].name, len(task._source_traceback))
    handle = asyncio.get_running_loop().call_later(1, print)
    print(repr(handle).rpartition(" at ")[2].rpartition("/")[2])
    handle.cancel()
    logging.disable()
    await task
    logging.disable(logging.NOTSET)
    try:
        asyncio.create_task(print)
    except TypeError as error:
        print(error)
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("unseen"))
    del future
    lost = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del lost

asyncio.run(main(), debug=True)
""",
    "tasks_of_ones_own": """
import asyncio, contextvars

number = contextvars.ContextVar("number", default=0)

class Own(asyncio.Task):
    def __init__(self, *args, label="none", **kwargs):
        super().__init__(*args, **kwargs)
        self.label = label
    def __repr__(self):
        return f"Own({self.get_name()})"

async def work(n):
    number.set(n)
    await asyncio.sleep(0)
    return asyncio.current_task(), number.get()

def factory(loop, coro, **kwargs):
    return Own(coro, loop=loop, label="made", **kwargs)

async def main():
    loop = asyncio.get_running_loop()
    direct = asyncio.Task(work(1), loop=loop, name="direct")
    print(await direct)
    own = Own(work(2), loop=loop, label="mine")
    print(await own, own.label)
    loop.set_task_factory(factory)
    made = asyncio.create_task(work(3), name="made")
    print(await made, made.label, number.get())
    loop.set_task_factory(lambda loop, coro, **kwargs: asyncio.Task(coro, loop=loop, **kwargs))
    print((await asyncio.create_task(work(4)))[1])
    plain = asyncio.tasks._PyTask(work(5), loop=loop, name="plain")
    asyncio.tasks._register_task(plain)
    print(type(plain).__name__, (await plain)[1])
    context = contextvars.copy_context()
    loop.set_task_factory(None)
    await asyncio.create_task(work(6), context=context)
    print(context[number], number.get())
    for wrong in (1, print, None, (n for n in ())):
        try:
            asyncio.create_task(wrong)
        except TypeError as error:
            print(error)
    for arguments in ((), (work(7), "name")):
        try:
            loop.create_task(*arguments)
        except TypeError as error:
            print(error)
    try:
        loop.create_task(work(8), nmae=1)
    except TypeError as error:
        print(error)

import warnings
warnings.simplefilter("ignore")
asyncio.run(main())
""",
    "eager_tasks": """
import asyncio, sys

async def at_once():
    return 1

async def later():
    await asyncio.sleep(0.01)
    return asyncio.current_task().get_name()

async def fail():
    raise ValueError("at once")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    first = asyncio.create_task(at_once(), name="first")
    print(first.done(), first.get_name(), repr(first))
    second = asyncio.create_task(later(), name="second")
    print(second.done(), await second)
    third = asyncio.create_task(fail())
    print(third.done(), repr(third.exception()))
    try:
        asyncio.create_task(3)
    except TypeError as error:
        print(error)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(later()) for _ in range(3)]
    print([task.result().startswith("Task-") for task in tasks])

if sys.version_info >= (3, 12):
    asyncio.run(main())
""",
    "interrupted_loops": """
import asyncio, os, signal, sys, threading

async def main():
    asyncio.get_running_loop().call_later(0.05, lambda: os.kill(os.getpid(), signal.SIGINT))
    try:
        await asyncio.sleep(10)
    finally:
        print("cleaned up", flush=True)

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")

async def leave():
    await asyncio.sleep(0)
    sys.exit(3)

async def pending():
    await asyncio.sleep(10)

async def other():
    task = asyncio.create_task(pending())
    await asyncio.create_task(leave())

loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
future = asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, "from a thread"), loop)
print(future.result())
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
asyncio.run(other())
""",
    "destroyed_while_pending": """
import asyncio, gc, logging
logging.basicConfig(format="%(message)s")

async def forgotten():
    await asyncio.get_running_loop().create_future()

async def main():
    task = asyncio.create_task(forgotten(), name="forgotten")
    await asyncio.sleep(0)
    del task
    gc.collect()

asyncio.run(main())
loop = asyncio.new_event_loop()
task = loop.create_task(forgotten(), name="left")
loop.run_until_complete(asyncio.sleep(0))
loop.close()
del task, loop
gc.collect()
""",
    "streams_and_subprocesses": """
import asyncio, sys

async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for word in (b"one", b"two"):
            writer.write(word + b"\\n")
            print(await reader.readline())
        writer.close()
        await writer.wait_closed()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "print(input()[::-1])", stdin=-1, stdout=-1
    )
    print(await child.communicate(b"abc\\n"), child.returncode)
    child = await asyncio.create_subprocess_shell("exit 4")
    print(await child.wait())
    print(await asyncio.to_thread(sum, [1, 2]))
    print(await asyncio.get_running_loop().run_in_executor(None, len, "four"))

asyncio.run(main())
""",
    "stacks_in_a_task": """
import asyncio, traceback, sys, logging

async def work():
    print("".join(traceback.format_stack()[-6:]))
    print(sys._getframe().f_code.co_name)
    logging.basicConfig(format="%(funcName)s %(lineno)d %(message)s", stream=sys.stdout)
    logging.warning("told")

async def agen():
    for n in range(2):
        await asyncio.sleep(0)
        yield n

async def main():
    await asyncio.create_task(work())
    print([n async for n in agen()])
    unfinished = agen()
    print(await anext(unfinished))

asyncio.run(main())
""",
    "fork_in_a_task": """
import asyncio, os, sys

async def main():
    child = os.fork()
    if not child:
        print("child", flush=True)
        os._exit(3)
    print("status", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    sys.stdout.flush()
    if sys.version_info < (3, 14):  # from there on a child of a fork is in no loop
        if not os.fork():
            await asyncio.sleep(0)
            print("child in the loop", flush=True)
            os._exit(0)
        os.wait()
    await asyncio.sleep(0.01)
    print("parent", flush=True)

asyncio.run(main())
""",
}
