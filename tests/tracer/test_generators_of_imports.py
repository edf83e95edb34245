"""A program that makes no generators is left alone; those of what it imports later on are seen all the same."""

import zipfile
from pathlib import Path

import pytest

from tests.recorded import PYTHONS, Recorded, other_pythons, record, version
from tests.tracer.test_stock_behaviour import both

MONITORED = pytest.mark.parametrize("python", other_pythons() or ["none"], ids=version)
ASKED = "CONCURRENCY_LAB_GENERATORS"

NUMBERS = """
def numbers():
    yield 1
    yield 2
"""


@pytest.fixture(autouse=True)
def python_that_tells(request: pytest.FixtureRequest) -> None:
    if request.getfixturevalue("python") == "none":
        pytest.skip("no Python from 3.12 on is installed, which alone tells of functions by themselves")


def generators(run: Recorded) -> list[str]:
    return [actor["name"] for actor in run.summary["actors"] if actor["kind"] == "generator"]


def events_told(run: Recorded) -> list[int]:
    """What the program printed of the events that the interpreter looks for everywhere."""
    return [int(text) for _, text in run.texts()]


EVENTS = "getattr(sys, 'monitoring', None) and sys.monitoring.get_events(3)"


@MONITORED
def test_functions_of_a_program_without_generators_are_not_looked_at(python: str, tmp_path: Path) -> None:
    run = record(f"import sys, threading\ndef look(): print({EVENTS})\nlook()\n", tmp_path, python=python)
    assert events_told(run) == [0]


@MONITORED
def test_they_are_when_it_makes_generators(python: str, tmp_path: Path) -> None:
    run = record(f"import sys\ndef look(): print({EVENTS})\n{NUMBERS}\nlook()\n", tmp_path, python=python)
    assert events_told(run) != [0]


@MONITORED
def test_generators_of_a_module_that_is_imported_late_are_lanes(python: str, tmp_path: Path) -> None:
    (tmp_path / "series.py").write_text(NUMBERS)
    run = record(
        """
        def work():
            import series
            return sum(series.numbers())
        print(work(), work())
        """,
        tmp_path,
        python=python,
    )
    assert generators(run) == ["numbers", "numbers"]
    assert run.flows("item") == [("numbers", "program.py")] * 4
    assert run.texts() == [("program.py", "3 3\n")]


@MONITORED
def test_generators_of_the_program_itself_are_lanes_once_a_module_has_some(
    python: str, tmp_path: Path
) -> None:
    (tmp_path / "plain.py").write_text("def twice(n): return 2 * n\n")
    (tmp_path / "series.py").write_text(NUMBERS + "\ndef both():\n    yield from numbers()\n")
    run = record(
        "import plain\nimport series\nprint(plain.twice(1), list(series.both()))\n", tmp_path, python=python
    )
    assert generators(run) == ["both", "numbers"]


@MONITORED
def test_generators_in_an_archive_are_lanes(python: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "library.zip", "w") as archive:
        archive.writestr("series.py", NUMBERS)
    run = record(
        "import sys\nsys.path.insert(0, 'library.zip')\nimport series\nprint(list(series.numbers()))\n",
        tmp_path,
        python=python,
    )
    assert generators(run) == ["numbers"]


@MONITORED
@pytest.mark.parametrize(
    "maker", ["exec(compile(text, 'text', 'exec'), made)", "made.update(runpy.run_path('series.py'))"]
)
def test_generators_of_code_that_the_program_makes_are_lanes(maker: str, python: str, tmp_path: Path) -> None:
    (tmp_path / "series.py").write_text(NUMBERS)
    run = record(
        f"import runpy\nmade = {{}}\ntext = {NUMBERS!r}\ndef make():\n    {maker}\n"
        "make()\nprint(list(made['numbers']()))\n",
        tmp_path,
        python=python,
    )
    assert generators(run) == ["numbers"]


@MONITORED
@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_generators_that_a_child_imports_are_lanes_of_the_child(
    method: str, python: str, tmp_path: Path
) -> None:
    (tmp_path / "series.py").write_text(NUMBERS)
    run = record(
        f"""
        import multiprocessing

        def work():
            import series
            print(sum(series.numbers()))

        if __name__ == "__main__":
            child = multiprocessing.get_context("{method}").Process(target=work, name="child")
            child.start()
            child.join()
        """,
        tmp_path,
        python=python,
    )
    assert generators(run) == ["numbers"]
    assert run.name(run.actor("numbers")["host"]) == "child"


@pytest.mark.parametrize("python", PYTHONS, ids=version)
def test_an_import_that_fails_shows_the_same_traceback(python: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("def work(:\n    pass\n")
    (tmp_path / "raises.py").write_text("def work():\n    raise ValueError('no')\nwork()\n")
    program = tmp_path / "program.py"
    program.write_text(
        "import importlib.machinery, importlib.util, inspect, traceback\n"
        "for name in ('wrong', 'raises', 'missing'):\n"
        "    try:\n        __import__(name)\n"
        "    except Exception:\n        traceback.print_exc()\n"
        "load = importlib.machinery.SourceFileLoader.get_code\n"
        "print(load.__name__, load.__qualname__, load.__module__, inspect.signature(load))\n"
        "import raises\n"
    )
    stock, traced = both(python, program, tmp_path / "trace")
    assert traced == stock
