"""Both READMEs say the same, and what they name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGLISH, CHINESE = (ROOT / name for name in ("README.md", "README.zh_CN.md"))


def text(readme: Path) -> str:
    return readme.read_text(encoding="utf-8")


def blocks(readme: Path) -> list[str]:
    return re.findall(r"^```.*?^```", text(readme), re.M | re.S)


def shape(readme: Path) -> list[str]:
    """The levels of the headings, and the rows of the tables, in order."""
    found = re.findall(r"^(#+) |^(\|)", re.sub(r"^```.*?^```", "", text(readme), flags=re.M | re.S), re.M)
    return ["".join(each) for each in found]


def test_both_have_the_same_headings_tables_and_commands() -> None:
    assert shape(ENGLISH) == shape(CHINESE)
    assert len(shape(ENGLISH)) > 30
    assert blocks(ENGLISH) == blocks(CHINESE)


def test_both_name_the_same_keys_options_and_files() -> None:
    named = [
        set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text(each), flags=re.M | re.S)))
        for each in (ENGLISH, CHINESE)
    ]
    assert named[0] == named[1]
    keys = [set(re.findall(r"(?:Ctrl|Shift)\+[\w+]+|\bF\d+\b", text(each))) for each in (ENGLISH, CHINESE)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=lambda readme: readme.name)
def test_what_is_linked_is_there(readme: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text(readme)) if "://" not in link]
    assert len(links) > 3
    assert [link for link in links if not (ROOT / link).is_file()] == []
