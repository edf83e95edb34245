"""生成器的四种状态：已创建、运行中、已挂起、已关闭。"""

from inspect import getgeneratorstate
from time import sleep

PARCELS = 10  # 1..1000, 一天的包裹数
EFFORT = 0.05  # 0..5, 派送一件并准备下一件要花的秒数

state = ""  # watch


def look(worker):
    global state
    seen = state = getgeneratorstate(worker)
    print(seen)
    sleep(EFFORT)


def courier():
    while True:
        yield
        look(worker)  # 自己看自己：GEN_RUNNING


def main():
    global worker
    worker = courier()
    look(worker)  # GEN_CREATED：一行都还没有运行
    next(worker)
    look(worker)  # GEN_SUSPENDED：停在 `yield` 处
    for _ in range(PARCELS):
        worker.send("包裹")
    worker.close()
    look(worker)  # GEN_CLOSED：再也唤不醒了


if __name__ == "__main__":
    main()
