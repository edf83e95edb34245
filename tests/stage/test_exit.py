"""How a run ends, and what is said of it."""

import json
import signal

import pytest

from app.stage.outcome import Outcome
from app.stage.run import Run
from tests.stage.staging import Stage, Told, outcome_of, stop_when_ready


@pytest.mark.parametrize("status", [0, 1, 3, 255])
def test_the_exit_code_is_the_programs_own(stage: Stage, status: int) -> None:
    told = stage.run(f"raise SystemExit({status})")
    assert outcome_of(told) == ("exited", status, status)
    assert told.states == ["starting", "running", "stopping", "ended"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_signal_that_ends_the_program_is_named(stage: Stage, number: int) -> None:
    told = stage.run(f"import os; os.kill(os.getpid(), {int(number)})")
    assert outcome_of(told) == ("signalled", number, 128 + number)


def test_a_syntax_error_is_the_programs_own_failure(stage: Stage) -> None:
    told = stage.run("def (:")
    assert outcome_of(told) == ("exited", 1, 1)
    assert b"SyntaxError" in told.output["stderr"]


def test_a_stopped_run_says_so(stage: Stage) -> None:
    told = stage.run("print('ready', flush=True)\nwhile True: pass", stop_when_ready)
    assert outcome_of(told) == ("stopped", None, 130)
    assert told.states == ["starting", "running", "stopping", "ended"]


def test_a_run_that_is_stopped_before_it_began_runs_nothing(stage: Stage) -> None:
    async def stop_at_once(run: Run, told: Told) -> None:
        run.stop()

    told = stage.run("print('never')", stop_at_once)
    assert outcome_of(told) == ("stopped", None, 130)
    assert told.output["stdout"] == b""
    assert "running" not in told.states
    assert stage.manifest.child is None


def test_a_program_that_takes_too_long_is_ended(stage: Stage) -> None:
    told = stage.run(stage.request("while True: pass", timeout_s=0.3))
    assert outcome_of(told) == ("timeout", None, 124)
    assert told.outcome is not None
    assert told.outcome.wall_ns >= 300_000_000


def test_a_program_that_ends_in_time_hears_nothing_of_the_time_out(stage: Stage) -> None:
    told = stage.run(stage.request("raise SystemExit(4)", timeout_s=60))
    assert outcome_of(told) == ("exited", 4, 4)


def test_the_manifest_says_what_ran_and_how_it_ended(stage: Stage) -> None:
    request = stage.request(
        "import sys; print(sys.argv[1:]); sys.exit(2)",
        arguments=("a b", "--x"),
        parameters={"THREADS": 4, "PAUSES": (0.1, 0.2), "NAMES": {"a": None}},
        changed=("THREADS",),
    )
    told = stage.run(request, launcher="terminal")
    manifest = stage.manifest
    assert told.output["stdout"] == b"['a b', '--x']\n"
    assert told.outcome is not None
    assert manifest.state == "ended"
    assert manifest.exit is not None
    assert (manifest.exit.reason, manifest.exit.status) == ("exited", 2)
    assert manifest.wall_ns == told.outcome.wall_ns > 0
    assert manifest.program == str(request.program)
    assert manifest.copy is None
    assert manifest.argv[1:] == (str(request.program), "a b", "--x")
    assert manifest.parameters == {"THREADS": 4, "PAUSES": [0.1, 0.2], "NAMES": {"a": None}}
    assert manifest.changed == ("THREADS",)
    assert manifest.launcher == "terminal"
    assert manifest.child is not None
    assert manifest.spawn_ns > 0


def test_the_manifest_on_disk_is_plain_json_in_every_state(stage: Stage) -> None:
    seen: list[str] = []

    async def read_it(run: Run, told: Told) -> None:
        await told.until_printed(b"ready")
        text = (stage.folder / "recording" / "manifest.json").read_text(encoding="utf-8")
        seen.append(json.loads(text)["state"])
        run.stop()

    stage.run("print('ready', flush=True)\nwhile True: pass", read_it)
    assert seen == ["running"]
    assert stage.manifest.state == "ended"


def test_a_cancelled_run_leaves_no_process(stage: Stage) -> None:
    import asyncio

    from tests.stage.staging import gone

    async def cancel() -> int:
        told = Told()
        source = "import os, time\nprint('pid', os.getpid(), flush=True)\ntime.sleep(600)"
        run = Run(stage.request(source), on_state=told.hear_state, on_output=told.hear_output)
        running = asyncio.ensure_future(run.run())
        await told.until(lambda told: bool(told.numbers("pid")))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        return told.numbers("pid")[0]

    assert gone(asyncio.run(cancel()))
    assert stage.manifest.exit is not None
    assert stage.manifest.exit.reason == "stopped"


def test_two_ways_of_ending_at_once_are_one_end(stage: Stage) -> None:
    async def stop_twice(run: Run, told: Told) -> None:
        await told.until_printed(b"ready")
        run.interrupt()
        run.stop()
        run.stop()

    told = stage.run("print('ready', flush=True)\nwhile True: pass", stop_twice)
    assert outcome_of(told) == ("stopped", None, 130)


def test_a_run_runs_once(stage: Stage) -> None:
    async def again(run: Run, told: Told) -> None:
        await told.until_printed(b"ready")
        with pytest.raises(RuntimeError):
            await run.run()
        run.stop()

    stage.run("print('ready', flush=True)\nwhile True: pass", again)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome("exited", 7, 1), 7),
        (Outcome("signalled", 11, 1), 139),
        (Outcome("stopped", None, 1), 130),
        (Outcome("timeout", None, 1), 124),
    ],
)
def test_exit_codes_follow_the_shell(outcome: Outcome, code: int) -> None:
    assert outcome.exit_code == code
