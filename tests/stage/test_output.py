"""What a program prints: kept, handed on, mapped back from its copy, never a reason to hang."""

import asyncio
import struct
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.manifest import Stream
from app.stage import capture
from app.stage.backpath import PathBack
from app.stage.capture import Capture
from app.stage.channel import Channel
from app.stage.run import Run
from tests.stage.staging import Stage, Told, gone, outcome_of, stop_when_ready

BOTH = r"""
import sys
sys.stdout.buffer.write(bytes(range(256)) * 300)
sys.stderr.buffer.write(b"\xff\r\n\0" * 3)
"""


def test_both_streams_are_kept_byte_for_byte(stage: Stage) -> None:
    told = stage.run(BOTH)
    assert told.output["stdout"] == stage.kept("stdout") == bytes(range(256)) * 300
    assert told.output["stderr"] == stage.kept("stderr") == b"\xff\r\n\0" * 3


def test_the_index_says_when_each_part_came(stage: Stage) -> None:
    source = "import time\nfor n in range(3):\n print(n, flush=True)\n time.sleep(0.01)"
    told = stage.run(source)
    assert told.outcome is not None
    records = list(struct.iter_unpack("<QQ", stage.kept("stdout.index")))  # type: ignore[arg-type]
    assert [offset for _, offset in records] == [0, 2, 4]
    times = [t_ns for t_ns, _ in records]
    assert times == sorted(times)
    assert times[0] > 0
    assert times[-1] < told.outcome.wall_ns


def test_a_flood_of_prints_can_be_stopped(stage: Stage) -> None:
    told = stage.run("print('ready')\nwhile True: print('x' * 999)", stop_when_ready)
    assert outcome_of(told) == ("stopped", None, 130)
    assert told.output["stdout"].startswith(b"ready\nxxx")


def test_a_flood_past_the_cap_is_counted(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "CAP_BYTES", 100_000)
    told = stage.run("print('x' * 299_999)")
    assert len(told.output["stdout"]) == 300_000
    assert len(stage.kept("stdout")) == 100_000
    assert stage.manifest.omitted == {"stdout": 200_000, "stderr": 0}


def test_a_program_that_closes_its_output_runs_on(stage: Stage) -> None:
    told = stage.run("import os\nprint('a', flush=True)\nos.close(1); os.close(2)\nos._exit(6)")
    assert outcome_of(told) == ("exited", 6, 6)
    assert told.output["stdout"] == b"a\n"


def test_a_receiver_that_breaks_off_breaks_the_programs_pipe(stage: Stage) -> None:
    async def refuse() -> None:
        raise BrokenPipeError

    def at_once(stream: Stream, chunk: bytes) -> None:
        raise BrokenPipeError

    def later(stream: Stream, chunk: bytes) -> asyncio.Future[None]:
        return asyncio.ensure_future(refuse())

    source = """
import os, sys
try:
    while True:
        os.write(1, b"x" * 9999)
except BrokenPipeError:
    os._exit(9)
"""
    for number, receiver in enumerate((at_once, later)):
        request = stage.request(source, directory=stage.folder / f"recording{number}")
        outcome = asyncio.run(Run(request, on_output=receiver).run())
        assert (outcome.reason, outcome.status) == ("exited", 9)


def test_a_pipe_that_a_stranger_holds_open_is_given_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.stage.run.SILENCE_S", 0.1)
    monkeypatch.setattr("app.stage.tree.Tree.members", lambda self: [])  # it can't be found
    source = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-I", "-c", "import time; time.sleep(600)"])
