"""八个进程各累加列表的一片。表是什么时候开始走的？"""

from multiprocessing import Process, Queue
from time import perf_counter

N = 2_000_000  # 1000..100000000, 求和的最后一个数
SLICES = 8  # 1..16, 各拿一片的进程个数

step = ""  # watch
result = 0  # watch


def add_up(numbers, sums):
    sums.put(sum(numbers))


def main():
    global step, result
    step = "建列表"
    begin = perf_counter()
    numbers = list(range(1, N + 1))
    step = "复制切片，启动进程"
    sums, workers = Queue(), []
    for each in range(SLICES):
        part = slice(N * each // SLICES, N * (each + 1) // SLICES)
        worker = Process(target=add_up, args=(numbers[part], sums))
        worker.start()
        workers.append(worker)
    step = "迟到的表开始走"  # 这时各进程已经在干活了
    late = perf_counter()
    result = sum(sums.get() for _ in workers)
    for worker in workers:
        worker.join()
    step = "完成"
    end = perf_counter()
    print(f"和：{result}，迟到的表 {end - late:.3f} 秒，全程 {end - begin:.3f} 秒")


if __name__ == "__main__":
    main()
