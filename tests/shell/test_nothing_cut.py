"""With letters of twice the size in a small window no words are cut off: they wrap, or the page scrolls."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from app.shell.speech import Speech
from tests.shell.chinese import speech
from tests.shell.showing import ShownWindow, until
from widgets.elided_label import ElidedLabel

__all__ = ["speech"]

SIZE, ZOOM = (1280, 720), 200


def cut(root: QWidget) -> list[str]:
    """The words on the screen that aren't seen as a whole."""
    shown = (each for each in root.findChildren(QWidget) if each.isVisible())
    return [words for each in shown for words in cut_words(each)]


def cut_words(widget: QWidget) -> Iterator[str]:
    """What of a widget's own words isn't seen."""
    match widget:
        case ElidedLabel() if widget.fitting() != widget.text():
            yield widget.text()
        case QLabel() if widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width()) - 1:
            yield widget.text()
        case QLabel() if not widget.wordWrap() and widget.width() < widget.minimumSizeHint().width():
            yield widget.text()
        case QAbstractButton() if widget.text() and not has_its_least(widget):
            yield widget.text()
        case QComboBox() if room_of(widget) < widget.fontMetrics().horizontalAdvance(widget.currentText()):
            yield widget.currentText()
        case QLineEdit() if not widget.text() and widget.width() <= widget.fontMetrics().horizontalAdvance(
            widget.placeholderText()
        ):
            yield widget.placeholderText()
        case QHeaderView() if widget.orientation() == Qt.Orientation.Horizontal:
            yield from cut_titles(widget)
        case _:
            pass


def cut_titles(header: QHeaderView) -> Iterator[str]:
    for section in range(header.count()):
        title = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        wide = header.fontMetrics().horizontalAdvance(title)
        if title and not header.isSectionHidden(section) and header.sectionSize(section) < wide:
            yield title


def room_of(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()


def has_its_least(widget: QWidget) -> bool:
    least = widget.minimumSizeHint()
    return widget.width() >= least.width() and widget.height() >= least.height()


async def expect_nothing_cut(root: QWidget, where: str) -> None:
    """Layouts take a few turns of the event loop to settle."""
    await until(lambda: not cut(root), lambda: f"{where}: {cut(root)}")


@pytest.fixture
def large(shown_window: ShownWindow) -> ShownWindow:
    shown_window.fill()
    shown_window.looks.set_zoom(ZOOM)
    shown_window.window.resize(*SIZE)
    return shown_window


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_on_no_page(large: ShownWindow, speech: Speech, language: str) -> None:
    speech.choose(language)
    rail = large.window.rail
    for key in rail.page_keys():
        rail.show_page(key)
        await expect_nothing_cut(large.window, key)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_not_after_a_run(large: ShownWindow, speech: Speech, language: str) -> None:
    speech.choose(language)
    shown = large.show_tab("bank_account")
    await shown.run()
    for page in range(shown.tab.findings.pages.count()):
        shown.tab.findings.pages.setCurrentIndex(page)
        await expect_nothing_cut(large.window, shown.tab.findings.pages.tabText(page))


async def test_not_in_qts_own_dialog_for_files(large: ShownWindow) -> None:
    large.window.ask_for_program()
    (dialog,) = large.window.findChildren(QFileDialog)
    folder = dialog.findChild(QComboBox, "lookInCombo")
    assert folder is not None
    folder.hide()  # its path may be as long as any
    await expect_nothing_cut(dialog, "for a program")
    high = dialog.height()
    large.looks.set_zoom(100)
    assert dialog.height() < high
    dialog.close()
