"""Each thing of the standard library that makes a program wait has a small program of its own that shows it.

The line with `# waits` waits in the state that is told, at the object that is told; an arrow ends some waits.
"""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.recorded import PYTHONS, record, version
from tests.tracer.soon import SOON

pytestmark = pytest.mark.skipif(os.name == "nt", reason="some programs fork")


class Thing(NamedTuple):
    """What its program shows: `arrow` is (kind, from, to), `of` the lane that waits, `at` the object's name."""

    program: str
    state: str
    at: str | None = None
    arrow: tuple[str, str, str] | None = None
    of: str = "program.py"
    holder: str | None = None


TIMER, MAIN = "timer", "program.py"
POOL = (
    SOON + "from concurrent.futures import ThreadPoolExecutor, as_completed, wait\n"
    "with ThreadPoolExecutor(1, thread_name_prefix='pool') as pool:\n"
    "    future = pool.submit(until_main_waits)\n"
)

THREADS = {
    "Semaphore": Thing(
        SOON + "gate = threading.Semaphore(0)\nsoon(gate.release)\ngate.acquire()  # waits",
        "semaphore",
        "gate",
        ("wake", TIMER, MAIN),
    ),
    "BoundedSemaphore": Thing(
        SOON + "gate = threading.BoundedSemaphore(1)\ngate.acquire()\nsoon(gate.release)\n"
        "with gate:  # waits\n    pass",
        "semaphore",
        "gate",
        ("wake", TIMER, MAIN),
    ),
    "Event": Thing(
        SOON + "event = threading.Event()\nsoon(event.set)\nevent.wait()  # waits",
        "event",
        "event",
        ("wake", TIMER, MAIN),
    ),
    "Condition": Thing(
        SOON + "bell = threading.Condition()\ndef ring():\n    with bell:\n        bell.notify_all()\n"
        "soon(ring)\nwith bell:\n    bell.wait_for(lambda: time.sleep(0) is not None, 0.1)  # waits",
        "condition",
        "bell",
        ("wake", TIMER, MAIN),
    ),
    "Condition over a lock of the program's own": Thing(
        SOON + "class Own:\n    def __init__(self):\n        self.inner = threading.Lock()\n"
        "        self.acquire, self.release = self.inner.acquire, self.inner.release\n"
        "        self.locked = self.inner.locked\n"
        "    def __enter__(self):\n        self.acquire()\n    def __exit__(self, *exc):\n        self.release()\n"
        "bell = threading.Condition(Own())\ndef ring():\n    with bell:\n        bell.notify()\n"
        "soon(ring)\nwith bell:\n    bell.wait()  # waits",
        "condition",
        "bell",
        ("wake", TIMER, MAIN),
    ),
    "Barrier": Thing(
        SOON + "meeting = threading.Barrier(2)\nsoon(meeting.wait)\nmeeting.wait()  # waits",
        "barrier",
        "meeting",
        ("wake", TIMER, MAIN),
    ),
    "Timer": Thing(
        SOON + "timer = threading.Timer(0, until_main_waits)\ntimer.name = 'timer'\ntimer.start()\n"
        "timer.join()  # waits",
        "join",
        holder=TIMER,
    ),
    "Timer that is cancelled": Thing(
        SOON + "timer = threading.Timer(9, print)\ntimer.name = 'cancelled'\n"
        "timer.start()  # waits\nlooks = 0\nwhile looks < 9:\n    time.sleep(0.01)\n"
        "    looks += sys._current_frames()[timer.ident].f_code.co_name != 'run'\ntimer.cancel()\ntimer.join()",
        "event",
        of="cancelled",
        arrow=("wake", MAIN, "cancelled"),
    ),
    "a function of _thread": Thing(
        SOON + "import _thread\ngate = threading.Lock()\ngate.acquire()\ndef low():\n    until_main_waits()\n"
        "    gate.release()\n_thread.start_new_thread(low, ())\ngate.acquire()  # waits",
        "lock",
        "gate",
        ("handover", "low", MAIN),
        holder=MAIN,
    ),
}

