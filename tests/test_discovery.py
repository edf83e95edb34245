"""A demo is a folder: found without being named, and told apart from one that can't be used."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.discovery import BrokenDemo, FoundDemo, demos_folder, discover

GOOD = """
from app.core.demo import Claim, Demo, Variant, Verdict

def always(evidence):
    return Verdict(True, "It is so.")

CLAIMS = (Claim("one", always), Claim("another", always))
DEMO = Demo("Title", "Why?", "Chapter", {order}, ({variants},))
"""
VARIANT = 'Variant("{id}", "title", {claims})'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for demos."""
    return tmp_path


def write_demo(folder: Path, name: str, text: str, programs: tuple[str, ...] = ("plain",)) -> None:
    (folder / name).mkdir()
    (folder / name / "demo.py").write_text(text, encoding="utf-8")
    for program in programs:
        (folder / name / f"{program}.py").write_text("N = 1  # 0..9, label\n", encoding="utf-8")


def good(order: int = 1, claims: str = "CLAIMS", ids: tuple[str, ...] = ("plain",)) -> str:
    variants = ", ".join(VARIANT.format(id=name, claims=claims) for name in ids)
    return GOOD.format(order=order, variants=variants)


def broken(folder: Path) -> BrokenDemo:
    (found,) = discover(folder)
    assert isinstance(found, BrokenDemo)
    assert found.why.endswith(".")
    return found


def test_a_folder_with_a_demo_in_it_is_all_that_it_takes(folder: Path) -> None:
    write_demo(folder, "new", good())
    (found,) = discover(folder)
    assert isinstance(found, FoundDemo)
    assert (found.id, found.demo.id, found.demo.folder) == ("new", "new", folder / "new")
    assert found.demo.program(found.demo.variants[0]).read_text() == "N = 1  # 0..9, label\n"


def test_demos_come_in_the_order_of_the_lesson_and_broken_ones_last(folder: Path) -> None:
    write_demo(folder, "b", good(order=2))
    write_demo(folder, "a", "import no_such_module")
    write_demo(folder, "c", good(order=1))
    write_demo(folder, "d", good(order=1))
    assert [found.id for found in discover(folder)] == ["c", "d", "b", "a"]


def test_folders_without_a_demo_and_no_folder_at_all_give_nothing(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "demo.py").write_text("raise SystemExit")
    assert discover(folder) == ()
    assert discover(folder / "missing") == ()
    assert discover(folder / "demo.py") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = (", "line 1: '(' was never closed"),
        ("\nimport no_such_module", "line 2: ModuleNotFoundError: No module named 'no_such_module'"),
        ("1 / 0", "line 1: ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise ValueError('two\\nlines.')", "ValueError: two lines"),
        ("x = 1", "no `DEMO = Demo(...)`"),
        ("DEMO = 1", "no `DEMO = Demo(...)`"),
        (good(ids=("plain", "plain")), "Two of its variants have the id 'plain'"),
        (good(ids=("absent",)), "absent.py of a variant is missing"),
        (good(ids=("a.b",)), "'a.b' of a variant is no plain word"),
        (good(claims="CLAIMS[:1]"), "claims too little"),
        (good(claims="CLAIMS[:1] * 2"), "claims 'one' twice"),
        (good().replace(",))", ",)[:0])"), "no variants"),
    ],
)
def test_a_demo_that_cannot_be_used_says_why(folder: Path, text: str, words: str) -> None:
    write_demo(folder, "bad", text)
    assert words in broken(folder).why


def test_a_file_that_python_cannot_decode_is_a_broken_demo(folder: Path) -> None:
    write_demo(folder, "bad", "")
    (folder / "bad" / "demo.py").write_bytes(b"x = '\xff'")
    assert "demo.py" in broken(folder).why


def test_a_folder_whose_name_is_no_word_cannot_be_a_target(folder: Path) -> None:
    write_demo(folder, "two words", good())
    assert "no plain word" in broken(folder).why


def test_one_broken_demo_harms_no_other(folder: Path) -> None:
    write_demo(folder, "bad", "raise RuntimeError")
    write_demo(folder, "fine", good())
    assert [type(found) for found in discover(folder)] == [FoundDemo, BrokenDemo]


def test_no_demo_can_be_imported_by_name_afterwards(folder: Path) -> None:
    write_demo(folder, "new", good())
    before = set(sys.modules)
    discover(folder)
    discover()
    added = set(sys.modules) - before
    assert not [name for name in added if name.split(".")[0] in ("demos", "demo", "new", "bank_account")]


def test_finding_the_demos_loads_nothing_heavy() -> None:
    code = "import sys\nfrom app.discovery import discover\nassert discover()\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=demos_folder().parent, capture_output=True, text=True, check=True
    )
    assert not {"numpy", "PySide6", "asyncio", "psutil"} & set(done.stdout.split())
