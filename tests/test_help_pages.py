"""What the help says is true: its demo can be built and holds, its options, files and words are there."""

import ast
import re
from pathlib import Path

import pytest

from app.cli.arguments import parse
from app.core.demo import Demo, Prediction
from app.core.evidence import gather
from app.core.help_pages import LICENCES, PAGES, read_page, title_of
from app.core.languages import LANGUAGES, Language
from app.core.lesson import parse_action
from app.core.program import parse_parameters
from app.discovery import FoundDemo, discover
from app.shell.rewording import window_words
from tests.demos import test_demos as contract
from tests.recorded import record

ROOT = Path(__file__).parents[1]
_FILE = re.compile(r"^`demos/(?P<path>\S+)`\n\n```python\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_MENU = {"Output", "Run", "Stop"}

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_page = pytest.mark.parametrize("name", PAGES)

#: What the page on demos names, and what the reader makes.
_MADE = {"lesson.md", "lesson.zh_CN.md", "words.zh_CN.json", "threads.zh_CN.py"}


def without_blocks(page: str) -> str:
    return _BLOCK.sub("", page)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The page's example as a reader makes it, found as the lab finds demos."""
    folder = tmp_path_factory.mktemp("demos")
    for found in _FILE.finditer(read_page("demo", "en")):
        file = folder / found["path"]
        file.parent.mkdir(exist_ok=True)
        file.write_text(found["text"], encoding="utf-8")
    (demo,) = discover(folder)
    assert isinstance(demo, FoundDemo), demo
    return demo.demo


def test_the_demo_of_the_help_keeps_the_contract_of_demos(built: Demo) -> None:
    assert built.id == "two_naps"
    assert len(built.variants) == 2
    contract.test_a_demo_has_a_title_a_question_and_a_chapter(built)
    contract.test_every_program_in_the_folder_is_a_variant(built)
    contract.test_variants_agree_on_the_parameters_that_they_share(built)
    for variant in built.variants:
        contract.test_a_variant_claims_something_and_says_something_about_it(built, variant)
        contract.test_a_program_can_be_read_from_the_last_row(built, variant)
        contract.test_a_program_says_what_it_is_and_can_be_imported_by_its_children(built, variant)
        contract.test_a_program_imports_nothing_of_the_lab(built, variant)
        contract.test_every_parameter_has_a_label_and_every_number_a_range(built, variant)


def test_no_other_demo_has_the_name_or_the_place_of_the_one_in_the_help(built: Demo) -> None:
    others = [each.demo for each in discover() if isinstance(each, FoundDemo)]
    assert built.id not in {each.id for each in others}
    assert built.order not in {each.order for each in others}
    assert built.chapter in {each.chapter for each in others}


def test_the_claims_and_the_prediction_of_the_demo_of_the_help_hold(built: Demo, tmp_path: Path) -> None:
    answers = []
    for variant in built.variants:
        recorded = record(built.program(variant), tmp_path / variant.id, claims=variant.claims)
        told = {each["name"]: each["holds"] for each in recorded.summary["claims"]}
        assert told == {claim.name: True for claim in variant.claims}
        if isinstance(asked := variant.prediction, Prediction):
            answers.append(asked.answer(gather(recorded.trace)))
        recorded.trace.close()
    assert answers == [0]


@each_page
def test_both_languages_have_the_same_page(name: str) -> None:
    english, chinese = (read_page(name, language) for language in LANGUAGES)
    assert _BLOCK.findall(english) == _BLOCK.findall(chinese)
    for marks in (r"^#+ ", r"^- ", r"\]\(([^)]+)\)"):
        assert len(re.findall(marks, english, re.MULTILINE)) == len(
            re.findall(marks, chinese, re.MULTILINE)
        ), marks
    # A name of the code may be told once more in one of them, but none is missing in Chinese.
    assert set(_CODE.findall(without_blocks(english))) <= set(_CODE.findall(without_blocks(chinese)))
    assert title_of(english) != title_of(chinese)


@each_page
@each_language
def test_links_lead_to_pages(name: str, language: Language) -> None:
    found = re.findall(r"\]\(help:(\w+)\)", read_page(name, language))
    assert found
    assert set(found) <= {"keys", *PAGES}


@each_page
@each_language
def test_options_files_and_links_that_a_page_names_are_there(name: str, language: Language) -> None:
    for code in _CODE.findall(without_blocks(read_page(name, language))):
        if code.startswith("lab:"):
            parse_action(code)
        elif code.startswith("python3 main.py ") and "--test" not in code:
            parse(code.removeprefix("python3 main.py ").split())
        elif code.startswith("--"):
            parse(["run", "x.py", *code.split()])
        elif re.match(r"(app|demos|tests)\b", code):
            assert (ROOT / code).exists() or "two_naps" in code, code
        elif re.search(r"\.(md|json|py)$", code):
            assert code in _MADE | {"demo.py", ".py"}, code


@each_page
def test_words_of_the_window_that_a_page_names_are_there(name: str) -> None:
    words = window_words("zh_CN")
    english = {re.sub(r"[&…]", "", each) for each in words}
    chinese = {re.sub(r"\(&\w\)|[&…]", "", each) for each in words.values()}
    for group in re.findall(r"(?<!\*)\*([A-Z][^*\n]+)\*(?!\*)", read_page(name, "en")):
        for part in group.split(", "):
            assert part in english, part
    for part in re.findall(r"“([^”]+)”", read_page(name, "zh_CN")):
        assert part in chinese, part


@each_language
def test_the_programs_of_the_page_on_programs_do_what_it_says(language: Language) -> None:
    blocks = _BLOCK.findall(read_page("program", language))
    parameters = {each.name: each for each in parse_parameters(blocks[0])}
    assert parameters["THREADS"].range_text == "1..100"
    assert parameters["THREADS"].label == "how many"
    assert parameters["NAME"].value == "Ada"
    for block in blocks:
        ast.parse(block)


def test_the_licences_are_there() -> None:
    for name, file in LICENCES.items():
        assert read_page(name, "zh_CN") == (ROOT / file).read_text(encoding="utf-8")
