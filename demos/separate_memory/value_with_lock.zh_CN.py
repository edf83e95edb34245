"""两个进程在双方都看得见的地方计数，用的是双方都知道的锁。"""

from multiprocessing import Process, Value
from time import sleep

WORDS = 10  # 1..100, 计数器计满所需的单词数
PAUSE = 0.02  # 0.001..1, 每说一个词之后停顿的秒数


def speak(word, counter):
    while True:
        with counter.get_lock():  # 查看和计数合成一步
            if counter.value >= WORDS:
                return
            counter.value += 1  # 其实是两步：一读一写
            print(word, end=" ", flush=True)
        sleep(PAUSE)


def main():
    counter = Value("i", 0)  # 特意共享的内存里的一个整数
    speakers = [Process(target=speak, args=(word, counter)) for word in ("Ping", "Pong")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    print(f"\n主进程的计数器：{counter.value}")


if __name__ == "__main__":
    main()
