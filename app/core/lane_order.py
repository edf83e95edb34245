"""The order in which lanes are shown: each process followed by what runs in it."""

from collections.abc import Sequence

from app.core.model import Actor


def in_order(actors: Sequence[Actor]) -> list[Actor]:
    """Lanes as they are shown: processes in the order of their start, each followed by its threads."""
    starts = {actor.id: (actor.start_ns, actor.id) for actor in actors}
    return sorted(
        actors,
        key=lambda actor: (
            starts.get(actor.process, (actor.start_ns, actor.id)),
            actor.id != actor.process,
            actor.start_ns,
            actor.id,
        ),
    )
