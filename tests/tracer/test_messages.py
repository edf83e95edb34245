"""Items and messages between processes: who waited, and one arrow from each sender to its receiver."""

import sys
from collections import Counter
from operator import itemgetter
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version
from tests.tracer.cases import CASES, case_name

QUEUES = """
import multiprocessing
import sys
import time

PAUSE = 0.1


def work(queue, full, simple, joinable, mine, theirs):
    theirs.close()
    time.sleep(PAUSE)  # so that main waits already
    queue.put("first")  # puts the first
    time.sleep(PAUSE)
    queue.put("second")
    simple.put("simple")  # puts into the simple one
    full.put(1)
    full.put(2)  # waits for room
    time.sleep(PAUSE)
    for number in range(2):
        joinable.get()
        time.sleep(PAUSE / 2)
        joinable.task_done()
    mine.send({"big": "x" * 300_000})  # sends
    print(mine.recv())
    mine.send_bytes(b"bytes")


def main():
    context = multiprocessing.get_context(sys.argv[1])
    queue = context.Queue()  # makes the queue
    full = context.Queue(1)
    simple = context.SimpleQueue()
    joinable = context.JoinableQueue()
    mine, theirs = context.Pipe()
    worker = context.Process(target=work, args=(queue, full, simple, joinable, theirs, mine), name="worker")
    worker.start()
    theirs.close()
    print(queue.get())  # waits for the first
    print(queue.get(timeout=5))  # waits for the second
    print(simple.get())  # waits for the simple one
    time.sleep(2 * PAUSE)
    print(full.get(), full.get())
    joinable.put("task")
    joinable.put("task")
    joinable.join()  # waits for the work
    print(len(mine.recv()["big"]))
    time.sleep(PAUSE)
    mine.send([1, 2])  # answers
    print(mine.recv_bytes())
    try:
        queue.get(timeout=0.02)  # nothing comes
    except Exception as error:
        print(type(error).__name__)
    print(mine.poll(0.02))  # polls
    try:
        mine.recv()  # finds the end
    except EOFError:
        print("end")
    worker.join()


if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module", params=CASES, ids=case_name)
def queues(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    python, method = request.param
    run = record(QUEUES, tmp_path_factory.mktemp("queues"), python=python, arguments=(method,))
    told = [b"first", b"second", b"simple", b"1 2", b"300000", b"b'bytes'", b"Empty", b"True", b"end"]
    assert sorted(run.stdout.splitlines()) == sorted([*told, b"[1, 2]"])
    assert (run.stderr, run.outcome.status) == (b"", 0)
    return run


MAIN_WAITS = [
    ("# waits for the first", "get", "queue"),
    ("# waits for the second", "get", "queue"),
    ("# waits for the simple one", "get", "simple"),
    ("# waits for the work", "join", "joinable"),
    ("# nothing comes", "get", "queue"),
]


def test_waits_at_queues_have_their_object_and_line(queues: Recorded) -> None:
    names = {thing["id"]: thing["name"] for thing in queues.summary["objects"]}
    waits = {(span["line"], span["state"], names.get(span["object"])) for span in queues.spans("program.py")}
    for mark, state, name in MAIN_WAITS[:2] + MAIN_WAITS[3:]:
        assert (queues.line(mark), state, name) in waits
    put = queues.span("worker", "put")
    assert (put["line"], names[put["object"]]) == (queues.line("# waits for room"), "full")


def test_each_item_is_an_arrow_from_its_putter_to_its_getter(queues: Recorded) -> None:
    # Two of `queue`, two of `full`, one of `simple`; two of `joinable` the other way.
    expected = {("worker", "program.py"): 5, ("program.py", "worker"): 2}
    assert Counter(queues.flows("item")) == expected


def test_items_of_one_sender_keep_their_order(queues: Recorded) -> None:
    items = [flow for flow in queues.summary["flows"] if flow["kind"] == "item"]
    first = next(flow for flow in items if queues.name(flow["from"]) == "worker")
    waits = [span for span in queues.spans("program.py", "get") if span["end_ns"] is not None]
    assert waits[0]["start_ns"] <= first["received_ns"] <= waits[0]["end_ns"]
    assert first["sent_ns"] <= first["received_ns"]


def test_a_queue_is_one_for_all_processes(queues: Recorded) -> None:
    thing = queues.object("queue")
    assert (thing["kind"], thing["line"]) == ("queue", queues.line("# makes the queue"))


def test_messages_are_arrows_and_receiving_waits(queues: Recorded) -> None:
    assert queues.flows("message") == [("worker", "program.py"), ("program.py", "worker")]
    assert queues.line("print(mine.recv())") in [span["line"] for span in queues.spans("worker", "io")]


def test_what_takes_the_library_to_send_is_hidden(queues: Recorded) -> None:
    assert "QueueFeederThread" in {actor.name for actor in queues.hidden()}
    assert all("Feeder" not in name for name in queues.names())


MANY = """
import multiprocessing
import sys


def put(queue, number):
    for turn in range(40):
        queue.put((number, turn))


