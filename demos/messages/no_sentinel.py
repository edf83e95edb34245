"""Two children take numbers from a queue until there are no more. How would they know?"""

from multiprocessing import Process, Queue
from time import sleep

NUMBERS = 10  # 1..1000, numbers in the queue
PAUSE = 0.01  # 0..1, seconds of work on each


def take(word, queue):
    while True:
        number = queue.get()  # after the last number: waits for a next one
        print(number, word)
        sleep(PAUSE)


def main():
    queue = Queue()
    children = [Process(target=take, args=(word, queue)) for word in ("Ping", "Pong")]
    for child in children:
        child.start()
    for number in range(1, NUMBERS + 1):
        queue.put(number)
    for child in children:
        child.join()
    print("done")  # never comes


if __name__ == "__main__":
    main()
