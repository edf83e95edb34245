"""Two processes count their words in one global variable. Or is it one each?"""

from multiprocessing import Process
from time import sleep

WORDS = 10  # 1..100, words until the counter is full
PAUSE = 0.02  # 0.001..1, seconds after each word

counter = 0  # watch


def speak(word):
    global counter
    while counter < WORDS:
        print(word, end=" ", flush=True)
        counter += 1  # in the memory of this process
        sleep(PAUSE)


def main():
    speakers = [Process(target=speak, args=(word,)) for word in ("Ping", "Pong")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    print(f"\nmain's counter: {counter}")  # nobody has touched this one


if __name__ == "__main__":
    main()
