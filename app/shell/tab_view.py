"""What a tab shows, as one value: taken before a lesson's step, and gone back to when it is undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from widgets.prediction import Shown

if TYPE_CHECKING:
    from app.shell.demo_tab import DemoTab


@dataclass(frozen=True, slots=True)
class TabView:
    """The program and its text, marked lines, the recording and where one looks at it, the prediction.

    `text` is None for the program as its file has it, but for `changed` values: so it can be shown in whichever
    language is spoken by then.
    `range_ns` is None while the timeline shows the whole run, `cursor_ns` while nothing is pinned.
    """

    program: str
    text: str | None
    changed: Mapping[str, object]
    pointed: tuple[int, int] | None
    recording: Path | None
    range_ns: tuple[int, int]
    cursor_ns: int | None
    lane: int
    prediction: Shown


def view_of(tab: DemoTab) -> TabView:
    """What the tab shows now."""
    text, changed = tab.pane.shown()
    return TabView(
        program=tab.program.id,
        text=text,
        changed=changed,
        pointed=tab.marks.pointed,
        recording=tab.session.shown,
        range_ns=tab.timeline.range_ns,
        cursor_ns=tab.timeline.pinned_ns,
        lane=tab.timeline.selected_lane,
        prediction=tab.predictions.pane.shown,
    )


def restore_program(tab: DemoTab, view: TabView) -> None:
    """Show the view's program as it stood there."""
    if tab.program.id != view.program:
        tab.choose_program(view.program)
    tab.pane.show_again(view.text, view.changed)
    tab.point_at(view.pointed)
    tab.predictions.restore(view.prediction)


def restore_look(tab: DemoTab, view: TabView) -> None:
    """Look at the recording as before; the view's recording is shown already."""
    tab.timeline.clear_selection()
    if view.lane >= 0:
        tab.timeline.select_lane(view.lane)
    tab.moment.go_to(view.cursor_ns)
    if tab.timeline.range_ns != view.range_ns:
        tab.timeline.zoom_to(*view.range_ns)
    tab.point_at(view.pointed)
    tab.predictions.restore(view.prediction)
