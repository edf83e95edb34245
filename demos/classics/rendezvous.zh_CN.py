"""两人中途会合：先到的等，然后一起走。"""

from threading import Event, Thread
from time import sleep

SHORT = 0.1  # 0.01..5, 一个人到会合点的秒数
LONG = 0.3  # 0.01..5, 另一个人的秒数，会合后也走这么久


def walk(name, seconds, here, there):
    sleep(seconds)
    print(f"{name} 到了")
    here.set()  # 先通知再等待：反过来两人会永远等下去
    there.wait()
    print(f"{name} 继续走")
    sleep(LONG)


def main():
    ann, ben = Event(), Event()
    Thread(target=walk, args=("小安", SHORT, ann, ben), name="小安").start()
    Thread(target=walk, args=("小本", LONG, ben, ann), name="小本").start()


if __name__ == "__main__":
    main()
