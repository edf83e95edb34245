"""The files of translations are those of the source: nothing new is said in the window, and the .qm is the .ts."""

import ast
import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from app.core.spoken import FOLDER

FILES = sorted(FOLDER.glob("lab.*.ts"))


@pytest.fixture(scope="module")
def update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", FOLDER / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sources(file: Path) -> set[str]:
    return set(re.findall(r"<source>(.*?)</source>", file.read_text(encoding="utf-8"), re.DOTALL))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_window_says_nothing_that_isnt_translated(update: ModuleType, file: Path, tmp_path: Path) -> None:
    fresh = Path(shutil.copy(file, tmp_path))
    update.gather(fresh)
    assert sources(fresh) - sources(file) == set()
    assert 'type="unfinished"' not in fresh.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_the_window_loads_is_what_was_translated(update: ModuleType, file: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    update.release(file, made)
    assert made.read_bytes() == file.with_suffix(".qm").read_bytes()


def test_nothing_is_translated_within_an_f_string_where_lupdate_finds_nothing() -> None:
    root = FOLDER.parents[1]
    files = [*(root / "app").rglob("*.py"), *(root / "widgets").rglob("*.py")]
    assert len(files) > 200
    hidden = [
        f"{file.relative_to(root)}:{call.lineno}"
        for file in files
        for string in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in ("tr", "translate")
    ]
    assert hidden == []
