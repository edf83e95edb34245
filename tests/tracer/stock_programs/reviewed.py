"""Programs that can tell that they are traced: the lines that differ begin with a word that says what it is."""

PROGRAMS = {
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
