"""计数器由第三个进程保管，两个说话的进程每次都去问它。"""

from multiprocessing import Manager, Process
from time import sleep

WORDS = 10  # 1..100, 计数器计满所需的单词数
PAUSE = 0.02  # 0.001..1, 每说一个词之后停顿的秒数


def speak(word, counter, lock):
    while True:
        with lock:
            if counter.value >= WORDS:  # 一问一答
                return
            counter.value += 1
            print(word, end=" ", flush=True)
        sleep(PAUSE)


def main():
    with Manager() as manager:  # 启动保管计数器的进程
        counter, lock = manager.Value("i", 0), manager.Lock()
        speakers = []
        for word in ("Ping", "Pong"):
            speaker = Process(target=speak, args=(word, counter, lock))
            speaker.start()
            speakers.append(speaker)
        for speaker in speakers:
            speaker.join()
        print(f"\n主进程的计数器：{counter.value}")


if __name__ == "__main__":
    main()