QUEUES = {
    f"{kind}.{does}": Thing(
        SOON + f"import queue\nbox = queue.{kind}({limit})\n" + text,
        does,
        "box",
        ("item", *((MAIN, TIMER) if does == "put" else (TIMER, MAIN))),
    )
    for kind, limits in {"Queue": 1, "LifoQueue": 1, "PriorityQueue": 1, "SimpleQueue": 0}.items()
    for does, limit, text in (
        ("put", 1, "box.put(1)\nsoon(box.get)\nbox.put(2)  # waits\n"),
        ("get", "", "soon(box.put, 1)\nbox.get()  # waits\n"),
    )
    if limits or does == "get"
} | {
    "a queue of the program's own": Thing(
        SOON
        + "import queue\nclass Bag(queue.Queue):\n    def _init(self, maxsize):\n        self.bag = set()\n"
        "    def _qsize(self):\n        return len(self.bag)\n    def _put(self, item):\n        self.bag.add(item)\n"
        "    def _get(self):\n        return self.bag.pop()\nbox = Bag()\nsoon(box.put, 'x')\nbox.get()  # waits",
        "get",
        "box",
        ("item", TIMER, MAIN),
    ),
    "a queue with a side door": Thing(
        SOON
        + "import queue\nclass Both(queue.LifoQueue):\n    def _get(self):\n        return self.queue.pop(0)\n"
        "box = Both()\nsoon(box.put, 'x')\nbox.get()  # waits",
        "get",
        "box",
        ("item", TIMER, MAIN),
    ),
    "Queue.join": Thing(
        SOON + "import queue\nbox = queue.Queue()\nbox.put(1)\nsoon(box.task_done)\nbox.join()  # waits",
        "join",
        "box",
    ),
}

RESULTS = {
    "Future.result": Thing(POOL + "    future.result()  # waits", "join", arrow=("wake", "pool_0", MAIN)),
    "Future.exception": Thing(
        POOL + "    future.exception()  # waits", "join", arrow=("wake", "pool_0", MAIN)
    ),
    "futures.wait": Thing(POOL + "    wait([future])  # waits", "join", arrow=("wake", "pool_0", MAIN)),
    "as_completed": Thing(
        POOL + "    for each in as_completed([future]):  # waits\n        pass",
        "join",
        arrow=("wake", "pool_0", MAIN),
    ),
    "Executor.map": Thing(
        POOL + "    list(pool.map(lambda _: until_main_waits(), [1]))  # waits",
        "join",
        arrow=("item", MAIN, "pool_0"),
    ),
    "ThreadPool.map": Thing(
        SOON + "from multiprocessing.pool import ThreadPool\nwith ThreadPool(1) as pool:\n"
        "    pool.map(lambda _: until_main_waits(), [1])  # waits",
        "join",
        arrow=("item", MAIN, "Thread-1 (worker)"),
    ),
    "ThreadPool.apply": Thing(
        SOON + "from multiprocessing.pool import ThreadPool\nwith ThreadPool(1) as pool:\n"
        "    pool.apply(until_main_waits)  # waits",
        "join",
        arrow=("wake", "Thread-1 (worker)", MAIN),
    ),
    "ThreadPool.imap": Thing(
        SOON + "from multiprocessing.pool import ThreadPool\nwith ThreadPool(1) as pool:\n"
        "    for each in pool.imap(lambda _: until_main_waits(), [1]):  # waits\n        pass",
        "join",
        arrow=("wake", "Thread-1 (worker)", MAIN),
    ),
}


