"""Colours and sizes for eyes, rooms and projectors; what the system wishes is followed."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from app.shell.looks import Looks
from app.shell.settings import THEMES, Settings
from widgets.palette import CONTRAST, DARK, LIGHT, PROJECTOR
from widgets.theme import apply_theme, current_palette


@pytest.fixture
def looks(qapp: QApplication, settings: Settings) -> Iterator[Looks]:
    looks = Looks(qapp, settings)
    yield looks
    looks.deleteLater()
    settings.still = False
    looks._follow_motion()
    apply_theme(qapp, LIGHT)


def screen_of(looks: Looks, height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = SimpleNamespace(size=lambda: QSize(height * 16 // 9, height))
    monkeypatch.setattr(looks._app, "primaryScreen", lambda: screen, raising=False)


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_has_its_colours_everywhere(looks: Looks, theme: str) -> None:
    looks.set_theme(theme)
    names = {"system": "light"}
    assert current_palette().name == names.get(theme, theme)


def test_the_back_row_can_read_a_projector(
    looks: Looks, settings: Settings, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen_of(looks, 1080, monkeypatch)
    looks.set_projector(True)
    assert qapp.font().pointSizeF() >= 24
    assert current_palette() is PROJECTOR
    looks.step_zoom(1)
    assert looks.zoom == 250
    assert settings.zoom == 100  # the room's size isn't the desk's
    looks.set_projector(False)
    assert (qapp.font().pointSizeF(), current_palette()) == (10, LIGHT)


@pytest.mark.parametrize(("height", "zoom"), [(720, 160), (768, 170), (480, 140), (2160, 300)])
def test_a_smaller_picture_has_letters_of_the_same_share(
    looks: Looks, height: int, zoom: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen_of(looks, height, monkeypatch)
    looks.set_projector(True)
    assert looks.zoom == zoom


def test_what_is_larger_already_stays_and_dark_stays_dark(looks: Looks, settings: Settings) -> None:
    settings.zoom, settings.theme = 300, "dark"
    looks.set_projector(True)
    assert looks.zoom == 300
    assert current_palette() is DARK


@pytest.mark.parametrize(
    ("scheme", "wish", "palette"),
    [
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, DARK),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, LIGHT),
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, LIGHT),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, CONTRAST),
    ],
)
def test_the_system_is_followed_on_request(
    looks: Looks,
    settings: Settings,
    scheme: Qt.ColorScheme,
    wish: Qt.ContrastPreference,
    palette: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accessibility = SimpleNamespace(contrastPreference=lambda: wish)
    hints = SimpleNamespace(colorScheme=lambda: scheme, accessibility=lambda: accessibility)
    monkeypatch.setattr(looks._app, "styleHints", lambda: hints, raising=False)
    looks.apply()
    assert current_palette() is LIGHT
    settings.theme = "system"
    looks._system_changed()
    assert current_palette() is palette


def test_nothing_flashes_or_moves_where_that_is_wished(
    looks: Looks, settings: Settings, qapp: QApplication
) -> None:
    looks.apply()
    assert qapp.cursorFlashTime() > 0
    looks.set_still(True)
    assert qapp.cursorFlashTime() == 0
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)
    assert settings.still
    looks.set_still(False)
    assert qapp.cursorFlashTime() == 1060  # less than once a second
