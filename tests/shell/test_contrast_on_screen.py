"""Words are measured as they are painted: in every palette they stand out from what they really stand on."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.shell.page_keys import COMPARE, GLOSSARY, HISTORY, LESSON, MANY, OWN, SHEET
from tests.shell.showing import ShownWindow
from widgets.output_view import OutputView
from widgets.palette import PALETTES
from widgets.timeline import Timeline

_LEAST = 4.5  # WCAG 2.2, 1.4.3
_ZOOM = 200  # strokes are wider than a pixel there: what is measured is their colour and not that of an edge
_PAGES = (LESSON, OWN, HISTORY, COMPARE, MANY, GLOSSARY, SHEET, "bank_account")
Pixels = npt.NDArray[np.float64]


def _luminance(pixels: npt.NDArray[np.uint8]) -> Pixels:
    """As WCAG defines it, of rows of red, green and blue."""
    shares = pixels.astype(float) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    found: Pixels = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found


def measured(image: QImage, place: QRect) -> float:
    """The contrast between the commonest colour of a place and what differs from it most."""
    part = image.copy(place).convertToFormat(QImage.Format.Format_RGBX8888)
    pixels = np.frombuffer(part.constBits(), np.uint32).reshape(-1, part.bytesPerLine() // 4)
    kinds, counts = np.unique(pixels[:, : part.width()], return_counts=True)
    colours = kinds.view(np.uint8).reshape(-1, 4)[:, :3]
    ground = _luminance(colours[counts.argmax()][None])[0]
    others = _luminance(colours[counts > 2])
    ratios = (np.maximum(others, ground) + 0.05) / (np.minimum(others, ground) + 0.05)
    return float(ratios.max())


def worded(page: QWidget) -> Iterator[tuple[str, QWidget]]:
    """What has words on it now, is enabled and not hidden behind an edge."""
    for each in page.findChildren(QWidget):
        if not each.isVisible() or not each.isEnabled() or each.visibleRegion().isEmpty():
            continue
        match each:
            case QLabel() | QAbstractButton() if each.text().strip():
                yield each.text(), each
            case QLineEdit() if each.text() or each.placeholderText():
                yield each.text() or each.placeholderText(), each
            case QComboBox() if each.currentText():
                yield each.currentText(), each
            case OutputView() | Timeline():
                yield type(each).__name__, each
            case QAbstractItemView() if each.model() is not None and each.model().rowCount():
                yield each.accessibleName(), each.viewport()
            case _:
                pass


def pale(page: QWidget) -> dict[str, float]:
    """What can't be read well, with its contrast."""
    image = page.grab().toImage()
    scale = image.devicePixelRatio()
    found = {}
    for words, widget in worded(page):
        inner = widget.visibleRegion().boundingRect()
        place = QRect(widget.mapTo(page, inner.topLeft()) * scale, inner.size() * scale)
        if place.width() > 20 and place.height() > 20:
            ratio = measured(image, place)
            if ratio < _LEAST:
                found[f"{type(widget).__name__}: {words[:40]}"] = round(ratio, 2)
    return found


def test_the_measure_knows_a_grey_of_the_standard() -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    for x in range(10, 14):
        for y in range(10, 30):
            image.setPixelColor(x, y, "#767676")
    assert measured(image, image.rect()) == pytest.approx(4.54, abs=0.01)


async def test_every_word_on_the_pages_can_be_read_in_every_palette(
    shown_window: ShownWindow, qapp: QApplication
) -> None:
    shown_window.fill()
    looks, window = shown_window.looks, shown_window.window
    shown = shown_window.show_tab("bank_account")
    shown.start()
    await shown.ended()
    window.resize(1920, 1400)
    looks.set_zoom(_ZOOM)
    seen: dict[str, int] = {}
    left: dict[str, float] = {}
    for palette in PALETTES:
        looks.set_theme(palette.name)
        for key in _PAGES:
            page = window.rail.show_page(key)
            qapp.sendPostedEvents()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            seen[palette.name] = seen.get(palette.name, 0) + sum(1 for _ in worded(page))
            left |= {f"{palette.name}, {key}: {words}": ratio for words, ratio in pale(page).items()}
    assert left == {}
    assert min(seen.values()) > 60
