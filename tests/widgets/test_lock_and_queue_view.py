"""Locks and queues as rows over time: what is painted, said and clicked is what the series hold."""

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.folds.over_time import Steps, Tenure
from widgets.lock_view import LockStory, LockView
from widgets.palette import LIGHT
from widgets.queue_view import QueueStory, QueueView
from widgets.story_rows import StoryRows

END_NS = 1000
NAMES = {1: "Thread-1", 2: "Thread-2"}


def series(*values: int) -> npt.NDArray[np.int64]:
    return np.array(values, np.int64)


def shown(qtbot: QtBot, view: StoryRows) -> None:
    qtbot.addWidget(view)
    view.set_palette_colours(LIGHT)
    view.set_range(0, END_NS)
    view.resize(500, view.height())
    view.show()


@pytest.fixture
def locks(qtbot: QtBot) -> LockView:
    """Thread-1 holds it from 0 to 400, Thread-2, which waited from 200 on, to 800; then it is free."""
    view = LockView()
    tenure = Tenure(series(0, 400), series(400, 800), series(1, 2), series(14, 14))
    story = LockStory("self.lock", "Account.balance", tenure, Steps(series(200, 400), series(1, 0)))
    view.set_locks([story], lambda actor: NAMES[actor])
    shown(qtbot, view)
    return view


@pytest.fixture
def queues(qtbot: QtBot) -> QueueView:
    """Two items from 250 on, none from 750 on."""
    view = QueueView()
    view.set_queues([QueueStory("parcels", Steps(series(250, 750), series(2, 0)))])
    shown(qtbot, view)
    return view


def point(view: StoryRows, t_ns: int) -> QPointF:
    """In the first row, where an instant is."""
    place = view._place(0)
    return QPointF(place.left() + t_ns / END_NS * place.width(), place.top() + 4)


def colours(view: StoryRows, t_ns: int) -> set[str]:
    """All that is painted in a column of the first row."""
    picture = view.grab().toImage()
    ratio = picture.width() / view.width()
    x, height = round(point(view, t_ns).x() * ratio), round(view._place(0).height() * ratio)
    return {picture.pixelColor(x, y).name() for y in range(height)}


def test_a_lock_is_drawn_as_held_while_it_was(locks: LockView) -> None:
    held, waited = QColor(LIGHT.holder_mark).name(), QColor(LIGHT.lock).name()
    assert held in colours(locks, 350)
    assert held in colours(locks, 700)
    assert held not in colours(locks, 900)
    assert waited in colours(locks, 300)
    assert waited not in colours(locks, 100)


def test_the_words_say_who_held_it_and_how_many_waited(locks: LockView) -> None:
    assert locks.words_at(point(locks, 300)) == (
        "self.lock was held by Thread-1 from 0 on (line 14).\nLanes that waited for it: 1"
    )
    assert "free" in locks.words_at(point(locks, 900))
    assert locks.words_at(QPointF(1, 1)) == ""


def test_a_click_goes_to_the_moment_and_to_the_holder(locks: LockView) -> None:
    told: list[tuple[int, int | None]] = []
    locks.moment_chosen.connect(lambda t_ns, actor: told.append((t_ns, actor)))
    for t_ns in (300, 700, 900):
        QTest.mouseClick(locks, Qt.MouseButton.LeftButton, pos=point(locks, t_ns).toPoint())
    QTest.mouseClick(locks, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert [actor for _, actor in told] == [1, 2, None]
    assert [t_ns for t_ns, _ in told] == [pytest.approx(t, abs=5) for t in (300, 700, 900)]


def test_a_queue_is_as_full_as_it_was(queues: QueueView) -> None:
    full = QColor(LIGHT.queue).name()
    assert full not in colours(queues, 100)
    assert full in colours(queues, 500)
    assert full not in colours(queues, 900)
    assert queues.words_at(point(queues, 500)).endswith("2 items")
