"""The window speaks another language while it is open, and while a program runs in it."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel

from app.core.spoken import FOLDER
from app.shell.rewording import phrases, reword, window_words
from app.shell.settings import Settings
from app.shell.speech import Speech
from tests.shell.conftest import MakeTab
from tests.shell.showing import own_file
from widgets.spoken import said


def test_no_text_of_the_window_is_untranslated() -> None:
    for file in FOLDER.glob("lab.*.ts"):
        assert 'type="unfinished"' not in file.read_text(encoding="utf-8"), file.name


def test_placeholders_are_the_same_in_both_languages() -> None:
    for english, chinese in window_words("zh_CN").items():
        for number in "012":
            assert (f"{{{number}" in english) == (f"{{{number}" in chinese), english


def test_standard_buttons_speak_the_language_too(qapp: QApplication, settings: Settings) -> None:
    speech = Speech(qapp, settings)
    try:
        speech.choose("zh_CN")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
        assert said("no such sentence") == "no such sentence"
    finally:
        speech.choose("en")


async def test_a_tab_changes_its_words_while_its_program_runs_and_back(
    show: MakeTab, tmp_path: Path, qapp: QApplication
) -> None:
    shown = show(own_file(tmp_path, "input()\n"))
    shown.tab._settings.trust(str(shown.tab.program.path))
    before = {label.text() for label in shown.tab.findChildren(QLabel)}
    shown.start()
    await shown.until(lambda: shown.tab.session.running)
    reword(shown.tab, phrases("en", "zh_CN", lambda language: {}))
    assert shown.tab.session.running
    assert shown.tab.bar.stop.text().startswith("停止")
    assert "输出" in {label.text() for label in shown.tab.findChildren(QLabel)}
    reword(shown.tab, phrases("zh_CN", "en", lambda language: {}))
    assert "OUTPUT" in {label.text() for label in shown.tab.findChildren(QLabel)} & before
    shown.tab.stop()
    await shown.ended()
