"""The commands as such: what there is, what is refused, `list`, and that no fault shows a traceback of ours."""

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest

from app.cli import inspecting, listing, main
from app.discovery import discover
from tests.cli.command import MAIN, lab, start


def carried_out(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


# list ----------------------------------------------------------------------------------------------------

VARIANT_FIELDS = {"id", "title", "parameters", "unavailable"}
PARAMETER_FIELDS = {"name", "value", "low", "high", "label"}


def test_list_tells_all_demos_as_the_contract_says() -> None:
    done = lab("list", "--json")
    assert (done.code, done.err) == (0, "")
    assert set(done.json) == {"demos"}
    told = {demo["id"]: demo for demo in done.json["demos"]}
    assert set(told) == {path.parent.name for path in MAIN.parent.glob("demos/*/demo.py")}
    assert {"downloads", "bank_account"} <= set(told)
    for demo in told.values():
        assert set(demo) == {"id", "title", "variants"}
        assert demo["title"]
        assert demo["variants"]
        for variant in demo["variants"]:
            check_variant(variant)


def check_variant(variant: dict[str, Any]) -> None:
    assert set(variant) == VARIANT_FIELDS
    assert type(variant["id"]) is type(variant["title"]) is str
    assert variant["unavailable"] is None or type(variant["unavailable"]) is str
    for parameter in variant["parameters"]:
        assert set(parameter) == PARAMETER_FIELDS
        assert type(parameter["name"]) is type(parameter["label"]) is str
        for bound in (parameter["low"], parameter["high"]):
            assert bound is None or type(bound) in (int, float)


def test_what_is_listed_can_be_named_as_a_target(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = carried_out(capsys, "list")
    lines = out.splitlines()
    assert code == 0
    for demo in json.loads(carried_out(capsys, "list", "--json")[1])["demos"]:
        assert f"{demo['id']}: {demo['title']}" in lines
        for variant in demo["variants"]:
            assert f"  {demo['id']}.{variant['id']}: {variant['title']}" in lines
            for parameter in variant["parameters"]:
                assert any(line.startswith(f"    {parameter['name']} = ") for line in lines)


def test_a_broken_demo_is_named_and_the_others_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "demo.py").write_text("1 / 0\n")
    monkeypatch.setattr(listing, "discover", lambda: (*discover(), *discover(tmp_path)))
    code, out, err = carried_out(capsys, "list", "--json")
    assert (code, len(json.loads(out)["demos"])) == (1, len(discover()))
    assert err == "The demo broken can't be loaded: demo.py, line 1: ZeroDivisionError: division by zero.\n"


def test_a_reader_of_a_list_that_leaves_is_no_trouble() -> None:
    child = start("list")
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(20) == 0


def test_a_list_can_be_written_in_any_encoding() -> None:
    done = lab("list", env={"PYTHONIOENCODING": "ascii"})
    assert (done.code, done.err) == (0, "")


# Refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list", "extra"], "extra"),
        (["list", "--nonsense"], "--nonsense"),
        (["list", "--", "x"], "run"),
        (["list", "--lang", "klingon"], "--lang"),
        (["inspect"], "DIR"),
        (["inspect", "a", "b"], "b"),
        (["inspect", "--jso", "a"], "--jso"),
        (["run"], "TARGET"),
        (["export", "somewhere"], "--format"),
        (["nonsense"], "nonsense"),
        ([], "list"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = carried_out(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


@pytest.mark.parametrize("command", ["list", "run", "inspect", "export"])
def test_every_command_has_a_help_and_takes_a_language(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert "--lang" in capsys.readouterr().out


def test_a_language_may_be_asked_for() -> None:
    assert lab("list", "--lang", "zh_CN", "--json").code == 0


# Our own faults ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyError("x"), 1, "The lab itself failed, in test_commands.py, line "),
        (PermissionError(13, "Permission denied", "/there"), 2, "/there: Permission denied."),
        (OSError("strange"), 2, "strange."),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_a_fault_is_one_sentence(
    error: BaseException,
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(parsed: object) -> NoReturn:
        raise error

    monkeypatch.setattr(inspecting, "inspect", fail)
    got, out, err = carried_out(capsys, "inspect", "somewhere")
    assert (got, out) == (code, "")
    assert err.startswith(words)
    assert "Traceback" not in err
