"""A third process keeps the counter, and the two speakers ask it each time."""

from multiprocessing import Manager, Process
from time import sleep

WORDS = 10  # 1..100, words until the counter is full
PAUSE = 0.02  # 0.001..1, seconds after each word


def speak(word, counter, lock):
    while True:
        with lock:
            if counter.value >= WORDS:  # a question and its answer
                return
            counter.value += 1
            print(word, end=" ", flush=True)
        sleep(PAUSE)


def main():
    with Manager() as manager:  # starts the process that has the counter
        counter, lock = manager.Value("i", 0), manager.Lock()
        speakers = []
        for word in ("Ping", "Pong"):
            speaker = Process(target=speak, args=(word, counter, lock))
            speaker.start()
            speakers.append(speaker)
        for speaker in speakers:
            speaker.join()
        print(f"\nmain's counter: {counter.value}")


if __name__ == "__main__":
    main()
