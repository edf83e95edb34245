"""Set-up, its refusals and the chores speak the language of who started the lab; they never need it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import provision
from app.provision import ground, speech, stamp
from app.provision.refusal import _CAUSES, cause_of
from tests.provision.doubles import old_python

ROOT = Path(__file__).parent.parent.parent
CHINESE = re.compile("[一-鿿]")
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language in the environment, and none on the command line."""
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(sys, "argv", ["main.py"])


def main(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The lab with a bare Python, as who has nothing set up starts it."""
    kept = {name: text for name, text in os.environ.items() if name not in LOCALE}
    return subprocess.run(
        [stamp.base_python(), "-S", str(ROOT / "main.py"), *words],
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def test_it_is_english_where_nobody_asks_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    ground.tell("Nothing was removed.")
    assert capsys.readouterr().err == "Nothing was removed.\n"


@pytest.mark.parametrize("name", LOCALE)
def test_it_follows_the_system(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv(name, "zh_CN.UTF-8")
    ground.tell("Nothing was removed.")
    assert capsys.readouterr().err == "什么也没有删除。\n"


@pytest.mark.parametrize("words", [["--lang", "zh"], ["--lang=zh_CN"], ["run", "x.py", "--lang", "zh-CN"]])
def test_it_follows_what_is_asked_for(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["main.py", *words])
    assert speech.said("This happens once.") == "只需要这一次。"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(sys, "argv", ["main.py", "--lang", "en"])
    assert speech.said("This happens once.") == "This happens once."


def test_the_arguments_of_a_program_ask_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["main.py", "run", "x.py", "--", "--lang", "zh"])
    assert speech.said("This happens once.") == "This happens once."


def test_a_lab_that_is_not_whole_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(speech, "import_module", missing)
    speech.teller.cache_clear()
    assert speech.said("This happens once.") == "This happens once."
    speech.teller.cache_clear()


def test_a_terminal_without_the_characters_gets_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with (tmp_path / "told").open("w", encoding="ascii") as told:
        monkeypatch.setattr(sys, "stderr", told)
        ground.tell("Nothing was removed.")
    assert (tmp_path / "told").read_text() == "Nothing was removed.\n"


@pytest.mark.parametrize("number", range(len(_CAUSES)))
def test_every_cause_of_a_failed_set_up_is_told_in_chinese(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    sentence = _CAUSES[number][1]
    for told in (sentence, f"{sentence} (The log is /lab/setup.log)"):
        said = speech.said(told)
        assert CHINESE.search(said), told
        assert not re.search(r"[a-z]{3,} [a-z]{3,}", said), said
    assert CHINESE.search(speech.said(cause_of("ERROR: the moon is full\n")))


@pytest.mark.parametrize(
    "words", [["--help"], ["list", "--help"], ["run", "--help"], ["export", "-h"], ["tour", "-h"]]
)
def test_help_is_in_the_language_of_the_system(words: list[str]) -> None:
    venv = ROOT / ".venv"
    python = stamp.venv_python(str(venv)) if venv.is_dir() else sys.executable
    done = subprocess.run(
        [python, str(ROOT / "main.py"), *words],
        env={**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("用法：main.py")
    texts = re.sub(r"(?m)^用法(.|\n)*?\n\n", "", done.stdout)
    assert not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", texts), texts
    wide = [sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in texts.splitlines()]
    assert max(wide) <= 80


def test_the_chores_speak_and_refuse_in_the_language(tmp_path: Path) -> None:
    home = {"CONCURRENCY_LAB_HOME": str(tmp_path), "LC_ALL": "zh_CN.UTF-8"}
    assert main("--reset-settings", **home).stderr == "设置已恢复到第一天的样子；记录保留着。\n"
    refused = main("--reset-settings", "--for", "linux", "--lang", "zh")
    assert (refused.returncode, refused.stderr) == (2, "选项 --for 要与 --bundle 一起用。\n")
    assert main("--uninstall", "--nonsense", **home).stderr.startswith("不认识的参数：--nonsense。")
    assert main("--bundle", "--help", **home).stdout.startswith("用法：main.py")
    assert main("--wheelhouse", str(tmp_path / "gone"), **home).stderr.startswith("没有可供安装的文件夹 ")


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.10"])
def test_a_python_that_is_too_old_says_so_in_the_language(version: str) -> None:
    found = old_python(version)
    said = {}
    for name, encoding in (("zh_CN.UTF-8", "utf-8"), ("zh_CN.UTF-8", "ascii"), ("C", "utf-8")):
        done = subprocess.run(
            [found, "-B", str(ROOT / "main.py")],
            env={**os.environ, "LC_ALL": name, "PYTHONIOENCODING": encoding},
            capture_output=True,
        )
        assert done.returncode == 2
        said[name, encoding] = done.stderr.decode("utf-8")
    assert said["zh_CN.UTF-8", "utf-8"].startswith(
        f"实验室需要 Python 3.11、3.12、3.13 或 3.14，而这是 Python {version}"
    )
    assert said["zh_CN.UTF-8", "ascii"].startswith("The lab needs Python 3.11")
    assert said["C", "utf-8"].startswith("The lab needs Python 3.11")


@pytest.mark.parametrize(
    ("argv", "told"),
    [(["--lang"], ""), (["--lang", "zh"], "zh"), (["--lang=en"], "en"), (["--demo", "gil"], "")],
)
def test_the_guard_reads_the_option_itself(
    argv: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setattr("locale.getdefaultlocale", lambda: (None, None), raising=False)
    assert provision.language_name(argv) == told


def test_the_guard_says_english_where_there_is_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    assert provision.in_language(["--lang", "zh"], (3, 8), "python3.8") is not None
    for argv in (["--lang", "en"], ["--lang", "fr"], ["--lang", "z"]):
        assert provision.in_language(argv, (3, 8), "python3.8") is None
    monkeypatch.setattr(provision, "TABLES", "/nowhere")
    assert provision.in_language(["--lang", "zh"], (3, 8), "python3.8") is None
