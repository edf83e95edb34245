"""The source of a program: which parameters it has, and the same text with other values."""

import ast
import contextlib
import textwrap
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.errors import LabError, RequestError
from app.core.program import (
    Parameter,
    encode_source,
    parse_parameters,
    read_source,
    reads_arguments,
    reads_input,
    with_values,
)


def values(source: str) -> dict[str, object]:
    return {parameter.name: parameter.value for parameter in parse_parameters(source)}


def only(source: str) -> Parameter:
    (parameter,) = parse_parameters(source)
    return parameter


def literal_at(source: str, parameter: Parameter) -> str:
    """What stands in a source where a one-line parameter says that its literal is."""
    line = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")[parameter.line - 1]
    return line[parameter.start : parameter.end]


def test_a_trailing_comment_gives_the_range_and_the_label() -> None:
    parameter = only("DEPOSITORS = 12  # 1..1000, threads that deposit\n")
    assert (parameter.name, parameter.value) == ("DEPOSITORS", 12)
    assert (parameter.low, parameter.high, parameter.label) == (1, 1000, "threads that deposit")
    assert (parameter.line, parameter.start, parameter.end_line, parameter.end) == (1, 13, 1, 15)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# 0..1, seconds", (0, 1, "seconds")),
        ("#0.25..2.5", (0.25, 2.5, "")),
        ("# -5 .. +5 steps", (-5, 5, "steps")),
        ("# 0.., at least nothing", (0, None, "at least nothing")),
        ("# ..1_000: at most", (None, 1000, "at most")),
        ("# 1e-3..1e3, wide", (0.001, 1000.0, "wide")),
        ("# how many there are", (None, None, "how many there are")),
        ("# and so on ...", (None, None, "and so on ...")),
        ("# ...", (None, None, "...")),
        ("# ..", (None, None, "..")),
        ("# 1...3", (None, None, "1...3")),
        ("# 9..1, backwards", (None, None, "9..1, backwards")),
        ("# 1..1e999, endless", (1, None, "endless")),
        ("# 1..9, a label  # noqa", (1, 9, "a label")),
        ("# noqa", (None, None, "")),
        ("# type: ignore", (None, None, "")),
        ("# watch", (None, None, "")),
        ("# watch, 1..3 and a label", (1, 3, "and a label")),
        ("# watches in the shop", (None, None, "watches in the shop")),
        ("#", (None, None, "")),
        ("", (None, None, "")),
    ],
)
def test_comments_are_read_leniently(comment: str, expected: tuple[object, object, str]) -> None:
    parameter = only(f"N = 1  {comment}")
    assert (parameter.low, parameter.high, parameter.label) == expected


@pytest.mark.parametrize("literal", ['"1..3"', "True", "[1, 2]", "None", "b'x'"])
def test_only_numbers_have_ranges(literal: str) -> None:
    parameter = only(f"N = {literal}  # 1..3, label")
    assert (parameter.low, parameter.high, parameter.label) == (None, None, "1..3, label")


def test_only_upper_case_names_with_a_literal_at_the_top_level_are_parameters() -> None:
    source = """
        import os
        A = 1
        lower = 2
        Mixed = 3
        _HIDDEN = 4
        B: float = 2.5
        C: int
        BIG = 10 ** 8
        CALL = len("abc")
        TEXT = f"{A}"
        if A:
            INSIDE = 5
        for LOOP in range(3):
            pass
        A.B = 6
        X[0] = 7
        P, Q = 8, 9
        CHAIN = OTHER = 10
        def f():
            LOCAL = 11
        class K:
            FIELD = 12
        N2 = -3
        Ä = "ä"
    """
    assert values(textwrap.dedent(source)) == {"A": 1, "B": 2.5, "N2": -3, "Ä": "ä"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("N = 1\nN = 2", {"N": 1}),
        ("N = f()\nN = 2", {}),
        ("N, M = 1, 2\nN = 3", {}),
        ("N = M = 1\nM = 2", {}),
        ("N += 1\nN = 2", {}),
        ("N: int\nN = 2", {"N": 2}),
        ("if x:\n    N = 1\nN = 2", {"N": 2}),
        ("try:\n    N = 1\nexcept E:\n    N = 2", {}),
        ("N = 1\ndel N", {"N": 1}),
        ("N = 1\ndef f():\n    global N\n    N = 2", {"N": 1}),
        ("def f():\n    global N\n    N = 2\nN = 1", {"N": 1}),
        ("(N) = 1", {"N": 1}),
        ("(N := 1)", {}),
    ],
)
def test_the_first_top_level_assignment_counts(source: str, expected: dict[str, object]) -> None:
    assert values(source) == expected


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("1_000", 1000),
        ("0xff", 255),
        ("+5", 5),
        ("1e3", 1000.0),
        ("1e999", float("inf")),
        ("1+2j", 1 + 2j),
        ("'a' 'b'", "ab"),
        ('r"\\d"', r"\d"),
        ("(1, 'x')", (1, "x")),
        ("1, 2", (1, 2)),
        ("{'a': [1, {2}]}", {"a": [1, {2}]}),
        ("None", None),
        ("...", ...),
        ("set()", set()),
    ],
)
def test_every_literal_is_a_value(literal: str, value: object) -> None:
    source = f"N = {literal}  # a label"
    parameter = only(source)
    assert parameter.value == value
    assert parameter.label == "a label"
    assert ast.literal_eval(literal_at(source, parameter)) == value


