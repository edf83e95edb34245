"""`main.py run`: prints what the program prints, exits as it exits, refuses in one sentence."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.cli.command import Done, finish, lab, start, write
from tests.recorded import PYTHONS


def run(folder: Path, source: str, *options: str | Path, name: str = "program.py", typed: str = "") -> Done:
    return lab("run", write(folder, source, name), *options, typed=typed)


# Exit codes and output -----------------------------------------------------------------------------------

PRINTS = """
import sys
print("to stdout")
print("to stderr", file=sys.stderr)
"""
ENDS = {
    "returns": ("", 0),
    "sys.exit(3)": ("import sys; sys.exit(3)", 3),
    "sys.exit('sorry')": ("import sys; sys.exit('sorry')", 1),
    "uncaught": ("1 / 0", 1),
    "os._exit(9)": ("import os, sys; sys.stdout.flush(); os._exit(9)", 9),
    "255": ("raise SystemExit(-1)", 255),
    "SIGKILL": ("import os, sys; sys.stdout.flush(); os.kill(os.getpid(), 9)", 128 + 9),
    "SIGSEGV": ("import os, sys; sys.stdout.flush(); os.kill(os.getpid(), 11)", 128 + 11),
    "SIGTERM": ("import os, sys; sys.stdout.flush(); os.kill(os.getpid(), 15)", 128 + 15),
    "SIGINT": ("import os, sys; sys.stdout.flush(); os.kill(os.getpid(), 2)", 128 + 2),
}


@pytest.mark.parametrize("end", ENDS)
def test_it_prints_and_exits_as_the_program_does(end: str, tmp_path: Path) -> None:
    source, code = ENDS[end]
    done = run(tmp_path, PRINTS + source)
    assert (done.code, done.out) == (code, "to stdout\n")
    assert done.err.startswith("to stderr\n")
    assert "main.py" not in done.err
    assert "/app/" not in done.err


@pytest.mark.parametrize("end", ["returns", "sys.exit(3)", "SIGKILL"])
def test_with_json_the_exit_code_is_the_same_and_the_object_is_all(end: str, tmp_path: Path) -> None:
    source, code = ENDS[end]
    done = run(tmp_path, PRINTS + source, "--json")
    assert (done.code, done.err) == (code, "")
    assert done.out.count("\n") == 1
    reason = "signalled" if code > 128 else "exited"
    assert done.json["exit"] == {"reason": reason, "status": code - 128 if code > 128 else code}
    printed = {"stdout": "", "stderr": ""}  # a busy machine may leave time between a line and its end
    for each in done.json["output"]:
        printed[each["stream"]] += each["text"]
    assert list(printed.items()) == [("stdout", "to stdout\n"), ("stderr", "to stderr\n")]
    assert done.json["claims"] == []


def test_a_syntax_error_is_the_programs_own_failure(tmp_path: Path) -> None:
    plain = run(tmp_path / "a", "def f(:\n    pass\n")
    assert (plain.code, plain.out) == (1, "")
    assert "SyntaxError" in plain.err
    assert 'program.py", line 1' in plain.err
    told = run(tmp_path / "b", "def f(:\n    pass\n", "--json")
    assert told.code == 1
    assert told.json["exit"] == {"reason": "exited", "status": 1}
    assert [actor["name"] for actor in told.json["actors"]] == ["program.py"]


def test_a_missing_import_is_the_programs_own_failure(tmp_path: Path) -> None:
    done = run(tmp_path, "print('before')\nimport no_such_module\n", "--json")
    assert done.code == 1
    text = "".join(each["text"] for each in done.json["output"])
    assert text.startswith("before\n")
    assert "No module named 'no_such_module'" in text


NAMES = ("with space.py", 'it\'s "quoted".py', "线程.py", "no_ending", "a$b;c&d.py", "100%.py")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a folder with 'quotes' and 中文"
    save = folder / "a recording, 录音"
    done = run(folder, "print('hello')", "--json", "--save", save, name=name)
    assert done.code == 0, done.err
    assert [actor["name"] for actor in done.json["actors"]] == [name]
    assert done.json["target"] == str(folder / name)
    assert lab("inspect", save, "--json").json == done.json


def test_a_relative_name_is_handed_over_as_it_was_typed(tmp_path: Path) -> None:
    write(
        tmp_path, "import sys, os\nprint(sys.argv, os.getcwd() == os.path.dirname(os.path.abspath(__file__)))"
    )
    done = lab("run", "program.py", "--", "a b", "--json", "-x", "", "--", "中", cwd=tmp_path)
    assert done.out == "['program.py', 'a b', '--json', '-x', '', '--', '中'] True\n"


@pytest.mark.parametrize("typed", ["program.py", "./program.py", "../p/program.py"])
def test_lines_and_watched_data_are_found_however_the_name_was_typed(typed: str, tmp_path: Path) -> None:
    source = """
        import os, time
        total = 0  # watch
        class Account:
            def __init__(self):
                self.balance = 1  # watch
        os.chdir("/")
        Account().balance += 1
        time.sleep(0.001)
        """
    program = write(tmp_path / "p", source)
    done = lab("run", typed, "--json", cwd=tmp_path / "p")
    assert [(each["write"], each["value"]) for each in done.json["accesses"]] == [
        (True, "0"),
        (True, "1"),
        (False, "1"),
        (True, "2"),
    ]
    files = {each["file"] for part in ("objects", "spans") for each in done.json[part]}
    assert files == {str(program)}


def test_standard_input_is_the_programs(tmp_path: Path) -> None:
    source = "name = input('Who? ')\nimport sys\nprint('Hello', name, repr(sys.stdin.read()))"
    done = run(tmp_path, source, typed="Ada\nthe rest")
    assert (done.code, done.out) == (0, "Who? Hello Ada 'the rest'\n")
    assert run(tmp_path, source, "--json", typed="Ada\n").json["spans"][0]["state"] == "input"


def test_priorities_and_buffering_are_left_alone(tmp_path: Path) -> None:
    source = "import os, sys; print(os.nice(0), 'PYTHONUNBUFFERED' in os.environ, sys.stdout.write_through)"
    assert run(tmp_path, source).out == f"{os.nice(0)} False False\n"


def test_another_python_runs_it_where_one_is_named(tmp_path: Path) -> None:
    if len(PYTHONS) < 2:
        pytest.skip("there is only one Python here")
    source = "import sys; print(sys.version.split()[0])"
    done = run(tmp_path, source, "--python", PYTHONS[-1], "--json")
    assert done.code == 0, done.err
    version = done.json["output"][0]["text"].strip()
    assert done.json["python"] == {"version": version, "executable": PYTHONS[-1]}
    assert not version.startswith("3.11")


# Values --------------------------------------------------------------------------------------------------

VALUES = """
COUNT = 3  # 1..10, how many
NAME = "Ada"
PAUSE = 0.5  # 0..
LOUD = False
WORDS = ["a"]
print(COUNT, NAME, PAUSE, LOUD, WORDS, __file__.endswith("program.py"))
"""


def test_values_are_set_where_they_are_named(tmp_path: Path) -> None:
    done = run(
        tmp_path, VALUES, "--set", "COUNT=7", "--set", "NAME=a b=c", "--set", "PAUSE=2", "--set", "LOUD=True"
    )
    assert (done.code, done.out) == (0, "7 a b=c 2.0 True ['a'] True\n")


def test_the_last_value_of_a_name_counts(tmp_path: Path) -> None:
    assert run(tmp_path, VALUES, "--set", "COUNT=7", "--set", "COUNT=8").out.startswith("8 ")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("COUNT=11", ["COUNT", "1 to 10", "11"]),
        ("COUNT=0", ["COUNT", "1 to 10"]),
        ("COUNT=1.5", ["COUNT", "whole number"]),
        ("COUNT=many", ["COUNT", "whole number", "many"]),
        ("COUNT=", ["COUNT", "nothing"]),
        ("COUNT=__import__('os')", ["COUNT", "whole number"]),
        ("PAUSE=-1", ["PAUSE", "at least 0"]),
        ("LOUD=1", ["LOUD", "True or False"]),
        ("WORDS=5", ["WORDS", "list"]),
        ("count=1", ["no parameter", "COUNT", "1 to 10", "NAME"]),
        ("COUNT", ["NAME=VALUE"]),
        ("=5", ["no parameter"]),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_name_and_range(
    setting: str, words: list[str], tmp_path: Path
) -> None:
    sentence = run(tmp_path, VALUES, "--set", setting, "--json").refused()
    assert all(word in sentence for word in words), sentence


# Recordings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [False, True])
def test_a_recording_is_kept_in_a_new_or_empty_folder(tmp_path: Path, there: bool) -> None:
    save = tmp_path / "deep" / "down"
    if there:
        save.mkdir(parents=True)
    done = run(tmp_path / "p", "print('kept')", "--json", "--save", save)
    assert done.code == 0, done.err
    assert {"manifest.json", "stdout", "stderr"} <= {path.name for path in save.iterdir()}
    assert lab("inspect", save, "--json").json == done.json


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    save = tmp_path / "save"
    save.mkdir()
    (save / "notes.txt").write_text("mine")
    assert "empty" in run(tmp_path / "p", "print('never')", "--save", save).refused()
    assert [path.name for path in save.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("place", ["a file", "a file/below", "/proc/nowhere/at all"])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("")
    sentence = run(tmp_path / "p", "print('never')", "--save", tmp_path / place).refused()
    assert place.split("/")[-1] in sentence


def test_without_save_nothing_is_left(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = lab("run", write(tmp_path, "print(1)"), "--json", env={"TMPDIR": str(temporary)})
    assert done.code == 0
    assert list(temporary.iterdir()) == []


def test_what_is_refused_makes_no_recording(tmp_path: Path) -> None:
    save = tmp_path / "save"
    assert "no-such-python" in run(tmp_path / "p", "", "--python", "no-such-python", "--save", save).refused()
    assert not save.exists()


# Refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.py"], "no file missing.py"),
        (["no/such/folder/x"], "no file"),
        (["."], "folder"),
        (["nonsense"], "neither a file nor a demo"),
        (["downloads"], "downloads.two_threads"),
        (["downloads.nonsense"], "downloads.two_threads"),
        ([], "TARGET"),
        (["a.py", "b.py"], "b.py"),
        (["here.py", "--nonsense"], "--nonsense"),
        (["here.py", "--timeout", "soon"], "time-out"),
        (["here.py", "--timeout", "-1"], "time-out"),
        (["here.py", "--timeout", "nan"], "time-out"),
        (["here.py", "--timeout"], "--timeout"),
        (["here.py", "--python", "here.py"], "here.py"),
        (["here.py", "--python", "."], "folder"),
        (["here.py", "--lang", "xx"], "--lang"),
        (["x" * 5000], "x"),
        (["here.py", "--save", "y" * 5000], "y"),
    ],
)
def test_what_cannot_be_run_is_refused_with_a_sentence(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    write(tmp_path, "print('never')", "here.py")
    assert words in lab("run", "--json", *arguments, cwd=tmp_path).refused()


def test_a_refusal_reads_the_same_without_json(tmp_path: Path) -> None:
    assert lab("run", "missing.py", cwd=tmp_path) == lab("run", "missing.py", "--json", cwd=tmp_path)


# The end by force ----------------------------------------------------------------------------------------

FOR_EVER = {
    "sleeps": "import time\nprint('begun', flush=True)\ntime.sleep(600)\n",
    "spins": "print('begun', flush=True)\nwhile True: pass\n",
    "prints": "print('begun', flush=True)\nwhile True: print('x' * 100)\n",
    "starts threads": """
        import threading, time
        print('begun', flush=True)
        while True:
            try:
                threading.Thread(target=time.sleep, args=(0.05,)).start()
            except RuntimeError:
                pass
        """,
    "starts processes": """
        import multiprocessing, time
        print('begun', flush=True)
        for _ in range(4):
            multiprocessing.get_context("fork").Process(target=time.sleep, args=(600,)).start()
        """,
    "ignores": """
        import signal, time
        for number in (signal.SIGTERM, signal.SIGINT): signal.signal(number, signal.SIG_IGN)
        print('begun', flush=True)
        while True: time.sleep(600)
        """,
}


def remains(program: Path) -> list[psutil.Process]:
    """Processes that still run the program."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE and str(program) in (process.info["cmdline"] or ()):
            found.append(process)
    return found


