"""两个进程用同一个全局变量数自己说的词。还是说，其实一人一个？"""

from multiprocessing import Process
from time import sleep

WORDS = 10  # 1..100, 计数器计满所需的单词数
PAUSE = 0.02  # 0.001..1, 每说一个词之后停顿的秒数

counter = 0  # watch


def speak(word):
    global counter
    while counter < WORDS:
        print(word, end=" ", flush=True)
        counter += 1  # 只在本进程的内存里
        sleep(PAUSE)


def main():
    speakers = [Process(target=speak, args=(word,)) for word in ("Ping", "Pong")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    print(f"\n主进程的计数器：{counter}")  # 这一个谁也没碰过


if __name__ == "__main__":
    main()
