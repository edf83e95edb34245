"""What programs can ask of the objects of the standard library: every public method with wrong arguments."""

#: Makes one of each kind of object that the tracer sees, and tries out what may differ.
MAKERS = """
import asyncio, concurrent.futures, copy, inspect, multiprocessing, os, pickle, queue, select, selectors, socket
import subprocess, threading, weakref

context = multiprocessing.get_context("fork")
MAKERS = {
    "Lock": threading.Lock, "RLock": threading.RLock, "Condition": threading.Condition,
    "Event": threading.Event, "Semaphore": threading.Semaphore, "BoundedSemaphore": threading.BoundedSemaphore,
    "Barrier": lambda: threading.Barrier(2), "Timer": lambda: threading.Timer(9, print),
    "Thread": lambda: threading.Thread(target=print, name="thread"), "Queue": queue.Queue,
    "LifoQueue": queue.LifoQueue, "PriorityQueue": queue.PriorityQueue, "SimpleQueue": queue.SimpleQueue,
    "Future": concurrent.futures.Future, "Lock of processes": context.Lock, "RLock of processes": context.RLock,
    "Semaphore of processes": context.Semaphore, "BoundedSemaphore of processes": context.BoundedSemaphore,
    "Condition of processes": context.Condition, "Event of processes": context.Event,
    "Barrier of processes": lambda: context.Barrier(2), "Queue of processes": context.Queue,
    "SimpleQueue of processes": context.SimpleQueue, "JoinableQueue": context.JoinableQueue,
    "Value": lambda: context.Value("i", 0), "Array": lambda: context.Array("i", 2),
    "Process": lambda: context.Process(target=print, name="process"), "Connection": lambda: context.Pipe()[0],
    "Lock of tasks": asyncio.Lock, "Event of tasks": asyncio.Event, "Condition of tasks": asyncio.Condition,
    "Semaphore of tasks": asyncio.Semaphore, "BoundedSemaphore of tasks": asyncio.BoundedSemaphore,
    "Barrier of tasks": lambda: asyncio.Barrier(2), "Queue of tasks": asyncio.Queue,
    "LifoQueue of tasks": asyncio.LifoQueue, "PriorityQueue of tasks": asyncio.PriorityQueue,
    "Popen": lambda: subprocess.Popen(["true"]), "socket": socket.socket, "poll": select.poll,
    "epoll": getattr(select, "epoll", select.poll), "selector": selectors.DefaultSelector,
}
BUILT_IN = ("Lock", "RLock", "SimpleQueue", "poll", "epoll", "socket")
#: With no argument, or one of any kind, these would wait or really do something.
WAITING = ("acquire", "get", "wait", "join", "result", "exception", "recv", "recv_bytes", "poll", "accept",
           "_acquire_restore", "start", "kill", "terminate", "send_signal", "communicate", "close", "wait_for")

class Thing:
    def __repr__(self):
        return "a thing"

def attempt(title, what, *args, **kwargs):
    try:
        print(title, "->", type(what(*args, **kwargs)).__name__)
    except BaseException as error:
        print(title, "!!", type(error).__name__, error)

def methods(made):
    for name in sorted(dir(made)):
        if not name.startswith("_") and callable(getattr(made, name)):
            yield name

def done():
    sys.stdout.flush()
    os._exit(0)  # what is half made makes no noise

import sys
thing, kept = Thing(), []
"""

