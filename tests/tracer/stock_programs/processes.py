"""What programs may do with processes: forks, exits, waits, multiprocessing, subprocess."""

_METHODS = """
import multiprocessing as mp, os, sys, time

def work(n):
    print("work", n, mp.current_process().name, flush=True)

def fail():
    raise ValueError("in the child")

def leave(n):
    sys.exit(n)

def die():
    os.kill(os.getpid(), 9)

def doze():
    time.sleep(30)

def main(method):
    context = mp.get_context(method)
    for target, args in ((work, (1,)), (fail, ()), (leave, (3,)), (leave, ("why",)), (die, ()), (os._exit, (5,))):
        process = context.Process(target=target, args=args)
        process.start()
        process.join()
        print(process.exitcode, process.name, process.is_alive(), flush=True)
    process = context.Process(target=doze, daemon=True, name="dozing")
    process.start()
    process.join(0.05)
    print(process.exitcode, process.is_alive(), flush=True)
    process.terminate()
    process.join()
    print(process.exitcode, process)
    for timeout in ("x", -1, None):
        try:
            process.join(timeout)
        except Exception as error:
            print(type(error).__name__, error)
    process.close()
    for act in (process.join, process.start):
        try:
            act()
        except Exception as error:
            print(type(error).__name__, error)
    left = context.Process(target=doze, daemon=True)
    left.start()
    lazy = context.Process(target=work, args=("joined at exit",))
    lazy.start()
"""

