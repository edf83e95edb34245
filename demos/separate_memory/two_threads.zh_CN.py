"""两个线程用同一个全局变量数自己说的词，两个都看得见它。"""

from threading import Thread
from time import sleep

WORDS = 10  # 1..100, 计数器计满所需的单词数
PAUSE = 0.02  # 0.001..1, 每说一个词之后停顿的秒数

counter = 0  # watch


def speak(word):
    global counter
    while counter < WORDS:  # 先看后写：最后一个词时两个都可能通过
        print(word, end=" ", flush=True)
        counter += 1
        sleep(PAUSE)


def main():
    speakers = [Thread(target=speak, args=(word,)) for word in ("Ping", "Pong")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    print(f"\n主进程的计数器：{counter}")


if __name__ == "__main__":
    main()
