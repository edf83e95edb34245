"""A demo in another language: its words, programs and lesson; what isn't translated stays English."""

import json
from pathlib import Path

from app.core.claims import overlapped
from app.core.demo import Claim, Demo, Prediction, Variant
from app.core.languages import in_language, lesson_file, strings_of


def made(folder: Path) -> Demo:
    asked = Prediction("How many?", ("one", "two"), lambda evidence: 1, "So it is.")
    variants = tuple(
        Variant(name, f"the {name}", (Claim("it holds", overlapped),), note="Look.", prediction=asked)
        for name in ("first", "second")
    )
    demo = Demo("A demo", "Why?", "Chapter", 1, variants, id="made", folder=folder)
    for variant in variants:
        demo.program(variant).write_text("print(1)\n", encoding="utf-8")
    (folder / "first.zh_CN.py").write_text("print(1)\n", encoding="utf-8")
    (folder / "lesson.md").write_text("# A demo\n", encoding="utf-8")
    words = {"A demo": "演示", "it holds": "成立", "one": "一", "the first": "第一个"}
    (folder / "words.zh_CN.json").write_text(json.dumps(words), encoding="utf-8")
    return demo


def test_words_and_programs_are_those_of_the_language(tmp_path: Path) -> None:
    english = made(tmp_path)
    chinese = in_language(english, "zh_CN")
    assert (chinese.title, chinese.question) == ("演示", "Why?")
    assert [each.title for each in chinese.variants] == ["第一个", "the second"]
    assert [each.claims[0].name for each in chinese.variants] == ["成立", "成立"]
    assert chinese.variants[0].claims[0].check is english.variants[0].claims[0].check
    asked = chinese.variants[0].prediction
    assert asked is not None
    assert asked.choices == ("一", "two")
    programs = [chinese.program(each).name for each in chinese.variants]
    assert programs == ["first.zh_CN.py", "second.py"]


def test_a_lesson_that_isnt_translated_is_shown_in_english(tmp_path: Path) -> None:
    chinese = in_language(made(tmp_path), "zh_CN")
    assert lesson_file(chinese) == tmp_path / "lesson.md"
    (tmp_path / "lesson.zh_CN.md").write_text("# 演示\n", encoding="utf-8")
    assert lesson_file(chinese) == tmp_path / "lesson.zh_CN.md"


def test_english_is_the_demo_itself_and_all_it_says_is_known(tmp_path: Path) -> None:
    demo = made(tmp_path)
    assert in_language(demo, "en") is demo
    assert set(strings_of(demo)) >= {"A demo", "Why?", "Chapter", "it holds", "How many?", "two", "So it is."}
