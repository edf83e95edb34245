"""How programs end, and what they show of their errors: tracebacks, hooks, signals, exits."""

PROGRAMS = {
    "uncaught": """
import time
def a():
    b()
def b():
    time.sleep(-1)
a()
""",
    "chained": """
import threading, time
lock = threading.Lock()
def first():
    lock.release()
def second():
    try:
        first()
    except RuntimeError as error:
        try:
            time.sleep(-1)
        except ValueError as other:
            raise KeyError("third") from other
try:
    second()
except KeyError as error:
    raise ExceptionGroup("group", [error, ValueError("plain"), ExceptionGroup("inner", [error.__cause__])])
""",
    "suppressed_context_and_notes": """
import time
try:
    try:
        time.sleep("x")
    except TypeError as error:
        error.add_note("a note")
        raise ValueError("hidden") from None
except ValueError as error:
    error.__context__.__context__ = None
    raise
""",
    "suggestions": """
import threading, time
class Account:
    def __init__(self):
        self.balance = 0
try:
    Account().balanse
except AttributeError as error:
    import traceback
    traceback.print_exc()
import sys
def work():
    balance = 1
    return balanse
thread = threading.Thread(target=work); thread.start(); thread.join()
time.slep(1)
""",
    "logging": """
import logging, sys, threading, time
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(threadName)s %(funcName)s %(lineno)d %(message)s")
def work():
    logging.info("working")
    try:
        time.sleep(-1)
    except ValueError:
        logging.exception("it failed")
    logging.warning("stack", stack_info=True)
    logging.getLogger("x").error("caller", stacklevel=2)
thread = threading.Thread(target=work, name="worker"); thread.start(); thread.join()
work()
""",
    "traceback_module": """
import io, sys, time, traceback
try:
    time.sleep(-1)
except ValueError as error:
    print(len(traceback.extract_tb(error.__traceback__)))
    print(traceback.format_tb(error.__traceback__))
    print("".join(traceback.TracebackException.from_exception(error).format()))
    print("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))
    print([line for _, line in traceback.walk_tb(error.__traceback__)])
    traceback.print_tb(error.__traceback__, file=sys.stdout)
    traceback.print_exception(error, limit=1)
    traceback.print_exception(error, limit=-1)
    traceback.print_exception(type(error), error, error.__traceback__, chain=False)
    traceback.clear_frames(error.__traceback__)
print(traceback.format_list(traceback.extract_stack()))
""",
    "own_excepthook": """
import sys, traceback
def hook(kind, error, trace):
    print("hook", kind.__name__, error, [frame.name for frame in traceback.extract_tb(trace)])
    sys.__excepthook__(kind, error, trace)
print(sys.excepthook is sys.__excepthook__, sys.unraisablehook is sys.__unraisablehook__, sys.excepthook.__name__)
sys.excepthook = hook
import time
time.sleep(-1)
""",
    "failing_excepthook": """
import sys
def hook(kind, error, trace):
    raise RuntimeError("in the hook")
sys.excepthook = hook
1 / 0
""",
    "excepthook_arguments": """
import sys, threading
for args in ((), (1, 2, 3), (ValueError, ValueError("x"), None), (None, None, None), (ValueError, ValueError("y"), 5)):
    try:
        sys.excepthook(*args)
    except Exception as error:
        print(type(error).__name__, error)
sys.stderr.flush()
""",
    "broken_str": """
import threading
class Bad(Exception):
    def __str__(self):
        raise ValueError("no str")
class Loud(Exception):
    def __str__(self):
        print("str is asked for")
        return "loud"
def work(error):
    raise error
for error in (Bad(), Loud()):
    thread = threading.Thread(target=work, args=(error,)); thread.start(); thread.join()
raise Bad()
""",
    "loud_str_in_main": """
class Loud(Exception):
    def __str__(self):
        print("str is asked for")
        return "loud"
raise Loud()
""",
    "exit_3": "import sys\nprint('a')\nsys.exit(3)\n",
    "exit_message": "import sys\nsys.exit('sorry')\n",
    "exit_none": "import sys\nsys.exit(None)\n",
    "exit_big": "raise SystemExit(256 + 7)\n",
    "exit_float": "raise SystemExit(1.5)\n",
    "os_exit": "import os\nprint('lost in the buffer')\nos._exit(4)\n",
    "os_exit_arguments": """
import os
for args in ((), ("x",), (None,), (1, 2), (10**30,), (1.5,)):
    try:
        os._exit(*args)
    except BaseException as error:
        print(type(error).__name__, error)
try:
    os._exit(code=1)
except TypeError as error:
    print(error)
import sys
sys.stdout.flush()
os._exit(status=-1)
""",
    "abort": "import os\nprint('x', flush=True)\nos.abort()\n",
    "kill_minus_9": "import os, signal\nprint('x', flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n",
    "sigterm": "import os, signal\nprint('x', flush=True)\nos.kill(os.getpid(), signal.SIGTERM)\n",
    "keyboard_interrupt": """
import os, signal, time
def work():
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(5)
work()
""",
    "keyboard_interrupt_at_shutdown": """
import os, signal, threading, time
def later():
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.2)
    print("later")
threading.Thread(target=later).start()
""",
    "keyboard_interrupt_in_join": """
import os, signal, threading, time
def later():
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.1)
thread = threading.Thread(target=later); thread.start()
try:
    thread.join()
except KeyboardInterrupt:
    import traceback
    print(traceback.format_exc().count("program.py"))
thread.join()
print(thread.is_alive())
""",
    "faulthandler_segfault": """
import faulthandler, sys
faulthandler.enable()
sys.stdout.write("x\\n")
sys.stdout.flush()
faulthandler._sigsegv()
""",
    "atexit_order": """
import atexit, threading, time, weakref
def say(text):
    print(text)
    if text == "second":
        raise ValueError("in atexit")
atexit.register(say, "first")
atexit.register(say, "second")
atexit.register(lambda: threading.Thread(target=print).join() if False else print("third"))
class Closing:
    def __del__(self):
        print("deleted")
        time.sleep(0.001)
        with lock:
            print("with the lock")
lock = threading.Lock()
closing = Closing()
weakref.finalize(closing, print, "finalised")
closing.me = closing
""",
    "printing_at_the_very_end": """
import sys, threading
class Last:
    def __init__(self, text):
        self.text = text
        self.me = self
    def __del__(self):
        print(self.text, file=sys.stderr)
        sys.__stderr__.write("again\\n")
sys.last_one = Last("sys")
threading.last_one = Last("threading")
one = Last("global")
def generate():
    try:
        yield 1
    finally:
        print("generator closed")
generator = generate(); next(generator)
threading.local().x = Last("local")
""",
    "syntax_error": "def f(:\n    pass\n",
    "missing_import": "import no_such_module_at_all\n",
    "import_error_within": "import json\nfrom json import no_such_name\n",
    "null_byte": "print('a')\n\0\n",
    "bad_encoding": "# coding: no-such-codec\nprint(1)\n",
    "recursion": """
import sys, threading
def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError as error:
    print(error)
deep(0)
""",
    "recursion_inside_what_is_watched": """
import sys, threading, time
sys.setrecursionlimit(200)
lock = threading.Lock()
rlock = threading.RLock()
def deep():
    try:
        time.sleep(0)
        with rlock:
            lock.acquire()
            lock.release()
            deep()
    except RecursionError:
        pass
deep()
print("back")
sys.setrecursionlimit(1000)
print(rlock.acquire(False)); rlock.release()
time.sleep(0.001)
thread = threading.Thread(target=print, args=("in thread",)); thread.start(); thread.join()
""",
    "warnings": """
import threading, time, warnings
warnings.simplefilter("always")
def old():
    warnings.warn("old", DeprecationWarning, stacklevel=2)
thread = threading.Thread(target=old); thread.start(); thread.join()
old()
class Thread(threading.Thread):
    def run(self):
        old()
thread = Thread(); thread.start(); thread.join()
thread.setName("x"); thread.isDaemon()
def work():
    warnings.warn("at the bottom", stacklevel=20)
thread = threading.Thread(target=work); thread.start(); thread.join()
open("/dev/null")
""",
    "sys_path_and_modules": """
import sys
print(sys.path, sys.argv, sys.orig_argv[1:], __name__, "sitecustomize" in sys.modules)
print([name for name in sys.path_importer_cache if "boot" in name], sys.prefix)
try:
    import sitecustomize
except ImportError as error:
    print(error)
print(sys.flags, sys.warnoptions, sys.gettrace(), sys.getprofile())
""",
    "own_modules_come_first": """
import os, sys
folder = os.path.join(os.path.dirname(__file__), "mine")
os.makedirs(folder, exist_ok=True)
names = ("types", "struct", "typing", "functools", "operator", "collections", "enum", "keyword", "mmap", "re", "copyreg",
         "reprlib", "contextlib", "warnings", "ast", "dis", "tokenize", "threading", "queue", "random", "inspect", "itertools")
for name in names:
    with open(os.path.join(folder, name + ".py"), "w") as file:
        file.write("MINE = True\\n")
sys.path.insert(0, folder)
print([name for name in names if getattr(__import__(name), "MINE", False)])
""",
    "file_descriptors": """
import os
print(os.pipe(), os.open("/dev/null", os.O_RDONLY))
with open("/dev/null") as file:
    print(file.fileno())
os.closerange(3, 64)
print(os.pipe())
pid = os.fork()
print(os.pipe(), flush=True)
if not pid:
    os._exit(0)
os.waitpid(pid, 0)
""",
    "tracing_program": """
import sys, threading
calls = []
def trace(frame, event, argument):
    if event == "call" and "tracer" not in frame.f_code.co_filename:
        calls.append(frame.f_code.co_name)
    return None
def work():
    return 1
threading.settrace(trace)
sys.settrace(trace)
work()
thread = threading.Thread(target=work, name="x")
sys.settrace(None)
thread.start(); thread.join()
print(calls.count("work"), sys.gettrace())
""",
    "tracebacks_of_the_library": """
import asyncio, concurrent.futures, multiprocessing, os, queue, select, selectors, signal, socket, subprocess
import sys, threading, time, traceback
def show(act):
    try:
        act()
    except BaseException:
        traceback.print_exc()
left, right = socket.socketpair()
left.settimeout(0.01)
reader, writer = os.pipe()
context = multiprocessing.get_context("fork")
barrier = threading.Barrier(2)
future = concurrent.futures.Future()
pool = concurrent.futures.ThreadPoolExecutor(1)
a, b = context.Pipe()
done = concurrent.futures.Future(); done.set_result(1)
ACTS = [
    lambda: queue.Queue().get(timeout=0.01), lambda: queue.Queue().get_nowait(),
    lambda: queue.Queue(1).put(1, timeout=-1), lambda: queue.SimpleQueue().get(timeout=0.01),
    lambda: queue.SimpleQueue().get_nowait(), lambda: queue.SimpleQueue().get(True, -1),
    lambda: queue.SimpleQueue().put(), lambda: queue.PriorityQueue().get(False),
    lambda: queue.Queue().task_done(), lambda: threading.BoundedSemaphore(1).release(),
    lambda: threading.Semaphore().release(0), lambda: threading.Semaphore().acquire(False, 1),
    lambda: threading.Condition().wait(), lambda: threading.Condition().notify(),
    lambda: barrier.wait(0.01), lambda: threading.Event().wait("x"), lambda: threading.Lock().release(),
    lambda: threading.RLock().release(), lambda: threading.Lock().acquire(True, -5),
    lambda: threading.Thread().join(), lambda: future.result(0.01), lambda: future.exception(0.01),
    lambda: done.set_result(2), lambda: concurrent.futures.wait(1),
    lambda: list(concurrent.futures.as_completed([future], 0.01)), lambda: left.recv(1),
    lambda: left.recv(), lambda: left.send(1), lambda: left.sendall("x"), lambda: left.recv_into(b""),
    lambda: left.connect(1), lambda: left.accept(), lambda: os.read(reader, -1), lambda: os.read(999, 1),
    lambda: os.readv(999, [bytearray(1)]), lambda: os.write(999, b"x"), lambda: os.writev(writer, 1),
    lambda: os.readv(reader), lambda: os.waitpid(-1, 0), lambda: os.wait(),
    lambda: os.waitid(os.P_ALL, 0, os.WEXITED), lambda: os.waitid(1),
    lambda: os.waitid(os.P_PID, 1 << 30, os.WEXITED), lambda: os.kill(1 << 30, 1), lambda: os.kill("x", 1),
    lambda: os.killpg(1 << 30, 1), lambda: os.killpg("x"), lambda: os.kill(-(1 << 30), 9),
    lambda: signal.signal(1000, print), lambda: signal.sigwait(1), lambda: signal.raise_signal(1000),
    lambda: select.select([1], [], [] , -1), lambda: select.select(["x"], [], []),
    lambda: select.poll().poll("x"), lambda: selectors.DefaultSelector().register("x", 1),
    lambda: subprocess.run(["no-such-program"]), lambda: subprocess.run(["sleep", "2"], timeout=0.01),
    lambda: subprocess.run(["false"], check=True), lambda: subprocess.Popen(["true"]).wait("x"),
    lambda: context.Queue().get(timeout=0.01), lambda: context.Lock().release(),
    lambda: context.BoundedSemaphore(1).release(), lambda: context.Process(target=print).join(),
    lambda: a.send(threading.Lock()), lambda: a.recv_bytes(-1), lambda: a.send_bytes(1),
    lambda: a.poll("x"), lambda: (b.close(), a.recv()), lambda: context.JoinableQueue().task_done(),
    lambda: time.sleep(-1), lambda: time.sleep("x"),
    lambda: asyncio.run(asyncio.wait_for(asyncio.sleep(1), 0.01)), lambda: asyncio.run(asyncio.Queue()),
    lambda: input(1, 2), lambda: pool.submit(), lambda: pool.submit(1).result(),
    lambda: list(pool.map(int, ["x"])), lambda: pool.shutdown(1, 2, 3), lambda: threading.Timer(1),
]
for number, act in enumerate(ACTS):
    print(number, file=sys.stderr)
    show(act)
left.close(); right.close()
""",
}
