"""Waits for pipes, sockets and other programs: seen when they last over 1 ms, and seen while they last."""

from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

SOCKETS = """
import select
import selectors
import socket
import threading
import time

PAUSE = 0.1


def serve():
    connection, _ = listener.accept()  # accepts
    with connection:
        while data := connection.recv(100):  # the server receives
            time.sleep(PAUSE)
            connection.sendall(data.upper())


listener = socket.create_server(("127.0.0.1", 0))
server = threading.Thread(target=serve, name="server")
server.start()
time.sleep(PAUSE)
client = socket.create_connection(listener.getsockname())
for word in (b"one", b"two"):
    client.sendall(word)
    print(client.recv(100))  # the client receives
client.shutdown(socket.SHUT_WR)
with client.makefile("rb") as file:
    print(file.read())  # reads to the end
client.close()
server.join()
listener.close()

left, right = socket.socketpair()
print(select.select([left], [], [], 0.03)[0])  # selects
with selectors.DefaultSelector() as selector:
    selector.register(left, selectors.EVENT_READ)
    print(selector.select(0.03))  # asks a selector
left.settimeout(0.03)
try:
    left.recv(1)  # times out
except TimeoutError as error:
    print(error)
left.setblocking(False)
try:
    left.recv(1)
except BlockingIOError:
    print("would block")
left.setblocking(True)
for turn in range(50):
    right.sendall(b"x")  # is ready at once
    left.recv(1)  # has something
    select.select([right], [right], [], 1)  # can be written


def drain():
    time.sleep(PAUSE)
    while right.recv(1 << 16):
        pass


drainer = threading.Thread(target=drain)
drainer.start()
left.sendall(bytes(1 << 22))  # sends more than fits
left.close()
drainer.join()
right.close()
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def sockets(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    run = record(SOCKETS, tmp_path_factory.mktemp("sockets"), python=request.param)
    told = b"b'ONE'\nb'TWO'\nb''\n[]\n[]\ntimed out\nwould block\n"
    assert (run.stdout, run.stderr, run.outcome.status) == (told, b"", 0)
    return run


def io_lines(run: Recorded, actor: str = "program.py") -> list[int]:
    return [span["line"] for span in run.spans(actor, "io")]


def test_waits_for_sockets_are_io_with_their_line(sockets: Recorded) -> None:
    lines = io_lines(sockets)
    assert lines.count(sockets.line("# the client receives")) == 2
    for mark in ("# selects", "# asks a selector", "# times out", "# sends more than fits"):
        assert lines.count(sockets.line(mark)) == 1, mark
    assert io_lines(sockets, "server").count(sockets.line("# accepts")) == 1


def test_what_is_ready_at_once_is_no_wait(sockets: Recorded) -> None:
    lines = io_lines(sockets)
    for mark in ("# is ready at once", "# has something", "# can be written"):
        assert sockets.line(mark) not in lines
    for span in sockets.spans(state="io"):
        assert span["end_ns"] - span["start_ns"] >= 1_000_000


def test_bytes_that_arrive_are_arrows_between_the_lanes(sockets: Recorded) -> None:
    messages = sockets.flows("message")
    assert messages[:4] == [("program.py", "server"), ("server", "program.py")] * 2


TWO_PROCESSES = """
import multiprocessing
import socket
import sys
import time


def ask(address):
    with socket.create_connection(address) as connection:
        connection.sendall(b"question")
        print(connection.recv(100))  # waits for the answer


def main():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        child = multiprocessing.get_context("spawn").Process(
            target=ask, args=(listener.getsockname(),), name="asking"
        )
        child.start()
        connection, _ = listener.accept()
        with connection:
            data = connection.recv(4) + connection.recv(100)
            time.sleep(0.1)
            connection.sendall(data[::-1])
        child.join()


if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_sockets_of_two_processes_know_each_other(python: str, tmp_path: Path) -> None:
    run = record(TWO_PROCESSES, tmp_path, python=python)
    assert (run.stdout, run.stderr) == (b"b'noitseuq'\n", b"")
    assert run.flows("message") == [("asking", "program.py"), ("program.py", "asking")]
    assert run.line("# waits for the answer") in io_lines(run, "asking")