print("pid", child.pid, flush=True)
"""
    told = stage.run(source)
    (pid,) = told.numbers("pid")
    assert not gone(pid)
    psutil.Process(pid).kill()
    assert outcome_of(told) == ("exited", 0, 0)


# Input ---------------------------------------------------------------------------------------------------


def test_standard_input_answers_input(stage: Stage) -> None:
    async def answer(run: Run, told: Told) -> None:
        await told.until_printed(b"name? ")
        run.write_input("Zoé 李\n")
        await told.until_printed(b"hello")
        run.close_input()

    source = (
        "name = input('name? ')\nprint('hello', name, flush=True)\nimport sys; print(repr(sys.stdin.read()))"
    )
    told = stage.run(source, answer)
    assert told.output["stdout"].decode() == "name? hello Zoé 李\n''\n"
    assert outcome_of(told) == ("exited", 0, 0)


def test_input_that_nobody_reads_does_no_harm(stage: Stage) -> None:
    async def write_much(run: Run, told: Told) -> None:
        await told.until_printed(b"ready")
        for _ in range(50):
            run.write_input("x" * 100_000)
        run.stop()

    told = stage.run("import time\nprint('ready', flush=True)\ntime.sleep(600)", write_much)
    assert outcome_of(told) == ("stopped", None, 130)


def test_input_for_a_program_that_closed_its_own_does_no_harm(stage: Stage) -> None:
    async def write(run: Run, told: Told) -> None:
        await told.until_printed(b"ready")
        for _ in range(20):
            run.write_input("x\n")
            await asyncio.sleep(0)
        run.close_input()
        run.write_input("x\n")
        await told.until_printed(b"done")

    source = """
