"""A clock that leaves nothing out: it is started before the list and the processes are."""

from multiprocessing import Process

N = 100_000  # 1000..100000000, the last number of the sum

step = ""  # watch


def main():
    global step
    step = "begin"
    step = "the clock starts"
    numbers = list(range(1, N + 1))
    worker = Process(target=sum, args=(numbers,))
    worker.start()
    worker.join()
    step = "done"
    print("done")


if __name__ == "__main__":
    main()
