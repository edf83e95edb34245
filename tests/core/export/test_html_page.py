"""The page: one file, no address in it, names that never become markup, and all of the recording."""

import base64
import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from app.core.demo import Claim, Verdict
from app.core.events import State
from app.core.export.exhibit import Exhibit, read_exhibit
from app.core.export.html_page import FOLDER, export_html, page_frame
from app.core.export.page_data import as_json
from app.core.export.page_source import inked
from app.core.model import Output
from app.core.typing import override
from tests.evidence_builder import LOCK, MS, MadeRun
from tests.exhibits import HOSTILE, VARIED, exhibit, manifest
from tests.recorded import Recorded, record


class Markup(HTMLParser):
    """The tags of a page, with their attributes, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.policy = ""
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._into: list[str] | None = None
        self.feed(page)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.update(name for name, _ in attrs)
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policy = dict(attrs)["content"] or ""
        self._into = {"script": self.scripts, "style": self.styles}.get(tag)
        if self._into is not None:
            self._into.append("")

    @override
    def handle_data(self, data: str) -> None:
        if self._into:
            self._into[-1] += data

    @override
    def handle_endtag(self, tag: str) -> None:
        self._into = None


def page_of(what: Exhibit, **options: Any) -> str:
    """The page."""
    file = io.StringIO()
    export_html(what, file, **options)
    return file.getvalue()


def data_of(page: str) -> dict[str, Any]:
    """What the page knows."""
    data: dict[str, Any] = json.loads(Markup(page).scripts[0])
    return data


def waits_of(data: dict[str, Any]) -> list[tuple[str, str, int, int | None]]:
    """(lane, state, begin, end) of each wait in the page."""
    found, rows = [], data["spans"]
    for lane in data["lanes"]:
        at = 0
        for _ in range(lane["waits"]):
            state, gap, length, *_rest = rows[:6]
            rows = rows[6:]
            end = None if length < 0 else at + gap + length
            found.append((lane["name"], data["states"][state], at + gap, end))
            at += gap + max(length, 0)
    assert not rows
    return found


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return record(VARIED, tmp_path_factory.mktemp("varied"))


# the frame ------------------------------------------------------------------------------------------------


def test_nothing_in_the_page_names_a_place_elsewhere() -> None:
    frame = page_frame()
    assert "://" not in frame
    assert not re.search(r"""["'(=]\s*//""", frame)
    words = ("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import", "eval", "url")
    assert [word for word in words if re.search(rf"\b{word}\b", frame)] == []
    assert not {"src", "srcset", "action", "background"} & set(Markup(frame).attributes)
    assert not {"iframe", "object", "embed", "img", "base", "form"} & set(Markup(frame).tags)


def test_nothing_in_the_page_makes_markup_of_text() -> None:
    words = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "setAttribute('on",
    )
    assert [word for word in words if word in page_frame()] == []


