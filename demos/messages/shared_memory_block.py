"""A child writes into memory that both have: nothing is sent, and nothing waits."""

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

SIZE = 1_000_000  # 4..100000000, bytes that both see
WORD = "Pong"  # up to 4 letters, what the child writes

note = ""  # watch


def write(name):
    global note
    block = SharedMemory(name)  # the same bytes by their name: no copy
    note = WORD
    block.buf[:4] = note.encode().ljust(4)
    block.close()


def main():
    global note
    block = SharedMemory(create=True, size=SIZE)
    child = Process(target=write, args=(block.name,))
    child.start()
    child.join()  # the memory doesn't say when the bytes are there: a join does
    note = bytes(block.buf[:4]).decode().strip()
    print(f"main reads {note!r}")
    block.close()
    block.unlink()  # or the memory would outlive us


if __name__ == "__main__":
    main()
