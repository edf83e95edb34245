"""The values that a parameter takes, and the sentences that refuse the others."""

import contextlib
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import LabError, RequestError
from app.core.parameter import as_json, changed_values, evaluate, literal, parse_value, read_settings, same
from app.core.program import Parameter, parse_parameters

SOURCE = """
COUNT = 12  # 1..1000, threads
PAUSE = 0.01  # 0..1, seconds
NAME = "Ann"
LOUD = False
FILES = ["a", "b"]
NOTHING = None
LEAST = 5  # 0.., at least
MOST = 5  # ..9, at most
"""
PARAMETERS = {parameter.name: parameter for parameter in parse_parameters(SOURCE)}
ALL = tuple(PARAMETERS.values())


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("COUNT", "100", 100),
        ("COUNT", " 1_000 ", 1000),
        ("PAUSE", "0.5", 0.5),
        ("PAUSE", "1", 1.0),
        ("NAME", "Bob", "Bob"),
        ("NAME", "'Bob'", "Bob"),
        ("NAME", "3", "3"),
        ("NAME", "it's 中文", "it's 中文"),
        ("NAME", "", ""),
        ("LOUD", "True", True),
        ("FILES", "['x']", ["x"]),
        ("NOTHING", "3", 3),
        ("LEAST", "1000000", 1000000),
        ("MOST", "-3", -3),
    ],
)
def test_a_literal_of_the_type_of_the_default_is_taken(name: str, text: str, value: object) -> None:
    assert same(parse_value(PARAMETERS[name], text), value)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("COUNT", "0", "COUNT must be a whole number from 1 to 1000, not 0."),
        ("COUNT", "1001", "COUNT must be a whole number from 1 to 1000, not 1001."),
        ("COUNT", "many", "COUNT must be a whole number from 1 to 1000, not many."),
        ("COUNT", "2.0", "COUNT must be a whole number from 1 to 1000, not 2.0."),
        ("COUNT", "True", "COUNT must be a whole number from 1 to 1000, not True."),
        ("COUNT", "", "COUNT must be a whole number from 1 to 1000, not nothing."),
        ("COUNT", "__import__('os')", "COUNT must be a whole number from 1 to 1000, not __import__('os')."),
        ("PAUSE", "1.5", "PAUSE must be a number from 0 to 1, not 1.5."),
        ("PAUSE", "1e999", "PAUSE must be a number from 0 to 1, not inf."),
        ("PAUSE", "False", "PAUSE must be a number from 0 to 1, not False."),
        ("LOUD", "1", "LOUD must be True or False, not 1."),
        ("LOUD", "true", "LOUD must be True or False, not true."),
        ("FILES", "a,b", "FILES must be a list, not a,b."),
        ("FILES", "('a',)", "FILES must be a list, not ('a',)."),
        ("LEAST", "-1", "LEAST must be a whole number, at least 0, not -1."),
        ("MOST", "10", "MOST must be a whole number, at most 9, not 10."),
        ("NOTHING", "what", "NOTHING must be a literal, not what."),
    ],
)
def test_any_other_text_is_refused_with_the_name_and_the_range(name: str, text: str, sentence: str) -> None:
    with pytest.raises(RequestError) as refusal:
        parse_value(PARAMETERS[name], text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "text", ["9" * 5000, "0x" + "f" * 5000, "[" * 400 + "]" * 400, "\0", "{[]: 1}", "1 if"]
)
def test_monstrous_texts_are_refused_too(text: str) -> None:
    for name in ("COUNT", "PAUSE", "FILES", "LEAST"):
        with pytest.raises(RequestError, match=rf"^{name} must be .*\.$"):
            parse_value(PARAMETERS[name], text)


def test_settings_are_read_and_the_last_of_a_name_counts() -> None:
    assert read_settings(ALL, ["COUNT=3", "NAME=a=b", "COUNT=4"]) == {"COUNT": 4, "NAME": "a=b"}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("COUNT", "NAME=VALUE, not with COUNT"),
        ("COUNTS=3", "no parameter COUNTS. It has COUNT (a whole number from 1 to 1000), PAUSE"),
        ("=3", "no parameter nothing"),
    ],
)
def test_a_setting_that_names_nothing_is_refused(setting: str, words: str) -> None:
    with pytest.raises(RequestError) as refusal:
        read_settings(ALL, [setting])
    assert words in str(refusal.value)


def test_a_program_without_parameters_says_so() -> None:
    with pytest.raises(RequestError, match="none at all"):
        read_settings((), ["N=1"])


def test_only_values_that_differ_are_changed() -> None:
    assert changed_values(ALL, {"COUNT": 12, "PAUSE": 0.01, "NAME": "Bob", "LOUD": False}) == {"NAME": "Bob"}


def test_a_default_outside_its_own_range_may_stay() -> None:
    (parameter,) = parse_parameters("N = 100  # 1..9, too many")
    assert changed_values([parameter], {"N": 100}) == {}
    with pytest.raises(RequestError):
        parse_value(parameter, "50")


def test_what_json_lacks_is_told_as_a_literal() -> None:
    told = as_json({"a": [1, 2.5, None, True, "x"], "b": b"x", "c": (1, 2), "d": math.inf, "e": 1j})
    assert told == {"a": [1, 2.5, None, True, "x"], "b": "b'x'", "c": "(1, 2)", "d": "1e999", "e": "1j"}
    assert as_json({1: 2}) == "{1: 2}"


plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.binary()),
    lambda inner: st.one_of(st.lists(inner), st.tuples(inner, inner), st.dictionaries(st.text(), inner)),
    max_leaves=6,
)


@given(plain)
def test_a_literal_says_its_value(value: object) -> None:
    assert same(evaluate(literal(value)), value)
    json.dumps(as_json(value), allow_nan=False)


def test_what_has_no_literal_is_told_by_a_value_error() -> None:
    for value in (math.nan, object(), [math.nan], 10**5000):
        with pytest.raises(ValueError):
            literal(value)


@given(st.text(max_size=40))
def test_no_text_raises_anything_but_a_sentence(text: str) -> None:
    for parameter in ALL:
        with contextlib.suppress(LabError):
            value = parse_value(parameter, text)
            assert parameter.value is None or type(value) is type(parameter.value)


def test_the_words_for_a_range() -> None:
    shown = {name: (parameter.range_text, parameter.wanted) for name, parameter in PARAMETERS.items()}
    assert shown["COUNT"] == ("1..1000", "a whole number from 1 to 1000")
    assert shown["LEAST"] == ("0..", "a whole number, at least 0")
    assert shown["MOST"] == ("..9", "a whole number, at most 9")
    assert shown["NAME"] == ("", "a text")
    assert isinstance(PARAMETERS["COUNT"], Parameter)
