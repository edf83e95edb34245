"""Reads and writes of watched data: who, which value, on which line, in the order in which they happened."""

from pathlib import Path
from typing import Any

import pytest

from tests.recorded import PYTHONS, Recorded, record, version

Seen = list[tuple[str | None, str, str, int]]

PROGRAM = """
import dataclasses
import threading

import shared_data


class Account:
    def __init__(self, balance):
        self.balance = balance  # watch: the money
        self.owner = "nobody"

    def deposit(self):
        seen = self.balance  # reads the balance
        self.balance = seen + 1  # writes the balance


class Savings(Account):
    def interest(self):
        self.balance *= 2  # doubles


@dataclasses.dataclass
class Point:
    x: int = 0  # watch
    y: int = 0


class Slotted:
    __slots__ = ("state",)

    def __init__(self):
        self.state = "new"  # watch


class Shown:
    def __repr__(self):
        print("repr is asked for")
        return "shown"


total = 0  # watch
label = None  # watch the label


def add(amount):
    global total, label
    total = total + amount  # adds to the total
    label = Shown()  # sets the label


def use(account):
    account.deposit()


account, savings = Account(10), Savings(100)
thread = threading.Thread(target=use, args=(account,), name="depositor")
thread.start()
thread.join()
savings.interest()
point = Point(3)
point.x += 1  # moves
slotted = Slotted()
slotted.state = [1, 2, 3]  # a list
thread = threading.Thread(target=add, args=(5,), name="adder")
thread.start()
thread.join()
add(2.5)
print(total, account.balance, savings.balance, point, slotted.state)
shared_data.change()
account.balance = "x" * 500
del account.balance
try:
    account.balance  # is gone
except AttributeError as error:
    print(error)
for value in (None, 1 << 80, b"b", {1: 2}, Shown(), Account, -5, True):
    slotted.state = value  # various
"""
SHARED = """
value = 1  # watch


class Holder:
    count = 0  # watch


def change():
    global value
    value = value + 1  # changes the value
    Holder.count
    holder = Holder()
    holder.count += 1  # counts
"""