@pytest.mark.parametrize(
    "source",
    [
        "def f(:\n",
        "N = 1\n  M = 2",
        "N = 1\0",
        "\0",
        "N = '\ud800'",
        "N = " + "[" * 300 + "]" * 300,
        "N = " + "-" * 5000 + "1",
        "N = " + "9" * 5000,
        "N = 0x" + "f" * 5000,
        "N = (1,",
        "N = '''",
        "N = 1 \\",
        "N = {[]: 1}",
        "\ufeff\ufeffN = 1",
    ],
)
def test_what_is_no_program_or_no_plain_literal_has_no_parameters(source: str) -> None:
    assert parse_parameters(source) == ()
    assert with_values(source, {}) == source
    assert not reads_arguments(source)
    assert not reads_input(source)


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("N = 1  # 0..9, label\n", "N = 7  # 0..9, label\n"),
        ("N: int = 1", "N: int = 7"),
        ("N = 1; M = 2  # label", "N = 7; M = 2  # label"),
        ("é = '中文'; N = 1; X = 2", "é = '中文'; N = 7; X = 2"),
        ("\ufeffN = 1\n", "\ufeffN = 7\n"),
        ("\ufeff# first\r\nN = 1\r\nprint(N)", "\ufeff# first\r\nN = 7\r\nprint(N)"),
        ("x = 0\rN = 1\rprint(N)\r", "x = 0\rN = 7\rprint(N)\r"),
        ("\f\nN = 1\n\fM = 2", "\f\nN = 7\n\fM = 2"),
        ("\fN =\t1\t# tab", "\fN =\t7\t# tab"),
        ("x = 'a\u2028b'; N = 1\ny = 2", "x = 'a\u2028b'; N = 7\ny = 2"),
        ('s = """\nN = 5\n"""\nN = 1', 's = """\nN = 5\n"""\nN = 7'),
        ("# coding: latin-1\nN = 1", "# coding: latin-1\nN = 7"),
        ("N = (1)  # x", "N = (7)  # x"),
        ("N = (\n    1\n)  # x", "N = (\n    7\n)  # x"),
        ("N = \\\n    1  # x", "N = \\\n    7  # x"),
        ("if True: pass\nN = 1;", "if True: pass\nN = 7;"),
    ],
)
def test_only_the_literal_changes(source: str, changed: str) -> None:
    assert with_values(source, {"N": 7}) == changed
    assert values(changed)["N"] == 7


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("N = [\n    1,  # one\n    2,\n]  # label\nx = 1", "N = ([7]  # one\n\n\n)  # label\nx = 1"),
        ("N = [\n    1,  # one\r\n]", "N = ([7]\n  # one\r\n)"),
        ("N = [1,\r\n 2]; M = 1", "N = ([7]\r\n); M = 1"),
        ("N = [1, \\\n 2]\n", "N = ([7]\n)\n"),
        ("N = ['# no',\n 'comment # either']", "N = ([7]\n)"),
    ],
)
def test_a_literal_over_several_lines_keeps_its_lines_and_comments(source: str, changed: str) -> None:
    once = with_values(source, {"N": [7]})
    assert once.count("\n") == source.count("\n") == changed.count("\n")
    assert values(once)["N"] == [7]
    assert only_named(once, "N").label == only_named(source, "N").label
    for comment in ("# one", "# label"):
        assert (comment in once) == (comment in source)
    twice = with_values(once, {"N": [1, 2, 3]})
    assert twice == once.replace("[7]", "[1, 2, 3]")


