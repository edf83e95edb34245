"""The monitor's parts: the ring of values, the curves, the table of processes."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.machine_look import MachineLook, ProcessRow
from widgets.elided_label import ElidedLabel
from widgets.history_graph import MOST_CURVES, HistoryGraph, Scale
from widgets.machine_graphs import MachineGraphs
from widgets.palette import DARK, LIGHT
from widgets.process_model import Column, ProcessModel
from widgets.process_table import ProcessTable
from widgets.ring import Ring
from widgets.theme import BASE_POINTS, apply_theme


def row(pid: int, parent: int = 1, mine: bool = False, cpu: float | None = 0.5) -> ProcessRow:
    return ProcessRow(pid, 100.0 + pid, f"python {pid}", parent, "sleeping", 2, cpu, 3 << 20, mine)


LAB, FIRST, CHILD, OTHER = row(10, mine=True), row(20, 10), row(30, 20), row(40, 10)


def look(*rows: ProcessRow, cores: Sequence[float] = (0.25, 1.0)) -> MachineLook:
    return MachineLook(0.0, tuple(cores), 1234.0, rows)


# the ring ---------------------------------------------------------------------------------------------------
def test_a_ring_gives_the_last_values_in_one_piece() -> None:
    ring = Ring(3)
    for value in range(5):
        ring.add(float(value))
        assert ring.values().base is not None  # a view: nothing is copied
    assert ring.values().tolist() == [2.0, 3.0, 4.0]


def test_a_ring_that_is_not_full_begins_with_nothing() -> None:
    ring = Ring(3)
    ring.add(7.0)
    assert np.isnan(ring.values()[:2]).all()
    assert ring.values()[2] == 7.0


# a graph ----------------------------------------------------------------------------------------------------
@pytest.fixture
def graph(qtbot: QtBot) -> HistoryGraph:
    graph = HistoryGraph("Cores", Scale(100, "%"))
    qtbot.addWidget(graph)
    return graph


def test_each_name_gets_a_curve_and_its_newest_value_in_words(graph: HistoryGraph) -> None:
    graph.add({"core 0": 25.0, "core 1": 100.0})
    graph.redraw()
    graph.tell()
    assert graph.names() == ["core 0", "core 1"]
    assert graph.accessibleDescription() == "core 0: 25 %, core 1: 100 %"


def test_a_value_that_is_not_known_makes_no_curve_and_is_a_dash(graph: HistoryGraph) -> None:
    graph.add({"core 0": None})
    assert graph.names() == []
    graph.add({"core 0": 1.0})
    graph.add({"core 0": None})
    graph.redraw()
    graph.tell()
    assert graph.accessibleDescription() == "core 0: –"


def test_the_last_word_of_the_axis_has_room(graph: HistoryGraph) -> None:
    graph.show()
    QApplication.processEvents()
    plot = graph._plot
    now = plot.mapFromScene(plot._view.mapToScene(plot._view.mapFromView(QPointF(0, 0)))).x()
    half = QFontMetricsF(plot._axes[1].style["tickFont"]).horizontalAdvance("now") / 2
    assert now + half <= plot.viewport().width()


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, LIGHT, 2 * BASE_POINTS)
    yield
    apply_theme(qapp, LIGHT)


def test_a_narrow_graph_has_all_its_words_or_says_them_in_a_tip(
    large_letters: None, graph: HistoryGraph
) -> None:
    name = "a_program_with_a_very_long_name.py (1234567)"
    graph.add({name: 25.0})
    graph.tell()
    graph.resize(500, 300)
    graph.show()
    QApplication.processEvents()
    assert graph.minimumSizeHint().width() < 500
    (entry,) = graph.findChildren(ElidedLabel)
    assert entry.text() == f"{name}: 25 %"
    assert entry.fitting() != entry.text()
    picture = QPixmap(500, 300)
    painter = QPainter(picture)
    (_, _, words) = graph._plot._axes[1].generateDrawSpecs(painter)
    painter.end()
    assert [text for _, _, text in words] == ["60 s", "30 s", "now"]


def test_a_curve_goes_a_minute_after_its_last_value(graph: HistoryGraph) -> None:
    graph.add({"core 0": 1.0})
    for _ in range(599):
        graph.add({})
    assert graph.names() == ["core 0"]
    graph.add({})
    assert graph.names() == []


def test_more_curves_than_can_be_told_apart_are_not_drawn(graph: HistoryGraph) -> None:
    graph.add({str(number): 1.0 for number in range(MOST_CURVES + 3)})
    assert len(graph.names()) == MOST_CURVES


def test_no_two_curves_look_alike_even_without_colours(graph: HistoryGraph) -> None:
    graph.add({str(number): 1.0 for number in range(MOST_CURVES)})
    pens = [line.entry._pen for line in graph._lines.values()]
    assert len({(pen.style(), tuple(pen.dashPattern())) for pen in pens}) == MOST_CURVES


def test_the_height_follows_what_is_shown(graph: HistoryGraph) -> None:
    graph.add({"core 0": 400.0})
    graph.redraw()
    assert graph._top == pytest.approx(460)


# all graphs -------------------------------------------------------------------------------------------------
@pytest.fixture
def graphs(qtbot: QtBot) -> MachineGraphs:
    graphs = MachineGraphs()
    qtbot.addWidget(graphs)
    return graphs


def test_a_look_reaches_every_graph(graphs: MachineGraphs) -> None:
    graphs.add(look(LAB, FIRST, CHILD), {20: "program.py"}, 1.5)
    graphs.redraw()
    graphs.tell()
    told = [graph.accessibleDescription() for graph in graphs.graphs()]
    assert told == [
        "core 0: 25 %, core 1: 100 %",
        "program.py (20): 50 %, python 30 (30): 50 %",
        "what runs: 4.0",
        "what runs: 6.0 MB, the lab: 3.0 MB",
        "whole machine: 1,234 /s",
        "late by: 1.5 ms",
    ]


def test_of_many_cores_the_extremes_and_the_mean_are_shown(graphs: MachineGraphs) -> None:
    graphs.add(look(LAB, cores=[0.0] * 15 + [1.0]), {}, None)
    graphs.tell()
    assert graphs.cores.accessibleDescription() == "busiest: 100 %, mean: 6 %, idlest: 0 %"


def test_a_process_keeps_its_curve_while_it_lives(graphs: MachineGraphs) -> None:
    busy = [row(pid, 20, cpu=pid / 100) for pid in range(50, 60)]
    graphs.add(look(LAB, *busy), {}, None)
    first = graphs.processes.names()
    graphs.add(look(LAB, *[row(each.pid, 20, cpu=1.0 - (each.cpu or 0)) for each in busy]), {}, None)
    assert graphs.processes.names() == first == [f"python {pid} ({pid})" for pid in (59, 58, 57, 56, 55)]


@pytest.mark.parametrize(("width", "columns"), [(200, 1), (700, 2), (1400, 3)])
def test_as_many_graphs_stand_beside_each_other_as_fit(
    graphs: MachineGraphs, width: int, columns: int
) -> None:
    graphs.resize(width, 600)
    graphs.show()
    assert graphs._columns == columns


def test_the_curves_follow_the_palette(graphs: MachineGraphs) -> None:
    graphs.add(look(LAB), {}, None)
    colours = []
    for palette in (LIGHT, DARK):
        for graph in graphs.graphs():
            graph.set_palette_colours(palette)
        colours.append(graphs.cores._lines["core 0"].entry._pen.color().name())
    assert colours[0] != colours[1]


# the table --------------------------------------------------------------------------------------------------
def names(model: ProcessModel) -> list[str]:
    return [model.index(place, Column.NAME).data() for place in range(model.rowCount())]


def test_the_model_is_a_good_model_whatever_comes_and_goes(qtbot: QtBot) -> None:
    model = ProcessModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for rows in ([LAB], [LAB, FIRST, CHILD], [LAB, FIRST, CHILD, OTHER], [LAB, OTHER], [OTHER, LAB], []):
        model.set_rows(rows, {})
        assert [model.row(place) for place in range(model.rowCount())] == rows
    assert tester.model() is model


def test_children_are_indented_and_named_as_their_lanes(qtbot: QtBot) -> None:
    model = ProcessModel()
    model.set_rows([LAB, FIRST, CHILD, OTHER], {20: "program.py"})
    assert names(model) == ["the lab itself", "program.py", "    python 30", "python 40"]


def test_what_the_system_does_not_tell_is_a_dash(qtbot: QtBot) -> None:
    model = ProcessModel()
    model.set_rows([ProcessRow(5, 1.0, "x", 1, "?", None, None, None)], {})
    told = [model.index(0, column).data() for column in Column]
    assert told == ["x", "5", "?", "–", "–", "–"]


def test_the_chosen_process_stays_chosen_while_others_come_and_go(qtbot: QtBot) -> None:
    table = ProcessTable()
    qtbot.addWidget(table)
    table.set_rows([LAB, FIRST, OTHER], {})
    table._table.selectRow(2)
    table.set_rows([LAB, FIRST, CHILD, OTHER], {})
    assert table.chosen() == OTHER
    table.set_rows([LAB, OTHER], {})
    assert table.chosen() == OTHER


def test_only_a_process_of_a_run_can_be_ended(qtbot: QtBot) -> None:
    table = ProcessTable()
    qtbot.addWidget(table)
    asked: list[tuple[ProcessRow, bool]] = []
    table.end_requested.connect(lambda row, hard: asked.append((row, hard)))
    table.set_rows([LAB, FIRST], {})
    for place, offered in ((0, False), (1, True)):
        table._table.selectRow(place)
        assert (table.stop.isEnabled(), table.kill.isEnabled()) == (offered, offered)
    table.stop.click()
    table.kill.click()
    assert asked == [(FIRST, False), (FIRST, True)]


def test_a_narrow_table_keeps_names_and_tells_the_rest_in_a_tip(qtbot: QtBot) -> None:
    table = ProcessTable()
    qtbot.addWidget(table)
    table.set_rows([LAB, FIRST], {20: "program.py"})

    def shown(width: int) -> list[Column]:
        table.resize(width, 200)
        table.show()
        QApplication.processEvents()
        return [column for column in Column if not table._table.isColumnHidden(column)]

    assert shown(600) == list(Column)
    assert shown(400) == [Column.NAME, Column.PID, Column.CPU, Column.MEMORY]
    assert shown(280) == [Column.NAME, Column.CPU, Column.MEMORY]
    tip = table._model.index(1, Column.NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[:4] == ["Process: program.py", "pid: 20", "State: sleeping", "Threads: 2"]
