"""The languages that the lab speaks: by the names that systems give them, and by the files that are there."""

from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from app.core.spoken import language_of, language_option, languages


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh", "zh_CN"),
        ("zh-CN", "zh_CN"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("ZH_cn", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("zh_TW", None),
        ("en_GB.UTF-8@euro", "en"),
        ("en", "en"),
        ("fr", None),
        ("C", None),
        ("", None),
    ],
)
def test_a_language_is_known_by_every_usual_name(name: str, language: str | None) -> None:
    assert language_of(name) == language


def test_what_isnt_spoken_is_refused_with_what_is() -> None:
    with pytest.raises(ArgumentTypeError, match=r"doesn't speak 'fr'; it speaks en, zh_CN"):
        language_option("fr")


def test_a_language_more_is_a_file_more(tmp_path: Path) -> None:
    assert languages(tmp_path) == ("en",)
    (tmp_path / "lab.de.qm").touch()
    (tmp_path / "lab.pt_BR.qm").touch()
    assert languages(tmp_path) == ("en", "de", "pt_BR")
    assert language_of("de-AT", tmp_path) == "de"
    assert language_of("pt", tmp_path) == "pt_BR"