PROGRAMS = {
    "wrong_arguments_of_every_method": MAKERS
    + """
for kind, make in MAKERS.items():
    kept.append(make())
    for name in methods(kept[-1]):
        if kind == "Lock" and (name.endswith("_lock") or name in ("acquire", "release")):
            continue  # reviewed
        title = f"{kind}.{name}"
        attempt(title, getattr(make(), name), *[thing] * 20)
        attempt(title, getattr(make(), name), no_such_argument=1)
        attempt(title, getattr(make(), name), thing, no_such_argument=1)
        if name not in WAITING:
            attempt(title, getattr(make(), name), thing)
            attempt(title, getattr(make(), name), thing, "x")
            attempt(title, getattr(make(), name), thing, "x", None)
for kind in ("Semaphore", "BoundedSemaphore", "Lock of processes", "RLock of processes"):
    for args in (("x", thing), (1, thing), (1, "x"), (thing, None), (0, 0), (1, -1), (None,)):
        attempt(f"{kind}.acquire {args}", MAKERS[kind]().acquire, *args)
done()
""",
    "what_objects_are": MAKERS
    + """
for kind, make in MAKERS.items():
    made = make()
    kept.append(made)
    print(kind, type(made).__name__, type(made).__qualname__, type(made).__module__)
    print(isinstance(made, type(made)), hash(made) == hash(made) if type(made).__hash__ else "", made == made)
    print(bool(made), callable(made), sorted(name for name in dir(made) if not name.startswith("_")))
    print("" if kind in ("Process", "Connection", "socket", "Popen") else repr(made))
    for copier in (pickle.dumps, copy.copy, copy.deepcopy):
        attempt(f"{kind} {copier.__name__}", copier, make())
    if kind not in ("poll", "epoll"):
        try:
            print(weakref.ref(made)() is made)
        except TypeError as error:
            print(error)
    for name in methods(made):
        method = getattr(made, name)
        if kind not in BUILT_IN:
            print(name, method.__name__, method.__qualname__, (method.__doc__ or "")[:30], inspect.signature(method))
for kind in BUILT_IN:
    def derive(base):
        class Derived(base):
            pass
        return Derived
    attempt(f"{kind} derived", derive, type(MAKERS[kind]()))
attempt("poll anew", type(select.poll()))
done()
""",
    "condition_over_own_locks": """
import threading
class Plain:
    def __init__(self):
        self.inner = threading.Lock()
    def acquire(self, *args, **kwargs):
        print("acquire", args, kwargs)
        return self.inner.acquire(*args, **kwargs)
    def release(self):
        print("release")
        self.inner.release()
    def locked(self):
        return self.inner.locked()
    def __enter__(self):
        return self.acquire()
    def __exit__(self, *exc):
        self.release()
class Whole(Plain):
    def _is_owned(self):
        print("is owned")
        return self.inner.locked()
    def _release_save(self):
        print("release save")
        self.release()
        return "state"
    def _acquire_restore(self, state):
        print("acquire restore", state)
        self.acquire()
class Counting(type(threading.RLock())):
    taken = 0
    def __enter__(self):
        self.taken += 1
        return super().__enter__()
for make in (Plain, Whole, Counting):
    condition = threading.Condition(make())
    with condition:
        print(condition.wait(0.01), condition.wait_for(lambda: False, 0.01), condition.wait_for(lambda: 5))
        condition.notify()
        condition.notify_all()
    waiting = threading.Event()
    def consume():
        with condition:
            waiting.set()
            print("woken", condition.wait(5))
    thread = threading.Thread(target=consume)
    thread.start()
    waiting.wait()
    with condition:
        condition.notify(2)
    thread.join()
    for act in (condition.wait, condition.notify, condition.notify_all, condition.release):
        try:
            print(act())
        except Exception as error:
            print(type(error).__name__, error)
    print(getattr(condition._lock, "taken", None))
""",
    "own_classes": """
import queue, threading
class Bag(queue.Queue):
    def _init(self, maxsize):
        print("init", maxsize)
        self.things = set()
    def _qsize(self):
        return len(self.things)
    def _put(self, item):
        self.things.add(item)
    def _get(self):
        return self.things.pop()
bag = Bag(2)
bag.put(1); bag.put(1); bag.put(2)
for act in (lambda: bag.put(3, timeout=0.01), lambda: bag.put_nowait(3), bag.task_done, bag.get, bag.get, bag.get_nowait):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)
print(bag.unfinished_tasks, bag.qsize(), bag.empty(), bag.full(), bag.maxsize)
class Loud(queue.SimpleQueue):
    def put(self, item):
        print("put", item)
        super().put(item)
    def get(self, *args):
        item = super().get(*args)
        print("got", item)
        return item
loud = Loud()
loud.put(1); loud.put_nowait(2)
print(loud.get(), loud.get_nowait(), loud.empty(), Loud.__mro__[1].__name__)
class Bell(threading.Event):
    def set(self):
        print("rings")
        super().set()
    def wait(self, timeout=None):
        print("listens", timeout)
        return super().wait(timeout)
bell = Bell()
threading.Timer(0.01, bell.set).start()
print(bell.wait(5), bell.is_set(), bell.wait())
class Gate(threading.BoundedSemaphore):
    def __init__(self):
        super().__init__(1)
    def acquire(self, *args, **kwargs):
        print("acquire", args, kwargs)
        return super().acquire(*args, **kwargs)
gate = Gate()
with gate:
    print(gate.acquire(False), gate.acquire(timeout=0.01))
try:
    gate.release()
except ValueError as error:
    print(error)
if hasattr(queue, "ShutDown"):
    for act in ("get", "put", "join"):
        box = queue.Queue(1)
        if act != "get":
            box.put(1)
        threading.Timer(0.02, box.shutdown, (True,)).start()
        try:
            print(getattr(box, act)(*[1] * (act == "put")))
        except queue.ShutDown as error:
            print(act, repr(error))
""",
}
