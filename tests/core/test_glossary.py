"""The glossary has its terms in both languages."""

from pathlib import Path

import pytest

from app.core.errors import LabError
from app.core.glossary import read_glossary
from app.core.languages import LANGUAGES


def test_every_term_has_a_word_and_a_sentence_in_every_language() -> None:
    terms = read_glossary()
    assert len(terms) >= 25
    for term in terms.values():
        for language in LANGUAGES:
            assert term.word(language)
            assert term.sentence(language).endswith((".", "。"))
    for language in LANGUAGES:
        words = [term.word(language) for term in terms.values()]
        assert len(set(words)) == len(words)


def test_the_terms_of_the_lesson_are_said_as_in_class() -> None:
    terms = read_glossary()
    assert terms["critical-resource"].word("zh_CN") == "临界资源"
    assert terms["daemon-thread"].word("zh_CN") == "守护线程"
    assert terms["global-interpreter-lock"].word("zh_CN").startswith("全局解释器锁")


def test_a_damaged_glossary_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "glossary.json"
    file.write_text('[{"id": "lock"}]', encoding="utf-8")
    with pytest.raises(LabError, match="can't be read"):
        read_glossary(file)
