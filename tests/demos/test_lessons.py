"""The contract of the lessons: what they say leads somewhere, in both languages, and every word is translated."""

import re

import pytest

from app.core.demo import Demo
from app.core.glossary import read_glossary
from app.core.languages import in_language, lesson_file, strings_of, words_of
from app.core.lesson import Choose, Lesson, MarkLines, SetValue, plain, read_lesson, terms
from app.core.moments import NAMES
from app.core.parameter import parameter_named, parse_value
from app.core.program import parse_parameters, read_source
from app.discovery import FoundDemo, discover

FEWEST_STEPS, MOST_STEPS = 4, 10

#: Demos that have no lesson yet, or whose words aren't translated. This set only shrinks.
NOT_YET: set[str] = set()

DEMOS = [found.demo for found in discover() if isinstance(found, FoundDemo)]
TAUGHT = [pytest.param(demo, id=demo.id) for demo in DEMOS if demo.id not in NOT_YET]
each_demo = pytest.mark.parametrize("demo", TAUGHT)
each_lesson = pytest.mark.parametrize(
    "demo",
    [
        pytest.param(in_language(demo, language), id=f"{demo.id} in {language}")
        for demo in DEMOS
        if demo.id not in NOT_YET
        for language in ("en", "zh_CN")
    ],
)


def lesson_of(demo: Demo) -> Lesson:
    file = lesson_file(demo)
    assert file is not None
    return read_lesson(file)


@each_lesson
def test_a_lesson_has_a_few_steps_and_each_of_them_does_something(demo: Demo) -> None:
    lesson = lesson_of(demo)
    assert FEWEST_STEPS <= len(lesson.steps) <= MOST_STEPS
    assert lesson.introduction
    for step in lesson.steps:
        assert step.text
        assert step.actions, step.title


@each_lesson
def test_what_a_lesson_speaks_of_is_there(demo: Demo) -> None:
    variants = {variant.id: variant for variant in demo.variants}
    shown = demo.variants[0]
    for step in lesson_of(demo).steps:
        for action in step.actions:
            match action:
                case Choose(variant=name):
                    shown = variants[name]
                case MarkLines(variant=name, last=last):
                    shown = variants[name]
                    assert last <= len(read_source(demo.program(shown)).splitlines()), step.title
                case SetValue(name=name, text=text):
                    parameters = parse_parameters(read_source(demo.program(shown)))
                    parse_value(parameter_named(parameters, name), text)
                case _:
                    pass
        moments = re.findall(r"lab:moment/([\w-]+)", step.text)
        assert set(moments) <= set(NAMES)


@each_lesson
def test_every_term_of_a_lesson_is_in_the_glossary(demo: Demo) -> None:
    assert set(terms(lesson_of(demo))) <= set(read_glossary())


@each_demo
def test_both_languages_have_the_same_steps_that_do_the_same(demo: Demo) -> None:
    english, chinese = lesson_of(demo), lesson_of(in_language(demo, "zh_CN"))
    assert [step.actions for step in chinese.steps] == [step.actions for step in english.steps]
    for text in chinese.texts:
        assert re.search("[\u4e00-\u9fff]", plain(text)), text


@each_demo
def test_every_word_of_a_demo_is_said_in_chinese(demo: Demo) -> None:
    words = words_of(demo.folder, "zh_CN")
    assert [text for text in strings_of(demo) if text not in words] == []
    source = (demo.folder / "demo.py").read_text(
        encoding="utf-8"
    )  # why a program can't run is said by a function
    unsaid = [text for text in words if text not in strings_of(demo) and f'"{text}"' not in source]
    assert unsaid == [], "translations of what nobody says any more"


@each_demo
def test_every_variant_asks_before_it_runs(demo: Demo) -> None:
    for variant in demo.variants:
        asked = variant.prediction
        assert asked is not None, variant.id
        assert asked.question.endswith(("?", "…"))
        assert len(asked.choices) in (0, 2, 3, 4)
        assert asked.why.endswith(".")


def test_a_demo_is_missing_only_as_long_as_it_has_no_lesson() -> None:
    without = {
        demo.id
        for demo in DEMOS
        if lesson_file(demo) is None
        or lesson_file(in_language(demo, "zh_CN")) == lesson_file(demo)
        or not words_of(demo.folder, "zh_CN")
    }
    assert without == NOT_YET
