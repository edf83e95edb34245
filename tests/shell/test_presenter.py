"""A lesson is presented with the keys of a clicker, every step can be undone, and typing stays typing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTextBrowser,
)
from pytestqt.qtbot import QtBot

from app.shell.presenter import Presenter, is_typed_into
from app.shell.remote_dialog import RemoteDialog
from app.shell.remote_keys import KEYS, RemoteKeys, Wish, can_be_taught
from app.shell.settings import Settings
from app.shell.tab_view import view_of
from tests.shell.planted import plant
from tests.shell.showing import ShownTab, ShownWindow
from widgets.page_head import PageHead

Key = Qt.Key

LESSON = """# Sums

Something is added.

## 1. Look

[These lines](lab:lines/plain/1-2) and [a larger number](lab:set/N/5).

## 2. Run

[Run it](lab:run).

## 3. Once more

[The last line](lab:lines/plain/2).
"""
PROGRAM = "N = 2  # 1..9, how often\nprint(N)\n"


class Stage:
    """A window in which the demo `taught` is presented."""

    def __init__(self, shown: ShownWindow, folder: Path) -> None:
        plant(folder, "taught", program=PROGRAM)
        (folder / "taught" / "lesson.md").write_text(LESSON)
        plant(folder, "untaught", order=2)
        shown.fill(folder)
        self.shown = shown
        self.tab: ShownTab = shown.show_tab("taught")
        self.presenter: Presenter = shown.contents.presenter
        self.steps = self.tab.tab.guide.steps

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.shown.window, key)

    async def at(self, position: int) -> None:
        await self.tab.until(lambda: self.steps.position == position and not self.steps.busy)


@pytest.fixture
def stage(shown_window: ShownWindow, tmp_path: Path) -> Stage:
    return Stage(shown_window, tmp_path / "demos")


async def begin(stage: Stage) -> None:
    stage.shown.window.activateWindow()
    await stage.tab.until(stage.shown.window.isActiveWindow)
    stage.press(Key.Key_F5)
    assert stage.presenter.on


async def test_a_clicker_walks_the_lesson_and_back_to_where_it_began(stage: Stage) -> None:
    await begin(stage)
    views = []
    for position in (1, 2, 3):
        views.append(view_of(stage.tab.tab))
        stage.press(Key.Key_PageDown)
        await stage.at(position)
    assert "N = 5" in stage.tab.source()
    assert stage.tab.output() == ["5"]
    assert stage.tab.marked() == {2: "current"}
    for position in (2, 1, 0):
        stage.press(Key.Key_PageUp)
        await stage.at(position)
        assert view_of(stage.tab.tab) == views.pop(), position


@pytest.mark.parametrize("key", [key for key, wish in KEYS.items() if wish is Wish.NEXT])
async def test_each_key_for_the_next_step_is_one(stage: Stage, key: int) -> None:
    await begin(stage)
    stage.press(Key(key))
    await stage.at(1)


async def test_a_number_and_enter_end_and_home_do_or_undo_what_lies_between(stage: Stage) -> None:
    await begin(stage)
    first = view_of(stage.tab.tab)
    stage.press(Key.Key_3)
    assert "Step 3" in stage.presenter.whisper.words
    stage.press(Key.Key_Return)
    await stage.at(3)
    assert stage.tab.output() == ["5"]  # what step 1 set was there when step 2 ran
    stage.press(Key.Key_1, Key.Key_Enter)
    await stage.at(1)
    assert stage.tab.lanes() == []
    stage.press(Key.Key_End)
    await stage.at(3)
    stage.press(Key.Key_Home)
    await stage.at(0)
    assert view_of(stage.tab.tab) == first


async def test_the_step_after_the_last_asks_before_it_goes_to_the_next_demo(stage: Stage) -> None:
    await begin(stage)
    stage.steps.go_to(3)
    stage.press(Key.Key_N)
    assert "last step" in stage.presenter.whisper.words
    assert stage.shown.contents.current_tab() is stage.tab.tab
    stage.press(Key.Key_N)
    assert stage.shown.contents.current_tab() is not stage.tab.tab
    stage.press(Key.Key_N)
    assert "no lesson" in stage.presenter.whisper.words


async def test_a_program_that_goes_on_is_stopped_when_asked_twice(stage: Stage) -> None:
    stage.tab.edit("N = 2\nimport time\nwhile True: time.sleep(0.01)\n")
    await begin(stage)
    stage.steps.go_to(1)
    stage.press(Key.Key_N)
    await stage.tab.until(stage.tab.lanes)
    stage.press(Key.Key_N)
    assert "still going on" in stage.presenter.whisper.words
    assert stage.tab.tab.session.busy
    stage.press(Key.Key_N)
    await stage.at(3)
    assert not stage.tab.tab.session.busy


async def test_f5_and_esc_of_a_remote_begin_and_end_and_never_quit(stage: Stage) -> None:
    left: list[bool] = []
    stage.shown.window.closing.connect(lambda: left.append(True))
    window = stage.shown.window
    for end in (Key.Key_Escape, Key.Key_F5, Key.Key_Escape):
        await begin(stage)
        assert window.isFullScreen()
        assert not window.menuBar().isVisible()
        assert not window.rail.column.isVisible()
        stage.press(end)
        assert not stage.presenter.on
        assert not window.isFullScreen()
        assert window.menuBar().isVisible()
        assert window.rail.column.isVisible()
        assert window.statusBar().isVisible()
    stage.press(Key.Key_Escape, Key.Key_Escape)
    assert left == []
    assert window.isVisible()


async def test_esc_takes_away_one_thing_at_a_time(stage: Stage) -> None:
    await begin(stage)
    shown = stage.presenter
    stage.press(Key.Key_S, Key.Key_Z, Key.Key_B, Key.Key_Question, Key.Key_4)
    gone: tuple[Callable[[], bool], ...] = (
        lambda: not shown.keys.typed,
        lambda: shown.sheet is None,
        lambda: not shown.curtain.isVisible(),
        lambda: not shown.lens.isVisible(),
        lambda: not shown.spotlight.isVisible(),
        lambda: not shown.on,
    )
    assert not any(is_gone() for is_gone in gone)
    for count in range(1, len(gone) + 1):
        stage.press(Key.Key_Escape)
        assert [is_gone() for is_gone in gone] == [True] * count + [False] * (len(gone) - count)


@pytest.mark.parametrize(
    ("key", "colour"),
    [(Key.Key_B, "#000000"), (Key.Key_Period, "#000000"), (Key.Key_W, "#ffffff"), (Key.Key_Comma, "#ffffff")],
)
async def test_the_whole_window_is_black_or_white_until_the_key_comes_again(
    stage: Stage, key: Qt.Key, colour: str
) -> None:
    await begin(stage)
    stage.press(key)
    image = stage.shown.window.grab().toImage()
    places = [(x, y) for x in range(0, image.width(), 60) for y in range(0, image.height(), 60)]
    assert {image.pixelColor(*place).name() for place in places} == {colour}
    stage.press(key)
    assert not stage.presenter.curtain.isVisible()


async def test_the_spotlight_leaves_a_circle_as_it_is_and_the_lens_enlarges(stage: Stage) -> None:
    await begin(stage)
    window, presenter = stage.shown.window, stage.presenter
    plain = window.grab().toImage()
    presenter.spotlight._timer.setInterval(1_000_000)  # no pointer may move it
    stage.press(Key.Key_S)
    presenter.spotlight.centre = QPoint(300, 300)
    lit = window.grab().toImage()
    assert lit.pixelColor(300, 300) == plain.pixelColor(300, 300)
    assert lit.pixelColor(900, 700).lightness() < plain.pixelColor(900, 700).lightness() / 2
    stage.press(Key.Key_S)
    presenter.lens._timer.setInterval(1_000_000)
    stage.press(Key.Key_Z)
    head = stage.tab.tab.findChild(PageHead)
    assert head is not None
    title = head.findChildren(QLabel)[0]
    presenter.lens.centre = title.mapTo(window, title.rect().center())
    place = presenter.lens.place()
    seen = window.grab(place & window.rect()).toImage()
    before = plain.copy(place & window.rect())

    def ink(image: object) -> int:
        found: int = sum(
            image.pixelColor(x, y).lightness() < 100  # type: ignore[attr-defined]
            for x in range(8, image.width() - 8)  # type: ignore[attr-defined]
            for y in range(8, image.height() - 8)  # type: ignore[attr-defined]
        )
        return found

    assert ink(seen) > ink(before) > 0


async def test_the_keys_are_the_presenter_s_again_after_the_palette(stage: Stage) -> None:
    await begin(stage)
    stage.press(Key.Key_PageDown)
    await stage.at(1)
    window = stage.shown.window
    window.show_commands()
    palette = window.command_palette
    assert palette is not None
    await stage.tab.until(palette.field.hasFocus)
    stage.press(Key.Key_Escape)
    assert not palette.isVisible()
    assert stage.presenter.on
    stage.press(Key.Key_PageUp)
    await stage.at(0)


async def test_what_is_typed_into_an_editor_stays_typing(stage: Stage) -> None:
    await begin(stage)
    editor = stage.tab.tab.pane.source.editor
    editor.setFocus()
    await stage.tab.until(editor.hasFocus)
    QTest.keyClicks(editor, "bnpwsz .3")
    stage.press(Key.Key_Return, Key.Key_PageDown, Key.Key_Home)
    assert stage.tab.source().startswith("bnpwsz .3\n")
    assert stage.steps.position == 0
    assert not stage.presenter.curtain.isVisible()
    stage.press(Key.Key_Escape)
    assert stage.presenter.on
    assert not editor.hasFocus()
    stage.press(Key.Key_B)
    assert stage.presenter.curtain.isVisible()


def test_what_is_typed_into_is_known(qapp: QApplication) -> None:
    editable = QComboBox()
    editable.setEditable(True)
    assert all(map(is_typed_into, (QLineEdit(), QPlainTextEdit(), QSpinBox(), editable)))
    assert not any(map(is_typed_into, (QTextBrowser(), QComboBox(), None)))


async def test_a_dialog_and_a_menu_keep_their_keys(stage: Stage) -> None:
    await begin(stage)
    menu = stage.shown.window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(QPoint(10, 10))
    QTest.keyClick(menu, Key.Key_Escape)
    assert stage.presenter.on
    assert not menu.isVisible()
    stage.shown.window.ask_for_program()
    (dialog,) = (each for each in QApplication.topLevelWidgets() if each.isModal() and each.isVisible())
    QTest.keyClick(dialog, Key.Key_B)
    assert not stage.presenter.curtain.isVisible()
    dialog.close()


async def test_the_keys_mean_nothing_to_the_usual_window(stage: Stage) -> None:
    stage.press(Key.Key_PageDown, Key.Key_B, Key.Key_S, Key.Key_Escape)
    assert stage.steps.position == 0
    assert not stage.presenter.curtain.isVisible()


async def test_the_menu_s_keys_are_heard_while_its_bar_is_hidden(stage: Stage) -> None:
    await begin(stage)
    assert not stage.shown.window.menuBar().isVisible()
    before = stage.shown.looks.zoom
    QTest.keyClick(stage.shown.window, Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert stage.shown.looks.zoom < before


async def test_the_card_s_buttons_do_what_the_keys_do(stage: Stage) -> None:
    card = stage.tab.tab.guide.card
    card.present_requested.emit()
    card.next.click()
    await stage.at(1)
    assert "N = 5" in stage.tab.source()
    card.back.click()
    await stage.at(0)
    assert "N = 2" in stage.tab.source()
    stage.presenter.leave()
    card.next.click()
    assert stage.steps.position == 1
    assert "N = 2" in stage.tab.source()


@pytest.mark.parametrize("zoom", [200, 300])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)])
async def test_the_keys_fit_whatever_the_zoom_is(stage: Stage, size: tuple[int, int], zoom: int) -> None:
    stage.shown.looks.set_zoom(zoom)
    await begin(stage)
    window = stage.shown.window
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    stage.press(Key.Key_Question)
    sheet = stage.presenter.sheet
    assert sheet is not None
    await stage.tab.until(sheet.isVisible)
    assert window.rect().contains(sheet.geometry())
    sheet._rows.activate()
    QApplication.sendPostedEvents()
    labels = sheet.findChildren(QLabel)
    assert len(labels) > 2 * 8
    for label in labels:
        assert label.width() >= label.sizeHint().width(), label.text()
        assert label.height() >= label.sizeHint().height(), label.text()
        assert sheet.rect().contains(label.mapTo(sheet, label.rect().bottomRight())), label.text()


async def test_a_lesson_that_was_put_away_is_there_while_it_is_presented(
    stage: Stage, settings: Settings
) -> None:
    settings.lesson = False
    stage.tab.tab.follow_settings()
    await begin(stage)
    assert stage.tab.tab.guide.card.isVisible()
    stage.press(Key.Key_Escape)
    assert not stage.tab.tab.guide.card.isVisible()


async def test_the_notes_say_this_step_and_the_next(stage: Stage) -> None:
    await begin(stage)
    notes = stage.presenter.notes
    assert notes is not None
    assert not notes.isVisible()  # there is one screen here
    stage.press(Key.Key_PageDown)
    await stage.at(1)
    said = notes.words()
    assert (said.title, said.next_title, said.place) == ("Look", "Run", "Step 1 of 3")
    assert said.text == "These lines and a larger number."
    assert said.next_text == "Run it."


async def test_leaving_the_window_leaves_no_notes_and_no_full_screen_behind(
    stage: Stage, settings: Settings
) -> None:
    await begin(stage)
    stage.shown.window.close()
    assert not stage.presenter.on
    assert not stage.shown.window.isFullScreen()


# Remotes -----------------------------------------------------------------------------------------------------


def test_digits_wait_for_enter_and_another_key_forgets_them() -> None:
    keys = RemoteKeys()
    assert [keys.wish(key) for key in (Key.Key_1, Key.Key_2, Key.Key_Return)] == [None, None, 12]
    assert keys.wish(Key.Key_Return) is None
    keys.wish(Key.Key_7)
    assert keys.wish(Key.Key_N) is Wish.NEXT
    assert keys.typed == ""


def test_a_taught_button_counts_more_than_what_its_key_means(settings: Settings) -> None:
    settings.remote = {Key.Key_PageUp: "next", Key.Key_VolumeUp: "black"}
    again = settings.remote
    assert again == {int(Key.Key_PageUp): "next", int(Key.Key_VolumeUp): "black"}
    keys = RemoteKeys({key: Wish(name) for key, name in again.items()})
    assert keys.wish(Key.Key_PageUp) is Wish.NEXT
    assert keys.wish(Key.Key_VolumeUp) is Wish.BLACK
    assert keys.wish(Key.Key_PageDown) is Wish.NEXT


def test_damaged_lessons_of_a_remote_are_none(settings: Settings) -> None:
    settings._store.setValue("remote/x", "next")
    settings._store.setValue("remote/5", "explode")
    assert settings.remote == {}


def test_a_remote_cant_be_taught_keys_that_must_stay_what_they_are() -> None:
    assert not any(
        map(can_be_taught, (Key.Key_Escape, Key.Key_4, Key.Key_Return, Key.Key_Shift, Key.Key_Tab))
    )
    assert can_be_taught(Key.Key_VolumeUp)


def test_a_button_is_taught_by_pressing_it(settings: Settings, qtbot: QtBot) -> None:
    dialog = RemoteDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Key.Key_VolumeUp)  # nobody asked for it
    assert settings.remote == {}
    dialog.teach[Wish.NEXT].click()
    assert "Press a button" in dialog.said.text()
    QTest.keyClick(dialog, Key.Key_7)
    assert "something else" in dialog.said.text()
    QTest.keyClick(dialog, Key.Key_VolumeUp)
    assert settings.remote == {int(Key.Key_VolumeUp): "next"}
    assert dialog._known[Wish.NEXT].text() == "Volume Up"
    dialog.teach[Wish.BACK].click()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    dialog.forget.click()
    assert settings.remote == {}


async def test_what_was_taught_counts_at_once(stage: Stage, settings: Settings) -> None:
    settings.remote = {Key.Key_VolumeUp: "next"}
    await begin(stage)
    stage.press(Key.Key_VolumeUp)
    await stage.at(1)
