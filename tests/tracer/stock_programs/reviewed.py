"""Programs that can tell that they are traced: the lines that differ begin with a word that says what it is."""

from tests.tracer.stock_programs import objects

PROGRAMS = {
    "words_of_built_in_types": objects.MAKERS
    + """
for kind in BUILT_IN:
    made = MAKERS[kind]()
    print("class", made.__class__ is type(made), [each.__name__ for each in type(made).__mro__])
    print(made.__class__.__name__)
    try:
        print("weak", weakref.ref(made)() is made)
    except TypeError as error:
        print("weak", error)
    for name in methods(made):
        method = getattr(made, name)
        print("alias" if name.endswith("_lock") else "signature", name, method.__name__, (method.__doc__ or "")[:9])
        try:
            print("signature", inspect.signature(method))
        except (AttributeError, ValueError) as error:
            print("signature", error)
        if name.endswith("_lock"):
            attempt("alias", method, *[thing] * 20)
        attempt("nobody's", getattr(type(made), name))
        attempt("nobody's", getattr(type(made), name), 3)
attempt("nobody's", type(threading.Lock()).__repr__, 1)
for owner in (threading.Event, threading.Semaphore, queue.Queue, concurrent.futures.Future):
    for name in ("wait", "acquire", "release", "set", "put", "get", "result"):
        if hasattr(owner, name):
            attempt("nobody's", getattr(owner, name), 3)
            attempt("nobody's", getattr(owner, name), 3, 4)
done()
""",
    "attributes_of_the_tracer": """
import queue, threading
from concurrent.futures import Future
for made in (threading.Event(), threading.Condition(), threading.Semaphore(), queue.Queue(), Future()):
    own = [name for name in vars(made) if not name.startswith("_concurrency_lab")]
    print(sorted(own))
    print("attributes", len(vars(made)))
""",
    "own_unraisable_hook": """
import _thread, sys, time
def hook(unraisable):
    frames = []
    step = unraisable.exc_traceback
    while step:
        frames.append(step.tb_frame.f_code.co_name)
        step = step.tb_next
    print("frames", frames)
    print("thread started by", type(unraisable.object).__name__)
    print(unraisable.exc_type.__name__, unraisable.exc_value, repr(unraisable.object), unraisable.err_msg)
sys.unraisablehook = hook
def work():
    raise ValueError("x")
_thread.start_new_thread(work, ())
time.sleep(0.1)
""",
    "traces_of_the_tracer": """
import inspect, os, sys, threading
print("finders", len(sys.meta_path))
print("descriptors", sorted(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else "")
print("environment", [name for name in sorted(os.environ) if "LAB" in name or "PYTHON" in name])
print(sys.path[0] == os.path.dirname(os.path.abspath(__file__)))
def work():
    print("stack", [frame.function for frame in inspect.stack()])
    print(sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name, sys._getframe(3).f_code.co_name)
thread = threading.Thread(target=work)
thread.start()
thread.join()
print([frame.function for frame in inspect.stack()])
""",
    "dump_of_a_waiting_thread": """
import faulthandler, sys, threading, time
lock = threading.Lock()
lock.acquire()
def work():
    with lock:
        pass
thread = threading.Thread(target=work)
thread.start()
time.sleep(0.1)
faulthandler.dump_traceback()
lock.release()
thread.join()
""",
    "lock_told_more_than_it_takes": """
import threading
def attempt(what, *args, **kwargs):
    try:
        print("->", what(*args, **kwargs))
    except TypeError as error:
        print("refused", error)
    except (ValueError, OverflowError) as error:
        print("!!", error)
WRONG = (((), {}), ((1,), {}), ((0,), {}), ((False, 1), {}), ((1, 2, 3), {}), (("x", []), {}), ((1, -5), {}),
         ((1, 2, 3, 4), {}), ((True,), {"blocking": True}), ((), {"blocking": False}), ((), {"timeout": 1}),
         ((), {"foo": 1}), ((1,), {"foo": 1}), ((), {"timeout": 1, "foo": 1}))
for heated in (False, True):
    for name in ("acquire", "release"):
        for args, kwargs in WRONG:
            lock = threading.Lock()
            for _ in range(2500 * heated):
                lock.acquire(); lock.release()
            if name == "release":
                lock.acquire()
            attempt(getattr(lock, name), *args, **kwargs)
            print(lock)
""",
}