@pytest.mark.parametrize("what", FOR_EVER)
def test_a_time_out_ends_everything(what: str, tmp_path: Path) -> None:
    program = write(tmp_path, FOR_EVER[what])
    done = lab("run", program, "--timeout", "0.4", "--json", "--save", tmp_path / "save")
    assert done.code == 124, done.err
    assert done.json["exit"] == {"reason": "timeout", "status": None}
    assert remains(program) == []
    assert {actor["end"] for actor in done.json["actors"]} <= {"killed", "finished"}
    assert lab("inspect", tmp_path / "save").code == 124


def test_a_time_out_that_is_long_enough_does_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "print('in time')", "--timeout", "50").code == 0


@pytest.mark.parametrize(
    ("what", "options"),
    [
        ("sleeps", []),
        ("sleeps", ["--json"]),
        ("spins", []),
        ("prints", ["--json"]),
        ("prints", []),
        ("ignores", []),
    ],
)
def test_ctrl_c_ends_everything_and_keeps_the_recording(
    what: str, options: list[str], tmp_path: Path
) -> None:
    program = write(tmp_path, FOR_EVER[what])
    save = tmp_path / "save"
    with (tmp_path / "out").open("wb") as out:
        child = start("run", program, "--save", save, *options, stdout=out)
        wait_until_begun(save)
        os.killpg(child.pid, signal.SIGINT)  # as the terminal does
        done = finish(child)
    assert done.code == 130, done.err
    assert "main.py" not in done.err
    assert remains(program) == []
    assert lab("inspect", save, "--json").json["exit"] == {"reason": "stopped", "status": None}


