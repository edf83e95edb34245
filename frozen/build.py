"""Build the lab into one folder that needs no Python: `python3 frozen/build.py [--out DIR]`.

PyInstaller and the lab's packages go into a virtual environment of the build's own, so that nothing else is
changed. The result is the lab's window and, for the programs that it runs, a Python with the whole standard
library.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "concurrency-lab"
# By this name the tracer knows that what lies in it is no program of a student's, but a package.
INSIDE = "site-packages"
PYINSTALLER = "pyinstaller>=6.10,<7"
# What the lab consists of.
FOLDERS = ("app", "widgets", "demos", "resources")
FILES = ("LICENSE", "THIRD_PARTY_NOTICES.md", "README.md", "README.zh_CN.md", "requirements.lock")
# Of the standard library: its tests, and what is nothing without a whole Python around it.
LEFT_OUT = (
    "test",
    "idlelib",
    "turtledemo",
    "ensurepip",
    "lib2to3",
    "site-packages",
    "__pycache__",
    "config-*",
)
# What is in the result besides the lab and Python: their licences go with it.
BUNDLED = ("numpy", "psutil", "pygame_ce", "pygments", "pyinstaller", "pyqtgraph", "qasync")
# Imported by the programs that the lab runs, or by name, so that no import statement of the lab tells.
UNSEEN = ("pygame", "pygments", "pyqtgraph", "qasync", "numpy", "psutil")

SPEC = """
from PyInstaller.utils.hooks import collect_submodules

hidden = {hidden!r} + collect_submodules("pygments") + collect_submodules("encodings")
a = Analysis([{entry!r}], hiddenimports=hidden, excludes=["app", "widgets", "demos", "pytest", "hypothesis", "mypy"])
# They change the standard library for frozen programs; the programs here shall find it as it is.
a.scripts = [each for each in a.scripts if not each[0].startswith("pyi_rth_")]
exe = EXE(PYZ(a.pure), a.scripts, [], exclude_binaries=True, name={name!r}, icon={icon!r}, console=True,
          hide_console={hide_console!r}, contents_directory={inside!r})
COLLECT(exe, a.binaries, a.datas, name={name!r})
"""


def main() -> int:
    """Build; the exit code."""
    parser = argparse.ArgumentParser(description="Build the lab into one folder that needs no Python.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder is made in this one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="concurrency-lab-build-") as scratch:
        try:
            built = build(options.out.absolute(), Path(scratch))
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"Not built: `{' '.join(error.cmd)}` failed.\n")
            return 1
    size = sum(file.stat().st_size for file in built.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"Built {built} ({size / 1e6:.0f} MB); its program is {NAME}.")
    return 0


def build(out: Path, scratch: Path) -> Path:
    """Make the folder in `out` and return it. Raises CalledProcessError when a step fails."""
    python = _environment(scratch / "env")
    spec = scratch / f"{NAME}.spec"
    spec.write_text(specification(), encoding="utf-8")
    command = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(out), "--workpath", str(scratch / "work")]
    surroundings = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    surroundings["PYINSTALLER_CONFIG_DIR"] = str(scratch / "config")
    subprocess.run([*command, *places, str(spec)], check=True, env=surroundings)
    folder = out / NAME
    _place_lab(folder)
    _place_library(folder)
    _place_notices(folder / "licences", scratch / "env")
    return folder


def _environment(place: Path) -> str:
    """The Python of a new virtual environment with the lab's packages, by the lock, and PyInstaller."""
    base = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    subprocess.run([base, "-m", "venv", str(place)], check=True)
    python = str(place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*pip, PYINSTALLER], check=True)
    return python


def imported_modules() -> list[str]:
    """Every module of the lab's packages that an import statement of the lab's names."""
    found = set(UNSEEN)
    for folder in ("app", "widgets", "demos"):
        for file in (ROOT / folder).rglob("*.py"):
            found.update(_imports(ast.parse(file.read_bytes())))
    return sorted(found)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        else:
            continue
        yield from (name for name in names if name.partition(".")[0] in ("PySide6", "shiboken6", *UNSEEN))


def extension_modules() -> list[str]:
    """The standard library's modules that are compiled: what they link to has to come along."""
    files = Path(sysconfig.get_path("platstdlib"), "lib-dynload").glob("*.so")
    names = {file.name.partition(".")[0] for file in files}
    return sorted(name for name in names if not name.startswith(("_test", "xx", "_xx")))


def specification() -> str:
    """What PyInstaller is to do; the lab and the library are placed as files afterwards."""
    mac, windows = sys.platform == "darwin", sys.platform == "win32"
    icon = ROOT / "resources" / "icons" / ("concurrency_lab.icns" if mac else "concurrency_lab.ico")
    return SPEC.format(
        hidden=[*imported_modules(), *extension_modules(), "encodings", "tkinter"],
        entry=str(ROOT / "frozen" / "entry.py"),
        name=NAME,
        icon=str(icon),
        hide_console="hide-early" if windows else None,
        inside=INSIDE,
    )


def _place_lab(folder: Path) -> None:
    skipped = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / "lab" / name, ignore=skipped, dirs_exist_ok=True)
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / "lab" / name)
    (folder / INSIDE / "start").mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "frozen" / "interpreter.py", folder / INSIDE / "start" / "interpreter.py")


def _place_library(folder: Path) -> None:
    """The standard library as files, compiled: sources are what tracebacks and `inspect` show."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    inside = folder / INSIDE
    target = inside / "Lib" if sys.platform == "win32" else inside / "lib" / version
    skipped = shutil.ignore_patterns(*LEFT_OUT)
    shutil.copytree(sysconfig.get_path("stdlib"), target, ignore=skipped, dirs_exist_ok=True)
    for place in (target, folder / "lab", inside / "start"):
        compiling = [
            sys.executable,
            "-m",
            "compileall",
            "-q",
            "--invalidation-mode",
            "unchecked-hash",
            str(place),
        ]
        # A file with a fault stays as it is, and is told when it is imported.
        subprocess.run(compiling, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _place_notices(notices: Path, environment: Path) -> None:
    """The licences of all that is in the folder: the lab's, Python's, those of its packages."""
    notices.mkdir(exist_ok=True)
    for name in ("LICENSE", "THIRD_PARTY_NOTICES.md"):
        shutil.copyfile(ROOT / name, notices / name)
    for place in (sysconfig.get_path("stdlib"), sys.base_prefix):
        if (python := Path(place, "LICENSE.txt")).is_file():
            shutil.copyfile(python, notices / "Python.txt")
    for info in environment.rglob("*.dist-info"):
        name = info.name.partition("-")[0]
        if name.lower() not in BUNDLED:
            continue
        texts = [*info.rglob("*")]
        if name == "pygame_ce":
            texts += info.parent.glob("pygame/docs/**/LGPL*")
        for file in texts:
            if file.is_file() and file.name.upper().startswith(
                ("LICEN", "COPYING", "NOTICE", "AUTHORS", "LGPL")
            ):
                (notices / name).mkdir(exist_ok=True)
                shutil.copyfile(file, notices / name / file.name)
    # Their wheels have no text of it; the first refers to the second.
    shutil.copytree(ROOT / "frozen" / "licences", notices / "Qt and PySide6", dirs_exist_ok=True)


if __name__ == "__main__":
    raise SystemExit(main())
