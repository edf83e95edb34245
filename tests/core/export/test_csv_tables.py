"""The table for spreadsheets."""

import csv
import io

import pytest

from app.core.events import State
from app.core.export.csv_tables import COLUMNS, export_csv, plain
from app.core.export.exhibit import Exhibit
from tests.evidence_builder import FILE, LOCK, MS, MadeRun
from tests.exhibits import HOSTILE, exhibit


def text(what: Exhibit) -> str:
    """The file."""
    file = io.StringIO(newline="")
    export_csv(what, file)
    return file.getvalue()


def rows(what: Exhibit) -> list[dict[str, str]]:
    """The table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(text(what).removeprefix("\ufeff"), newline="")))


def waiting() -> MadeRun:
    """Main has the lock, a thread waits for it to the end."""
    run = MadeRun()
    main = run.main(100)
    run.sleeps(main, 10, 40)
    thread = run.thread(20, None, ended="alive")
    run.waits(thread, State.LOCK, 30, None, LOCK, main)
    return run


def test_it_begins_with_the_sign_by_which_excel_knows_utf_8_and_a_header() -> None:
    first = text(exhibit(waiting())).splitlines()[0]
    assert first == "\ufeff" + ",".join(COLUMNS)


def test_each_wait_and_each_time_of_running_is_a_row() -> None:
    found = rows(exhibit(waiting()))
    told = [(row["lane"], row["state"], row["start_ns"], row["end_ns"]) for row in found]
    assert told == [
        ("program.py", "running", "0", str(10 * MS)),
        ("program.py", "sleep", str(10 * MS), str(40 * MS)),
        ("program.py", "running", str(40 * MS), str(100 * MS)),
        ("Thread-1", "running", str(20 * MS), str(30 * MS)),
        ("Thread-1", "lock", str(30 * MS), ""),
    ]
    assert found[1]["duration_ms"] == "30.0"


def test_a_wait_says_for_what_who_has_it_and_where() -> None:
    wait = rows(exhibit(waiting()))[-1]
    told = {name: wait[name] for name in ("kind", "pid", "object", "holder", "file", "line", "duration_ms")}
    assert told == {
        "kind": "thread",
        "pid": "100",
        "object": "self.lock",
        "holder": "program.py",
        "file": FILE,
        "line": "1",
        "duration_ms": "",
    }


@pytest.mark.parametrize("name", ["线程, 一\n二", HOSTILE, "a,b;c\td", " spaces "])
def test_a_name_comes_back_as_it_was(name: str) -> None:
    run = waiting()
    run.actors[1].name = name
    assert rows(exhibit(run))[-1]["lane"] == name


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_name_is_never_a_formula(name: str) -> None:
    run = waiting()
    run.actors[1].name = name
    assert rows(exhibit(run))[-1]["lane"] == "'" + name == plain(name)


def test_what_cannot_be_traced_says_so() -> None:
    run = MadeRun()
    run.main(100)
    run.actors[run.process(10, 60)].kind = "opaque"
    assert [row["state"] for row in rows(exhibit(run))] == ["running", "not traced"]