def task(body: str, before: str = "") -> str:
    """A program whose task, named `waiting`, does what `body` says."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return (
        "import asyncio, os, threading, time\n" + before + f"async def waiting():\n{lines}"
        "async def main():\n    global loop, box, other, gate, event\n"
        "    loop = asyncio.get_running_loop()\n    gate, event = asyncio.BoundedSemaphore(1), asyncio.Event()\n"
        "    await gate.acquire()\n    box, other = asyncio.LifoQueue(1), asyncio.PriorityQueue(1)\n"
        "    await asyncio.create_task(waiting(), name='waiting')\nasyncio.run(main())\n"
    )


def of_a_task(
    body: str, state: str, before: str = "", at: str | None = None, holder: str | None = None
) -> Thing:
    """What the task `waiting` of such a program waits for."""
    return Thing(task(body, before), state, at, of="waiting", holder=holder)


TASKS = {
    "LifoQueue.get of asyncio": of_a_task(
        "loop.call_later(0.02, box.put_nowait, 1)\nawait box.get()  # waits", "get", at="box"
    ),
    "PriorityQueue.get of asyncio": of_a_task(
        "loop.call_later(0.02, other.put_nowait, 1)\nawait other.get()  # waits", "get", at="other"
    ),
    "LifoQueue.put of asyncio": of_a_task(
        "await box.put(1)\nloop.call_later(0.02, box.get_nowait)\nawait box.put(2)  # waits", "put", at="box"
    ),
    "a queue of asyncio of the program's own": Thing(
        "import asyncio\nclass Bag(asyncio.Queue):\n    def _init(self, maxsize):\n        self._queue = set()\n"
        "    def _put(self, item):\n        self._queue.add(item)\n    def _get(self):\n"
        "        return self._queue.pop()\nasync def put(box):\n    await asyncio.sleep(0.02)\n"
        "    await box.put('x')\nasync def main():\n    box = Bag()\n"
        "    task = asyncio.create_task(put(box), name='putter')\n    await box.get()  # waits\n"
        "    await task\nasyncio.run(main())",
        "get",
        "box",
        ("item", "putter", "Task-1"),
        of="Task-1",
    ),
    "BoundedSemaphore of asyncio": of_a_task(
        "loop.call_later(0.02, gate.release)\nasync with gate:  # waits\n    pass", "semaphore", at="gate"
    ),
    "timeout at an event": of_a_task(
        "try:\n    async with asyncio.timeout(0.02):\n        await event.wait()  # waits\n"
        "except TimeoutError:\n    pass",
        "event",
        at="event",
    ),
    "wait_for": of_a_task(
        "future = loop.create_future()\nloop.call_later(0.02, future.set_result, 1)\n"
        "await asyncio.wait_for(future, 5)  # waits",
        "await",
    ),
    "asyncio.wait": of_a_task(
        "one = asyncio.create_task(asyncio.sleep(0.02), name='one')\nawait asyncio.wait([one])  # waits",
        "await",
        holder="one",
    ),
    "gather": of_a_task(
        "one = asyncio.create_task(asyncio.sleep(0.02), name='one')\nawait asyncio.gather(one)  # waits",
        "await",
        holder="one",
    ),
    "shield": of_a_task("await asyncio.shield(asyncio.sleep(0.02))  # waits", "await"),
    "as_completed of asyncio": of_a_task(
        "for each in asyncio.as_completed([asyncio.sleep(0.02)]):\n    await each  # waits", "await"
    ),
    "TaskGroup": of_a_task(
        "async with asyncio.TaskGroup() as group:  # waits\n"
        "    group.create_task(asyncio.sleep(0.02), name='one')",
        "await",
        holder="one",
    ),
    "to_thread": of_a_task("await asyncio.to_thread(time.sleep, 0.02)  # waits", "await"),
    "an asynchronous generator": of_a_task(
        "async for each in numbers():\n    pass",
        "sleep",
        before="async def numbers():\n    await asyncio.sleep(0.02)  # waits\n    yield 1\n",
    ),
    "a Unix server": of_a_task(
        "path = 'waiting.socket'\n"
        "server = await asyncio.start_unix_server(serve, path)\n"
        "reader, writer = await asyncio.open_unix_connection(path)\nawait reader.read()  # waits\n"
        "writer.close()\nserver.close()",
        "io",
        before="async def serve(reader, writer):\n    await asyncio.sleep(0.02)\n    writer.close()\n",
    ),
    "a subprocess with a shell": of_a_task(
        "stays, go = os.pipe()\nchild = await asyncio.create_subprocess_shell('cat', stdin=stays)\n"
        "loop.call_later(0.02, os.close, go)\nawait child.wait()  # waits",
        "process",
        holder="sh",
    ),
    "a datagram endpoint": of_a_task(
        "ends = await loop.create_datagram_endpoint(Reader, local_addr=('127.0.0.1', 0))\n"
        "loop.call_later(0.02, ends[0].sendto, b'x', ends[0].get_extra_info('sockname'))\n"
        "await ends[1].got  # waits\nends[0].close()",
        "await",
        before="class Reader(asyncio.DatagramProtocol):\n    def __init__(self):\n"
        "        self.got = asyncio.get_running_loop().create_future()\n"
        "    def datagram_received(self, data, addr):\n        self.got.set_result(data)\n",
    ),
    "run_coroutine_threadsafe": Thing(
        task(
            "thread = threading.Thread(target=ask, name='outside')\nthread.start()\n"
            "await asyncio.to_thread(thread.join)",
            "def ask():\n    asyncio.run_coroutine_threadsafe(asyncio.sleep(0.02), loop).result()  # waits\n",
        ),
        "join",
        of="outside",
    ),
}

#: A child that reads from `stays` does so until the main thread of its parent waits.
FORK = (
    SOON + "import multiprocessing, os, signal, subprocess\nfrom multiprocessing import connection\n"
    "context = multiprocessing.get_context('fork')\nstays, go = os.pipe()\n"
)


def child(act: str) -> str:
    """Starts a process that does that as soon as its parent waits."""
    return (
        f"def late():\n    os.read(stays, 1)\n    {act}\nchild = context.Process(target=late, name='child')\n"
        "child.start()\nsoon(os.write, go, b'x')\n"
    )


PROCESSES = {
    "Array": Thing(
        FORK + "array, ready = context.Array('i', 2), context.Event()\ndef hold():\n"
        "    with array.get_lock():\n        ready.set()\n        os.read(stays, 1)\n"
        "child = context.Process(target=hold, name='child')\nchild.start()\nready.wait()\n"
        "soon(os.write, go, b'x')\narray[0] += 1  # waits\nchild.join()",
        "rlock",
        "array",
        ("handover", "child", MAIN),
        holder="child",
    ),
    "the sentinel of a process": Thing(
        FORK + child("pass") + "connection.wait([child.sentinel])  # waits\nchild.join()", "io"
    ),
    "connection.wait": Thing(
        FORK + "left, right = context.Pipe()\n" + child("right.send(1)")
        + "connection.wait([left])  # waits\nleft.recv()\nchild.join()",
        "io",
        arrow=("message", "child", MAIN),
    ),
    "os.waitid": Thing(
        FORK + "pid = os.fork()\nif not pid:\n    os.read(stays, 1)\n    os._exit(3)\n"
        "soon(os.write, go, b'x')\nos.waitid(os.P_PID, pid, os.WEXITED)  # waits",
        "process",
        holder="program.py (fork)",
    ),
    "os.killpg": Thing(
        FORK + "child = subprocess.Popen(['sleep', '9'], start_new_session=True)\n"
        "soon(os.killpg, child.pid, signal.SIGTERM)\nchild.wait()  # waits",
        "process",
        arrow=("signal", TIMER, "sleep"),
        holder="sleep",
    ),
    "a Python that is told nothing of the recording": Thing(
        FORK + "soon(os.close, go)\nsubprocess.run(['python', '-Sc', 'input()'], executable=sys.executable,"
        " env={}, stdin=stays)  # waits",
        "process",
        arrow=("start", MAIN, "python"),
    ),
    "os.popen": Thing(FORK + "os.popen('sleep 0.3').read()  # waits", "io", arrow=("start", MAIN, "sh")),
    "Queue of a manager": Thing(
        FORK + "with context.Manager() as manager:\n    box = manager.Queue()\n"
        "    soon(box.put, 1)\n    box.get()  # waits",
        "io",
    ),
}  # fmt: skip

DESCRIPTORS = {
    "a connect that has to queue": Thing(
        SOON + "import socket\npath = 'waiting.socket'\n"
        "listener = socket.socket(socket.AF_UNIX)\nlistener.bind(path)\nlistener.listen(0)\n"
        "clients = [socket.socket(socket.AF_UNIX) for _ in range(2)]\nclients[0].connect(path)\n"
        "soon(listener.accept)\nclients[1].connect(path)  # waits",
        "io",
    ),
    "accept": Thing(
        SOON + "import socket\nlistener = socket.create_server(('127.0.0.1', 0))\n"
        "soon(socket.create_connection, listener.getsockname())\nlistener.accept()  # waits",
        "io",
    ),
    "recv_into": Thing(
        SOON + "import socket\nleft, right = socket.socketpair()\nsoon(right.send, b'x')\n"
        "left.recv_into(bytearray(1))  # waits",
        "io",
        arrow=("message", TIMER, MAIN),
    ),
    "a file of a socket": Thing(
        SOON + "import socket\nleft, right = socket.socketpair()\nsoon(right.send, b'x')\n"
        "left.makefile('rb').read(1)  # waits",
        "io",
        arrow=("message", TIMER, MAIN),
    ),
    "os.readv": Thing(
        SOON + "import os\nleft, right = os.pipe()\nsoon(os.write, right, b'x')\n"
        "os.readv(left, [bytearray(1)])  # waits",
        "io",
    ),
    "os.writev": Thing(
        SOON + "import os\nleft, right = os.pipe()\nos.set_blocking(left, False)\ndef drain():\n"
        "    while os.read(left, 1 << 20):\n        time.sleep(0.01)\nsoon(lambda: (drain()))\n"
        "os.writev(right, [bytes(1 << 17), b'x'])  # waits\nos.close(right)",
        "io",
    ),
}  # fmt: skip

THINGS = {**THREADS, **QUEUES, **RESULTS, **TASKS, **PROCESSES, **DESCRIPTORS}
#: Each thing with the lab's own Python, and with one of the others.
CASES = [
    (name, python)
    for number, name in enumerate(THINGS)
    for python in dict.fromkeys((PYTHONS[0], PYTHONS[number % len(PYTHONS)]))
]


@pytest.mark.parametrize(
    ("name", "python"), CASES, ids=[f"{name}-{version(python)}" for name, python in CASES]
)
def test_a_thing_makes_its_program_wait_on_its_line(name: str, python: str, tmp_path: Path) -> None:
    thing = THINGS[name]
    run = record(thing.program, tmp_path, python=python)
    assert run.outcome.exit_code == 0, run.stderr.decode()
    names = {each["id"]: each["name"] for each in run.summary["objects"]}
    waits = [span for span in run.spans(thing.of) if span["line"] == run.line("# waits")]
    told = [(span["state"], names.get(span["object"]), run.name(span["holder"])) for span in waits]
    assert told, run.summary["spans"]
    (state, at, holder) = max(zip(waits, told, strict=True), key=lambda both: length(both[0]))[1]
    assert state == thing.state
    assert (thing.at or at) == at
    assert (thing.holder or holder) == holder
    if thing.arrow is not None:
        kind, *ends = thing.arrow
        assert tuple(ends) in run.flows(kind), run.summary["flows"]


def length(span: dict[str, int]) -> int:
    """Of a wait that has ended, in ns."""
    return span["end_ns"] - span["start_ns"]
