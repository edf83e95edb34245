"""Every variant of every demo, run by each launcher: the same actors, and each claim holds."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from app.core.claims_cores import UNTOLD
from app.core.demo import HANGS_S, Demo, Variant, Verdict
from app.core.evidence import Evidence, gather
from app.core.program import parse_parameters, read_source, with_values
from app.core.summary import judge
from app.core.trace import Trace
from app.discovery import FoundDemo, discover
from app.launch.launcher import Launcher
from app.launch.process import ProcessLauncher
from app.launch.task import TaskLauncher
from app.launch.thread import ThreadLauncher
from app.stage.outcome import Outcome
from app.stage.request import RunRequest
from tests.demos.small import SMALL
from tests.launch.conftest import Drive
from tests.launch.launching import Pad

LAUNCHERS = (TaskLauncher, ThreadLauncher, ProcessLauncher)

VARIANTS = [
    pytest.param(found.demo, variant, id=f"{found.id}.{variant.id}")
    for found in discover()
    if isinstance(found, FoundDemo)
    for variant in found.demo.variants
]


#: One of the three runs the program that speaks Chinese.
LANGUAGES = {"thread": "zh_CN"}


def small_request(demo: Demo, variant: Variant, directory: Path) -> RunRequest:
    program = demo.program(variant, LANGUAGES.get(directory.name, "en"))
    source = read_source(program)
    parameters = parse_parameters(source)
    changed = {each.name: SMALL[each.name] for each in parameters if each.name in SMALL}
    return RunRequest(
        program=program,
        target=f"{demo.id}.{variant.id}",
        directory=directory,
        parameters={each.name: each.value for each in parameters} | changed,
        changed=tuple(changed),
        source=with_values(source, changed) if changed else None,
        cwd=demo.folder,
        generators=variant.generators or None,
    )


async def run(launcher: Launcher, request: RunRequest, hangs: bool) -> Outcome | None:
    """Run it to its end; one that hangs by design is stopped when it has had time to get there."""
    if hangs:
        asyncio.get_running_loop().call_later(HANGS_S, launcher.stop)
    return await Pad(launcher).run(request)


#: How many tasks and threads look after a cluster of Dask depends on how long it lives; its processes don't.
BY_TIME = {"cluster"}
#: Who gets a core when is up to the machine, and it may be busy with something else.
TRIES = 3


def watch(
    kind: type[Launcher], demo: Demo, variant: Variant, directory: Path, drive: Drive
) -> tuple[Evidence, dict[str, Verdict]]:
    """Run a variant by a launcher to the end that it should have; what was recorded, and what it claims of that."""
    launcher = kind()
    outcome = drive(run(launcher, small_request(demo, variant, directory), variant.hangs))
    launcher.deleteLater()
    assert outcome is not None
    wanted = ("stopped", None) if variant.hangs else ("exited", variant.expect_exit)
    assert (outcome.reason, outcome.status) == wanted, launcher.name
    trace = Trace.load(directory)
    evidence = gather(trace)
    trace.close()
    return evidence, {claim.name: verdict for claim, verdict in judge(variant.claims, evidence)}


def holds_as_far_as_told(verdicts: dict[str, Verdict]) -> bool:
    """What a busy machine, or one with a single core, can't tell is no fault of the program."""
    told = [each.holds for each in verdicts.values() if each.detail not in UNTOLD]
    return bool(told) and all(told)


@pytest.mark.parametrize(("demo", "variant"), VARIANTS)
def test_a_variant_is_the_same_by_every_launcher(
    demo: Demo, variant: Variant, drive: Drive, tmp_path: Path
) -> None:
    why = variant.unavailable()
    if why is not None:
        pytest.skip(why)
    actors = []
    for kind in LAUNCHERS:
        tries = (
            watch(kind, demo, variant, tmp_path / f"{attempt}" / kind.name, drive) for attempt in range(TRIES)
        )
        evidence, verdicts = next(tries)
        while not holds_as_far_as_told(verdicts):
            evidence, verdicts = next(tries, (evidence, {}))
            assert verdicts, f"{kind.name}: false each time: {judge(variant.claims, evidence)}"
        if (question := variant.prediction) is not None and question.choices:
            assert question.answer(evidence) in (None, *range(len(question.choices)))
        lanes = [
            each for each in evidence.actors.values() if variant.id not in BY_TIME or each.kind == "process"
        ]
        actors.append([(each.kind, each.end, each.name) for each in lanes])
    assert Counter(actors[0]) == Counter(actors[2])
    # A thread may have a Chinese name in a Chinese program.
    assert Counter(each[:2] for each in actors[0]) == Counter(each[:2] for each in actors[1])
