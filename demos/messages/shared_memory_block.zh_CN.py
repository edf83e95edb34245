"""子进程写进双方都有的内存：没有发送，也没有等待。"""

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

SIZE = 1_000_000  # 4..100000000, 双方都看得见的字节数
WORD = "Pong"  # 子进程写入的内容，最多 4 个字母

note = ""  # watch


def write(name):
    global note
    block = SharedMemory(name)  # 凭名字找到同一块字节：没有复制
    note = WORD
    block.buf[:4] = note.encode().ljust(4)
    block.close()


def main():
    global note
    block = SharedMemory(create=True, size=SIZE)
    child = Process(target=write, args=(block.name,))
    child.start()
    child.join()  # 内存不会说字节什么时候到，join 才会
    note = bytes(block.buf[:4]).decode().strip()
    print(f"主进程读到 {note!r}")
    block.close()
    block.unlink()  # 否则这块内存会比我们活得更久


if __name__ == "__main__":
    main()
