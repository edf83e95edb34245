"""What `app.core` and the commands say is there in every language, and with the same values in it."""

import importlib.util
import re
import sys
from types import ModuleType

import pytest

from app.core.phrases import Phrases, read_phrases
from app.core.spoken import FOLDER

LANGUAGES = [file.name.split(".")[1] for file in sorted(FOLDER.glob("core.*.json"))]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sentences", FOLDER / "sentences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    path = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


@pytest.fixture(scope="module")
def sentences() -> ModuleType:
    return script()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_without_a_translation(sentences: ModuleType, language: str) -> None:
    assert sentences.missing(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(sentences: ModuleType, language: str) -> None:
    assert sorted(set(read_phrases(language)) - set(sentences.gathered())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_values_of_a_sentence_are_those_of_its_translation(language: str) -> None:
    for english, other in read_phrases(language).items():
        assert sorted(re.findall(r"\{\w*\}", english)) == sorted(re.findall(r"\{\w*\}", other)), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_found_again(language: str) -> None:
    phrases = Phrases(read_phrases(language))
    for english, other in read_phrases(language).items():
        if other != english and len(re.sub(r"\{\w*\}", "", english)) > 12:
            said = re.sub(r"\{\w\}", "7", english.replace("{t}", "7 ms"))
            assert phrases.knows(said), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_whole_sentence_is_found_with_names_and_numbers_in_it(language: str) -> None:
    """Few letters between the values would be too little to know it by: such a sentence has to say more."""
    phrases = Phrases(read_phrases(language))
    values = {"n": "7", "t": "7.1 ms"}
    for english in read_phrases(language):
        if english.endswith(".") and "{" in english:
            for name in ("Thread-1 (deposit)", "3, 4, 5 and 6"):
                said = re.sub(r"\{(\w*)\}", lambda hole: values.get(hole[1], name), english)  # noqa: B023
                assert phrases.say(said) != said, said


def test_sentences_are_gathered_with_the_words_in_their_holes(sentences: ModuleType) -> None:
    source = '''
"""No sentence at all."""
def told(names: "a name of it") -> str:
    """Nor is this."""
    if not names:
        return "It was said by nobody."
    return f"{names or 'Everybody'} said {count(3, 'thing')} of {names!r}."
'''
    found = set(sentences.texts(source))
    assert {"It was said by nobody.", "{0} said {1} of {2}.", "Everybody", "{n} thing", "{n} things"} <= found
    assert not {"No sentence at all.", "Nor is this."} & found