@pytest.fixture(scope="module", params=PYTHONS, ids=version)
def python(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def run(python: str, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("watched")
    (folder / "shared_data.py").write_text(SHARED)
    return record(PROGRAM, folder, python=python)


def accesses(run: Recorded, name: str) -> Seen:
    """(who, "read" or "write", value, line) of the objects with this name, in order."""
    objects = {thing["id"]: thing for thing in run.summary["objects"]}
    return [
        (
            run.name(access["actor"]),
            "write" if access["write"] else "read",
            access["value"],
            access["line"],
        )
        for access in run.summary["accesses"]
        if objects[access["object"]]["name"] == name
    ]


def test_an_attribute_is_watched_in_every_thread(run: Recorded) -> None:
    main = "program.py"
    read, write = run.line("# reads the balance"), run.line("# writes the balance")
    first = run.line("# watch: the money")
    assert accesses(run, "Account.balance")[:6] == [
        (main, "write", "10", first),
        (main, "write", "100", first),
        ("depositor", "read", "10", read),
        ("depositor", "write", "11", write),
        (main, "read", "100", run.line("# doubles")),
        (main, "write", "200", run.line("# doubles")),
    ]


def test_each_instance_is_an_object_of_its_own(run: Recorded) -> None:
    balances = [thing for thing in run.summary["objects"] if thing["name"] == "Account.balance"]
    assert [thing["kind"] for thing in balances] == ["attribute"] * len(balances)
    assert {thing["line"] for thing in balances} == {run.line("# watch: the money")}
    known = {thing["id"] for thing in balances}
    of = [access["object"] for access in run.summary["accesses"] if access["object"] in known]
    assert of[0] != of[1]
    assert of[:6] == [of[0], of[1], of[0], of[0], of[1], of[1]]


def test_what_is_not_marked_is_not_watched(run: Recorded) -> None:
    names = {thing["name"] for thing in run.summary["objects"]}
    assert names == {
        "Account.balance",
        "Point.x",
        "Slotted.state",
        "total",
        "label",
        "value",
        "Holder.count",
    }


def test_a_global_is_watched_in_functions_and_at_the_top(run: Recorded) -> None:
    line = run.line("# adds to the total")
    assert accesses(run, "total") == [
        ("program.py", "write", "0", run.line("total = 0")),
        ("adder", "read", "0", line),
        ("adder", "write", "5", line),
        ("program.py", "read", "5", line),
        ("program.py", "write", "7.5", line),
        ("program.py", "read", "7.5", run.line("print(total")),
    ]


def test_values_of_the_programs_classes_are_told_without_asking_them(run: Recorded) -> None:
    assert [value for _, _, value, _ in accesses(run, "label")] == ["None", "<Shown>", "<Shown>"]
    assert b"repr is asked for" not in run.stdout


def test_a_field_of_a_dataclass_is_watched(run: Recorded) -> None:
    written = [(kind, value) for _, kind, value, _ in accesses(run, "Point.x")]
    assert written[:3] == [("write", "3"), ("read", "3"), ("write", "4")]
    assert accesses(run, "Point.x")[1][3] == run.line("# moves")


def test_a_slot_is_watched(run: Recorded) -> None:
    told = accesses(run, "Slotted.state")
    assert told[0][1:] == ("write", "'new'", run.line('self.state = "new"'))
    assert told[1][1:] == ("write", "list of 3", run.line("# a list"))


def test_values_are_short_texts(run: Recorded) -> None:
    values = [value for _, kind, value, _ in accesses(run, "Slotted.state")[-8:]]
    assert values == ["None", str(1 << 80), "b'b'", "dict of 1", "<Shown>", "<type>", "-5", "True"]
    long = [value for _, _, value, _ in accesses(run, "Account.balance") if "xxx" in value]
    assert long == ["'" + "x" * 76 + "..."]


def test_a_module_beside_the_program_is_watched_too(run: Recorded) -> None:
    lines = SHARED.splitlines()
    change = lines.index("    value = value + 1  # changes the value") + 1
    assert accesses(run, "value") == [
        ("program.py", "write", "1", 2),
        ("program.py", "read", "1", change),
        ("program.py", "write", "2", change),
    ]
    counts = lines.index("    holder.count += 1  # counts") + 1
    assert [access[1:] for access in accesses(run, "Holder.count")] == [
        ("read", "0", counts),
        ("write", "1", counts),
    ]


def test_the_program_runs_as_if_nobody_watched(run: Recorded) -> None:
    assert run.stdout == (
        b"7.5 11 200 Point(x=4, y=0) [1, 2, 3]\n'Account' object has no attribute 'balance'\n"
    )
    assert run.summary["exit"] == {"reason": "exited", "status": 0}


def test_accesses_are_told_in_the_order_of_time(run: Recorded) -> None:
    times = [access["t_ns"] for access in run.summary["accesses"]]
    assert times == sorted(times)


CHILDREN = """
import multiprocessing
import sys

METHOD = "fork"
counter = 0  # watch


class Account:
    def __init__(self):
        self.balance = 0  # watch


account = Account()


def work(amount):
    global counter
    counter = counter + amount  # counts
    account.balance += amount  # deposits


if __name__ == "__main__":
    context = multiprocessing.get_context(METHOD)
    children = [context.Process(target=work, args=(n,), name=f"child {n}") for n in (10, 20)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    work(1)
    print(counter, account.balance)
"""


@pytest.fixture(scope="module", params=["fork", "spawn"])
def children(
    python: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Recorded:
    folder = tmp_path_factory.mktemp("children")
    return record(CHILDREN, folder, python=python, values={"METHOD": request.param})


@pytest.mark.parametrize("name", ["counter", "Account.balance"])
def test_each_process_has_data_of_its_own(children: Recorded, name: str) -> None:
    things = {thing["id"]: thing for thing in children.summary["objects"] if thing["name"] == name}
    told: dict[tuple[str | None, int], list[dict[str, Any]]] = {}
    for access in children.summary["accesses"]:
        if access["object"] in things:
            key = children.name(access["actor"]), access["object"]
            told.setdefault(key, []).append(access)
    assert sorted(str(who) for who, _ in told) == ["child 10", "child 20", "program.py"]
    for (who, _), found in told.items():
        amount = {"child 10": "10", "child 20": "20", "program.py": "1"}[str(who)]
        update = [(access["write"], access["value"]) for access in found if access["line"] > 12][:2]
        assert update == [(False, "0"), (True, amount)]
    assert children.stdout == b"1 1\n"


LOST_UPDATE = """
import threading
import time


class Account:
    def __init__(self):
        self.balance = 0  # watch

    def deposit(self):
        seen = self.balance
        time.sleep(0.02)
        self.balance = seen + 1


account = Account()
threads = [threading.Thread(target=account.deposit) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(account.balance)
"""


def test_a_lost_update_is_seen_by_its_accesses(python: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    run = record(LOST_UPDATE, tmp_path_factory.mktemp("lost"), python=python)
    told = [(access["write"], access["value"]) for access in run.summary["accesses"]]
    assert told[0] == (True, "0")
    assert told[1:5] == [(False, "0")] * 4
    assert told[5:9] == [(True, "1")] * 4
    assert run.stdout == b"1\n"


STRANGE = """
class Odd:
    kind = "class"  # watch

    def __init__(self):
        self.a = self.b = 1  # watch
        (self.c, self.d) = 2, 3  # watch
        self.e: int = 4  # watch
        self.f = {  # not here
            "x": 1,
        }  # watch

    @property
    def g(self):
        return 5  # watch

    def __getattr__(self, name):
        if name.startswith("_") or name == "z":
            raise AttributeError(name)
        return "from __getattr__"


odd = Odd()
print(odd.a, odd.b, odd.c, odd.d, odd.e, odd.f, odd.g, odd.kind, Odd.kind, odd.nothing)
print(vars(odd), hasattr(odd, "z"))
import copy, pickle
print(vars(copy.deepcopy(odd)), vars(pickle.loads(pickle.dumps(odd)))["a"])
del odd.a
print(odd.a)
Odd.kind = "changed"
print(odd.kind, Odd.kind)
odd.kind = "own"
print(odd.kind, vars(odd)["kind"])


def outer():
    class Inner:
        def __init__(self):
            self.value = 1  # watch

    return Inner().value


print(outer())
"""


def test_unusual_marks_do_not_change_the_program(
    python: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    marked = record(STRANGE, tmp_path_factory.mktemp("marked"), python=python)
    plain = record(STRANGE.replace("# watch", "#"), tmp_path_factory.mktemp("plain"), python=python)
    assert marked.stdout == plain.stdout
    assert marked.stderr == plain.stderr == b""
    assert plain.summary["accesses"] == []
    names = {thing["name"] for thing in marked.summary["objects"]}
    assert {f"Odd.{name}" for name in "abcdef"} | {"Odd.kind", "Inner.value"} == names


IN_A_BRANCH = """
rounds = 0
last = None  # watch


def look(round):
    global last
    while True:
        if round == 6:
            break
        round += 1
        if round % 3 == 0:
            last = round  # stored now and then


def look_far_away(round):
    global last
    while round < 6:
        round += 1
        if round % 3 == 0:
            last = -round  # stored with a prefix
        MANY


look(0)
look_far_away(0)
"""


def test_a_write_that_is_jumped_over_is_not_told(python: str, tmp_path: Path) -> None:
    many = [f"rounds_{number}" for number in range(300)]
    declared = "    global " + ", ".join([*many, "last"]) + "; " + "; ".join(f"{name} = 0" for name in many)
    near, _, far = IN_A_BRANCH.partition("def look_far_away")
    far = far.replace("    global last", declared).replace("MANY", "rounds_299 = round")
    run = record(near + "def look_far_away" + far, tmp_path, python=python)
    near_line, far_line = run.line("# stored now and then"), run.line("# stored with a prefix")
    who = "program.py"
    assert accesses(run, "last")[-4:] == [
        (who, "write", "3", near_line),
        (who, "write", "6", near_line),
        (who, "write", "-3", far_line),
        (who, "write", "-6", far_line),
    ]


ELSEWHERE = """
import sys

total = 0  # watch
other = 0


class Watched:
    def __init__(self):
        self.value = 1  # watch
        self.plain = 1


class Plain:
    def __init__(self):
        self.value = 1


def touches():
    return total


def computes():
    return other + 1


for _ in range(3):
    touches()
    computes()
Watched().value, Plain().value
told = [sys.monitoring.get_local_events(4, code.__code__) != 0 for code in (touches, computes)]
print(*told, sorted(set(vars(Watched)) & {"value", "plain"}), "value" in vars(Plain))
"""


@pytest.mark.parametrize("python", [each for each in PYTHONS if version(each) != "3.11"], ids=version)
def test_only_what_touches_watched_data_is_looked_at(python: str, tmp_path: Path) -> None:
    run = record(ELSEWHERE, tmp_path, python=python)
    assert run.stdout == b"True False ['value'] False\n", run.stderr.decode()
    assert {who for who, *_ in accesses(run, "total")} == {"program.py"}
