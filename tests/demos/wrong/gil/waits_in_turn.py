"""Main waits for one answer after the other."""

from time import sleep

SECONDS = 0.05  # 0.01..10, how long each takes


def main():
    for _ in range(3):
        sleep(SECONDS)
    print("done")


if __name__ == "__main__":
    main()
