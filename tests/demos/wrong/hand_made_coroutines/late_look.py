"""A state is looked at and kept only when it has changed; and nobody closes the generator."""

from inspect import getgeneratorstate

state = ""  # watch


def courier():
    while True:
        yield


def main():
    global state, worker
    worker = courier()
    seen = getgeneratorstate(worker)
    next(worker)
    state = seen


if __name__ == "__main__":
    main()
