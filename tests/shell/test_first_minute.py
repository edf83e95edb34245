"""The first minute: from the opening page to a demo that runs."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.shell.showing import ShownWindow
from widgets.link_card import LinkCard

LEFT = Qt.MouseButton.LeftButton


async def test_a_demo_runs_two_clicks_from_the_opening_page(shown_window: ShownWindow) -> None:
    shown_window.fill()
    page = shown_window.window.rail.show_page("lesson")
    (card,) = (each for each in page.findChildren(LinkCard) if each.accessibleName() == "Bank account")
    QTest.mouseClick(card, LEFT)
    tab = shown_window.current()
    ended: list[object] = []
    tab.tab.run_ended.connect(ended.append)
    QTest.mouseClick(tab.tab.bar.run, LEFT)
    await tab.until(lambda: ended)
    assert tab.tab.timeline.has_lanes
