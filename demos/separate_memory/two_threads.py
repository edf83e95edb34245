"""Two threads count their words in one global variable, which both of them see."""

from threading import Thread
from time import sleep

WORDS = 10  # 1..100, words until the counter is full
PAUSE = 0.02  # 0.001..1, seconds after each word

counter = 0  # watch


def speak(word):
    global counter
    while counter < WORDS:  # look, and then write: both may pass here for the last word
        print(word, end=" ", flush=True)
        counter += 1
        sleep(PAUSE)


def main():
    speakers = [Thread(target=speak, args=(word,)) for word in ("Ping", "Pong")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    print(f"\nmain's counter: {counter}")


if __name__ == "__main__":
    main()