def main():
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    workers = [context.Process(target=put, args=(queue, n), name=f"putter {n}") for n in range(3)]
    for worker in workers:
        worker.start()
    for _ in range(120):
        print(*queue.get())
    for worker in workers:
        worker.join()


main()
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_many_putters_are_told_from_each_other(python: str, tmp_path: Path) -> None:
    run = record(MANY, tmp_path, python=python)
    got = [f"putter {line.split()[0]}" for line in run.stdout.decode().splitlines()]
    items = sorted(
        (flow for flow in run.summary["flows"] if flow["kind"] == "item"),
        key=lambda flow: flow["received_ns"],
    )
    assert [run.name(flow["from"]) for flow in items] == got
    assert {run.name(flow["to"]) for flow in items} == {"program.py"}


POOLS = """
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def square(number):
    time.sleep(0.05)
    return number * number


def main():
    context = multiprocessing.get_context(sys.argv[1])
    with context.Pool(2) as pool:  # makes the pool
        time.sleep(0.2)
        print(pool.map(square, [1, 2, 3, 4], 1))  # maps
        print(pool.apply_async(square, (5,)).get())  # applies
        print(list(pool.imap(square, [6])))  # iterates
        pool.close()
        pool.join()  # joins the pool
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        future = executor.submit(square, 7)  # submits
        print(future.result())  # waits for the result


if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module", params=CASES, ids=case_name)
def pools(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    python, method = request.param
    run = record(POOLS, tmp_path_factory.mktemp("pools"), python=python, arguments=(method,))
    assert (run.stdout, run.stderr) == (b"[1, 4, 9, 16]\n25\n[36]\n49\n", b"")
    return run


def workers_of(run: Recorded) -> list[str]:
    return [name for name in run.names() if name != "program.py"]


def test_workers_are_shown_by_name(pools: Recorded) -> None:
    names = workers_of(pools)
    assert len(names) == 3
    assert sorted(name.rstrip("0123456789") for name in names)[0].endswith("PoolWorker-")
    assert all(pools.actor(name)["kind"] == "process" for name in names)
    assert all(pools.actor(name)["parent"] == pools.actor("program.py")["id"] for name in names)


def test_idle_workers_wait_to_get(pools: Recorded) -> None:
    for name in workers_of(pools)[:2]:
        first = pools.spans(name, "get")[0]
        assert first["end_ns"] - first["start_ns"] > 0
        assert first["object"] is not None


def test_submitted_work_is_an_arrow_from_the_submitter_to_its_worker(pools: Recorded) -> None:
    items = pools.flows("item")
    assert {sender for sender, _ in items} == {"program.py"}
    work = [span for span in pools.summary["spans"] if span["line"] == pools.line("time.sleep(0.05)")]
    assert len(work) == 7
    for span in work:
        begun = [
            flow
            for flow in pools.summary["flows"]
            if flow["kind"] == "item"
            and flow["to"] == span["actor"]
            and flow["received_ns"] <= span["start_ns"]
        ]
        assert begun, "work that nobody submitted"


def test_waiting_for_results_is_a_join_and_for_the_pool_a_process(pools: Recorded) -> None:
    joins = [span["line"] for span in pools.spans("program.py", "join")]
    for mark in ("# maps", "# applies", "# iterates", "# waits for the result"):
        assert pools.line(mark) in joins
    assert next(span["line"] for span in pools.spans("program.py", "process")) == pools.line(
        "# joins the pool"
    )


def test_the_worker_of_a_result_wakes_who_waits_for_it(pools: Recorded) -> None:
    wakes = [flow for flow in pools.summary["flows"] if flow["kind"] == "wake"]
    lines = {span["end_ns"]: span["line"] for span in pools.spans("program.py", "join")}
    assert [lines[max(end for end in lines if end <= flow["received_ns"])] for flow in wakes] == [
        pools.line(mark) for mark in ("# maps", "# applies", "# iterates", "# waits for the result")
    ]
    main = pools.actor("program.py")["id"]
    work = [span for span in pools.spans(state="sleep") if span["actor"] != main]
    for flow in wakes[1:]:  # the first is of two workers at a time
        last = max((span for span in work if span["end_ns"] < flow["received_ns"]), key=itemgetter("end_ns"))
        assert (flow["from"], flow["to"]) == (last["actor"], main)
        assert last["end_ns"] < flow["sent_ns"] < flow["received_ns"]


MANAGER = """
import multiprocessing
import sys
import time


def visit(shared, lock):
    with lock:  # waits for the manager's lock
        shared["visited"] = True


def main():
    context = multiprocessing.get_context(sys.argv[1])
    with context.Manager() as manager:
        shared, lock = manager.dict(), manager.Lock()
        lock.acquire()
        visitor = context.Process(target=visit, args=(shared, lock), name="visitor")
        visitor.start()
        time.sleep(0.4)
        lock.release()
        visitor.join()
        print(dict(shared))


