"""Two processes count in one place that both see, behind a lock that both know."""

from multiprocessing import Process, Value
from time import sleep

WORDS = 10  # 1..100, words until the counter is full
PAUSE = 0.02  # 0.001..1, seconds after each word


def speak(word, counter):
    while True:
        with counter.get_lock():  # look and count in one step
            if counter.value >= WORDS:
                return
            counter.value += 1  # two steps: a read and a write
            print(word, end=" ", flush=True)
        sleep(PAUSE)


def main():
    counter = Value("i", 0)  # an int in memory that is shared on purpose
    speakers = [Process(target=speak, args=(word, counter)) for word in ("Ping", "Pong")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    print(f"\nmain's counter: {counter.value}")


if __name__ == "__main__":
    main()
