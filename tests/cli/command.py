"""Runs `main.py` as a person does in a terminal: exit code, stdout, stderr."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAIN = Path(__file__).resolve().parents[2] / "main.py"
PATIENCE_S = 60


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout."""
        return json.loads(self.out)  # type: ignore[no-any-return]

    def refused(self) -> str:
        """The sentence with which the lab refused; fails where it didn't refuse in good manners."""
        assert (self.code, self.out) == (2, ""), self
        return self.sentence()

    def sentence(self) -> str:
        """The one line on stderr, which is no traceback and ends as a sentence does."""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        assert self.err.rstrip()[-1] in ".?!", self.err
        return self.err.rstrip("\n")


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """As in a terminal without a display."""
    found = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return found | {"QT_QPA_PLATFORM": "xcb"} | dict(more or {})


def start(*arguments: str | Path, cwd: Path | None = None, **options: Any) -> subprocess.Popen[bytes]:
    """Start a command, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, str(MAIN), *map(str, arguments)],
        stdin=options.pop("stdin", subprocess.DEVNULL),
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=options.pop("stderr", subprocess.PIPE),
        cwd=cwd,
        env=environment(options.pop("env", None)),
        start_new_session=True,
        **options,
    )


def lab(
    *arguments: str | Path,
    cwd: Path | None = None,
    typed: str = "",
    env: Mapping[str, str] | None = None,
) -> Done:
    """Carry out a command."""
    child = start(*arguments, cwd=cwd, env=env, stdin=subprocess.PIPE)
    return finish(child, typed)


def finish(child: subprocess.Popen[bytes], typed: str = "") -> Done:
    """Wait for a command's end."""
    try:
        out, err = child.communicate(typed.encode(), PATIENCE_S)
    finally:
        child.kill()
        child.wait()
    return Done(child.returncode, (out or b"").decode(), (err or b"").decode())


def write(folder: Path, source: str, name: str = "program.py") -> Path:
    """A program."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(textwrap.dedent(source).lstrip("\n"), encoding="utf-8")
    return program
