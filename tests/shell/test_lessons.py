"""Every step of every lesson is done on a real tab, in order, and undone: afterwards all is as it was."""

import pytest
from PySide6.QtWidgets import QWidget

from app.core.demo import Demo
from app.core.languages import lesson_file
from app.core.lesson import Choose
from app.core.program import parse_parameters
from app.discovery import FoundDemo, discover
from app.shell.demo_tab import DemoTab
from app.shell.settings import Settings
from app.shell.subject import demo_subject
from app.shell.tab_view import TabView, view_of
from tests.demos.small import SMALL
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownTab, ShownWindow, demo, recordings

TAUGHT = [
    found.demo for found in discover() if isinstance(found, FoundDemo) and lesson_file(found.demo) is not None
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lesson's runs take the values of the tests where it doesn't set its own."""
    run = DemoTab.run

    def small_run(tab: DemoTab) -> None:
        program = tab.program.path.read_text(encoding="utf-8")
        given = {each.name: each.value for each in parse_parameters(program)}
        for name, value in tab.pane.form.values().items():
            if name in SMALL and value == given.get(name):
                tab.pane.set_value(name, SMALL[name])
        run(tab)

    monkeypatch.setattr(DemoTab, "run", small_run)


async def settled(shown: ShownTab) -> None:
    steps = shown.tab.guide.steps
    await shown.until(lambda: not steps.busy)


def problems_of(shown: ShownTab) -> list[str]:
    found: list[str] = []
    shown.tab.guide.steps.failed.connect(found.append)
    return found


@pytest.mark.usefixtures("small")
@pytest.mark.timeout(240)
@pytest.mark.parametrize("taught", TAUGHT, ids=[each.id for each in TAUGHT])
async def test_the_steps_of_a_lesson_do_what_they_say_and_can_be_undone(taught: Demo, show: MakeTab) -> None:
    shown = show(demo_subject(taught))
    steps = shown.tab.guide.steps
    problems = problems_of(shown)
    excused = {str(variant.unavailable()) for variant in taught.variants}
    before: list[TabView] = []
    while steps.next():
        before.append(view_of(shown.tab))
        steps.perform()
        await settled(shown)
    assert steps.position == steps.count > 0
    assert [each for each in problems if each not in excused] == []
    while steps.position:
        steps.back()
        await settled(shown)
        assert view_of(shown.tab) == before.pop(), steps.position
    assert before == []


@pytest.mark.usefixtures("small")
async def test_pressing_a_link_does_it_and_undo_takes_it_back(show: MakeTab) -> None:
    shown = show(demo_subject(demo("bank_account")))
    guide = shown.tab.guide
    first = view_of(shown.tab)
    guide.card.link_activated.emit("lab:choose/with_lock")
    assert shown.tab.program.id == "with_lock"
    guide.card.link_activated.emit("lab:set/PAUSE/0.5")
    assert "PAUSE = 0.5" in shown.source()
    guide.card.link_activated.emit("lab:lines/with_lock/16-19")
    assert shown.marked() == dict.fromkeys(range(16, 20), "current")
    for _ in range(3):
        assert guide.steps.undo()
    assert view_of(shown.tab) == first
    assert not guide.steps.undo()


@pytest.mark.usefixtures("small")
async def test_where_the_page_scrolls_a_link_goes_to_what_it_does(shown_window: ShownWindow) -> None:
    shown_window.fill()
    shown_window.looks.set_zoom(200)
    shown_window.window.resize(1280, 720)
    shown = shown_window.show_tab("bank_account")
    link, tab = shown.tab.guide.card.link_activated, shown.tab

    room = tab.parentWidget()
    assert room is not None

    def is_seen(part: QWidget) -> bool:
        return room.rect().contains(part.mapTo(room, part.rect().center()))

    await shown.until(lambda: tab.guide.card.width() < shown_window.window.width())
    for address, part in (
        ("lab:run", tab.timeline_pane),
        ("lab:lines/with_lock/16-19", tab.pane.source),
        ("lab:predict", tab.predictions.card),
        ("lab:choose/with_lock", tab.bar),
    ):
        assert not is_seen(part)
        link.emit(address)
        assert is_seen(part)
        await settled(shown)


@pytest.mark.usefixtures("small")
async def test_a_run_that_is_undone_while_it_goes_on_is_ended_and_gone(show: MakeTab) -> None:
    shown = show(demo_subject(demo("bank_account")))
    guide = shown.tab.guide
    shown.tab.pane.set_value("PAUSE", 1.0)
    first = view_of(shown.tab)
    guide.card.link_activated.emit("lab:run")
    await shown.until(shown.lanes)
    guide.steps.undo()
    await settled(shown)
    assert not shown.tab.session.busy
    assert shown.lanes() == []
    assert view_of(shown.tab) == first
    assert "Press Run" in shown.tab.timeline._state.message


@pytest.mark.usefixtures("small")
async def test_going_back_to_a_recording_that_is_gone_comes_to_an_end(show: MakeTab) -> None:
    shown = show(demo_subject(demo("bank_account")))
    link = shown.tab.guide.card.link_activated
    for _ in range(2):
        link.emit("lab:run")
        await settled(shown)
    gone = recordings()[0]
    for file in (gone / "manifest.json", *gone.glob("*.events")):
        file.unlink()
    assert shown.tab.guide.steps.undo()
    await settled(shown)
    assert shown.refusals


@pytest.mark.usefixtures("small")
async def test_a_prediction_that_is_asked_for_has_the_keyboard(show: MakeTab) -> None:
    shown = show(demo_subject(demo("bank_account")))
    shown.tab.activateWindow()
    shown.tab.guide.card.link_activated.emit("lab:predict")
    dot = shown.tab.predictions.pane._rows[0].dot
    await shown.until(dot.hasFocus)


async def test_what_cant_be_done_is_said_and_the_rest_is_done(show: MakeTab) -> None:
    shown = show(demo_subject(demo("bank_account")))
    problems = problems_of(shown)
    for address in ("lab:choose/teapot", "lab:moment/end", "lab:reveal", "lab:set/PAUSE/long"):
        shown.tab.guide.card.link_activated.emit(address)
    assert len(problems) == 4
    shown.tab.guide.steps.do([Choose("teapot"), Choose("with_lock")])
    assert shown.tab.program.id == "with_lock"


async def test_a_term_is_asked_for_and_explained_under_the_pointer(show: MakeTab) -> None:
    shown = show(demo_subject(demo("bank_account")))
    chosen: list[str] = []
    shown.tab.guide.term_chosen.connect(chosen.append)
    shown.tab.guide.card.link_activated.emit("term:lock")
    assert chosen == ["lock"]
    assert "held by one" in shown.tab.guide._explain("term:lock")


async def test_the_card_goes_from_the_introduction_to_the_last_step_and_on(show: MakeTab) -> None:
    subject = demo_subject(demo("bank_account"))
    shown = show(subject)
    guide = shown.tab.guide
    left: list[bool] = []
    guide.next_demo_requested.connect(lambda: left.append(True))
    assert not guide.card.back.isEnabled()
    for _ in range(guide.steps.count):
        guide.card.next.click()
    assert left == []
    assert subject.lesson is not None
    assert subject.lesson.steps[-1].title in guide.card._heading.text()
    guide.card.next.click()
    assert left == [True]


async def test_a_lesson_that_is_put_away_stays_away(show: MakeTab, settings: Settings) -> None:
    subject = demo_subject(demo("bank_account"))
    shown = show(subject)
    assert shown.tab.guide.card.isVisible()
    shown.tab.guide.card.closed.emit()
    assert not shown.tab.guide.card.isVisible()
    assert not settings.lesson
    assert not show(subject).tab.guide.card.isVisible()
