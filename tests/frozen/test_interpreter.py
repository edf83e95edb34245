"""The built program knows when it is called as a Python, and reads its command line as Python does."""

import pytest

from frozen.build import extension_modules, imported_modules
from frozen.interpreter import is_meant, read


@pytest.mark.parametrize(
    "words",
    [
        ["-c", "pass"],
        ["-m", "json.tool"],
        ["-I", "-c", "pass"],
        ["-Wd", "x.py"],
        ["-X", "utf8", "x.py"],
        ["-"],
    ],
)
def test_options_of_python_want_a_python(words: list[str]) -> None:
    assert is_meant(words, {})


@pytest.mark.parametrize("words", [[], ["--demo", "gil"], ["mine.py"], ["run", "mine.py"], ["--test"]])
def test_everything_else_is_for_the_lab_unless_a_lab_runs_it(words: list[str]) -> None:
    assert not is_meant(words, {})
    assert is_meant(words, {"CONCURRENCY_LAB_TRACE": "/a/recording"})


@pytest.mark.parametrize(
    ("words", "what", "value", "rest"),
    [
        (["x.py", "-c", "1"], "file", "x.py", ["-c", "1"]),
        (["-u", "-c", "print()", "-u"], "-c", "print()", ["-u"]),
        (["-Bsm", "timeit", "-n1"], "-m", "timeit", ["-n1"]),
        (["-cpass"], "-c", "pass", []),
        (["-W", "error", "-X", "dev", "x.py"], "file", "x.py", []),
        (["--check-hash-based-pycs", "always", "x.py"], "file", "x.py", []),
        (["-E", "-"], "file", "-", []),
        (["-q"], "file", "-", []),
        (["--version"], "version", "", []),
    ],
)
def test_what_is_run_is_found_behind_the_options(
    words: list[str], what: str, value: str, rest: list[str]
) -> None:
    assert read(words)[1:] == (what, value, rest)


def test_options_are_read_alone_and_together_with_their_values() -> None:
    options = read(["-Is", "-Wignore", "-W", "error", "-Xdev", "x.py"])[0]
    assert options == {"-I": [""], "-s": [""], "-W": ["ignore", "error"], "-X": ["dev"]}


def test_what_the_lab_imports_and_what_the_library_links_to_is_collected() -> None:
    assert {"PySide6.QtNetwork", "PySide6.QtWidgets", "pygame", "qasync"} <= {*imported_modules()}
    assert not any(
        name.startswith(("app", "widgets", "_test")) for name in imported_modules() + extension_modules()
    )
