"""What programs may do with locks while they are hot, with polls, and with the standard input."""

PROGRAMS = {
    "hot_lock": """
import copy, inspect, pickle, sys, threading, weakref, _thread
def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except BaseException as error:
        print("!!", type(error).__name__, error)
lock = threading.Lock()
def heat():
    for _ in range(5000):
        lock.acquire(); lock.release()
for args in ((), (True,), (False,), (True, -5), (True, -1), (False, 1), (1, 2, 3), ("x",), (None,)):
    heat()
    attempt(lock.acquire, *args)
    attempt(lock.release)
for kwargs in ({"timeout": 1e20}, {"timeout": "x"}, {"blocking": 0}, {"timeout": 0}, {"timeout": 0.001},
               {"blocking": True, "timeout": -1}, {"timeout": -0.5}):
    heat()
    attempt(lock.acquire, **kwargs)
    attempt(lock.release)
for heated in (False, True):
    one, other = threading.Lock(), threading.Lock()
    for kwargs in ({"wrong": 1}, {"timeout": 1, "wrong": 1}):
        for args in ((), (True,)):
            for _ in range(5000 * heated):
                one.acquire(); one.release()
            attempt(one.locked, *args, **kwargs)
    print(one.locked(), type(one) == type(other), type(one) != type(other), len({type(one), type(other)}))
heat()
attempt(lock.release, 1)
attempt(lock.__exit__, 1, 2, 3)
attempt(pickle.dumps, lock)
attempt(copy.copy, lock)
print(repr(lock), type(lock), type(lock).__name__, type(lock).__qualname__, isinstance(lock, _thread.LockType))
print(weakref.ref(lock)() is lock, hasattr(lock, "__dict__"), lock.acquire.__name__, lock.release.__name__)
attempt(setattr, lock, "colour", 1)
heat()
lock.acquire()
for args in ((False,), (True, 0), (True, 0.001), (False, 1)):
    attempt(lock.acquire, *args)
print(lock.locked(), lock)
lock.release()
heat()
condition = threading.Condition(lock)
with condition:
    print(condition.wait(0.001), lock.locked())
heat()
ready = threading.Event()
def take():
    with lock:
        ready.set()
lock.acquire()
thread = threading.Thread(target=take); thread.start()
print(ready.wait(0.01)); lock.release(); thread.join(); print(ready.is_set(), lock.locked())
heat()
take_it, let_go = lock.acquire, lock.release
take_it(); print(lock.locked()); let_go(); print(lock.locked())
heat()
lock.acquire(); lock._at_fork_reinit(); print(lock.acquire(False))
""",
    "hot_locks_of_many": """
import threading
lock, total = threading.Lock(), 0
def add():
    global total
    for _ in range(20_000):
        with lock:
            total = total + 1
def add_by_hand():
    global total
    for _ in range(20_000):
        lock.acquire()
        total = total + 1
        lock.release()
threads = [threading.Thread(target=each) for each in (add, add_by_hand) * 3]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total, lock.locked())
""",
    "polls": """
import os, select, pickle
def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except BaseException as error:
        print("!!", type(error).__name__, error)
left, right = os.pipe()
poll = select.poll()
attempt(select.poll, 1)
attempt(poll.register, "x")
attempt(poll.register, left, select.POLLIN)
attempt(poll.modify, 99, 1)
for args in ((0,), (1,), (1.5,), ("x",), (1, 2), (1 << 80,)):
    attempt(poll.poll, *args)
attempt(poll.poll, timeout=1)
os.write(right, b"x")
attempt(poll.poll)
attempt(poll.poll, -1)
attempt(poll.unregister, left)
attempt(poll.unregister, left)
print(type(poll).__name__, poll.__class__, poll, hasattr(poll, "__dict__"))
attempt(pickle.dumps, poll)
if hasattr(select, "epoll"):
    for args in ((), (5,), (-5,), ("x",)):
        attempt(lambda: type(select.epoll(*args)).__name__)
    with select.epoll() as epoll:
        attempt(epoll.register, left, select.EPOLLIN)
        attempt(epoll.register, left)
        for args in ((0,), (0.001,), (None, 1), (0.001, 0), (0.001, -5), ("x",), (1, 2, 3)):
            attempt(epoll.poll, *args)
        attempt(epoll.poll, timeout=1, maxevents=1)
        attempt(epoll.poll, wrong=1)
        print(epoll.closed, isinstance(epoll, select.epoll), epoll, select.epoll)
        attempt(epoll.unregister, left)
        attempt(epoll.poll, 0.001)
        other = select.epoll.fromfd(os.dup(epoll.fileno()))
        print(isinstance(other, select.epoll)); other.close()
    print(epoll.closed)
    attempt(epoll.poll, 1)
    attempt(epoll.fileno)
    attempt(pickle.dumps, epoll)
    attempt(type, "Sub", (select.epoll,), {})
    attempt(isinstance, 1, select.epoll)
""",
    "stdin_is_itself": """
import io, sys
stdin = sys.stdin
print(stdin, stdin is sys.__stdin__, type(stdin), type(stdin.buffer), type(stdin.buffer.raw))
print(stdin.buffer, stdin.buffer.raw, stdin.mode, stdin.buffer.mode, stdin.name, stdin.buffer.name)
print(stdin.encoding, stdin.errors, stdin.line_buffering, stdin.newlines, stdin.write_through)
print(stdin.isatty(), stdin.readable(), stdin.writable(), stdin.seekable(), stdin.fileno(), stdin.closed)
print(stdin.buffer.raw.closefd, isinstance(stdin.buffer.raw, io.RawIOBase))
try:
    stdin.write("x")
except Exception as error:
    print(type(error), error)
print(repr(stdin.readline()), repr(stdin.buffer.read1(3)), next(stdin, "end"), stdin.read())
stdin.reconfigure(errors="replace")
buffer = stdin.detach()
print(buffer.read(), buffer.raw.read(), buffer.raw.readall())
buffer.close()
try:
    input()
except Exception as error:
    print(type(error), error)
""",
    "stdin_line_by_line": """
import sys
stdin = sys.stdin
print(stdin, stdin is sys.__stdin__, stdin.buffer, stdin.buffer.raw, stdin.mode, stdin.line_buffering)
print(stdin.isatty(), stdin.buffer.isatty(), stdin.fileno(), stdin.seekable(), stdin.encoding, stdin.errors)
print(repr(stdin.readline()))
try:
    print(repr(input("more? ")))
except EOFError as error:
    print(repr(error))
""",
    "programs_by_os": """
import os, sys
def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except BaseException as error:
        print("!!", type(error).__name__, error)
    sys.stdout.flush()
attempt(os.system, "exit 3")
attempt(os.system, command="true")
attempt(os.system)
attempt(os.system, 1)
attempt(os.system, "a\\0b")
attempt(os.posix_spawn, "/nonexistent", ["x"], {})
attempt(os.posix_spawn, "/bin/sh", [], {})
attempt(os.posix_spawn, "/bin/sh")
pid = os.posix_spawn("/bin/sh", ("sh", "-c", "echo from the shell; exit 4"), os.environ)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
pid = os.posix_spawnp("sh", ["sh", "-c", "exit 5"], {}, setsigmask=[])
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
print(os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "exit 6"), flush=True)
print(os.waitstatus_to_exitcode(os.waitpid(os.spawnv(os.P_NOWAIT, "/bin/sh", ["sh", "-c", "exit 7"]), 0)[1]))
""",
    "results": """
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
import threading, time
future = Future()
threading.Timer(0.02, future.set_result, (5,)).start()
print(future.result(), future)
for act in (lambda: future.set_result(1), lambda: future.set_exception(ValueError()), lambda: future.set_result()):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)
failing = Future()
threading.Timer(0.02, lambda: failing.set_exception(exception=KeyError("x"))).start()
try:
    failing.result()
except KeyError as error:
    print(repr(error))
try:
    Future().result(timeout=0.01)
except TimeoutError as error:
    print(repr(error))
with ThreadPoolExecutor(2) as pool:
    print([each.result() for each in [pool.submit(pow, n, 2) for n in range(4)]], list(pool.map(abs, (-1, 2))))
""",
}
