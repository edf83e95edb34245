"""The program, its form and its arguments: what is shown is what runs."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.core.demo import Claim, Verdict
from app.core.evidence import Evidence
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, bank_account, program_of, recordings, subject_of

COUNTING = '''
"""Counts."""
TIMES = 3  # 1..9, how often
NAME = "tick"

for number in range(TIMES):
    print(NAME, number)
'''


def always(evidence: Evidence) -> Verdict:
    return Verdict(True, "")


CLAIM = Claim("it holds", always)


def type_value(shown: ShownTab, name: str, text: str) -> None:
    """Type into the field of a parameter, key by key."""
    editor = shown.tab.pane.form._fields[name].editor
    field = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)


async def test_a_value_typed_into_the_form_stands_in_the_source_and_is_what_runs(
    show: MakeTab, tmp_path: Path
) -> None:
    program = program_of(tmp_path, COUNTING, claims=(CLAIM,))
    shown = show(subject_of(program))
    type_value(shown, "TIMES", "2")
    assert "TIMES = 2  # 1..9, how often" in shown.source()
    ending = await shown.run()
    assert shown.output() == ["tick 0", "tick 1"]
    assert ending.manifest.parameters == {"TIMES": 2, "NAME": "tick"}
    assert ending.manifest.changed == ("TIMES",)
    assert not ending.manifest.edited
    assert shown.claims() == {"it holds": True}
    assert "TIMES = 3" in program.path.read_text("utf-8")


async def test_a_program_as_it_is_runs_as_the_file_itself(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, COUNTING)))
    ending = await shown.run()
    assert ending.manifest.copy is None
    assert ending.manifest.changed == ()
    assert ending.manifest.cwd == str(tmp_path)
    assert ending.manifest.niced


async def test_a_value_typed_into_the_source_stands_in_the_form(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, COUNTING, claims=(CLAIM,))))
    shown.edit(COUNTING.replace('"tick"', '"tock"'))
    assert shown.tab.pane.form.values() == {"TIMES": 3, "NAME": "tock"}
    ending = await shown.run()
    assert shown.output() == ["tock 0", "tock 1", "tock 2"]
    assert not ending.manifest.edited
    assert shown.claims() == {"it holds": True}


async def test_an_edited_program_runs_as_a_copy_of_which_nothing_is_claimed(
    show: MakeTab, tmp_path: Path
) -> None:
    program = program_of(tmp_path, COUNTING, claims=(CLAIM,))
    shown = show(subject_of(program))
    shown.edit(COUNTING + 'print("more")\n')
    ending = await shown.run()
    assert shown.output()[-1] == "more"
    assert shown.claims() == {}
    assert ending.manifest.edited
    assert ending.manifest.copy is not None
    assert "more" not in program.path.read_text("utf-8")
    assert shown.lanes() == ["program.py"]


def test_what_was_changed_is_said_above_the_source_and_can_be_taken_back(
    show: MakeTab, tmp_path: Path
) -> None:
    shown = show(subject_of(program_of(tmp_path, COUNTING)))
    original = shown.source()
    assert shown.title_of_source() == "program.py"
    assert not shown.tab.pane._reset.isEnabled()
    shown.edit("print()\n")
    assert "changed" in shown.title_of_source()
    assert shown.tab.pane.form.values() == {}
    shown.tab.pane._reset.click()
    assert shown.source() == original
    assert shown.title_of_source() == "program.py"
    assert shown.tab.pane.form.values() == {"TIMES": 3, "NAME": "tick"}


def test_a_parameter_that_is_typed_gets_a_field(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, COUNTING)))
    shown.edit("PAUSE = 0.5  # 0..2, seconds\n" + COUNTING)
    assert shown.tab.pane.form.values() == {"PAUSE": 0.5, "TIMES": 3, "NAME": "tick"}


def test_a_value_out_of_range_can_be_neither_run_nor_taken(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, COUNTING)))
    type_value(shown, "TIMES", "10")
    assert not shown.tab.bar.run.isEnabled()
    shown.tab.run()
    assert recordings() == []
    assert "TIMES = 10" not in shown.source()
    type_value(shown, "TIMES", "9")
    assert shown.tab.bar.run.isEnabled()
    assert "TIMES = 9" in shown.source()


async def test_a_syntax_error_is_marked_at_its_line_and_is_the_programs_own_failure(
    show: MakeTab, tmp_path: Path
) -> None:
    program = program_of(tmp_path, COUNTING)
    shown = show(subject_of(program))
    shown.edit('print("fine")\nprint("not\n')
    assert shown.tab.pane.source.editor.error_line() == 2
    await shown.run()
    assert shown.said[-1].startswith("run ended · exited 1")
    assert shown.output()[0] == f'  File "{program.path}", line 2'
    assert "SyntaxError" in shown.output()[-1]
    shown.edit('print("fine")\n')
    assert shown.tab.pane.source.editor.error_line() is None


async def test_a_file_that_cant_be_read_is_complained_of_and_the_other_variants_run(
    show: MakeTab, tmp_path: Path
) -> None:
    gone = program_of(tmp_path, "print(1)")
    shown = show(subject_of(program_of(tmp_path, "print(2)", "good.py"), gone))
    gone.path.unlink()
    shown.tab.choose_program("program")
    assert "doesn't exist" in shown.said[-1]
    shown.tab.choose_program("good")
    await shown.run()
    assert shown.output() == ["2"]


async def test_a_file_that_is_no_text_is_pythons_to_refuse(show: MakeTab, tmp_path: Path) -> None:
    program = program_of(tmp_path, "")
    program.path.write_bytes(b"print('\xff\xfe')\n")
    shown = show(subject_of(program))
    await shown.run()
    assert shown.said[-1].startswith("run ended · exited 1")
    assert "SyntaxError" in "\n".join(shown.output())


async def test_arguments_can_be_given_where_the_program_reads_them(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "import sys\nprint(sys.argv[1:])\n")))
    field = shown.tab.pane.arguments
    assert field.isVisibleTo(shown.tab)
    field.insert("one 'two words' 数")
    await shown.run()
    assert shown.output() == ["['one', 'two words', '数']"]
    shown.edit("print()\n")
    assert not field.isVisibleTo(shown.tab)
    await shown.run()
    assert shown.output() == [""]


def test_a_quotation_mark_without_its_partner_is_said_and_nothing_runs(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "import sys\nprint(sys.argv)\n")))
    shown.tab.pane.arguments.setText("'open")
    shown.start()
    assert "quotation mark" in shown.said[-1]
    assert shown.tab.bar.run.isEnabled()
    assert recordings() == []


async def test_another_variant_brings_its_own_source_and_parameters(show: MakeTab, tmp_path: Path) -> None:
    one, two = program_of(tmp_path, COUNTING), program_of(tmp_path, "SIDE = 4\nprint(SIDE)\n", "two.py")
    shown = show(subject_of(one, two))
    second = shown.tab.bar.variants._buttons[1]
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert shown.tab.program.id == "two"
    assert shown.source() == two.path.read_text("utf-8")
    assert shown.tab.pane.form.values() == {"SIDE": 4}
    ending = await shown.run()
    assert ending.manifest.target == "test.two"
    assert shown.output() == ["4"]


def test_a_copy_can_be_saved_and_is_told(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, COUNTING)))
    saved: list[Path] = []
    shown.tab.program_saved.connect(saved.append)
    shown.edit("print('mine')\n")
    shown.tab.pane.save_to(str(tmp_path / "名 of mine.py"))
    assert saved == [tmp_path / "名 of mine.py"]
    assert saved[0].read_text("utf-8") == "print('mine')\n"


def test_a_place_that_takes_no_file_is_said(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, COUNTING)))
    shown.tab.pane.save_to(str(tmp_path / "missing" / "mine.py"))
    assert "couldn't be saved" in shown.said[-1]


def test_the_values_are_tinted_where_they_stand(show: MakeTab) -> None:
    shown = show(bank_account())
    marked = [cursor.selectedText() for cursor in shown.tab.pane.source.editor._chips]
    assert marked == ["12", "0.01"]
