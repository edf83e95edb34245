"""A pool that is smaller than was asked for, and gets all pieces in one go."""

from multiprocessing import Pool

WORKERS = 2  # 1..16, processes
PIECES = 8  # 1..64, pieces of the range


def main():
    pool = Pool(WORKERS - 1)
    print(sum(pool.map(abs, range(PIECES), chunksize=PIECES)))
    pool.close()
    pool.join()


if __name__ == "__main__":
    main()
