"""Sentences of `app.core` in another language: whole ones, ones with values, and several in a row."""

import json
from pathlib import Path

import pytest

from app.core.phrases import Phrases, read_phrases

WORDS = {
    "Nobody waited.": "Niemand wartete.",
    "nobody": "niemand",
    "lock": "Sperre",
    "the {0} “{1}”": "die {0} „{1}“",
    "{0} waits for {1}": "{0} wartet auf {1}",
    "{0} (line {1})": "{0} (Zeile {1})",
    "{0} ended.": "{0} endete.",
    "{0} read {1}": "{0} las {1}",
    "{0} to {1}": "{0} zu {1}",
    "{n} items": "{n} Dinge",
    "took {t} in all": "brauchte im ganzen {t}",
    "{0} began at {1}, {2} at {3}.": "um {1} {0}, um {3} {2}.",
    " and ": " und ",
    "; ": " / ",
}


@pytest.fixture
def phrases() -> Phrases:
    return Phrases(WORDS)


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("Nobody waited.", "Niemand wartete."),
        ("Thread-1 (work) ended.", "Thread-1 (work) endete."),
        ("nobody ended.", "niemand endete."),
        ("A waits for the lock “lock” (line 3)", "A wartet auf die Sperre „lock“ (Zeile 3)"),
        ("3 items", "3 Dinge"),
        ("1,200 items", "1,200 Dinge"),
        ("took 1.5 ms in all", "brauchte im ganzen 1.5 ms"),
        ("Nobody waited. main ended.", "Niemand wartete. main endete."),
        ("A began at 1, B at 2.", "um 1 A, um 2 B."),
        ("A read 3, B read 4.", "A las 3, B las 4."),
        ("A waits for the lock “a” (line 3)", "A wartet auf die Sperre „a“ (Zeile 3)"),
        ("A and nobody ended.", "A und niemand endete."),
        ("", ""),
    ],
)
def test_sentences_are_found_again_with_their_values(phrases: Phrases, english: str, other: str) -> None:
    assert phrases.say(english) == other


@pytest.mark.parametrize("text", ["few items", "took long in all", "program.py", "A to B", "Something else."])
def test_what_is_no_sentence_of_the_lab_stays_as_it_is(phrases: Phrases, text: str) -> None:
    assert phrases.say(text) == text
    assert not phrases.knows(text)


def test_clauses_are_told_apart_before_one_of_them_swallows_the_others() -> None:
    phrases = Phrases({**WORDS, "A long circle of lanes: {0}.": "Ein Kreis: {0}."})
    said = phrases.say("A long circle of lanes: A waits for the lock “b”; B waits for the lock “a”.")
    assert said == "Ein Kreis: A wartet auf die Sperre „b“ / B wartet auf die Sperre „a“."


def test_what_was_said_is_known_again_when_the_language_is_left(phrases: Phrases) -> None:
    said = phrases.say("A waits for nobody")
    assert phrases.said() == {said: "A waits for nobody"}


def test_a_file_that_is_missing_or_damaged_says_nothing(tmp_path: Path) -> None:
    assert not read_phrases("xx", tmp_path)
    (tmp_path / "core.xx.json").write_text("{", encoding="utf-8")
    assert not read_phrases("xx", tmp_path)
    (tmp_path / "core.xx.json").write_text(json.dumps({"a b": "c"}), encoding="utf-8")
    assert read_phrases("xx", tmp_path) == {"a b": "c"}
    assert not Phrases({})
    assert Phrases({}).say("Nobody waited.") == "Nobody waited."


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "Two lanes wait for each other in a circle, for ever: A waits for the lock “x” (line 3), which B holds "
            "(taken in line 9); B waits for the lock “y” (line 10), which A holds (taken in line 2).",
            "两条泳道互相等待成环，永远等下去：A 在等锁“x”（第 3 行），它由 B 持有（获取于第 9 行）；"
            "B 在等锁“y”（第 10 行），它由 A 持有（获取于第 2 行）。",
        ),
        (
            "worker waits for an item of the queue “jobs” (line 4), and nobody is left who could put one "
            "(program.py has ended).",
            "worker 在等队列“jobs”的数据项（第 4 行），却没有谁还能放入一项（program.py 已结束）。",
        ),
        (
            "Task-1 waited for a lock for 1.50 s without `await` (line 7), 2 times in all: meanwhile its event loop "
            "stood still.",
            "Task-1 等待了锁 1.50 s，没有用 `await`（第 7 行），共 2 次：期间它的事件循环停住了。",
        ),
        (
            "4 of 9 updates of watched data were lost: A wrote 3 (line 5), but B had read 2 before (line 4) and then "
            "wrote 3 over it; and so on.",
            "被观察的数据 的 9 次更新中有 4 次丢失：A 写入 3（第 5 行），但 B 先前已读到 2（第 4 行），"
            "随后写入 3 把它覆盖；如此等等。",
        ),
        (
            "Let all take the locks in the same order, say the lock “forks #1” before the lock “forks #2” before the "
            "lock “forks #3”.",
            "让所有泳道按相同顺序获取这些锁，例如先锁“forks #1”、再锁“forks #2”、再锁“forks #3”。",
        ),
        ("exited 0 · 12 ms", "已退出，退出码 0 · 12 ms"),
        ("3 pieces of work: no turns to take.", "3 份工作：没有可以轮流的。"),
    ],
)
def test_diagnoses_read_as_chinese_sentences(english: str, chinese: str) -> None:
    assert Phrases(read_phrases("zh_CN")).say(english) == chinese
