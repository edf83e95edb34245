"""The same work in four ways: each car stands where its finished work stands."""

from multiprocessing import get_context

from ways import one_by_one, tasks, threads

PIECES = 20  # 1..500, pieces of work that each worker does
WORKERS = 2  # 1..8, workers of each way
WORK = "waiting"  # what a piece of work is: waiting or computing
KILL = ""  # the car whose workers are killed half-way, nothing for none
ALONE = True  # it starts by itself and closes at the end
TIE_S = 0.01  # 0..1, seconds; who arrives so close together shares the victory


def main():
    from track import Track  # here, so that the workers don't load it too

    spawn = get_context("spawn")
    every = PIECES * WORKERS  # one worker alone does what the others share
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