def wait_until_begun(save: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        printed = save / "stdout"
        if printed.exists() and b"begun" in printed.read_bytes():
            return
        time.sleep(0.02)
    raise AssertionError("the program didn't begin")


def test_a_polite_signal_to_the_lab_ends_the_program_too(tmp_path: Path) -> None:
    program = write(tmp_path, FOR_EVER["sleeps"])
    child = start("run", program, "--save", tmp_path / "save")
    wait_until_begun(tmp_path / "save")
    child.terminate()
    assert finish(child).code == 130
    assert remains(program) == []


def test_a_program_that_catches_ctrl_c_may_tidy_up(tmp_path: Path) -> None:
    source = """
        import time
        print("begun", flush=True)
        try:
            time.sleep(600)
        except KeyboardInterrupt:
            print("tidied up")
        """
    child = start("run", write(tmp_path, source), "--save", tmp_path / "save")
    wait_until_begun(tmp_path / "save")
    os.killpg(child.pid, signal.SIGINT)
    done = finish(child)
    assert (done.code, done.out, done.err) == (130, "begun\ntidied up\n", "")


def test_a_reader_that_leaves_ends_a_program_that_prints_for_ever(tmp_path: Path) -> None:
    program = write(tmp_path, "while True: print('x' * 100)\n")
    child = start("run", program)
    assert child.stdout is not None
    assert child.stdout.read(300).startswith(b"xxx")
    child.stdout.close()
    assert child.stderr is not None
    complaint = child.stderr.read().decode()
    child.stderr.close()
    code = child.wait(20)
    plain = stock_code_of_a_broken_pipe(program)
    assert code == plain
    assert "main.py" not in complaint
    assert "BrokenPipeError" in complaint
    assert remains(program) == []


def stock_code_of_a_broken_pipe(program: Path) -> int:
    child = subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdout is not None
    child.stdout.read(300)
    child.stdout.close()
    return child.wait(20)


def test_a_reader_of_the_object_that_leaves_is_no_trouble(tmp_path: Path) -> None:
    source = "for n in range(20_000): print(n, 'x' * 50)\nraise SystemExit(3)\n"
    child = start("run", write(tmp_path, source), "--json")
    assert child.stdout is not None
    assert child.stdout.read(10).startswith(b'{"schema"')
    child.stdout.close()
    assert child.stderr is not None
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(20) == 3


def test_what_the_program_starts_and_leaves_is_ended(tmp_path: Path) -> None:
    source = """
        import subprocess, sys
        subprocess.Popen([sys.executable, sys.argv[0] + ".child", sys.argv[0]], start_new_session=True)
        """
    program = write(tmp_path, source)
    write(tmp_path, "import time\ntime.sleep(600)\n", "program.py.child")
    done = run(tmp_path, source, "--json")
    assert done.code == 0
    assert remains(program) == []
    child = done.json["actors"][1]
    assert (child["end"], child["status"]) == ("killed", None)


# Demos ---------------------------------------------------------------------------------------------------


def test_a_variant_of_a_demo_is_run_with_its_claims() -> None:
    done = lab("run", "bank_account.with_lock", "--set", "PAUSE=0.01", "--json")
    assert done.code == 0, done.err
    assert done.json["target"] == "bank_account.with_lock"
    assert done.json["claims"]
    assert {claim["holds"] for claim in done.json["claims"]} == {True}


def test_no_part_of_it_needs_qt_or_a_display(tmp_path: Path) -> None:
    program = write(tmp_path, "print(1)")
    save = tmp_path / "save"
    source = f"""
import sys
sys.argv[0] = "main.py"
from app.cli import main
codes = [main(["list", "--json"]), main(["run", {str(program)!r}, "--save", {str(save)!r}, "--json"]),
         main(["inspect", {str(save)!r}])]
loaded = [name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph", "qasync")]
print(codes, loaded, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", source],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.DEVNULL,
    )
    assert done.stderr == "[0, 0, 0] []\n"