def only_named(source: str, name: str) -> Parameter:
    return next(parameter for parameter in parse_parameters(source) if parameter.name == name)


def test_a_text_over_several_lines_keeps_the_numbers_of_the_lines_after_it() -> None:
    source = 'N = """one\ntwo\nthree"""\nraise SystemExit'
    changed = with_values(source, {"N": "short"})
    assert changed.split("\n")[3] == "raise SystemExit"
    assert values(changed) == {"N": "short"}
    assert values(with_values('N = "a" \\\n    "b"', {"N": "c"})) == {"N": "c"}


def test_several_values_change_at_once_also_on_one_line() -> None:
    source = "A = 1; B = [\n 2]; C = 3\nD = 4"
    assert values(with_values(source, {"C": 30, "A": 1000, "B": []})) == {"A": 1000, "B": [], "C": 30, "D": 4}


def test_a_value_equal_to_the_one_there_leaves_the_text_alone() -> None:
    source = "N = 1_000  # 1..2000, as a person wrote it\nM = 1.50"
    assert with_values(source, {"N": 1000, "M": 1.5}) == source
    assert with_values("N = 1.0", {"N": 1}) == "N = 1.0"


def test_the_quotes_stay_what_they_were() -> None:
    assert with_values('N = "a"', {"N": "b"}) == 'N = "b"'
    assert with_values("N = 'a'", {"N": "b"}) == "N = 'b'"
    assert with_values('N = "a"', {"N": 'say "b"'}) == "N = 'say \"b\"'"


def test_a_text_is_written_in_characters_that_the_encoding_of_the_program_has() -> None:
    source = "# -*- coding: latin-1 -*-\nN = 'a'"
    changed = with_values(source, {"N": "é中"})
    assert changed.encode("latin-1")
    assert values(changed) == {"N": "é中"}
    assert with_values("N = 'a'", {"N": "中"}) == "N = '中'"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"M": 1}, ["no parameter M", "N (a whole number from 1 to 9)"]),
        ({"N": 10}, ["N must be a whole number from 1 to 9, not 10"]),
        ({"N": "x"}, ["N must be a whole number from 1 to 9, not x"]),
        ({"N": True}, ["not True"]),
    ],
)
def test_a_value_that_does_not_fit_is_refused(changes: dict[str, object], words: list[str]) -> None:
    with pytest.raises(RequestError) as refusal:
        with_values("N = 5  # 1..9", changes)
    assert all(word in str(refusal.value) for word in words)


# properties

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    texts,
    st.binary(max_size=4),
)
literals = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.one_of(st.integers(), texts), inner, max_size=2),
        st.sets(st.integers(), max_size=3),
    ),
    max_leaves=5,
)
written = st.one_of(
    literals.map(repr).filter(lambda text: "inf" not in text),
    st.sampled_from(
        ['"""a\n# b\nc"""', "[\n  1,  # one\n  2,\n]", "(\n 'x'\n 'y'  # why\n)", "0x1F", "1_0", "\\\n 5"]
    ),
)
fillers = st.sampled_from(
    [
        "",
        "# 中文 comment",
        "x = '中'",
        "def f():\n    A = 1",
        '"""A = 3"""',
        "\f",
        "if 1:\n\tB = 2",
        "y = [\n]",
        "pass;",
    ]
)
endings = st.sampled_from(["\n", "\r\n", "\r"])
notes = st.sampled_from(["", "  # 中..文", "  # label, 1..3", ";  z = 1", "  #"])


