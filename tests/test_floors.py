"""The floors of the house hold, and each contract that guards them is seen to fail on a planted import."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("app", "widgets", "demos")

# Contract, the file that is planted, the import in it that the contract forbids.
PLANTED = [
    ("floors", "app/shell/planted.py", "import app.bootstrap"),
    ("floors", "app/launch/planted.py", "from app.shell import __name__"),
    ("floors", "app/stage/planted.py", "def late():\n    import app.launch"),
    ("floors", "app/core/planted.py", "import app.stage"),
    ("floors", "app/core/planted.py", "import app.cli"),
    ("floors", "app/core/planted.py", "import app.discovery"),
    ("floors", "app/tracer/planted.py", "from .. import core"),
    ("widgets", "widgets/planted.py", "import app.shell"),
    ("widgets", "widgets/planted.py", "import app.stage"),
    ("widgets", "widgets/planted.py", "import app.tracer"),
    ("below-widgets", "app/core/planted.py", "import widgets"),
    ("no-qt", "app/core/planted.py", "import PySide6.QtCore"),
    ("no-qt", "app/stage/planted.py", "import pyqtgraph"),
    ("no-qt", "app/stage/planted.py", "def late():\n    import qasync"),
    ("tracer", "app/tracer/planted.py", "import app.core"),
    ("tracer", "app/tracer/planted.py", "import numpy"),
    ("tracer", "app/tracer/planted.py", "def late():\n    import psutil"),
    ("provision", "app/provision/planted.py", "import app.core"),
    ("provision", "app/provision/planted.py", "import numpy"),
    ("nobody-names-a-demo", "app/core/planted.py", "import demos.planted.one"),
    ("nobody-names-a-demo", "widgets/planted.py", "from demos.planted import one"),
    ("demos-apart", "demos/other/planted.py", "import demos.planted.one"),
    ("demos-know-the-core", "demos/planted/two.py", "import app.stage"),
    ("demos-know-the-core", "demos/planted/two.py", "import widgets"),
]


# The tracer's own name in the child, and the module that it takes the place of there and passes on to.
IN_THE_CHILD = ("_concurrency_lab", "sitecustomize")

# Comes with CPython 3.11 and 3.12, which leave it out of their list of names since it is private.
PRIVATE = ("_xxsubinterpreters",)


def contracts() -> list[str]:
    """The ids of the contracts in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The parts of the lab that the contracts speak of, in a folder of their own, and one demo more."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "main.py"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "demos" / "planted").mkdir()
    (tmp_path / "demos" / "planted" / "one.py").touch()
    return tmp_path


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Check the contracts on `folder`; all of them unless some are named."""
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    command = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", *chosen],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


def test_the_lab_keeps_every_contract(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


@pytest.mark.parametrize(("contract", "place", "text"), PLANTED)
def test_a_forbidden_import_breaks_its_contract(contract: str, place: str, text: str, copy: Path) -> None:
    (copy / place).parent.mkdir(exist_ok=True)
    (copy / place).write_text(text + "\n")
    done = lint(copy, contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "0 kept, 1 broken" in done.stdout
    assert Path(place).stem in done.stdout


def test_every_contract_has_a_planted_import() -> None:
    assert {contract for contract, _, _ in PLANTED} == set(contracts())


def imports(file: Path) -> Iterator[str]:
    """The top-level names of the modules that `file` imports, anywhere in it; relative ones left out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("part", ["app/tracer", "app/provision"])
def test_it_imports_the_standard_library_and_itself_alone(part: str) -> None:
    files = list((ROOT / part).rglob("*.py"))
    assert files
    for file in files:
        assert set(imports(file)) <= {*sys.stdlib_module_names, "app", *IN_THE_CHILD, *PRIVATE}, file


def test_main_imports_nothing_at_module_level() -> None:
    # Spawned children import it again.
    top = ast.parse((ROOT / "main.py").read_text()).body
    assert not [node for node in top if isinstance(node, ast.Import | ast.ImportFrom)]
