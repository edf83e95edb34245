"""A scheduler hands the pieces to workers: processes here, or on other machines."""

from tempfile import TemporaryDirectory
from time import perf_counter

import dask
from dask.distributed import Client

N = 2_000_000  # 1000..100000000, the last number of the sum
WORKERS = 2  # 1..16, processes or threads that add up
PIECES = 8  # 1..64, pieces of the range
SCHEDULER = ""  # where one runs, as tcp://10.0.0.5:8786; empty: a cluster on this machine

result = 0  # watch


def add_up(before, last):
    total = 0
    for number in range(before + 1, last + 1):
        total += number
    return total


def cluster():
    here = {"n_workers": WORKERS, "threads_per_worker": 1, "dashboard_address": None}
    return {"address": SCHEDULER} if SCHEDULER else here


def main():
    global result
    begin = perf_counter()
    with TemporaryDirectory() as notes, dask.config.set(temporary_directory=notes):
        with Client(**cluster()) as client:  # at its end a cluster of ours goes away
            ends = [N * piece // PIECES for piece in range(PIECES + 1)]
            result = sum(client.gather(client.map(add_up, ends[:-1], ends[1:])))
    print(f"sum: {result}, all of it {perf_counter() - begin:.3f} s")


if __name__ == "__main__":
    main()
