"""A lesson's text becomes steps with actions, and what breaks the format is told with its line."""

import pytest

from app.core.lesson import (
    Ask,
    Choose,
    GoTo,
    LessonError,
    MarkLines,
    Reveal,
    RunIt,
    SetValue,
    ShowMonitor,
    parse_action,
    parse_lesson,
    plain,
    terms,
)

TEXT = """# Bank account

Who has the coins? A [race](term:race-condition).

## 1. Choose
[Choose *it* `x[0]`](lab:choose/without_lock), then [look](lab:lines/without_lock/4-7).

Then [bet](lab:predict).

## 2. Run it
[Run](lab:run), [see](lab:moment/lost-update), [compare](lab:reveal).
"""


def test_a_text_becomes_a_title_a_paragraph_and_steps_with_their_actions_in_order() -> None:
    lesson = parse_lesson(TEXT)
    assert lesson.title == "Bank account"
    assert lesson.introduction == "Who has the coins? A [race](term:race-condition)."
    assert [step.title for step in lesson.steps] == ["Choose", "Run it"]
    assert lesson.steps[0].actions == (Choose("without_lock"), MarkLines("without_lock", 4, 7), Ask())
    assert lesson.steps[1].actions == (RunIt(), GoTo("lost-update"), Reveal())
    assert lesson.steps[0].text.endswith("Then [bet](lab:predict).")
    assert terms(lesson) == ("race-condition",)


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("lab:set/PAUSE/0.5", SetValue("PAUSE", "0.5")),
        ("lab:set/URL/http://localhost/a%20b", SetValue("URL", "http://localhost/a b")),
        ("lab:lines/pipe/8", MarkLines("pipe", 8, 8)),
        ("lab:monitor", ShowMonitor()),
    ],
)
def test_an_address_says_what_to_do(address: str, action: object) -> None:
    assert parse_action(address) == action


@pytest.mark.parametrize(
    "address",
    ["lab:", "lab:fly", "lab:choose/", "lab:set/N", "lab:lines/x/7-3", "lab:lines/x/0", "term:lock"],
)
def test_an_address_that_asks_for_nothing_is_refused(address: str) -> None:
    with pytest.raises(LessonError, match=address):
        parse_action(address)


def test_a_mistake_is_told_with_its_line() -> None:
    with pytest.raises(LessonError, match=r"Line 6: .*lab:chose"):
        parse_lesson(TEXT.replace("lab:choose", "lab:chose"))
    with pytest.raises(LessonError, match="no title"):
        parse_lesson("Only words.")


def test_a_text_can_be_read_without_its_links() -> None:
    assert plain("[Choose *it*](lab:choose/a), the `lock`.") == "Choose it, the lock."
