"""同样的工作，四种做法：完成了多少，车就开到哪里。"""

from multiprocessing import get_context

from ways import one_by_one, tasks, threads

PIECES = 20  # 1..500, 每个工作者要做的工作份数
WORKERS = 2  # 1..8, 每种做法的工作者数量
WORK = "waiting"  # 一份工作是什么：waiting 等待，computing 计算
KILL = ""  # 半路上被杀掉的是哪辆车的工作者，空着则不杀
ALONE = True  # 自己开始，结束后自己关闭
TIE_S = 0.01  # 0..1, 秒；先后相差不超过它的并列第一


def main():
    from track import Track  # 放在这里，免得工作进程也要加载

    spawn = get_context("spawn")
    every = PIECES * WORKERS  # 一个人独自做完其他人分担的工作
    ways = [("one by one", one_by_one, every), ("threads", threads, every)]
    ways += [("tasks", tasks, every), *[("processes", one_by_one, PIECES)] * WORKERS]
    told = {name: spawn.SimpleQueue() for name, *_ in ways}
    track = Track(told, every, 0, TIE_S, ALONE)
    workers = []
    for name, way, pieces in ways:
        job = (WORK, pieces, WORKERS, told[name].put)
        workers.append(spawn.Process(target=way, args=job, name=name, daemon=True))
        workers[-1].start()
    while track.open:
        track.listen()
        for name in told:
            while track.going and not told[name].empty():
                track.advance(name, told[name].get())
        track.look_after(workers, KILL)
        track.draw()
        track.clock.tick(60)


if __name__ == "__main__":
    main()
