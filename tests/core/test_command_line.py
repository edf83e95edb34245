"""Help breaks its lines by what a terminal shows: Chinese characters are two columns wide."""

import io

import pytest

from app.core.command_line import Parser, wrapped
from app.core.errors import RequestError


def columns(text: str) -> int:
    return sum(2 if letter > "\u2e7f" else 1 for letter in text)


@pytest.mark.parametrize("width", [20, 33, 54])
@pytest.mark.parametrize(
    "text",
    [
        "a trace for Perfetto and Chrome's tracing page; csv: a table for spreadsheets",
        "csv：供电子表格使用的表格，每次等待和每段运行各占一行，时间以纳秒计，从开始算起（end_ns 为空：还在等）；网页",
    ],
)
def test_no_line_is_wider_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert max(map(columns, lines)) <= width + 2  # punctuation stays with what it closes
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[:1] in "，。：；）" for line in lines)


def test_nothing_has_no_lines() -> None:
    assert wrapped("", 10) == []


def test_a_word_longer_than_the_line_stands_alone() -> None:
    assert wrapped("one extraordinarily two", 6) == ["one", "extraordinarily", "two"]


def test_a_refusal_says_where_help_is() -> None:
    with pytest.raises(
        RequestError, match=r"^Unrecognized arguments: --x\. See `python3 main.py list --help`\.$"
    ):
        Parser(lang="en", prog="main.py list", command="list").parse_args(["--x"])
    with pytest.raises(RequestError, match=r"See `python3 main.py --help`\.$"):
        Parser(lang="en", prog="main.py", command="").parse_args(["--x"])


def test_help_is_printed_where_there_are_no_such_characters() -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    Parser(lang="zh_CN", prog="main.py", command="").print_help(file)
    file.seek(0)
    assert "\\u7528\\u6cd5" in file.read()