import os, time
os.close(0)
print("ready", flush=True)
time.sleep(0.05)
print("done", flush=True)
"""
    assert outcome_of(stage.run(source, write)) == ("exited", 0, 0)


def test_input_before_and_after_the_run_does_no_harm(stage: Stage) -> None:
    run = Run(stage.request("pass"))
    run.write_input("x")
    run.close_input()
    asyncio.run(run.run())
    run.write_input("x")
    run.write_input_threadsafe("x")
    run.close_input()
    run.stop()
    run.stop_threadsafe()
    assert run.outcome is not None
    assert run.outcome.reason == "exited"


def test_orders_of_other_threads_are_obeyed(stage: Stage) -> None:
    async def order(run: Run, told: Told) -> None:
        await told.until_printed(b"? ")
        await asyncio.to_thread(run.write_input_threadsafe, "42\n")
        await asyncio.to_thread(run.close_input_threadsafe)
        await told.until_printed(b"ready")
        await asyncio.to_thread(run.stop_threadsafe)

    source = "import sys, time\nprint(input('? '), sys.stdin.read(), 'ready', flush=True)\ntime.sleep(600)"
    assert outcome_of(stage.run(source, order)) == ("stopped", None, 130)


def test_a_stop_from_another_thread_before_there_is_a_loop_counts(stage: Stage) -> None:
    run = Run(stage.request("while True: pass"))
    run.stop_threadsafe()
    assert asyncio.run(run.run()).reason == "stopped"


# The copy of an edited program ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["plain.py", "with space.py", 'it\'s "q".py', "程序.py", "-x.py", "no_ending"]
)
def test_a_program_may_have_any_name(stage: Stage, name: str) -> None:
    told = stage.run(stage.request("import sys; print(sys.argv[0])", name))
    assert told.output["stdout"].decode().strip() == str(stage.folder / name)
    edited = stage.request("", name, source="1/0\n", directory=stage.folder / "edited")
    told = stage.run(edited)
    assert outcome_of(told) == ("exited", 1, 1)
    assert f'File "{stage.folder / name}", line 1' in told.output["stderr"].decode()
    assert b"edited" not in told.output["stderr"]


def test_a_copy_runs_what_was_edited_and_the_file_stays(stage: Stage) -> None:
    request = stage.request("print('file')", source="print('edited')\n", edited=True)
    told = stage.run(request)
    assert told.output["stdout"] == b"edited\n"
    assert request.program.read_text() == "print('file')"
    manifest = stage.manifest
    assert manifest.edited
    assert manifest.copy == str(stage.folder / "recording" / "program" / "program.py")
    assert Path(manifest.copy).read_text() == "print('edited')\n"


def test_a_copy_finds_the_modules_beside_the_original(stage: Stage) -> None:
    stage.program("WORD = 'beside'", "neighbour.py")
    told = stage.run(stage.request("", source="import neighbour; print(neighbour.WORD)"))
    assert told.output["stdout"] == b"beside\n"


def test_a_copy_is_written_in_the_encoding_that_it_declares(stage: Stage) -> None:
    source = "# -*- coding: gbk -*-\nprint(len('余额'), ascii('余额'))\n"
    told = stage.run(stage.request("", source=source))
    assert told.output["stdout"] == b"2 '\\u4f59\\u989d'\n"


PATH, ORIGINAL = b"/run/ab/ab.py", b"/home/ab.py"
PIECES = st.sampled_from([PATH, PATH[:5], PATH[:-1], b"/run", b"x", b"/", b"\n", ORIGINAL])


@given(st.lists(PIECES).map(b"".join), st.lists(st.integers(1, 9)))
def test_a_path_is_mapped_back_wherever_it_is_cut(text: bytes, sizes: list[int]) -> None:
    back = PathBack(PATH, ORIGINAL)
    mapped, at = b"", 0
    for size in [*sizes, len(text)]:
        mapped += back.feed(text[at : at + size])
        at += size
    assert mapped + back.flush() == text.replace(PATH, ORIGINAL)
    assert not back.holding


def test_a_prompt_that_looks_like_the_beginning_of_the_path_is_shown(stage: Stage) -> None:
    async def answer(run: Run, told: Told) -> None:
        await told.until_printed(b"/")
        run.write_input("yes\n")

    told = stage.run(stage.request("", source="print(input('/'))"), answer)
    assert told.output["stdout"] == b"/yes\n"


# Pace ----------------------------------------------------------------------------------------------------


class Pipe:
    """Notes what a channel does with the child."""

    pid = 1
    spawn_ns = 0

    def __init__(self) -> None:
        self.did: list[str] = []

    def pause(self, stream: Stream) -> None:
        self.did.append("pause")

    def resume(self, stream: Stream) -> None:
        self.did.append("resume")

    def close_stream(self, stream: Stream) -> None:
        self.did.append("close")

    def write(self, data: bytes) -> None: ...

    def close_input(self) -> None: ...

    def release(self) -> None: ...


def test_a_pipe_that_gives_too_much_is_paused_until_the_next_frame(tmp_path: Path) -> None:
    async def flood() -> list[str]:
        pipe = Pipe()
        channel = Channel("stdout", Capture(tmp_path, "stdout"), None, None, bytes_per_s=6000)
        channel.attach(pipe)
        channel.received(b"x" * 50)
        before = list(pipe.did)
        channel.received(b"x" * 50)
        paused = list(pipe.did)
        while pipe.did == paused:
            await asyncio.sleep(0.001)
        channel.closed()
        assert channel.ended.is_set()
        return [*before, "|", *pipe.did]

    assert asyncio.run(flood()) == ["|", "pause", "resume"]


def test_nothing_is_read_while_the_receiver_is_busy(tmp_path: Path) -> None:
    async def hand_over() -> tuple[list[str], bool, bool]:
        pipe = Pipe()
        busy: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        channel = Channel("stdout", Capture(tmp_path, "stdout"), None, lambda stream, chunk: busy, None)
        channel.attach(pipe)
        channel.received(b"x")
        channel.closed()
        ended = channel.ended.is_set()
        busy.set_result(None)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return pipe.did, ended, channel.ended.is_set()

    assert asyncio.run(hand_over()) == (["pause"], False, True)


def test_single_bytes_do_not_fill_the_index(tmp_path: Path) -> None:
    kept = Capture(tmp_path, "stdout")
    kept.open()
    for t_ns in range(0, 3_000_000, 1000):
        kept.append(t_ns, b"x")
    kept.close()
    assert list(struct.iter_unpack("<QQ", (tmp_path / "stdout.index").read_bytes())) == [
        (0, 0),
        (1_000_000, 1000),
        (2_000_000, 2000),
    ]
