"""The commands in another language: lists, refusals and summaries; what programs read stays as it is."""

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.recording_builder import MadeRecording


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("name", ["zh", "zh-CN", "zh_CN.UTF-8"])
def test_refusals_are_said_in_the_language(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, err = told(capsys, "run", "gone.py", "--lang", name)
    assert (code, out, err) == (2, "", "没有文件 gone.py。\n")


def test_what_cant_be_understood_is_refused_in_the_language_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "list", "--nonsense", "--lang=zh")[2].startswith("不认识的参数：--nonsense。")
    assert told(capsys, "run", "--lang", "zh", "--", "--lang", "en")[2].startswith("缺少必需的参数：TARGET。")


def test_demos_are_listed_in_the_language_and_as_they_are_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert told(capsys, "list", "--lang", "zh")[1].startswith("downloads: 下载")
    english = told(capsys, "list", "--json")[1]
    assert told(capsys, "list", "--json", "--lang", "zh")[1] == english


def test_a_summary_is_told_in_the_language_and_as_it_is_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = MadeRecording(tmp_path / "recording")
    made.process().waits(10, 30, 1, 1)
    folder = str(made.write())
    lines = told(capsys, "inspect", folder, "--lang", "zh")[1].splitlines()
    assert "等待 1 次，20.0 ms" in lines[1]
    assert lines[1].startswith("  进程")
    english = json.loads(told(capsys, "inspect", folder, "--json")[1])
    assert json.loads(told(capsys, "inspect", folder, "--json", "--lang", "zh")[1]) == english
