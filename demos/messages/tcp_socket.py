"""Two processes talk through a socket: bytes only, but it reaches any machine."""

import socket
from multiprocessing import Process

WORDS = 5  # 1..1000, words that the client says


def client(address):
    with socket.create_connection(address) as connection:
        for number in range(WORDS):
            connection.sendall(f"ping {number}".encode())
            print(connection.recv(100).decode())
    # Leaving `with` hangs up.


def main():
    with socket.create_server(("127.0.0.1", 0)) as server:  # port 0: any that is free
        child = Process(target=client, args=(server.getsockname(),))
        child.start()
        connection, _ = server.accept()
        with connection:
            while heard := connection.recv(100):  # b"": the other one has hung up
                connection.sendall(heard.upper())
        child.join()


if __name__ == "__main__":
    main()
