"""The numbers that a run came to."""

import shutil
from pathlib import Path

import pytest

from app.core.manifest import Exit
from app.core.progress import Cancelled
from app.core.run_facts import TIME, Measure, RunFacts, facts_of, measures, read_facts, trim
from app.core.summary import summarise
from app.core.trace import Trace
from tests.recorded import record

_SOURCE = """
class Account:
    def __init__(self):
        self.balance = 0  # watch

account = Account()
account.balance = 3
account.balance = account.balance + 4
print("after 2 deposits the balance is 7")
print("v2 took 0.25 s, -1e3")
print("nothing here: 3x, a4")
raise SystemExit(5)
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(_SOURCE, tmp_path_factory.mktemp("facts")).directory


def test_watched_values_printed_numbers_and_the_time_are_taken(directory: Path) -> None:
    facts = facts_of(directory)
    assert facts.exit == Exit("exited", 5)
    values = dict(facts.values)
    assert values.pop(TIME) > 0
    assert values == {
        Measure("watched", "Account.balance"): 7,
        Measure("printed", "after … deposits the balance is …"): 7,
        Measure("printed", "v2 took … s, …"): -1000,
    }


def test_what_can_be_looked_at_begins_with_what_is_watched(directory: Path) -> None:
    kinds = [measure.kind for measure in measures([facts_of(directory), RunFacts(directory)])]
    assert kinds == ["watched", "printed", "printed", "time"]


def test_a_recording_that_cant_be_read_says_why_and_the_others_are_read(
    directory: Path, tmp_path: Path
) -> None:
    missing, whole = read_facts([tmp_path / "gone", directory], lambda share: None)
    assert "gone" in missing.problem
    assert whole.values


def test_reading_many_can_be_given_up(directory: Path) -> None:
    def give_up(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_facts([directory], give_up)


def test_a_trimmed_recording_says_the_same_and_is_small(directory: Path, tmp_path: Path) -> None:
    directory = Path(shutil.copytree(directory, tmp_path / "copy"))

    def told() -> object:
        trace = Trace.load(directory)
        try:
            return summarise(trace)
        finally:
            trace.close()

    before = told()
    trim(directory)
    assert told() == before
    assert sum(path.stat().st_size for path in directory.glob("*.*")) < 100_000
