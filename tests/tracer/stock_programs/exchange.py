"""What programs may do with what goes between processes: locks, queues, pipes, sockets, signals, input and output."""

PROGRAMS = {
    "shared_locks": """
import copy, multiprocessing as mp, pickle, threading
from multiprocessing import synchronize
context = mp.get_context("fork")
def report(act):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
for kind in ("Lock", "RLock", "Semaphore", "BoundedSemaphore"):
    lock = getattr(context, kind)()
    print(kind, lock, type(lock).__mro__[:2], isinstance(lock, synchronize.SemLock), sorted(vars(lock))[:3])
    for act in (lambda: lock.acquire(), lambda: lock.acquire(False), lambda: lock.acquire(block=False),
                lambda: lock.acquire(True, 0.01), lambda: lock.acquire(True, -1), lambda: lock.acquire(timeout=0),
                lambda: lock.acquire(1, 2, 3), lambda: lock.acquire(nonsense=1), lambda: lock.acquire(False, "x"),
                lambda: lock.acquire(True, block=True), lambda: lock.acquire(True, []),
                lock.release, lock.release, lock.release, lock.release, lock.release, lambda: lock.release(1),
                lambda: pickle.dumps(lock), lambda: copy.copy(lock), lambda: lock.__enter__(),
                lambda: lock.__exit__(None, None, None), lambda: lock.__exit__(), lambda: repr(lock)):
        report(act)
lock = context.RLock()
def other():
    report(lock.release); print(lock); report(lambda: lock.acquire(False))
with lock:
    thread = threading.Thread(target=other); thread.start(); thread.join()
    print(lock)
condition = context.Condition()
for act in (condition.wait, condition.notify, condition.notify_all, lambda: condition.wait(0.01), condition.release):
    report(act)
with condition:
    report(lambda: condition.wait(0.01)); report(condition.notify); report(lambda: condition.notify(-1))
    report(lambda: condition.wait_for(lambda: True)); report(lambda: condition.wait_for(lambda: 0, 0.01))
    report(lambda: condition.wait("x"))
print(condition, context.Condition(context.Lock()))
event = context.Event()
for act in (lambda: event.wait(0.01), event.is_set, event.set, event.wait, event.is_set, event.clear, event.is_set,
            lambda: event.wait("x"), lambda: event.set(1)):
    report(act)
barrier = context.Barrier(2, timeout=0.05)
for act in (lambda: (barrier.parties, barrier.n_waiting, barrier.broken), barrier.wait, lambda: barrier.broken,
            barrier.reset, barrier.abort, lambda: barrier.wait(1)):
    report(act)
class Own(synchronize.Lock):
    def __init__(self):
        super().__init__(ctx=context)
        self.times = 0
    def acquire(self, *args):
        self.times += 1
        return True
own = Own()
with own:
    print(own.times)
value, array = context.Value("i", 3), context.Array("d", [1, 2])
print(value.value, array[:], value.get_lock(), context.Value("i", 1, lock=False))
with value:
    value.value += 1
print(value, value.acquire(), value.release())
""",
    "spawned_locks": """
import multiprocessing as mp
def work(lock, condition, event, barrier, value, queue, results):
    with lock, condition:
        condition.notify()
    event.wait()
    barrier.wait()
    with value.get_lock():
        value.value += 1
    results.put((queue.get(), lock.__class__.__name__, repr(event)[:38]))
    queue.task_done()
if __name__ == "__main__":
    for method in ("spawn", "forkserver", "fork"):
        context = mp.get_context(method)
        things = (context.Lock(), context.Condition(), context.Event(), context.Barrier(2), context.Value("i", 0),
                  context.JoinableQueue(), context.SimpleQueue())
        lock, condition, event, barrier, value, queue, results = things
        child = context.Process(target=work, args=things)
        with condition:
            child.start()
            print(condition.wait(20))
        event.set(); print(barrier.wait() in (0, 1))
        queue.put("item"); queue.join(); print(results.get()); child.join()
        print(value.value, child.exitcode, queue.empty(), results.empty())
    try:
        mp.get_context("spawn").Process(target=print, args=(mp.get_context("fork").Lock(),)).start()
    except RuntimeError as error:
        print(error)
""",
    "queues_of_processes": """
import multiprocessing as mp, os, pickle, queue, time
context = mp.get_context("fork")
def report(act):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
q = context.Queue(2)
for act in (lambda: q.get(False), lambda: q.get(True, 0.01), q.get_nowait, lambda: q.put(1), lambda: q.put(2, timeout=1),
            lambda: q.put(3, False), lambda: q.put(3, True, 0.01), lambda: q.put_nowait(3), q.qsize, q.full,
            lambda: (q.get(), q.get(timeout=1)), lambda: q.get(timeout="x"), lambda: q.get(timeout=-1),
            lambda: q.put(), lambda: q.get(1, 2, 3), lambda: pickle.dumps(q), lambda: q.put(lambda: 0),
            lambda: time.sleep(0.05), q.qsize, q.close, lambda: q.put(1), q.get, q.join_thread, q.join_thread):
    report(act)
s = context.SimpleQueue()
for act in (s.empty, lambda: s.put("a"), s.empty, s.get, lambda: s.put(lambda: 0), lambda: s.put(), lambda: s.get(1),
            lambda: pickle.dumps(s), s.close, s.get, lambda: s.put(1)):
    report(act)
j = context.JoinableQueue()
for act in (j.task_done, j.join, lambda: j.put(1), j.get, j.task_done, j.join, j.task_done):
    report(act)
class Own(mp.queues.Queue):
    def put(self, *args, **kwargs):
        print("own put", args)
        super().put(*args, **kwargs)
own = Own(ctx=context); own.put(1); print(own.get())
def many(q, n):
    for i in range(n):
        q.put(("x" * (i % 700), i))
big = context.Queue()
children = [context.Process(target=many, args=(big, 200)) for _ in range(3)]
[child.start() for child in children]
got = [big.get() for _ in range(600)]
print(sorted(i for text, i in got) == sorted(list(range(200)) * 3), all(len(text) == i % 700 for text, i in got))
[child.join() for child in children]
lost = context.Queue(); lost.cancel_join_thread(); lost.put("x" * 10**6)
""",
    "connections": """
import multiprocessing as mp, os, pickle, threading, time
from multiprocessing.connection import Client, Connection, Listener, Pipe, wait, AuthenticationError
def report(act):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
for duplex in (True, False):
    a, b = Pipe(duplex)
    print(type(a), a.readable, a.writable, b.readable, b.writable, a.poll())
    for act in (lambda: b.send([1]), a.recv, lambda: b.send_bytes(b"abcd"), lambda: a.poll(1), a.recv_bytes,
                lambda: b.send("x" * 50_000), lambda: len(a.recv()), lambda: b.send(7), a.recv_bytes,
                lambda: b.send_bytes(b"abcdef", 2, 3), a.recv_bytes, lambda: b.send_bytes(b"ab", 3), lambda: a.recv_bytes(-1),
                lambda: b.send_bytes(pickle.dumps("p")), a.recv, lambda: b.send_bytes(b"12345678"),
                lambda: a.recv_bytes_into(bytearray(4)), lambda: b.send_bytes(b"1234"), lambda: a.recv_bytes_into(bytearray(9), 3),
                lambda: b.send_bytes(b"1"), lambda: a.recv_bytes_into(b""), lambda: b.send(lambda: 0), lambda: b.send(), lambda: a.poll(0.01),
                lambda: a.poll("x"), lambda: a.poll(-1), lambda: a.send(1), b.recv,
                lambda: wait([a], 0.01), lambda: wait([], 0), lambda: wait([a], "x"), lambda: wait([object()]),
                lambda: b.send_bytes(b"12345"), lambda: a.recv_bytes(3), a.recv, b.close, b.close,
                lambda: b.send(1), b.fileno, a.recv, lambda: b.closed):
        report(act)
    a.close()
a, b = Pipe()
b.send({"limit": 1}); print(a.recv_bytes(10_000) == pickle.dumps({"limit": 1}))
b.send("0123456789"); size = len(pickle.dumps("0123456789"))
report(lambda: len(a.recv_bytes(size)) == size)
b.send("0123456789"); buffer = bytearray(size); print(a.recv_bytes_into(buffer) == size, pickle.loads(buffer))
b.send("0123456789"); report(lambda: a.recv_bytes(size - 1)); report(a.recv)
for family in ("AF_UNIX", "AF_INET"):
    with Listener(None, family, authkey=b"k") as listener:
        def talk(key):
            try:
                with Client(listener.address, authkey=key) as c:
                    c.send(("hello", key)); print(c.recv()); c.send_bytes(b"bytes")
            except AuthenticationError as error:
                print(error)
        for key in (b"k", b"wrong"):
            thread = threading.Thread(target=talk, args=(key,)); thread.start()
            try:
                with listener.accept() as c:
                    print(c.recv()); c.send("welcome"); print(c.recv_bytes())
            except AuthenticationError as error:
                thread.join(); print(error)
            thread.join()
context = mp.get_context("fork")
a, b = context.Pipe()
def child():
    a.close(); passed = b.recv(); passed.send("through a passed end"); b.send_bytes(bytes(100_000))
process = context.Process(target=child); process.start(); b.close()
x, y = context.Pipe(); a.send(y); print(x.recv()); print(len(a.recv_bytes())); process.join(); report(a.recv)
""",
    "managers": """
import multiprocessing as mp, queue
def work(shared, items, lock, q, value):
    with lock:
        shared["n"] = shared.get("n", 0) + 1; items.append(shared["n"]); value.value += 1
        q.put(shared["n"])
if __name__ == "__main__":
    for method in ("fork", "spawn"):
        context = mp.get_context(method)
        with context.Manager() as manager:
            shared, items, lock, q, value = manager.dict(), manager.list(), manager.RLock(), manager.Queue(), manager.Value("i", 0)
            children = [context.Process(target=work, args=(shared, items, lock, q, value)) for _ in range(2)]
            [c.start() for c in children]; [c.join() for c in children]
            print(shared, items, sorted([q.get(), q.get()]), value.value, len(items), type(lock).__name__)
            event = manager.Event(); event.set(); print(event.wait(), manager.Namespace(x=1), str(shared))
            for act in (lambda: q.get(False), lambda: items[9], lambda: shared["no"], lambda: manager.nothing()):
                try:
                    print(act())
                except Exception as error:
                    print(type(error).__name__, error)
""",
    "pools": """
import multiprocessing as mp, os, time, warnings
from multiprocessing.pool import ThreadPool
from concurrent.futures import ProcessPoolExecutor, BrokenExecutor
def square(n):
    return n * n
def fail(n):
    raise ValueError(n)
def die(n):
    os._exit(1)
def begin(n):
    print("begins", n, flush=True)
def report(act):
    try:
        print(act(), flush=True)
    except BaseException as error:
        print(type(error).__name__, error, flush=True)
if __name__ == "__main__":
    context = mp.get_context("fork")
    for pool in (context.Pool(2, maxtasksperchild=2), ThreadPool(2)):
        with pool:
            for act in (lambda: pool.map(square, range(5)), lambda: pool.apply(square, (3,)), lambda: pool.starmap(pow, [(2, 3)]),
                        lambda: list(pool.imap(square, range(4), 2)), lambda: sorted(pool.imap_unordered(square, range(4))),
                        lambda: pool.apply(fail, (1,)), lambda: pool.map(fail, [1]), lambda: next(pool.imap(fail, [2])),
                        lambda: pool.apply_async(time.sleep, (0.2,)).get(0.01), lambda: pool.imap(time.sleep, [0.2]).next(0.01),
                        lambda: pool.map_async(square, []).get(), pool.join, lambda: pool.imap(square, [1], 0),
                        lambda: pool.apply_async(square, (2,)).successful(), lambda: pool.apply_async(lambda: 0).get()):
                report(act)
            results = []
            pool.apply_async(square, (7,), callback=results.append).wait(); time.sleep(0.02)
            print(results, flush=True); pool.close(); report(lambda: pool.map(square, [1])); pool.join()
    with ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=(1,)) as executor:
        for act in (lambda: executor.submit(square, 3).result(), lambda: list(executor.map(square, range(4), chunksize=2)),
                    lambda: executor.submit(fail, 3).result(), lambda: executor.submit(time.sleep, 0.2).result(0.01),
                    lambda: executor.submit(lambda: 0).result(), lambda: list(executor.map(time.sleep, [0.3], timeout=0.01))):
            report(act)
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        report(lambda: executor.submit(die, 1).result())
    report(lambda: executor.submit(square, 1))
""",
    "sockets": """
import select, selectors, socket, socketserver, threading, time
def report(act):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
a, b = socket.socketpair()
for act in (lambda: a.send(b"abc"), lambda: b.recv(2), lambda: b.recv(10, socket.MSG_PEEK), lambda: b.recv(10), lambda: a.sendall(b""),
            lambda: a.sendall(memoryview(b"xy")), lambda: b.recv_into(bytearray(5)), lambda: a.sendmsg([b"1", b"2"]),
            lambda: b.recvmsg(5)[:3:2], lambda: a.send("text"), lambda: a.recv("x"), lambda: a.recv(-1), lambda: a.recv(),
            lambda: a.sendall(), lambda: a.send(b"", 0, 0), lambda: a.setblocking(False), lambda: a.recv(1), lambda: a.settimeout(0.01),
            lambda: a.recv(1), lambda: a.recvfrom(1), lambda: a.accept(), lambda: a.connect(("x", 1)), lambda: a.settimeout(None),
            lambda: select.select([a], [a], [], 0)[1] == [a], lambda: select.select([a], [], [], 0.01), lambda: select.select([], [], [], -1),
            lambda: select.select([object()], [], []), lambda: select.select(1, 2, 3),
            lambda: select.select([a], [], [], "x"), lambda: select.select(iter([a]), (), (), 0.01),
            b.close, lambda: a.recv(1), a.close, lambda: a.recv(1), lambda: a.send(b"x"), lambda: a.fileno()):
    report(act)
class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())
with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
    thread = threading.Thread(target=server.serve_forever, args=(0.05,)); thread.start()
    with socket.create_connection(server.server_address) as client, client.makefile("rw") as file:
        for word in ("one", "two"):
            print(word, file=file, flush=True); print(file.readline().strip())
    server.shutdown(); thread.join()
report(lambda: socket.create_connection(("127.0.0.1", 9), 0.2))
u, v = [socket.socket(type=socket.SOCK_DGRAM) for _ in "uv"]
u.bind(("127.0.0.1", 0)); v.sendto(b"datagram", u.getsockname()); print(u.recvfrom(20)[0]); u.close(); v.close()
with selectors.DefaultSelector() as s:
    for act in (lambda: s.select(0), lambda: s.select(0.01), lambda: s.select(-1), lambda: s.select("x")):
        report(act)
print(socket.socket.recv.__name__, socket.socket.__name__, issubclass(socket.socket, __import__("_socket").socket), select.select.__name__)
print(type(select.select).__name__, socket.socketpair.__name__, select.select)
""",
    "signal_handlers": """
import os, signal, sys, threading, time
def note(number, frame):
    print("got", number, frame is None or "tracer" in frame.f_code.co_filename)
def report(act):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
class Callable:
    def __call__(self, number, frame):
        print("object", number)
thing = Callable()
for handler in (note, thing, thing.__call__, signal.SIG_IGN, signal.SIG_DFL, signal.default_int_handler, print):
    report(lambda: signal.signal(signal.SIGUSR1, handler) is None)
    print(signal.getsignal(signal.SIGUSR1) == handler, signal.getsignal(signal.SIGUSR1) is handler)
signal.signal(signal.SIGUSR1, thing); os.kill(os.getpid(), signal.SIGUSR1)
signal.signal(signal.SIGUSR1, note); signal.raise_signal(signal.SIGUSR1); signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
for act in (lambda: signal.signal(signal.SIGUSR1), lambda: signal.signal(1, 2, 3), lambda: signal.signal(999, note), lambda: signal.getsignal(999),
            lambda: signal.signal(signal.SIGKILL, note), lambda: signal.raise_signal(999), lambda: signal.raise_signal("x"),
            lambda: os.kill(os.getpid()), lambda: os.kill("x", 0), lambda: os.kill(os.getpid(), 0), lambda: os.kill(2**22 + 5, 0),
            lambda: os.kill(os.getpid(), 999), lambda: os.kill(10**30, 1), lambda: signal.sigtimedwait([signal.SIGUSR2], 0.01),
            lambda: signal.sigtimedwait([signal.SIGUSR2]), lambda: signal.sigtimedwait([], -1), lambda: signal.sigwait(3),
            lambda: signal.pause(1), lambda: signal.alarm(0), lambda: signal.strsignal(9)):
    report(act)
def elsewhere():
    report(lambda: signal.signal(signal.SIGUSR1, note))
thread = threading.Thread(target=elsewhere); thread.start(); thread.join()
def interrupt(number, frame):
    raise InterruptedError("in the middle")
signal.signal(signal.SIGALRM, interrupt)
lock = threading.Lock(); lock.acquire()
for wait in (lambda: time.sleep(5), lambda: lock.acquire(), signal.pause, lambda: os.read(os.pipe()[0], 1),
             lambda: __import__("select").select([], [], [], 5), lambda: threading.Event().wait(5)):
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    report(wait)
signal.signal(signal.SIGALRM, note); signal.setitimer(signal.ITIMER_REAL, 0.02); time.sleep(0.05)
pid = os.fork()
if not pid:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); os.kill(os.getpid(), signal.SIGTERM); os._exit(1)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
os.kill(os.getpid(), signal.SIGTERM)
""",
    "pipes_and_programs": """
import io, os, subprocess, sys
def report(act):
    try:
        print(act())
    except BaseException as error:
        print(type(error).__name__, error)
P = subprocess.PIPE
child = [sys.executable, "-S", "-c", "import sys; sys.stdout.write(sys.stdin.read().upper()); sys.stderr.write('err')"]
for options in ({}, {"text": True}, {"bufsize": 0}, {"bufsize": 1}, {"bufsize": 1, "text": True}, {"bufsize": 100}, {"encoding": "latin-1", "bufsize": 7}):
    with subprocess.Popen(child, stdin=P, stdout=P, stderr=P, **options) as p:
        print([type(f).__name__ for f in (p.stdin, p.stdout, p.stderr)], type(getattr(p.stdout, "buffer", p.stdout)).__name__)
        text = "in" if isinstance(p.stdout, io.TextIOBase) else b"in"
        print(p.stdout.readable(), p.stdout.writable(), p.communicate(text), p.returncode, p.stdout.closed)
with subprocess.Popen(child, stdin=P, stdout=P, stderr=subprocess.DEVNULL) as p:
    p.stdin.write(b"abc\\ndef"); p.stdin.close()
    print(p.stdout.readline(), p.stdout.peek(1), p.stdout.read(1), p.stdout.read(), p.stdout.read(), p.stdout.raw.mode, repr(p.stdout.raw)[:12])
for act in (lambda: subprocess.check_output(["false"]), lambda: subprocess.run(["true"], input=b"x", capture_output=True).returncode,
            lambda: subprocess.run(["cat"], input="x", capture_output=True), lambda: subprocess.run(["no such program"]),
            lambda: subprocess.getoutput("echo a; echo b >&2"), lambda: os.popen("echo popen").read(), lambda: subprocess.call(["true"]),
            lambda: subprocess.run(["sleep", "5"], capture_output=True, timeout=0.05), lambda: subprocess.check_output(["echo", "x"], timeout=5),
            lambda: subprocess.Popen(["cat"], stdin=P).communicate(b"x")):
    report(act)
r, w = os.pipe()
for act in (lambda: os.write(w, b"12345"), lambda: os.read(r, 2), lambda: os.read(r), lambda: os.read("x", 1), lambda: os.read(r, -1), lambda: os.read(999, 1),
            lambda: os.write(w, "text"), lambda: os.write(w), lambda: os.write(999, b""), lambda: os.write(r, b"x"), lambda: os.write(w, memoryview(b"6")),
            lambda: os.read(fd=r, length=1), lambda: os.read(r, 10)):
    report(act)
os.write(w, b"line one\\nline two\\n\\xff"); os.close(w)
f = os.fdopen(r, errors="replace"); print(type(f), f.mode, f.name == r, f.encoding == sys.stdout.encoding or f.encoding, f.readlines(), f.line_buffering); f.close()
report(lambda: os.fdopen("x")); report(lambda: os.fdopen(999))
for mode in ("r", "rb", "rt", "w"):
    r, w = os.pipe(); f = os.fdopen(r if "r" in mode else w, mode)
    print(type(f), type(getattr(f, "buffer", f)), f.mode, f.seekable(), repr(f).replace(str(f.fileno()), "N"))
    report(f.tell); f.close()
class Wide:
    reader = os.read
print(os.read.__name__, repr(os.write), os.kill, Wide().reader is os.read, Wide().reader(os.open(os.devnull, os.O_RDONLY), 1))
""",
}