PIPES = """
import os
import subprocess
import sys
import time

PAUSE = 0.1

reader, writer = os.pipe()
pid = os.fork()
if not pid:
    os.close(reader)
    for word in (b"first", b"second", b"third\\n", b"fourth\\n"):
        time.sleep(PAUSE)
        os.write(writer, word)
    os._exit(0)
os.close(writer)
print(os.read(reader, 100))  # reads from the pipe
print(os.read(reader, 100))
with os.fdopen(reader) as file:
    print(file.readline())  # reads a line
    print(file.read())  # reads the rest
os.waitpid(pid, 0)

SLOW = "import time; time.sleep(0.1); print('out', flush=True); time.sleep(0.1)"
done = subprocess.run([sys.executable, "-S", "-c", SLOW], capture_output=True)  # runs it
print(done.stdout)
closing = "exec 1>&- 2>&-; sleep 0.1"
subprocess.run(closing, shell=True, capture_output=True)  # runs on without pipes
slowly = "sleep 0.1; echo a; sleep 0.1; echo b"
with subprocess.Popen(slowly, shell=True, stdout=subprocess.PIPE, text=True) as child:
    for line in child.stdout:  # reads line by line
        print(line, end="")
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
    print(type(child.stdout), type(child.stdin))
    print(child.communicate(b"x" * 100_000)[0].count(b"x"))
try:
    subprocess.run(["sleep", "5"], capture_output=True, timeout=0.1)  # is too slow
except subprocess.TimeoutExpired as error:
    print(error.timeout)
with open(__file__, "rb", buffering=0) as file:
    print(len(os.read(file.fileno(), 7)), os.read(file.fileno(), 0))
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def pipes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    run = record(PIPES, tmp_path_factory.mktemp("pipes"), python=request.param)
    told = (
        "b'first'\nb'second'\nthird\n\nfourth\n\nb'out\\n'\na\nb\n"
        "<class '_io.FileIO'> <class '_io.FileIO'>\n100000\n0.1\n7 b''\n"
    )
    assert (run.stdout.decode(), run.stderr, run.outcome.status) == (told, b"", 0)
    return run


def test_reading_from_a_pipe_waits(pipes: Recorded) -> None:
    lines = io_lines(pipes)
    for mark in ("# reads from the pipe", "# reads a line", "# reads the rest"):
        assert lines.count(pipes.line(mark)) == 1, mark
    assert lines.count(pipes.line("# reads line by line")) >= 2


def test_running_a_program_waits_for_its_pipes_and_then_for_its_end(pipes: Recorded) -> None:
    line = pipes.line("# runs on")
    states = [span["state"] for span in pipes.spans("program.py") if span["line"] == line]
    assert states[-1] == "process"
    (io,) = [span for span in pipes.spans("program.py", "io") if span["line"] == pipes.line("# runs it")]
    assert io["end_ns"] - io["start_ns"] > 150_000_000


def test_a_time_out_ends_both_waits(pipes: Recorded) -> None:
    line = pipes.line("# is too slow")
    spans = [span for span in pipes.spans("program.py") if span["line"] == line]
    assert spans[0]["state"] == "io"
    assert all(span["end_ns"] is not None for span in spans)


STUCK = """
import socket
import sys
import threading
import os

left, right = socket.socketpair()
reader, writer = os.pipe()
threading.Thread(target=left.recv, args=(1,), name="receiving").start()
threading.Thread(target=os.read, args=(os.pipe()[0], 1), name="reading").start()
os.write(writer, bytes(1 << 20))  # writes more than fits
"""


def test_a_wait_that_never_ends_is_seen_open(tmp_path: Path) -> None:
    run = record(STUCK, tmp_path, timeout_s=1.5)
    blocked = {run.name(entry["actor"]): (entry["state"], entry["line"]) for entry in run.summary["blocked"]}
    assert blocked == {
        "receiving": ("io", run.line('name="receiving"')),
        "reading": ("io", run.line('name="reading"')),
        "program.py": ("io", run.line("# writes more than fits")),
    }
