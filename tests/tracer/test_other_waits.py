"""Polls, standard input, programs that `os` starts, and results: waits that the usual doors don't show."""

import os
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

pytestmark = pytest.mark.skipif(os.name == "nt", reason="poll, epoll and posix_spawn aren't there")

WAITS = """
import os
import select
import sys
import time
from concurrent.futures import ThreadPoolExecutor

left, right = os.pipe()
poll = select.poll()
poll.register(left, select.POLLIN)
print(poll.poll(30))  # polls in vain
if hasattr(select, "epoll"):
    with select.epoll() as epoll:
        epoll.register(left, select.EPOLLIN)
        print(epoll.poll(0.03))  # asks epoll in vain
        os.write(right, b"x")
        print(len(epoll.poll(5)), isinstance(epoll, select.epoll))
print(len(poll.poll()))

print(os.system("sleep 0.05"))  # waits for a shell
pid = os.posix_spawn("/bin/sh", ["shell", "-c", "exit 3"], os.environ)  # spawns
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

def work():
    time.sleep(0.05)
    return 5

with ThreadPoolExecutor(1, thread_name_prefix="pool") as pool:
    print(pool.submit(work).result())  # wants the result
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def waits(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(WAITS, tmp_path_factory.mktemp("waits"), python=str(request.param))


def test_a_poll_that_waits_is_io(waits: Recorded) -> None:
    lines = [span["line"] for span in waits.spans("program.py", "io")]
    assert lines[:2] == [waits.line("# polls in vain"), waits.line("# asks epoll in vain")]
    assert waits.stdout.decode().splitlines()[:4] == ["[]", "[]", "1 True", "1"]


def test_os_system_is_a_wait_for_a_process(waits: Recorded) -> None:
    shell = waits.spans("program.py", "process")[0]
    assert shell["line"] == waits.line("# waits for a shell")
    assert shell["end_ns"] - shell["start_ns"] >= 50_000_000


def test_a_program_that_posix_spawn_starts_is_an_opaque_lane(waits: Recorded) -> None:
    shell = waits.actor("shell")
    assert (shell["kind"], shell["end"], shell["status"]) == ("opaque", "finished", 3)
    assert shell["parent"] == waits.actor("program.py")["id"]


def test_a_worker_wakes_who_waits_for_its_result(waits: Recorded) -> None:
    (span,) = [each for each in waits.spans("program.py", "join") if each["object"] is not None]
    assert span["line"] == waits.line("# wants the result")
    assert waits.flows("wake") == [("pool_0", "program.py")]


READER = """
import sys
print("ready", flush=True)
print(repr(sys.stdin.readline()), flush=True)  # reads one
for line in sys.stdin:  # reads the others
    print(repr(line), flush=True)
print(repr(sys.stdin.read()), sys.stdin)
"""

FEEDS = """
import subprocess
import sys
import time

with subprocess.Popen([sys.executable, "reader.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
    print(child.stdout.readline(), end="")
    for line in ("a\\n", "b\\n"):
        time.sleep(0.05)
        child.stdin.write(line)
        child.stdin.flush()
        print(child.stdout.readline(), end="")
    time.sleep(0.05)
    print(child.communicate()[0], end="")
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_whatever_reads_standard_input_waits_for_input(python: str, tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text(READER)
    run = record(FEEDS, tmp_path, python=python)
    lines = [span["line"] for span in run.spans(None, "input")]
    first = READER.splitlines().index("print(repr(sys.stdin.readline()), flush=True)  # reads one") + 1
    assert lines == [first, first + 1, first + 1]
    name = "<_io.TextIOWrapper name='<stdin>' mode='r' encoding='utf-8'>"
    assert run.stdout.decode().splitlines() == ["ready", "'a\\n'", "'b\\n'", f"'' {name}"]


ENCRYPTED = """
import socket
import ssl
import threading
import time


def context(kind):
    made = ssl.SSLContext(kind)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    made.maximum_version = ssl.TLSVersion.TLSv1_2
    made.set_ciphers("aNULL:@SECLEVEL=0")  # without a certificate
    return made


def serve():
    time.sleep(0.05)
    with context(ssl.PROTOCOL_TLS_SERVER).wrap_socket(right, server_side=True) as sock:
        time.sleep(0.05)
        sock.sendall(b"hello")
        sock.recv(1)  # the server receives


left, right = socket.socketpair()
server = threading.Thread(target=serve, name="server")
server.start()
with context(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(left) as sock:  # shakes hands
    print(sock.recv(5))  # receives
    time.sleep(0.05)
    sock.sendall(b"x")
    server.join()
"""


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_an_encrypted_socket_that_waits_is_io(python: str, tmp_path: Path) -> None:
    run = record(ENCRYPTED, tmp_path, python=python)
    if b"NO_CIPHERS" in run.stderr or b"No cipher" in run.stderr:
        pytest.skip("this OpenSSL has no ciphers that do without a certificate")
    assert run.stdout == b"b'hello'\n", run.stderr.decode()
    lines = [span["line"] for span in run.spans("program.py", "io")]
    assert lines == [run.line("# shakes hands"), run.line("# receives")]
    assert run.line("# the server receives") in [span["line"] for span in run.spans("server", "io")]
