"""The contract that every demo and variant keeps, found as the lab finds them."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from app.core.demo import HANGS_S, Demo, Variant
from app.core.errors import RequestError
from app.core.program import (
    Parameter,
    encode_source,
    parse_parameters,
    parse_value,
    read_source,
    with_values,
)
from app.discovery import BrokenDemo, FoundDemo, discover

MOST_LINES = 40  # on a projector, from the last row
MOST_COLUMNS = 90
OLDEST_PYTHON = (3, 11)
PATIENCE_S = 60

#: What Qt says where windows are drawn without a display, as in these tests.
OFFSCREEN = "This plugin does not support "

#: What these have left out is what they show.
WITHOUT_GUARD = {"process_birth.missing_guard"}

#: Python itself warns of what these do wrong.
WARNED = {"asyncio_basics.forgotten_await": "was never awaited"}

FOUND = discover()
DEMOS = [found.demo for found in FOUND if isinstance(found, FoundDemo)]
VARIANTS = [(demo, variant) for demo in DEMOS for variant in demo.variants]
HANGING = [(demo, variant) for demo, variant in VARIANTS if variant.hangs]
ENDING = [(demo, variant) for demo, variant in VARIANTS if not variant.hangs]

each_demo = pytest.mark.parametrize("demo", DEMOS, ids=[demo.id for demo in DEMOS])


def over(variants: list[tuple[Demo, Variant]]) -> pytest.MarkDecorator:
    names = [f"{demo.id}.{variant.id}" for demo, variant in variants]
    return pytest.mark.parametrize(("demo", "variant"), variants, ids=names)


each_variant = over(VARIANTS)


def source_of(demo: Demo, variant: Variant) -> str:
    return read_source(demo.program(variant))


def is_number(parameter: Parameter) -> bool:
    return type(parameter.value) in (int, float)


def test_every_demo_of_the_lab_can_be_used() -> None:
    assert [found for found in FOUND if isinstance(found, BrokenDemo)] == []
    assert {"downloads", "bank_account"} <= {demo.id for demo in DEMOS}


def test_no_two_demos_have_one_place_or_one_title() -> None:
    assert len({demo.order for demo in DEMOS}) == len(DEMOS)
    assert len({demo.title for demo in DEMOS}) == len(DEMOS)


@each_demo
def test_a_demo_has_a_title_a_question_and_a_chapter(demo: Demo) -> None:
    assert demo.title
    assert demo.chapter
    assert demo.question.endswith("?")
    titles = [variant.title for variant in demo.variants]
    assert all(titles)
    assert len(set(titles)) == len(titles)


@each_demo
def test_every_program_in_the_folder_is_a_variant(demo: Demo) -> None:
    stems = {file.stem for file in demo.folder.glob("*.py") if not file.stem.endswith(".zh_CN")}
    supporting = {Path(file).stem for file in demo.support}
    assert stems - {"demo", "__init__"} == {variant.id for variant in demo.variants} | supporting
    assert all((demo.folder / file).is_file() for file in demo.support)


@each_variant
def test_a_variant_claims_something_and_says_something_about_it(demo: Demo, variant: Variant) -> None:
    assert len(variant.claims) >= 2
    assert all(claim.name and callable(claim.check) for claim in variant.claims)
    assert variant.note.endswith(".")
    assert variant.unavailable() is None or str(variant.unavailable()).endswith(".")


@each_variant
def test_a_program_can_be_read_from_the_last_row(demo: Demo, variant: Variant) -> None:
    lines = source_of(demo, variant).splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= MOST_COLUMNS


@each_variant
def test_a_program_says_what_it_is_and_can_be_imported_by_its_children(demo: Demo, variant: Variant) -> None:
    tree = ast.parse(source_of(demo, variant), feature_version=OLDEST_PYTHON)
    assert ast.get_docstring(tree)
    *statements, last = tree.body
    if f"{demo.id}.{variant.id}" in WITHOUT_GUARD:
        statements.append(last)
    else:
        assert isinstance(last, ast.If)
        assert ast.unparse(last.test) == "__name__ == '__main__'"
    plain = (
        ast.Import,
        ast.ImportFrom,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.Assign,
        ast.Expr,
    )
    assert all(isinstance(statement, plain) for statement in statements)


@each_variant
def test_a_program_imports_nothing_of_the_lab(demo: Demo, variant: Variant) -> None:
    names = set()
    for node in ast.walk(ast.parse(source_of(demo, variant))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    assert not names & {"app", "widgets", "demos", "tests"}


@each_variant
def test_every_parameter_has_a_label_and_every_number_a_range(demo: Demo, variant: Variant) -> None:
    parameters = parse_parameters(source_of(demo, variant))
    assert parameters, "something to change"
    for parameter in parameters:
        assert parameter.label
        if is_number(parameter):
            assert parameter.low is not None
            assert parameter.high is not None
            assert parameter.low <= parameter.value <= parameter.high  # type: ignore[operator]


@each_variant
def test_both_ends_of_a_range_can_be_set_and_nothing_beyond(demo: Demo, variant: Variant) -> None:
    source = source_of(demo, variant)
    for parameter in filter(is_number, parse_parameters(source)):
        assert parameter.low is not None
        assert parameter.high is not None
        for end in (parameter.low, parameter.high):
            value = parse_value(parameter, str(end))
            changed = {
                p.name: p.value for p in parse_parameters(with_values(source, {parameter.name: value}))
            }
            assert changed[parameter.name] == end
        for beyond in (parameter.low - 1, parameter.high + 1):
            with pytest.raises(RequestError, match=parameter.name):
                parse_value(parameter, str(beyond))


@each_demo
def test_variants_agree_on_the_parameters_that_they_share(demo: Demo) -> None:
    seen: dict[str, tuple[object, object, object]] = {}
    for variant in demo.variants:
        for parameter in parse_parameters(source_of(demo, variant)):
            told = (parameter.value, parameter.low, parameter.high)
            assert seen.setdefault(parameter.name, told) == told


@over(ENDING)
def test_a_program_runs_without_the_lab(demo: Demo, variant: Variant, tmp_path: Path) -> None:
    if why := variant.unavailable():
        pytest.skip(why)
    source = source_of(demo, variant)
    least = {p.name: p.low for p in parse_parameters(source) if p.low is not None}
    program = tmp_path / f"{variant.id}.py"
    program.write_bytes(encode_source(with_values(source, least)))
    for file in demo.support:
        shutil.copy(demo.folder / file, tmp_path)
    done = subprocess.run(
        [sys.executable, program.name], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert done.returncode == variant.expect_exit, done.stderr
    told = [line for line in done.stderr.splitlines() if not line.startswith(OFFSCREEN)]
    if warning := WARNED.get(f"{demo.id}.{variant.id}"):
        assert warning in done.stderr
    else:
        assert ("Traceback" in done.stderr) if variant.expect_exit else not told
    assert done.stdout.strip()


@over(HANGING)
def test_a_program_that_hangs_by_design_hangs_without_the_lab_too(demo: Demo, variant: Variant) -> None:
    if why := variant.unavailable():
        pytest.skip(why)
    quiet = subprocess.DEVNULL
    with subprocess.Popen([sys.executable, demo.program(variant)], stdout=quiet, stderr=quiet) as program:
        tree = psutil.Process(program.pid)
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(HANGS_S)
        finally:
            for process in [*tree.children(recursive=True), tree]:
                process.kill()


def test_a_seed_gives_every_variant_of_the_downloads_the_same_times(tmp_path: Path) -> None:
    demo = next(demo for demo in DEMOS if demo.id == "downloads")
    told = {}
    for variant in demo.variants:
        program = tmp_path / f"{variant.id}.py"
        values = {"SHORTEST": 0.1, "LONGEST": 0.2, "SEED": 7}
        program.write_bytes(encode_source(with_values(source_of(demo, variant), values)))
        done = subprocess.run(
            [sys.executable, program.name], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S
        )
        told[variant.id] = {line for line in done.stdout.splitlines() if "done after" in line}
    expected = told["one_after_the_other"]
    assert len(expected) == 2
    cut_off = {"low_level_thread", "daemon_threads"}  # on a slow day one of these may come to its end
    assert all(times == expected for name, times in told.items() if name not in cut_off)
    assert all(told[name] <= expected for name in cut_off)