if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_server_of_a_manager_is_shown_and_calls_to_it_wait(case: tuple[str, str], tmp_path: Path) -> None:
    python, method = case
    run = record(MANAGER, tmp_path, python=python, arguments=(method,))
    assert (run.stdout, run.stderr) == (b"{'visited': True}\n", b"")
    assert run.actor("SyncManager-1")["kind"] == "process"
    assert run.actor("SyncManager-1")["parent"] == run.actor("program.py")["id"]
    waits = [
        span for span in run.spans("visitor", "io") if span["line"] == run.line("# waits for the manager")
    ]
    longest = max(waits, key=lambda span: span["end_ns"] - span["start_ns"])
    assert longest["end_ns"] - longest["start_ns"] > 50_000_000


CLIENT = """
import subprocess
import sys
import time
from multiprocessing.connection import Client, Listener, wait

PEER = '''
import sys
from multiprocessing.connection import Client
with Client(sys.argv[1], authkey=b"key") as peer:
    print(peer.recv(), peer.recv_bytes(), flush=True)
    peer.send({"answer": 1})
    peer.send_bytes(b"raw")
    try:
        peer.recv_bytes(4)
    except OSError as error:
        print(error, flush=True)
'''

with Listener(authkey=b"key") as listener:
    peer = subprocess.Popen([sys.executable, *sys.argv[1:], "-c", PEER, listener.address])
    with listener.accept() as connection:  # accepts
        connection.send(["hello"])
        connection.send_bytes(b"bytes")
        wait([connection])
        time.sleep(0.05)
        print(connection.recv(), connection.recv_bytes(3))
        connection.send_bytes(b"too long")
        peer.wait()
"""


@pytest.mark.parametrize("options", [(), ("-I", "-S")], ids=["traced", "untraced"])
@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_a_peer_understands_whether_it_is_traced_or_not(
    options: tuple[str, ...], python: str, tmp_path: Path
) -> None:
    run = record(CLIENT, tmp_path, python=python, arguments=options)
    lines = run.stdout.decode().splitlines()
    assert sorted(lines) == sorted(["['hello'] b'bytes'", "{'answer': 1} b'raw'", "bad message length"])
    assert (run.stderr, run.outcome.status) == (b"", 0)
    peer = next(name for name in run.names() if name != "program.py")
    expected = [] if options else [("program.py", peer), (peer, "program.py")]
    assert run.flows("message") == expected
    assert run.line("# accepts") in [span["line"] for span in run.spans("program.py", "io")]


JOIN_FIRST = """
import multiprocessing


def work(queue):
    for _ in range(3):
        queue.put("x" * 100_000)


context = multiprocessing.get_context("fork")
queue = context.Queue()
worker = context.Process(target=work, args=(queue,), name="worker")
worker.start()
worker.join()  # joins first
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_a_child_that_cannot_flush_what_it_put_waits_to_put(python: str, tmp_path: Path) -> None:
    run = record(JOIN_FIRST, tmp_path, python=python, timeout_s=1.5)
    blocked = {run.name(entry["actor"]): entry for entry in run.summary["blocked"]}
    assert set(blocked) == {"program.py", "worker"}
    assert blocked["worker"]["state"] == "put"
    assert blocked["worker"]["object"] == run.object("queue")["id"]
    assert (blocked["program.py"]["state"], blocked["program.py"]["line"]) == (
        "process",
        run.line("# joins first"),
    )
    assert run.name(blocked["program.py"]["holder"]) == "worker"


CAPACITY = """
import multiprocessing, os, signal, sys
reader, writer = multiprocessing.Pipe(duplex=False)
signal.signal(signal.SIGALRM, lambda *_: (print(sent, flush=True), os._exit(0)))
signal.setitimer(signal.ITIMER_REAL, 0.5)
sent = 0
while True:
    writer.send(sent % 100)
    sent += 1
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere messages carry a trailer")
def test_a_pipe_takes_as_many_messages_as_without_the_tracer(tmp_path: Path) -> None:
    import subprocess

    run = record(CAPACITY, tmp_path)
    stock = subprocess.run([sys.executable, "-c", CAPACITY], capture_output=True, check=True)
    assert run.stdout == stock.stdout
    assert int(run.stdout) > 100


SHARED_MEMORY = """
from multiprocessing import get_context, shared_memory


def write(name):
    shared[0] = 3
    segment = shared_memory.SharedMemory(name)
    segment.buf[0] = 7
    segment.close()


segment = shared_memory.SharedMemory(create=True, size=10)
shared = shared_memory.ShareableList([1, "two"])
child = get_context("fork").Process(target=write, args=(segment.name,))
child.start()
child.join()
print(segment.buf[0], list(shared))
for each in (segment, shared.shm):
    each.close()
    each.unlink()
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_shared_memory_just_works(python: str, tmp_path: Path) -> None:
    run = record(SHARED_MEMORY, tmp_path, python=python)
    assert (run.stdout, run.stderr, run.outcome.status) == (b"7 [3, 'two']\n", b"", 0)
    assert run.names() == ["program.py", "ForkProcess-1"]  # what tracks its resources is the library's own