PROGRAMS = {
    "fork_method": _METHODS + "\nif __name__ == '__main__':\n    main('fork')\n",
    "spawn_method": _METHODS + "\nif __name__ == '__main__':\n    main('spawn')\n",
    "forkserver_method": _METHODS + "\nif __name__ == '__main__':\n    main('forkserver')\n",
    "process_misuse": """
import multiprocessing as mp, os
def report(act):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
process = mp.get_context("fork").Process(target=print, args=("child",))
report(process.join); report(lambda: process.exitcode)
process.start()
report(process.start)
for timeout in ("x", float("nan"), [], -1):
    report(lambda: process.join(timeout))
report(lambda: process.join(1, 2))
process.join()
report(process.start)
pid = os.fork()
if not pid:
    report(process.join)
    import sys; sys.stdout.flush()
    os._exit(0)
os.waitpid(pid, 0)
class Sub(mp.get_context("fork").Process):
    def start(self):
        print("start")
        super().start()
    def run(self):
        print("run", self.name, flush=True)
    def join(self, timeout=None):
        print("join")
        super().join(timeout)
    name = property(lambda self: "named by a property", lambda self, value: None)
sub = Sub(); sub.start(); sub.join()
""",
    "pool_and_executor": """
import multiprocessing as mp, time
from concurrent.futures import ProcessPoolExecutor
def square(n):
    return n * n
if __name__ == "__main__":
    with mp.get_context("fork").Pool(2) as pool:
        print(pool.map(square, range(5)), pool.map(time.sleep, [0, 0]))
    with ProcessPoolExecutor(2, mp_context=mp.get_context("spawn")) as pool:
        print(list(pool.map(square, range(5))), pool.submit(time.sleep, 0).result())
        try:
            pool.submit(int, "x").result()
        except ValueError as error:
            print(error)
""",
    "fork_arguments": """
import os
for act in (lambda: os.fork(1), lambda: os.fork(a=1), os.waitpid, lambda: os.waitpid("x", 0), lambda: os.waitpid(-1, "x"),
            lambda: os.waitpid(1), lambda: os.wait(1), lambda: os.waitpid(-1, 0), os.wait, lambda: os.wait3(0),
            lambda: os.wait4(-1, 0), lambda: os.waitpid(10**30, 0), lambda: os.waitpid(pid=-1, options=0), lambda: os.wait3()):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)
""",
    "fork_and_wait": """
import os, sys, time
children = []
for code in (0, 1, 255):
    pid = os.fork()
    if not pid:
        sys.exit(code)
    children.append(pid)
for pid in children:
    found, status = os.waitpid(pid, 0)
    print(found == pid, status, os.waitstatus_to_exitcode(status))
pid = os.fork()
if not pid:
    time.sleep(0.1)
    os._exit(7)
print(os.waitpid(-1, os.WNOHANG))
found, status, usage = os.wait4(pid, 0)
print(found == pid, status, usage.ru_utime >= 0)
pid = os.fork()
if not pid:
    raise ValueError("in the child")
found, status, usage = os.wait3(0)
print(found == pid, status)
""",
    "fork_in_a_thread": """
import os, threading, time
def work():
    pid = os.fork()
    if not pid:
        print("child", threading.current_thread() is threading.main_thread(), threading.active_count(), flush=True)
        thread = threading.Thread(target=print, args=("in the child's thread",), kwargs={"flush": True})
        thread.start(); thread.join()
        os._exit(3)
    print(os.waitpid(pid, 0)[1], flush=True)
thread = threading.Thread(target=work, name="forking"); thread.start(); thread.join()
""",
    "fork_with_threads_warns": """
import os, threading
event = threading.Event()
threading.Thread(target=event.wait).start()
pid = os.fork()
if not pid:
    os._exit(0)
os.waitpid(pid, 0)
event.set()
""",
    "fork_with_threads_warns_always": """
import multiprocessing, os, threading, warnings
warnings.simplefilter("always")
event = threading.Event()
threading.Thread(target=event.wait).start()
def fork():
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)
fork()
process = multiprocessing.get_context("fork").Process(target=print, args=("child",), kwargs={"flush": True})
process.start(); process.join()
event.set()
""",
    "fork_with_warnings_as_errors": """
import os, threading, warnings
warnings.simplefilter("error")
event = threading.Event()
threading.Thread(target=event.wait, daemon=True).start()
def fork():
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)
fork()
""",
    "fork_fails": """
import os, resource
os.setuid(65534) if os.getuid() == 0 else None
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
def fork():
    return os.fork()
fork()
""",
    "subprocess": """
import subprocess, sys
print(subprocess.run([sys.executable, "-c", "print('hello'); raise SystemExit(3)"]).returncode, flush=True)
print(subprocess.run("echo $((1 + 1)); exit 4", shell=True).returncode, flush=True)
print(subprocess.check_output([sys.executable, "-c", "import sys; print(sys.stdin.read())"], input=b"typed"))
print(subprocess.run([sys.executable, "-c", "1/0"], capture_output=True, text=True).stderr)
for act in (lambda: subprocess.run(["no-such-program-at-all"]), lambda: subprocess.run([]), lambda: subprocess.Popen(5),
            lambda: subprocess.Popen(), lambda: subprocess.run(["false"], check=True), lambda: subprocess.run(["sleep", "5"], timeout=0.05),
            lambda: subprocess.Popen(["true"], foo=1), lambda: subprocess.Popen("true", shell=True).wait("x") if False else None,
            lambda: subprocess.run((word for word in ["true"])), lambda: subprocess.run({"true": 1})):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
child = subprocess.Popen(["sleep", "0.2"])
for timeout in (0.01, "x", float("nan"), float("inf"), -1):
    try:
        if timeout != float("inf"):
            print(child.wait(timeout))
    except BaseException as error:
        print(type(error).__name__, str(error)[:60])
print(child.wait(), child.poll(), child.args, child)
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=lambda: None) as child:
    print(child.communicate(b"through")[0])
child = subprocess.Popen(["sleep", "30"]); child.kill(); print(child.wait())
child = subprocess.Popen(["true"], executable=sys.executable) if False else None
""",
    "subprocess_subclass": """
import subprocess
class Loud(subprocess.Popen):
    def __init__(self, *args, **kwargs):
        print("made")
        super().__init__(*args, **kwargs)
    def wait(self, timeout=None):
        print("wait")
        return super().wait(timeout)
print(Loud(args=["true"]).wait(), Loud(args="exit 3", shell=True).wait(), Loud([b"true"]).wait())
import pathlib, shutil
print(Loud(pathlib.Path(shutil.which("true"))).wait(), Loud([pathlib.Path(shutil.which("true"))]).wait())
print(Loud("true").wait())
""",
    "children_left_behind": """
import os, signal, subprocess, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
child = subprocess.Popen(["true"])
print(child.wait())
pid = os.fork()
if not pid:
    os._exit(3)
try:
    os.waitpid(pid, 0)
except ChildProcessError as error:
    print(error)
""",
    "exec": """
import os, sys
print("before", flush=True)
if len(sys.argv) < 2:
    os.execv(sys.executable, [sys.executable, __file__, "again"])
print("after", sys.argv[1:])
sys.exit(5)
""",
    "orphan": """
import os, sys, time
if not os.fork():
    if not os.fork():
        time.sleep(0.1)
        print("orphan", flush=True)
        os._exit(0)
    os._exit(0)
os.wait()
time.sleep(0.4)
print("end")
""",
    "environment_without_us": """
import subprocess, sys
print(subprocess.run([sys.executable, "-c", "import sys; print(len(sys.path), 'x')"], env={}, capture_output=True).stdout)
print(subprocess.run([sys.executable, "-I", "-c", "print('isolated')"], capture_output=True).stdout)
print(subprocess.run([sys.executable, "-S", "-c", "print('no site')"], capture_output=True).stdout)
""",
}
