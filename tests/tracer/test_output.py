"""Who printed what, and when; what no lane wrote; who waited for input."""

import os

import pytest

from tests.recorded import PYTHONS, Recorded, record, version


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


LANES = """
import sys
import threading
import time

print("first")
print("at once", end="")
sys.stdout.write(" and more\\n")
time.sleep(0.02)
print("after a pause")
print("to stderr", file=sys.stderr)
print("to stdout")
turn = threading.Barrier(2)


def say(name):
    for number in range(3):
        print(name, number)
        turn.wait()


for name in ("Ada", "Bob"):
    threading.Thread(target=say, args=(name,), name=name).start()
"""


@pytest.fixture(scope="module")
def lanes(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(LANES, tmp_path_factory.mktemp("lanes"), python=python)


def test_output_is_told_per_lane_and_stream(lanes: Recorded) -> None:
    assert lanes.said("program.py") == "first\nat once and more\nafter a pause\nto stdout\n"
    assert lanes.said("program.py", "stderr") == "to stderr\n"
    for name in ("Ada", "Bob"):
        assert lanes.said(name) == f"{name} 0\n{name} 1\n{name} 2\n"


def test_a_pause_divides_the_output_of_a_lane(lanes: Recorded) -> None:
    assert any(text.startswith("after a pause") for _, text in lanes.texts())


def test_all_output_together_is_what_came_out(lanes: Recorded) -> None:
    assert sorted("".join(text for _, text in lanes.texts())) == sorted(lanes.stdout.decode())
    assert None not in {who for who, _ in lanes.texts()}


def test_times_of_output_are_in_order(lanes: Recorded) -> None:
    times = [entry["t_ns"] for entry in lanes.summary["output"]]
    assert times == sorted(times)
    assert times[0] > 0
    assert times[-1] < lanes.summary["wall_ns"]


FOREIGN = """
import os
import subprocess
import sys

print("by print")
sys.stdout.flush()
os.write(1, b"by the system\\n")
os.write(2, b"\\xff\\xfe no text\\n")
sys.stdout.buffer.write(b"by the buffer\\n")
print("by print again", flush=True)
subprocess.run(["echo", "by another program"])
os.system("echo by the shell")
print("last", flush=True)
"""


def test_bytes_that_no_lane_wrote_appear_once(python: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    run = record(FOREIGN, tmp_path_factory.mktemp("foreign"), python=python)
    assert run.said(None) == "by the system\nby the buffer\nby another program\nby the shell\n"
    assert run.said("program.py") == "by print\nby print again\nlast\n"
    assert run.texts("stderr") == [(None, "\ufffd\ufffd no text\n")]


FORKED = """
import os

print("printed before the fork")
pid = os.fork()
print("child" if not pid else "parent")
if pid:
    os.waitpid(pid, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_what_the_buffer_held_at_a_fork_comes_out_twice_as_ever(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(FORKED, tmp_path_factory.mktemp("forked"), python=python)
    assert run.stdout.decode().splitlines() == [
        "printed before the fork",
        "child",
        "printed before the fork",
        "parent",
    ]
    by = {who: run.said(who) for who, _ in run.texts()}
    # The parent has said it once; the copy that the child's buffer held, nobody has.
    assert by == {
        "program.py": "printed before the fork\nparent\n",
        "program.py (fork)": "child\n",
        None: "printed before the fork\n",
    }


PIPES = """
import multiprocessing
import os
import subprocess
import sys

CHILD = "import sys; print('through a pipe'); print('an error', file=sys.stderr)"
done = subprocess.run([sys.executable, "-c", CHILD], stdout=subprocess.PIPE)
print("got", done.stdout)
subprocess.run([sys.executable, "-c", "print('straight through')"])
with open(os.path.join(sys.path[0], "log.txt"), "w") as log:
    subprocess.run([sys.executable, "-c", "print('into a file')"], stdout=log)
"""


def test_what_a_child_writes_into_a_pipe_of_the_programs_own_is_not_listed(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(PIPES, tmp_path_factory.mktemp("pipes"), python=python)
    name = os.path.basename(run.summary["python"]["executable"])
    assert {who for who, _ in run.texts() if who is None} == set()
    assert run.said("program.py") == "got b'through a pipe\\n'\n"
    children = [actor["id"] for actor in run.summary["actors"] if actor["name"] == name]
    said = dict.fromkeys(children, "")
    for entry in run.summary["output"]:
        if entry["actor"] in said:
            said[entry["actor"]] += f"{entry['stream']}: {entry['text']}"
    assert said[children[0]].replace("stderr: ", "") == "an error\n"
    assert said[children[1]].replace("stdout: ", "") == "straight through\n"
    assert said[children[2]] == ""


ENCODED = """
import sys

print("中文 \u20ac é")
sys.stdout.reconfigure(encoding="latin-1", errors="replace")
print("é 中")
print("x" * 200_000)
"""


def test_text_is_told_whatever_its_encoding_on_the_way(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(ENCODED, tmp_path_factory.mktemp("encoded"), python=python)
    assert run.said("program.py") == "中文 \u20ac é\né 中\n" + "x" * 200_000 + "\n"
    assert run.said(None) == ""


ASKS = """
import sys
import threading

name = input("Who? ")  # asks for a name
print("Hello,", name)
print(repr(sys.stdin.readline()))
try:
    input()  # there is nothing left
except EOFError:
    print("the end")
"""


@pytest.fixture(scope="module")
def asks(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(ASKS, tmp_path_factory.mktemp("asks"), python=python, stdin_text="Ada\nline\n")


def test_input_is_a_wait_with_its_line(asks: Recorded) -> None:
    assert asks.stdout == b"Who? Hello, Ada\n'line\\n'\nthe end\n"
    lines = [span["line"] for span in asks.spans("program.py", "input")]
    assert lines[0] == asks.line("# asks for a name")
    assert lines[-1] == asks.line("# there is nothing left")


def test_the_question_is_output_of_who_asks(asks: Recorded) -> None:
    assert asks.said("program.py") == "Who? Hello, Ada\n'line\\n'\nthe end\n"
    assert asks.said(None) == ""


# It fits into the buffer: where threads empty it in the middle of each other's prints, Python itself loses text.
CROWD = """
import sys
import threading

sys.setswitchinterval(1e-6)


def shout(number):
    for turn in range(100):
        print(f"<{number} {turn}>")


threads = [threading.Thread(target=shout, args=(number,), name=f"t{number}") for number in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_a_crowd_that_prints_leaves_no_text_without_an_owner(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = record(CROWD, tmp_path_factory.mktemp("crowd"), python=python)
    assert [text for who, text in run.texts() if who is None] == []
    for number in range(6):
        assert run.said(f"t{number}") == "".join(f"<{number} {turn}>\n" for turn in range(100))
