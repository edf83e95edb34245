"""The timeline as a picture."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from app.shell.timeline_pictures import TimelinePictures
from tests.shell.conftest import MakeTab
from tests.shell.showing import ShownWindow, program_of, subject_of


async def test_the_picture_is_what_is_seen(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print(1)")))
    await shown.run()
    said: list[str] = []
    pictures = TimelinePictures(shown.tab)
    pictures.said.connect(said.append)
    assert pictures.save(shown.tab.timeline, tmp_path / "a.png")
    image = QImage(str(tmp_path / "a.png"))
    seen = shown.tab.timeline.grab().toImage()
    assert image.size() == seen.size()
    assert image.convertToFormat(seen.format()) == seen
    assert said == [f"The picture is in {tmp_path / 'a.png'}."]


async def test_a_drawing_is_whole_and_has_the_size_of_the_view(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print(1)")))
    await shown.run()
    assert TimelinePictures(shown.tab).save(shown.tab.timeline, tmp_path / "a.svg")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    view = shown.tab.timeline
    assert root.get("viewBox") == f"0 0 {view.width()} {view.height()}"
    words = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert "running" in words  # letters, no pixels


async def test_where_it_cant_be_written_a_sentence_says_so(show: MakeTab, tmp_path: Path) -> None:
    shown = show(subject_of(program_of(tmp_path, "print(1)")))
    said: list[str] = []
    pictures = TimelinePictures(shown.tab)
    pictures.said.connect(said.append)
    assert not pictures.save(shown.tab.timeline, tmp_path / "none" / "a.png")
    assert "can't be saved" in said[0]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("key", "asks"), [("bank_account", True), ("lesson", False)])
def test_the_menu_asks_only_where_there_is_a_timeline(
    shown_window: ShownWindow, key: str, asks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(TimelinePictures, "ask", lambda self, view, name: asked.append(name))
    shown_window.fill()
    shown_window.window.rail.show_page(key)
    shown_window.window.picture_requested.emit()
    assert bool(asked) is asks
