"""Three web servers are asked for their headers, each by a thread of its own."""

from socket import create_connection, create_server
from threading import Thread
from time import sleep

DELAY = 0.3  # 0.01..10, seconds until one of our servers answers
HOSTS = ""  # real hosts to ask instead of our servers, with spaces between them

pages = {"plain": "200 OK\n\n", "moved": "302 Found\nLocation: /\n\n", "hasty": "200 O"}


def serve(name, listener):
    with listener, listener.accept()[0] as guest:
        guest.recv(1000)
        sleep(DELAY)
        guest.sendall(f"HTTP/1.0 {pages[name]}".replace("\n", "\r\n").encode())


def headers(name, host, port=80):
    with create_connection((host, port)) as server, server.makefile("rb") as reader:
        server.sendall(f"HEAD / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        while (line := reader.readline()) not in (b"\r\n", b""):  # b"": it has hung up
            print(f"{name}: {line.decode().rstrip()}")


def main():
    asked = [(host, host) for host in HOSTS.split()]
    for name in [] if asked else pages:
        listener = create_server(("127.0.0.1", 0))
        Thread(target=serve, args=(name, listener), name=f"{name} server").start()
        asked.append((name, *listener.getsockname()))
    for each in asked:
        Thread(target=headers, args=each, name=each[0]).start()


if __name__ == "__main__":
    main()
