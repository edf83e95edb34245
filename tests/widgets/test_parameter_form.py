"""The form shows a program's parameters, tells every value that can be used, and says why another can't."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.parameter import Parameter
from app.core.program import parse_parameters, with_values
from widgets.number_field import NumberField
from widgets.parameter_form import ParameterForm

PROGRAM = """\
DEPOSITORS = 12  # 1..1000, threads that deposit
PAUSE = 0.01  # 0..1, seconds between reading and writing
NOISY = True
NAMES = ["a", "b"]
URL = "here"
"""


@pytest.fixture
def form(qtbot: QtBot) -> ParameterForm:
    form = ParameterForm()
    qtbot.addWidget(form)
    form.resize(350, 400)
    form.set_parameters(parse_parameters(PROGRAM))
    form.show()
    return form


@pytest.fixture
def told(form: ParameterForm) -> list[tuple[str, object]]:
    values: list[tuple[str, object]] = []
    form.changed.connect(lambda name, value: values.append((name, value)))
    return values


def field(form: ParameterForm, name: str) -> QWidget:
    return next(each for each in form.findChildren(QWidget) if each.accessibleName() == name)


def retype(qtbot: QtBot, widget: QWidget, text: str) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, text)


def shown_words(form: ParameterForm) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisibleTo(form)]


def test_each_kind_of_value_has_its_kind_of_field(form: ParameterForm) -> None:
    kinds = [type(field(form, name)) for name in ("DEPOSITORS", "PAUSE", "NOISY", "NAMES", "URL")]
    assert kinds == [NumberField, NumberField, QCheckBox, QLineEdit, QLineEdit]
    assert form.values() == {
        "DEPOSITORS": 12,
        "PAUSE": 0.01,
        "NOISY": True,
        "NAMES": ["a", "b"],
        "URL": "here",
    }


def test_label_and_range_stand_below_the_name(form: ParameterForm) -> None:
    assert "threads that deposit · 1 … 1000" in shown_words(form)


@pytest.mark.parametrize(
    ("name", "typed", "values"),
    [
        ("DEPOSITORS", "100", [1, 10, 100]),
        ("PAUSE", "0.5", [0.0, 0.5]),
        ("NAMES", "['x']", [["x"]]),
        ("URL", "it's", ["", "i", "it", "it'", "it's"]),
    ],
)
def test_typing_tells_every_value_that_can_be_used(
    form: ParameterForm,
    told: list[tuple[str, object]],
    qtbot: QtBot,
    name: str,
    typed: str,
    values: list[object],
) -> None:
    retype(qtbot, field(form, name), typed)
    assert told == [(name, value) for value in values]
    assert [type(value) for _, value in told] == [type(value) for value in values]
    assert form.is_valid()


def test_a_tick_is_told(form: ParameterForm, told: list[tuple[str, object]], qtbot: QtBot) -> None:
    tick = field(form, "NOISY")
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert told == [("NOISY", False)]
    assert isinstance(tick, QCheckBox)
    assert tick.text() == "False"


@pytest.mark.parametrize("typed", ["0", "1001", "x", "1.5", ""])
def test_a_value_out_of_range_or_of_another_type_is_refused_with_a_sentence(
    form: ParameterForm, told: list[tuple[str, object]], qtbot: QtBot, typed: str
) -> None:
    widget = field(form, "DEPOSITORS")
    assert isinstance(widget, NumberField)
    widget.set_text(typed)
    widget.typed.emit(typed)
    assert told == []
    assert not form.is_valid()
    assert form.values()["DEPOSITORS"] == 12
    assert any("DEPOSITORS must be a whole number from 1 to 1000" in words for words in shown_words(form))


def test_becoming_invalid_and_valid_again_is_told_once_each(form: ParameterForm, qtbot: QtBot) -> None:
    told: list[bool] = []
    form.validity_changed.connect(told.append)
    retype(qtbot, field(form, "DEPOSITORS"), "0")
    retype(qtbot, field(form, "DEPOSITORS"), "7")
    assert told == [False, True]
    assert form.values()["DEPOSITORS"] == 7


def test_a_value_set_from_outside_is_shown_and_not_told(
    form: ParameterForm, told: list[tuple[str, object]]
) -> None:
    form.set_value("DEPOSITORS", 77)
    widget = field(form, "DEPOSITORS")
    assert isinstance(widget, NumberField)
    assert widget.text() == "77"
    assert told == []
    with pytest.raises(KeyError):
        form.set_value("NONSENSE", 1)


def test_reset_goes_back_to_the_programs_values_and_tells_what_differed(
    form: ParameterForm, told: list[tuple[str, object]], qtbot: QtBot
) -> None:
    retype(qtbot, field(form, "DEPOSITORS"), "5")
    retype(qtbot, field(form, "PAUSE"), "9")
    told.clear()
    form.reset()
    assert told == [("DEPOSITORS", 12)]
    assert form.values()["PAUSE"] == 0.01
    assert form.is_valid()


def test_the_source_edited_by_the_form_comes_back_without_disturbing_the_typing(
    form: ParameterForm, qtbot: QtBot
) -> None:
    def edit_source(name: str, value: object) -> None:
        form.set_parameters(parse_parameters(with_values(PROGRAM, {name: value})))

    form.changed.connect(edit_source)
    widget = field(form, "PAUSE")
    retype(qtbot, widget, "0.250")
    assert isinstance(widget, NumberField)
    assert widget.text() == "0.250"
    assert field(form, "PAUSE") is widget
    form.reset()
    assert form.values()["PAUSE"] == 0.01


def test_a_value_edited_in_the_source_is_shown_in_the_form(form: ParameterForm) -> None:
    form.set_parameters(parse_parameters(PROGRAM.replace("12", "40")))
    assert form.values()["DEPOSITORS"] == 40


def test_defaults_given_by_the_tab_are_what_reset_means(form: ParameterForm) -> None:
    edited = parse_parameters(PROGRAM.replace("12", "40"))
    form.set_parameters(edited, {each.name: each.value for each in parse_parameters(PROGRAM)})
    form.reset()
    assert form.values()["DEPOSITORS"] == 12


def test_another_programs_parameters_replace_the_former_ones(form: ParameterForm, qtbot: QtBot) -> None:
    form.set_parameters(parse_parameters("SECONDS = 3\n"))
    assert form.values() == {"SECONDS": 3}
    form.reset()
    assert form.values() == {"SECONDS": 3}


def test_a_program_without_parameters_says_so(form: ParameterForm) -> None:
    form.set_parameters([])
    assert any("no parameters" in words for words in shown_words(form))
    assert form.is_valid()


@pytest.mark.parametrize(("low", "high", "words"), [(0, None, "from 0"), (None, 5, "up to 5")])
def test_an_open_range_is_told_in_words(
    form: ParameterForm, qtbot: QtBot, low: int | None, high: int | None, words: str
) -> None:
    form.set_parameters([Parameter("SEED", 0, low, high, "new each time", 1, 7, 8, 1)])
    qtbot.waitUntil(lambda: f"new each time · {words}" in shown_words(form))