@st.composite
def programs(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A source and the values of its parameters."""
    lines: list[str] = []
    expected: dict[str, object] = {}
    for name in ("A", "BB", "ÄÖ", "C_3"):
        lines.append(draw(fillers))
        text = draw(written)
        expected[name] = ast.literal_eval(text.lstrip("\\\n"))
        lines.append(draw(st.sampled_from(["", "q = 'é'; "])) + f"{name} = {text}{draw(notes)}")
    source = draw(st.sampled_from(["", "\ufeff"])) + "\n".join(lines) + draw(st.sampled_from(["", "\n"]))
    return source.replace("\n", draw(endings)), expected


def without_literals(source: str) -> str:
    """The syntax of a program with the literals of its top-level assignments taken out."""
    tree = ast.parse(source.removeprefix("\ufeff"))
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            statement.value = ast.Constant(None)
    return ast.dump(tree)


@given(programs(), st.data())
def test_changed_values_are_read_back_and_nothing_else_changes(
    made: tuple[str, dict[str, object]], data: st.DataObject
) -> None:
    source, expected = made
    assert values(source) == expected
    changes = {}
    for parameter in parse_parameters(source):
        if parameter.value is not None and data.draw(st.booleans()):
            kind = type(parameter.value)
            changes[parameter.name] = data.draw(literals.filter(lambda value: type(value) is kind))  # noqa: B023
    changed = with_values(source, changes)
    assert values(changed) == expected | changes
    for end in ("\r", "\n"):
        assert changed.count(end) == source.count(end)
    assert without_literals(changed) == without_literals(source)
    assert [each.label for each in parse_parameters(changed)] == [
        each.label for each in parse_parameters(source)
    ]
    assert values(with_values(changed, {name: expected[name] for name in changes})) == expected


@given(st.text(max_size=60))
@example("N = 1\x0c")
@example("\x00")
@example("N = '\ud800'")
def test_no_text_at_all_raises_anything_but_a_sentence(source: str) -> None:
    for parameter in parse_parameters(source):
        assert parameter.name.isupper()
    reads_arguments(source)
    reads_input(source)
    with contextlib.suppress(LabError):
        with_values(source, {"N": 2})


@given(st.text(st.sampled_from("N=12 #.,[]()\n\r\\'\";:\t\fé"), max_size=30))
def test_places_are_where_the_literals_are(source: str) -> None:
    for parameter in parse_parameters(source):
        if parameter.line == parameter.end_line:
            assert ast.literal_eval("(" + literal_at(source, parameter) + "\n)") == parameter.value


# what a program reads


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nprint(sys.argv)",
        "import sys as system\nfor x in system.argv[1:]: pass",
        "from sys import argv",
        "import argparse",
        "from argparse import ArgumentParser as P",
        "def f():\n    import getopt",
    ],
)
def test_a_program_that_reads_its_arguments_is_known(source: str) -> None:
    assert reads_arguments(source)


@pytest.mark.parametrize(
    "source", ["", "argv = 1", "# sys.argv", "x = 'sys.argv'", "a.argv", "import sys\nsys.path"]
)
def test_a_program_that_does_not_read_its_arguments_is_known(source: str) -> None:
    assert not reads_arguments(source)


def test_a_program_that_reads_input_is_known() -> None:
    assert reads_input("name = input('who? ')")
    assert reads_input("import sys\nfor line in sys.stdin: pass")
    assert not reads_input("import sys\nsys.stdout.write('input()')")
    assert not reads_input("def f(input): return input")


# files


def test_a_source_is_decoded_as_python_would(tmp_path: Path) -> None:
    file = tmp_path / "it's a 程序.py"
    file.write_bytes("# coding: latin-1\r\nN = 'é'\r\n".encode("latin-1"))
    assert read_source(file) == "# coding: latin-1\nN = 'é'\n"
    file.write_bytes(b"\xef\xbb\xbfN = 1\r")
    assert read_source(file) == "N = 1\n"


@pytest.mark.parametrize(
    "data",
    [b"N = '\xff'\n", b"# coding: nonsense\n", b"# coding: rot13\n", b"\xef\xbb\xbf# coding: latin-1\n"],
)
def test_bytes_that_python_refuses_can_still_be_shown(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "program.py"
    file.write_bytes(data)
    assert read_source(file).endswith("\n")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing.py", "doesn't exist"),
        (".", "is a folder"),
        ("x\0y", "exist"),
        ("a" * 5000, "read"),
        ("/dev/null", "isn't a file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, path: str, words: str) -> None:
    with pytest.raises(RequestError) as refusal:
        read_source(tmp_path / path)
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_an_edited_source_is_written_in_the_encoding_that_it_declares() -> None:
    assert encode_source("# coding: latin-1\nN = 'é'") == "# coding: latin-1\nN = 'é'".encode("latin-1")
    assert encode_source("N = 'é'") == "N = 'é'".encode()
    assert encode_source("\ufeffN = 1") == b"N = 1"
    assert encode_source("# coding: nonsense\né") == "# coding: nonsense\né".encode()
    with pytest.raises(RequestError, match=r"in line 2\.$"):
        encode_source("# coding: latin-1\nN = '中'")
