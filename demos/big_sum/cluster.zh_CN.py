"""调度器把各段分给工作进程：可以在本机，也可以在别的机器上。"""

from tempfile import TemporaryDirectory
from time import perf_counter

import dask
from dask.distributed import Client

N = 2_000_000  # 1000..100000000, 求和的最后一个数
WORKERS = 2  # 1..16, 做加法的进程或线程个数
PIECES = 8  # 1..64, 把范围分成几段
SCHEDULER = ""  # 调度器的地址，如 tcp://10.0.0.5:8786；留空：在本机建集群

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
        with Client(**cluster()) as client:  # 结束时，本机的集群也随之关闭
            ends = [N * piece // PIECES for piece in range(PIECES + 1)]
            result = sum(client.gather(client.map(add_up, ends[:-1], ends[1:])))
    print(f"和：{result}，全程 {perf_counter() - begin:.3f} 秒")


if __name__ == "__main__":
    main()
