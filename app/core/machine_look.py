"""What one look at the machine found: its cores, and the processes of what runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process. What the system doesn't tell is None.

    `created` is in seconds since the epoch: a pid alone may be another process' by now. `cpu` is how many cores it
    kept busy during the last looks (1.0: one). `mine` tells the lab's own process from those of its runs.
    """

    pid: int
    created: float
    name: str
    parent: int
    state: str
    threads: int | None
    cpu: float | None
    memory_bytes: int | None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class MachineLook:
    """The machine at `t_s` (seconds of `perf_counter`).

    `cores` has the load of each core since the last look, 0 to 1. `switches` are the context switches of the whole
    machine per second, None where the system doesn't count them. `processes` has the lab's own first, then those
    of its runs, parents before children.
    """

    t_s: float
    cores: tuple[float, ...]
    switches: float | None
    processes: tuple[ProcessRow, ...]

    @property
    def of_runs(self) -> tuple[ProcessRow, ...]:
        """The processes without the lab's own."""
        return tuple(row for row in self.processes if not row.mine)
