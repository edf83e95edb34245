"""The whole of a timeline on a few rows of pixels, for a strip that shows where one looks."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from widgets.timeline_colours import Paint
from widgets.timeline_raster import Bar, BarShape, LaneRaster
from widgets.timeline_scene import Scene

_THICKEST = 5  # pixels of a lane


def paint_overview(scene: Scene, whole_ns: tuple[int, int], columns: int, rows: int) -> QImage:
    """All lanes (every n-th where there are more than rows) from the first to the last of two instants."""
    count = min(len(scene.lanes), rows)
    columns = max(min(columns, whole_ns[1] - whole_ns[0]), 1)
    if not count:
        empty = QImage(columns, max(rows, 1), QImage.Format.Format_ARGB32_Premultiplied)
        empty.fill(0)
        return empty
    thick = min(rows // count, _THICKEST)
    gap = 1 if thick > 2 else 0
    top = (rows - thick * count + gap) // 2
    bars = []
    for row, index in enumerate(np.linspace(0, len(scene.lanes) - 1, count).round().astype(int).tolist()):
        actor = scene.lanes.actors[index]
        bars.append(Bar(actor.id, top + row * thick, actor.start_ns, actor.end_ns, actor.kind != "opaque"))
    edges = np.linspace(*whole_ns, columns + 1).round()
    pixels = LaneRaster(only=False).draw(
        bars, scene.rows, edges, scene.horizon_ns, Paint(scene.palette), BarShape(thick - gap, 0, 0, 0), rows
    )
    image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()  # the array goes with the raster
