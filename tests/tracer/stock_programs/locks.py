"""What programs may do with locks: wrong arguments, copies, types, subclasses, conditions."""

_TRY = """
import copy, inspect, pickle, sys, threading, weakref, _thread

def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except BaseException as error:
        print("!!", type(error).__name__, error)
"""

PROGRAMS = {
    "lock_arguments": _TRY
    + """
for make in (threading.Lock, threading.RLock, _thread.allocate_lock):
    lock = make()
    for args in ((), (True,), (False,), (True, -5), (True, -1), (False, 1), (1, 2, 3), ("x",), (None,)):
        attempt(lock.acquire, *args)
        attempt(lock.release)
    for kwargs in ({"timeout": 1e20}, {"timeout": "x"}, {"timeout": None}, {"blocking": 0}, {"timeout": 0},
                   {"timeout": float("nan")}, {"timeout": 0.001}, {"blocking": True, "timeout": -1}, {"timeout": -0.5}):
        attempt(lock.acquire, **kwargs)
        attempt(lock.release)
    attempt(make, 1)
    attempt(make, a=1)
    attempt(lock.release, 1)
    attempt(lock.__exit__, 1, 2, 3)
    attempt(lock.__exit__)
    attempt(lock.release)
    attempt(lock.__enter__)
""",
    "lock_arguments_while_held": _TRY
    + """
lock = threading.Lock()
lock.acquire()
for args in ((False,), (True, 0), (True, -5), (False, 1), (1, 2, 3), ("x", 0), (True, 0.001), (0,)):
    attempt(lock.acquire, *args)
attempt(lock.acquire, timeout=0.001)
attempt(lock.acquire, timeout=1e20)
attempt(lock.acquire, blocking=False)
attempt(lock.acquire, timeout="x")
print(lock.locked())
""",
    "lock_methods_by_name": _TRY
    + """
WRONG = (((), {}), ((1,), {}), ((0,), {}), ((False, 1), {}), ((1, 2, 3), {}), (("x", []), {}), ((1, -5), {}),
         ((), {"blocking": False}), ((), {"timeout": 1}), ((), {"foo": 1}), ((1,), {"foo": 1}))
for make in (threading.Lock, threading.RLock):
    for name in ("__enter__", "__exit__", "acquire", "release", "_at_fork_reinit"):
        if make is threading.Lock and name in ("acquire", "release"):
            continue  # those are among the reviewed ones
        for args, kwargs in WRONG:
            lock = make()
            if name in ("__exit__", "release"):
                lock.acquire()
            attempt(getattr(lock, name), *args, **kwargs)
            print(lock)
    held = make()
    held.acquire()
    thread = threading.Thread(target=lambda: print(held.__enter__(False), held.__enter__(timeout=0.01)))
    thread.start()
    thread.join()
""",
    "lock_protocols": _TRY
    + """
for make in (threading.Lock, threading.RLock):
    lock = make()
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        attempt(pickle.dumps, lock, protocol)
    attempt(copy.copy, lock)
    attempt(copy.deepcopy, {"lock": lock})
    print(weakref.ref(lock)() is lock)
    print(repr(lock), str(lock), f"{lock}")
    with lock as taken:
        print(taken, repr(lock))
    print(lock == lock, lock == make(), lock != lock, hash(lock) == hash(lock), bool(lock))
    if make is threading.Lock:
        attempt(lambda: lock < lock)
        attempt(lambda: len(lock))
        attempt(setattr, lock, "colour", 1)
        attempt(getattr, lock, "colour")
        attempt(delattr, lock, "colour")
    print(hasattr(lock, "__dict__"), callable(lock))
    print(type(lock).__name__, type(lock).__qualname__, type(lock).__module__, type(lock))
    print(lock.__class__.__name__, isinstance(lock, type(lock)), isinstance(lock, type(make())), type(lock) is type(make()))
    print(lock.acquire.__name__, bool(lock.acquire.__doc__))
    print([name for name in ("acquire", "release", "locked", "__enter__", "__exit__") if hasattr(lock, name)])
print(isinstance(threading.Lock(), _thread.LockType), isinstance(threading.RLock(), _thread.LockType))
print(type(threading.Lock()) is _thread.LockType, _thread.LockType)
print(threading.Lock is _thread.allocate_lock, threading.Lock, threading.Lock.__name__, _thread.allocate_lock)
print(isinstance(1, _thread.LockType), issubclass(int, type(threading.Lock())))
import queue
print(isinstance(queue.Queue().mutex, _thread.LockType))
""",
    "lock_in_annotations": """
import threading
try:
    def use(lock: "str | None" = None, other: threading.Lock | None = None): ...
    print("fine")
except TypeError as error:
    print("TypeError")
try:
    print(isinstance(threading.Lock(), threading.Lock))
except TypeError as error:
    print("TypeError", error)
try:
    class Mine(threading.Lock): ...
    print("subclass")
except TypeError as error:
    print("TypeError")
""",
    "lock_as_class_attribute": """
import threading
class Account:
    make = threading.Lock
    lock = threading.Lock()
    both = threading.RLock()
account = Account()
print(type(account.make()).__name__)
with account.lock, account.both, account.both:
    print(Account.lock.locked())
""",
    "rlock_subclass": """
import threading
Base = type(threading.RLock())
class Loud(Base):
    def __init__(self, name):
        self.name = name
    def acquire(self, *args, **kwargs):
        print("acquire", self.name)
        return super().acquire(*args, **kwargs)
    def release(self):
        print("release", self.name)
        super().release()
    __enter__ = acquire
    def __exit__(self, *exc):
        self.release()
try:
    loud = Loud("a")
    with loud:
        with loud:
            print(loud._is_owned(), repr(loud))
    loud.release()
except Exception as error:
    print(type(error).__name__, error)
print(Loud.__mro__[1].__name__, isinstance(loud, Base))
""",
    "rlock_errors": """
import threading
lock = threading.RLock()
for act in (lock.release, lock._release_save, lambda: lock.__exit__(None, None, None)):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)
lock.acquire(); lock.acquire()
result = []
def other():
    result.append(lock.acquire(False))
    result.append(lock.acquire(timeout=0.01))
    try:
        lock.release()
    except RuntimeError as error:
        result.append(str(error))
thread = threading.Thread(target=other); thread.start(); thread.join()
print(result, lock)
""",
    "condition": """
import threading
for lock in (None, threading.Lock(), threading.RLock(), threading.Condition()._lock):
    condition = threading.Condition(lock)
    found = []
    try:
        condition.wait()
    except RuntimeError as error:
        print(error)
    try:
        condition.notify()
    except RuntimeError as error:
        print(error)
    def consume():
        with condition:
            while not found:
                condition.wait(5)
            print("got", found.pop())
    thread = threading.Thread(target=consume)
    thread.start()
    with condition:
        found.append(1)
        condition.notify_all()
    thread.join()
    with condition:
        print(condition.wait(0.01), condition.wait_for(lambda: True), condition)
        if lock is None:
            with condition:
                print(condition.wait(0.01))
""",
    "semaphore_event_barrier": """
import threading
semaphore = threading.BoundedSemaphore(2)
with semaphore, semaphore:
    print(semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.01), semaphore)
try:
    semaphore.release()
except ValueError as error:
    print(error)
event = threading.Event()
print(event.wait(0.01), event)
threading.Timer(0.01, event.set).start()
print(event.wait(), event)
barrier = threading.Barrier(2, action=lambda: print("both"))
thread = threading.Thread(target=barrier.wait); thread.start()
print(sorted([barrier.wait()])[0] in (0, 1)); thread.join()
try:
    barrier.wait(0.01)
except threading.BrokenBarrierError as error:
    print(repr(error), barrier.broken)
try:
    threading.Semaphore(-1)
except ValueError as error:
    print(error)
""",
    "lock_error_traceback": """
import threading
def release(lock):
    lock.release()
try:
    release(threading.Lock())
except RuntimeError as error:
    import traceback
    traceback.print_exc()
    print(traceback.format_exc())
with threading.Lock() as a:
    release(threading.Lock())
""",
    "lock_released_by_another_thread": """
import threading
lock = threading.Lock()
lock.acquire()
thread = threading.Thread(target=lock.release); thread.start(); thread.join()
print(lock.locked(), lock.acquire(False))
""",
    "lock_reinitialised": """
import threading
for lock in (threading.Lock(), threading.RLock()):
    lock.acquire()
    lock._at_fork_reinit()
    print(lock.acquire(False), lock)
""",
    "lock_deadlock_is_cut_by_a_signal": """
import signal, threading
def stop(number, frame):
    raise TimeoutError("enough")
signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.05)
lock = threading.Lock()
lock.acquire()
try:
    lock.acquire()
except TimeoutError as error:
    print(error, lock.locked())
signal.setitimer(signal.ITIMER_REAL, 0.05)
with lock:
    print("never")
""",
}
