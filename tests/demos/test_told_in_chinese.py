"""What claims and diagnoses say of the stored recordings has a Chinese sentence for every English one."""

import re

import pytest

from app.core.demo import Demo
from app.core.diagnoses import diagnose
from app.core.evidence import Evidence
from app.core.phrases import Phrases, read_phrases
from app.discovery import FoundDemo, discover
from tests.demos.stored import evidence_of, tables

DEMOS = [found.demo for found in discover() if isinstance(found, FoundDemo)]
TABLES = tables()
#: Three words in a row: a sentence, or the begin of one.
_ENGLISH = re.compile(r"[A-Za-z][a-z']+(?:,? [A-Za-z][a-z']+){2,}")
#: What Python says of an exception is Python's own.
_OF_PYTHON = re.compile(r"\w*(?:Error|Exception|Warning)\b[^。；]*|“[^”]*”|'[^']*'|`[^`]*`")


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases(read_phrases("zh_CN"))


def _left(told: str, evidence: Evidence, phrases: Phrases) -> str:
    """What is English in it but for names of the program's own."""
    said = _OF_PYTHON.sub("", phrases.say(told))
    names = {actor.name for actor in evidence.actors.values()}
    names |= {thing.name for thing in evidence.objects.values()}
    for name in sorted(filter(None, names), key=len, reverse=True):
        said = said.replace(name, "")
    untold = phrases.say(told) == told and re.search(r"[a-z]{3,} ", told)
    return f"{told} -> {said}" if untold or _ENGLISH.search(said) else ""


@pytest.mark.parametrize("demo", DEMOS, ids=[demo.id for demo in DEMOS])
def test_no_english_sentence_is_left_in_what_is_told(demo: Demo, phrases: Phrases) -> None:
    names = {name for claims in TABLES[demo.id].values() for name in claims.values()}
    left: set[str] = set()
    for name in sorted(names):
        evidence = evidence_of(name)
        told = [claim.check(evidence).detail for variant in demo.variants for claim in variant.claims]
        told += [each.text for each in diagnose(evidence)]
        left |= {_left(each, evidence, phrases) for each in told}
    assert left <= {""}
