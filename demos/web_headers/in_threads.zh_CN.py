"""向三台网站服务器询问响应头，每台各用一个线程。"""

from socket import create_connection, create_server
from threading import Thread
from time import sleep

DELAY = 0.3  # 0.01..10, 自己的服务器要多少秒才回答
HOSTS = ""  # 改为询问真实主机，用空格分隔

pages = {"plain": "200 OK\n\n", "moved": "302 Found\nLocation: /\n\n", "hasty": "200 O"}


def serve(name, listener):
    with listener, listener.accept()[0] as guest:
        guest.recv(1000)
        sleep(DELAY)
        guest.sendall(f"HTTP/1.0 {pages[name]}".replace("\n", "\r\n").encode())


def headers(name, host, port=80):
    with create_connection((host, port)) as server, server.makefile("rb") as reader:
        server.sendall(f"HEAD / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        while (line := reader.readline()) not in (b"\r\n", b""):  # b"" 表示对方已挂断
            print(f"{name}：{line.decode().rstrip()}")


def main():
    asked = [(host, host) for host in HOSTS.split()]
    for name in [] if asked else pages:
        listener = create_server(("127.0.0.1", 0))
        Thread(target=serve, args=(name, listener), name=f"{name} 服务器").start()
        asked.append((name, *listener.getsockname()))
    for each in asked:
        Thread(target=headers, args=each, name=each[0]).start()


if __name__ == "__main__":
    main()
