"""Three web servers are asked for their headers, all at once, by one thread."""

import asyncio
from functools import partial

DELAY = 0.3  # 0.01..10, seconds until one of our servers answers
HOSTS = ""  # real hosts to ask instead of our servers, with spaces between them

pages = {"plain": "200 OK\n\n", "moved": "302 Found\nLocation: /\n\n", "hasty": "200 O"}


async def serve(name, reader, writer):
    await reader.readuntil(b"\r\n\r\n")
    await asyncio.sleep(DELAY)
    writer.write(f"HTTP/1.0 {pages[name]}".replace("\n", "\r\n").encode())
    writer.close()  # the hasty one hangs up in the middle of a line


async def headers(name, host, port=80):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"HEAD / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
    while (line := await reader.readline()) not in (b"\r\n", b""):  # b"": it has hung up
        print(f"{name}: {line.decode().rstrip()}")
    writer.close()
    await writer.wait_closed()


async def main():
    asked = [(host, host) for host in HOSTS.split()]
    for name in [] if asked else pages:
        server = await asyncio.start_server(partial(serve, name), "127.0.0.1", 0)
        asked.append((name, *server.sockets[0].getsockname()))
    async with asyncio.TaskGroup() as tasks:
        for each in asked:
            tasks.create_task(headers(*each), name=each[0])


if __name__ == "__main__":
    asyncio.run(main())
