"""The class sheet keeps what was predicted and measured, and writes it as a table and as a page."""

import csv
import io

from app.core.class_sheet import ClassSheet, Guess, Row, said
from app.core.demo import Prediction

CHOICE = Prediction("Which?", ("<none>", "some", "all"), lambda evidence: 2, "So it is.")
NUMBER = Prediction("How many?", (), lambda evidence: 12, "So it is.")


def filled() -> ClassSheet:
    sheet = ClassSheet()
    sheet.predicted("a.b", Row("A", "b", CHOICE), Guess(0, (3, 0, 1)))
    sheet.measured("a.b", Row("A", "b", CHOICE), 2, "exited 0 · 466 ms")
    sheet.measured("a.b", Row("A", "b", CHOICE), 1, "exited 0 · 420 ms")
    sheet.measured("a.c", Row("A", "c", NUMBER), 12, "exited 0 · 1.00 s")
    return sheet


def test_a_row_keeps_guess_hands_and_the_last_measurement() -> None:
    first, second = filled().rows
    assert (first.guess, first.measured, first.runs) == (Guess(0, (3, 0, 1)), 1, 2)
    assert (second.guess.made, second.measured) == (False, 12)


def test_what_was_neither_predicted_nor_run_is_no_row() -> None:
    sheet = ClassSheet()
    sheet.predicted("a.b", Row("A", "b", CHOICE), Guess(None, (0, 0, 0)))
    assert sheet.rows == ()


def test_the_table_can_be_read_again() -> None:
    lines = list(csv.reader(io.StringIO(filled().csv())))
    assert lines[0][0] == "Demo"
    assert lines[1:] == [
        ["A", "b", "Which?", "<none>", "<none>: 3; all: 1", "some", "exited 0 · 420 ms"],
        ["A", "c", "How many?", "", "", "12", "exited 0 · 1.00 s"],
    ]


def test_the_page_shows_words_and_no_markup_of_others() -> None:
    page = filled().html()
    assert "&lt;none&gt;: 3" in page
    assert "<none>" not in page
    assert page.count("<tr>") == 3


def test_an_answer_is_said_as_its_choice_or_as_a_plain_number() -> None:
    assert [said(CHOICE, each) for each in (0, 2, 7, None)] == ["<none>", "all", "", ""]
    assert [said(NUMBER, each) for each in (12.0, 0.5)] == ["12", "0.5"]
