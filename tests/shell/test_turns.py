"""While the window lives, threads of its process take turns soon; afterwards as ever."""

import sys

import pytest

from app.shell import turns


def test_turns_are_short_and_then_as_they_were() -> None:
    usual_s = sys.getswitchinterval()
    with turns.short():
        assert sys.getswitchinterval() == pytest.approx(turns.SHORT_S)
    assert sys.getswitchinterval() == usual_s


def test_a_failure_leaves_them_as_they_were() -> None:
    usual_s = sys.getswitchinterval()
    with pytest.raises(ZeroDivisionError), turns.short():
        raise ZeroDivisionError
    assert sys.getswitchinterval() == usual_s
