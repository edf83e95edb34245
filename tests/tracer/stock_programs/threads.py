"""What programs may do with threads: subclasses, names, hooks, failures, low-level starts."""

_TRY = """
import sys, threading, time, _thread

def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except BaseException as error:
        print("!!", type(error).__name__, error)
"""

PROGRAMS = {
    "join_arguments": _TRY
    + """
thread = threading.Thread(target=time.sleep, args=(0.3,))
attempt(thread.join)
thread.start()
for timeout in ("x", -1, float("nan"), float("inf"), 0, 0.001, None, True, [], 1j, 10**30):
    if timeout is not None:
        attempt(thread.join, timeout)
        attempt(thread.join, timeout=timeout)
attempt(thread.join, 1, 2)
attempt(thread.join, foo=1)
attempt(threading.current_thread().join)
attempt(thread.start)
thread.join()
attempt(thread.join)
attempt(thread.join, "x")
attempt(thread.start)
attempt(threading.Thread.join)
attempt(threading.Thread.join, 1)
""",
    "sleep_arguments": _TRY
    + """
for args in ((), (-1,), ("x",), (None,), (1, 2), (float("nan"),), (float("inf"),), (0,), (0.0,), (True,), (1e-9,), (10**30,)):
    if args != (True,):
        attempt(time.sleep, *args)
attempt(time.sleep, secs=1)
attempt(time.sleep, seconds=1)
import fractions
attempt(time.sleep, fractions.Fraction(1, 1000))
class Index:
    def __index__(self):
        print("index")
        return 0
attempt(time.sleep, Index())
""",
    "start_new_thread_arguments": _TRY
    + """
for args in ((), (print,), (print, 1), (1, ()), (print, (), 1), (print, (), {}, 1), (print, [1])):
    attempt(_thread.start_new_thread, *args)
attempt(_thread.start_new_thread, function=print, args=())
done = _thread.allocate_lock()
done.acquire()
def work(a, b=2):
    print(a, b)
    done.release()
print(_thread.start_new_thread(work, (1,), {"b": 3}) > 0)
done.acquire()
print(_thread.start_new_thread(work, (1,)) > 0)
done.acquire()
print(_thread.start_new is _thread.start_new_thread)
""",
    "builtins_do_not_bind": """
import os, threading, time, _thread
class Worker:
    pause = time.sleep
    begin = _thread.start_new_thread
    leave = os._exit
    ask = input
    collect = os.waitpid
    make = threading.Lock
worker = Worker()
print(worker.pause(0.001), worker.make().locked())
done = _thread.allocate_lock(); done.acquire()
print(worker.begin(done.release, ()) > 0); done.acquire()
try:
    worker.collect(-1, 0)
except ChildProcessError as error:
    print(error)
try:
    worker.ask("name? ")
except EOFError as error:
    print(error)
import sys
sys.stdout.flush()
worker.leave(3)
""",
    "inspect_and_pickle_builtins": """
import _thread, inspect, os, pickle, threading, time, types
for function in (time.sleep, os.fork, os._exit, os.waitpid, os.wait, input, _thread.start_new_thread):
    print(function, function.__name__, function.__qualname__, function.__module__, type(function), (function.__doc__ or "")[:20])
    try:
        print(inspect.signature(function))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
    print(inspect.isbuiltin(function), inspect.isfunction(function), inspect.isroutine(function), callable(function))
    print(pickle.loads(pickle.dumps(function)) is function, hash(function) == hash(function), function == function)
    print(isinstance(function, types.BuiltinFunctionType), inspect.ismethod(function), inspect.isclass(function))
for method in (threading.Thread.join, threading.Thread.start, threading.Thread.run):
    print(method.__qualname__, method.__module__, inspect.signature(method), inspect.isfunction(method))
print(threading.Thread.name, type(threading.Thread.name), threading.Thread.name.__doc__[:20])
print(inspect.signature(threading.RLock), inspect.isfunction(threading.RLock))
print({time.sleep: 1}[time.sleep])
""",
    "subclass_overriding_everything": """
import threading, time
class Loud(threading.Thread):
    def __init__(self, title):
        super().__init__()
        self.title = title
    @property
    def name(self):
        print("name is asked for")
        return "loud " + self.title
    @name.setter
    def name(self, value):
        print("name is set to", value)
    @property
    def daemon(self):
        print("daemon is asked for")
        return False
    def start(self):
        print("start")
        super().start()
    def run(self):
        print("run", threading.current_thread() is self)
    def join(self, timeout=None):
        print("join", timeout)
        super().join(timeout)
loud = Loud("one")
loud.start(); loud.join(); loud.join(1)
loud.name = "x"
class Named(threading.Thread):
    name = "fixed"
    def run(self):
        print(self.name, self.getName())
named = Named(); named.start(); named.join()
""",
    "callables_that_answer_everything": """
import _thread, threading, time
class Answering:
    def __getattr__(self, name):
        print("asked for", name)
        raise AttributeError(name)
    def __call__(self):
        print("called")
        done.release()
done = _thread.allocate_lock(); done.acquire()
_thread.start_new_thread(Answering(), ()); done.acquire()
thread = threading.Thread(target=Answering()); print("made"); thread.start(); thread.join()
""",
    "uninitialised_thread": """
import threading
class Bad(threading.Thread):
    def __init__(self):
        pass
bad = Bad()
for act in (bad.start, bad.join, bad.is_alive, lambda: bad.name, lambda: bad.daemon):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)
""",
    "names_and_lists": """
import threading, time
event = threading.Event()
threads = [threading.Thread(target=event.wait, name=name) for name in (None, "", "two\\nlines", "\\U0001f600", "x" * 50)]
for thread in threads:
    thread.start()
print(threading.active_count(), [thread.name for thread in threading.enumerate()])
threads[0].name = 5
threads[0].setName("old way") if False else None
print(threads[0].name, threads[0].native_id is not None, threading.main_thread().name, threads)
event.set()
for thread in threads:
    thread.join()
print(threading.active_count(), threading.current_thread(), threads[0].is_alive())
""",
    "exception_in_thread": """
import threading, _thread
def inner(n):
    return 1 / n
def work():
    inner(0)
for target in (work, lambda: inner(0)):
    thread = threading.Thread(target=target); thread.start(); thread.join()
class Sub(threading.Thread):
    def run(self):
        try:
            inner(0)
        except ZeroDivisionError as error:
            raise ValueError("second") from error
sub = Sub(name="sub"); sub.start(); sub.join()
last = threading.Thread(target=print, args=(1,), kwargs={"foo": 1}); last.start(); last.join()
""",
    "exception_in_low_level_thread": """
import _thread, time, threading
def work():
    raise ValueError("low level")
_thread.start_new_thread(work, ())
time.sleep(0.1)
class Callable:
    def __call__(self):
        raise KeyError(1)
    def __repr__(self):
        return "<a callable>"
_thread.start_new_thread(Callable(), ())
time.sleep(0.1)
_thread.start_new_thread(_thread.exit, ())
time.sleep(0.05)
def group():
    raise ExceptionGroup("several", [ValueError(1), TypeError(2)])
_thread.start_new_thread(group, ())
time.sleep(0.1)
print("end")
""",
    "threading_excepthook": """
import sys, threading, traceback
def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, len(traceback.extract_tb(args.exc_traceback)))
    print([frame.name for frame in traceback.extract_tb(args.exc_traceback)])
    step = args.exc_traceback
    while step:
        print(step.tb_frame.f_code.co_name)
        step = step.tb_next
threading.excepthook = hook
def work():
    raise ValueError("x")
thread = threading.Thread(target=work, name="t"); thread.start(); thread.join()
threading.excepthook = threading.__excepthook__
thread = threading.Thread(target=work, name="t"); thread.start(); thread.join()
def bad(args):
    raise RuntimeError("in the hook")
threading.excepthook = bad
thread = threading.Thread(target=work, name="t"); thread.start(); thread.join()
sys.stderr.flush()
""",
    "system_exit_in_thread": """
import sys, threading, time, _thread
thread = threading.Thread(target=sys.exit, args=("message",)); thread.start(); thread.join()
_thread.start_new_thread(sys.exit, (3,))
time.sleep(0.05)
print("still here")
sys.exit("last words")
""",
    "daemons_at_exit": """
import atexit, threading, time
atexit.register(print, "atexit")
def spin():
    while True:
        pass
def doze():
    while True:
        time.sleep(0.001)
def fight():
    while True:
        with lock:
            pass
lock = threading.Lock()
for target in (spin, doze, fight, fight):
    threading.Thread(target=target, daemon=True).start()
time.sleep(0.05)
print("end of main")
""",
    "non_daemons_at_exit": """
import atexit, threading, time
atexit.register(print, "atexit")
def work():
    time.sleep(0.1)
    print("worker is done")
thread = threading.Thread(target=work); thread.start()
threading._register_atexit(print, "threading atexit")
print("end of main")
""",
    "uncaught_error_while_threads_run": """
import threading, time
def work():
    time.sleep(0.1)
    print("worker is done")
threading.Thread(target=work).start()
raise ValueError("main is gone")
""",
    "timer": """
import threading
timer = threading.Timer(0.01, print, args=["ring"], kwargs={"end": "!\\n"})
timer.start(); timer.join()
timer = threading.Timer(10, print, args=["never"])
timer.start(); timer.cancel(); timer.join()
print(timer.finished.is_set(), timer)
""",
    "thread_locals_and_pools": """
import threading
from concurrent.futures import ThreadPoolExecutor, TimeoutError, wait, as_completed
local = threading.local()
def work(n):
    local.n = n
    return n * n, threading.current_thread().name.split("_")[0]
with ThreadPoolExecutor(2, thread_name_prefix="pool") as pool:
    print(list(pool.map(work, range(5))))
    future = pool.submit(int, "x")
    try:
        future.result()
    except ValueError as error:
        print(error)
    print(repr(future.exception()))
    slow = pool.submit(threading.Event().wait, 0.2)
    for timeout in (0.01, "x", -1, float("nan")):
        try:
            slow.result(timeout)
        except BaseException as error:
            print(type(error).__name__, error)
    try:
        slow.exception(timeout=0.01)
    except TimeoutError as error:
        print(repr(error))
    print(slow.result(), slow.result(timeout=None), len(wait([slow]).done))
    try:
        slow.result(1, 2)
    except TypeError as error:
        print(error)
print(hasattr(local, "n"))
from multiprocessing.pool import ThreadPool
with ThreadPool(2) as pool:
    print(pool.map(abs, [-1, -2]))
""",
    "starting_fails": """
import resource, threading, _thread, sys
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0)) if False else None
threading.stack_size(1 << 40) if False else None
def refuse(*args, **kwargs):
    raise RuntimeError("can't start new thread")
thread = threading.Thread(target=print)
try:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    threading.stack_size(1 << 30)
    thread.start()
except RuntimeError as error:
    print(error)
print(threading.active_count(), thread in threading.enumerate())
""",
    "stack_in_a_thread": """
import sys, threading, traceback
def show():
    traceback.print_stack()
    print([frame.name for frame in traceback.extract_stack()])
    print([frame.f_code.co_name for frame, _ in traceback.walk_stack(None)])
    print(sys._getframe(1).f_code.co_name)
thread = threading.Thread(target=show); thread.start(); thread.join()
show()
""",
}
