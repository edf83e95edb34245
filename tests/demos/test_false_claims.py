"""A claim that nothing could make false says nothing: each one is false on a recording that is stored here."""

import zipfile

import pytest

from app.core.demo import Claim, Demo, Variant
from app.discovery import FoundDemo, discover
from tests.demos.store import program_of
from tests.demos.stored import RECORDINGS, evidence_of, tables, wanted

DEMOS = [found.demo for found in discover() if isinstance(found, FoundDemo)]
TABLES = tables()
STORED = sorted(file.stem for file in RECORDINGS.glob("*.zip"))
CLAIMS = [
    pytest.param(demo, variant, claim, id=f"{demo.id}.{variant.id}: {claim.name}")
    for demo in DEMOS
    for variant in demo.variants
    for claim in variant.claims
]


@pytest.mark.parametrize(("demo", "variant", "claim"), CLAIMS)
def test_a_claim_is_false_where_it_should_be(demo: Demo, variant: Variant, claim: Claim) -> None:
    name = TABLES[demo.id][variant.id][claim.name]
    verdict = claim.check(evidence_of(name))
    assert verdict.holds is False, verdict


def test_every_demo_has_its_table() -> None:
    assert set(TABLES) == {demo.id for demo in DEMOS}


@pytest.mark.parametrize("demo", DEMOS, ids=[demo.id for demo in DEMOS])
def test_a_table_names_the_claims_that_there_are(demo: Demo) -> None:
    there = {variant.id: {claim.name for claim in variant.claims} for variant in demo.variants}
    assert {variant: set(claims) for variant, claims in TABLES[demo.id].items()} == there


def test_every_stored_recording_is_wanted_and_has_its_program() -> None:
    assert set(STORED) == wanted()
    for name in STORED:
        assert program_of(name)[0].is_file()


@pytest.mark.parametrize("name", STORED)
def test_a_stored_recording_is_small_and_keeps_the_machine_to_itself(name: str) -> None:
    file = RECORDINGS / f"{name}.zip"
    assert file.stat().st_size < 100_000
    with zipfile.ZipFile(file) as stored:
        whole = b"".join(stored.read(entry) for entry in stored.namelist())
    for folder in (b"/home/", b"/root/", b"/Users/", b"/work/", b"C:\\"):
        assert folder not in whole