def test_the_policy_lets_this_script_and_this_style_alone_work() -> None:
    markup = Markup(page_frame())
    assert markup.tags["script"] == 2
    for kind, text in (("script-src", markup.scripts[1]), ("style-src", markup.styles[0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}';" in markup.policy
    assert markup.policy.startswith("default-src 'none';")
    assert not {name for name in markup.attributes if name.startswith("on") or name == "style"}


def test_the_page_says_the_same_in_both_languages() -> None:
    words = (FOLDER / "words.js").read_text(encoding="utf-8")
    english, chinese = words.split("\nlet words")[0].split("zh_CN: {")
    keys = [re.findall(r"(?<![\w\"])([a-zA-Z]+): (?=[\"\[{])", text) for text in (english, chinese)]
    assert keys[0][1:] == keys[1]  # the first one is `en`
    assert len(keys[1]) > 80
    gaps = [Counter(re.findall(r"\{\d\}", text)) for text in (english, chinese)]
    assert gaps[0] == gaps[1]


# what is in it --------------------------------------------------------------------------------------------


def test_hostile_names_never_become_markup(varied: Recorded) -> None:
    claim = Claim(HOSTILE, lambda evidence: Verdict(False, HOSTILE))
    page = page_of(read_exhibit(varied.directory, [claim]))
    assert Markup(page).tags == Markup(page_frame()).tags
    data = data_of(page)
    assert HOSTILE in [lane["name"] for lane in data["lanes"]]
    assert data["claims"] == [[HOSTILE, False, HOSTILE]]
    assert f"ValueError: {HOSTILE}" in [lane["exception"] for lane in data["lanes"]]
    assert any(HOSTILE in text for *_, text in data["output"])


@pytest.mark.parametrize("text", [HOSTILE, "<!--", "]]>", "\x00\x1f", "\ud800", "中文"])
def test_any_text_comes_back_from_the_json_and_has_no_sign_of_markup(text: str) -> None:
    told = as_json({text: [text]})
    assert json.loads(told) == {text: [text]}
    assert not set("<>&") & set(told)


def test_all_waits_of_a_real_run_are_in_the_page(varied: Recorded) -> None:
    told = sorted(waits_of(data_of(page_of(read_exhibit(varied.directory)))), key=lambda wait: wait[2])
    recorded = [
        (varied.name(span["actor"]), span["state"], span["start_ns"], span["end_ns"])
        for span in varied.spans()
    ]
    assert told == recorded


def test_the_page_has_the_program_its_output_and_who_held_the_lock(varied: Recorded) -> None:
    data = data_of(page_of(read_exhibit(varied.directory)))
    (file,) = data["files"]
    assert file["name"] == "program.py"
    assert file["text"] == varied.source
    assert [text for *_, stream, text in data["output"] if stream == "stderr"][-1] == "the end\n"
    names = [lane["name"] for lane in data["lanes"]]
    (holds,) = data["holds"].values()
    assert sorted([names[lane] for lane, *_ in holds][:3]) == ["存款-0", "存款-1", "存款-2"]
    assert [update[5] for update in data["updates"]] == ["0", "1", "2", "3"]
    assert {flow[0] for flow in data["flows"]} >= {"start", "item", "handover"}


def test_the_page_names_no_folder_of_the_user(varied: Recorded) -> None:
    page = page_of(read_exhibit(varied.directory))
    data = data_of(page)
    data["output"] = []  # a traceback has them
    assert str(varied.directory.parent) not in json.dumps(data)


def test_too_many_waits_are_cut_in_time_and_counted() -> None:
    run = MadeRun()
    main = run.main(1000)
    for start in range(10, 500, 10):
        run.sleeps(main, start, start + 5)
    late = run.thread(900, 950)
    run.sleeps(late, 910, 920)
    what = exhibit(run)
    what = replace(what, evidence=replace(what.evidence, output=[Output(main, 800 * MS, "stdout", "late")]))
    data = data_of(page_of(what, most_spans=20))
    assert len(waits_of(data)) == 20
    assert data["end"] == 210 * MS
    assert data["omitted"] == {"spans": 30, "lanes": 1, "flows": 0, "output": 1}
    assert [lane["name"] for lane in data["lanes"]] == ["program.py"]


def test_a_wait_that_lasts_and_a_run_that_has_not_ended_are_said_to_be_so() -> None:
    run = MadeRun()
    run.main(100)
    thread = run.thread(10, None, ended="alive")
    run.waits(thread, State.LOCK, 20, None, LOCK, 0)
    what = exhibit(run)
    what = replace(what, evidence=replace(what.evidence, reason="", status=None))
    data = data_of(page_of(what))
    assert waits_of(data) == [("Thread-1", "lock", 20 * MS, None)]
    assert data["exit"] == ["", None]
    assert data["lanes"][1]["end"] is None


def test_a_recording_of_nothing_is_a_page_too() -> None:
    run = MadeRun()
    run.main()
    what = exhibit(run)
    nothing = replace(what, evidence=replace(what.evidence, actors={}, spans=[]), lanes=[])
    data = data_of(page_of(nothing))
    assert data["lanes"] == data["spans"] == []


def test_the_page_opens_in_the_language_that_was_asked_for() -> None:
    run = MadeRun()
    run.main()
    assert data_of(page_of(exhibit(run), lang="zh_CN"))["lang"] == "zh_CN"


# the program's text ---------------------------------------------------------------------------------------


def program_text(what: Exhibit) -> list[tuple[str, str | None]]:
    """(name, text) of each file in the page."""
    return [(file["name"], file["text"]) for file in data_of(page_of(what))["files"]]


def made(directory: Path, program: Path, copy: str | None = None) -> Exhibit:
    """A run of a program."""
    run = MadeRun()
    main = run.main(100)
    run.sleeps(main, 10, 20)
    return exhibit(run, directory, manifest(str(program), copy))


def test_of_a_changed_program_the_copy_that_ran_is_shown(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("ORIGINAL = 1\n")
    copy = tmp_path / "run" / "program" / "program.py"
    copy.parent.mkdir(parents=True)
    copy.write_text("CHANGED = 2\n")
    moved = str(tmp_path / "elsewhere" / "program.py")
    assert program_text(made(tmp_path / "run", program, moved)) == [("program.py", "CHANGED = 2\n")]
    assert program_text(made(tmp_path / "run", program)) == [("program.py", "ORIGINAL = 1\n")]


def test_a_program_that_is_gone_is_told(tmp_path: Path) -> None:
    data = data_of(page_of(made(tmp_path, tmp_path / "gone.py")))
    assert data["files"][0]["text"] is None
    assert data["problems"] == ["The text of gone.py is gone or can't be read."]


def test_a_recording_from_somebody_cannot_make_the_page_show_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    other = tmp_path / "other" / "private.py"
    other.parent.mkdir()
    other.write_text("password = 1")
    what = made(tmp_path / "run", secret)
    assert program_text(what) == [("secret.txt", None)]
    spans = [replace(what.evidence.spans[0], file=str(other))]
    program = tmp_path / "lesson" / "program.py"
    program.parent.mkdir()
    program.write_text("pass\n")
    what = made(tmp_path / "run", program)
    what = replace(what, evidence=replace(what.evidence, spans=spans))
    assert program_text(what) == [("program.py", "pass\n")]
    assert "password" not in page_of(what)


def test_files_beside_the_program_in_which_lanes_waited_are_shown_too(tmp_path: Path) -> None:
    for name in ("program.py", "helper.py", "unused.py"):
        (tmp_path / name).write_text(f"# {name}\n")
    what = made(tmp_path / "run", tmp_path / "program.py")
    spans = [replace(what.evidence.spans[0], file=str(tmp_path / "helper.py"))]
    what = replace(what, evidence=replace(what.evidence, spans=spans))
    assert program_text(what) == [("program.py", "# program.py\n"), ("helper.py", "# helper.py\n")]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "def f(:\n", "x = '''open\n", VARIED, "\tif x:\n\t\tpass", "a\r\nb", "  ", "é = '中'\n"],
)
def test_coloured_words_add_up_to_the_text(text: str) -> None:
    assert sum(length for length, _ in inked(text)) == len(text)


def test_words_have_the_colours_of_their_kinds() -> None:
    runs = list(inked("def f(): return LIMIT  # why"))
    assert [ink for _, ink in runs] == [1, 0, 2, 0, 1, 0, 3, 0, 5]
