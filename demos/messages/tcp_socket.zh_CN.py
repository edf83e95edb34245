"""两个进程通过套接字通信：只能传字节，但能通到任何一台机器。"""

import socket
from multiprocessing import Process

WORDS = 5  # 1..1000, 客户端要说的词数


def client(address):
    with socket.create_connection(address) as connection:
        for number in range(WORDS):
            connection.sendall(f"ping {number}".encode())
            print(connection.recv(100).decode())
    # 离开 `with` 就挂断了。


def main():
    with socket.create_server(("127.0.0.1", 0)) as server:  # 端口 0：随便哪个空闲的都行
        child = Process(target=client, args=(server.getsockname(),))
        child.start()
        connection, _ = server.accept()
        with connection:
            while heard := connection.recv(100):  # b""：对方已经挂断
                connection.sendall(heard.upper())
        child.join()


if __name__ == "__main__":
    main()
